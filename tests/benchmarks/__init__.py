"""Measurements, which no test run judges; each module says how it is run."""
