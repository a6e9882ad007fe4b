"""A book as bytes: EbookLib writes the package, and it is packed again, since its zip is dated now."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

from ebooklib import epub

# The earliest time a zip entry can bear (APPNOTE 4.4.6: MS-DOS format).
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer, with the language of the metadata on the package element (EPUB Accessibility, Ace)."""

    def _write_opf_file(self, root: Any) -> None:
        root.set(XML_LANG, self.book.language)
        super()._write_opf_file(root)


def write_book(book: epub.EpubBook, modified: datetime.date) -> bytes:
    """Return `book` as the bytes of an EPUB, with `modified` as its modification date."""
    dated = io.BytesIO()
    _Writer(dated, book, {"mtime": datetime.datetime.combine(modified, datetime.time.min)}).write()
    return _pack(dated)


def _pack(dated: io.BytesIO) -> bytes:
    """Return the book packed again, without times; `mimetype` stays first and stored (EPUB 3.3, section 4.2)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(dated) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
