"""The archive: an OCFL 1.1 storage root that keeps every edition as named bytes, and can prove that it lost nothing.

It knows nothing of `exporter`. Of what it keeps it reads one file only, `edition.json`, by its published schema
(`archive.catalogue`).
"""
