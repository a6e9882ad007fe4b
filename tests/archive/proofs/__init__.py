"""Proofs that an archive loses nothing: kills, failing disks, power cuts, crowds of writers.

Each is a module with a short form, which the tests run, and a long one: `sh scripts/prove`.
"""
