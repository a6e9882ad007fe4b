"""From the raw text of a newspaper edition to PDF, EPUB and JSON."""

__version__ = "0.1.0"
