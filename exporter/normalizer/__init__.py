"""Raw text in, an `Edition` and its `Provenance` out. Pure: no file is read or written here."""
