"""Vertical writing: numbers of two figures stand upright, side by side in one square (纵中横; CLREQ 3.2.3)."""

from __future__ import annotations

import re

# Text between two tags, and in it two figures that are a number of their own: not 2031, 29.70, 22:00, C919 or &#39;.
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_NUMBER = re.compile(r"(?<![0-9A-Za-z.,:/%#&+-])[0-9]{2}(?![0-9A-Za-z.,:/%;+-])")


def set_upright(document: str) -> str:
    """Return the XHTML `document` with every such number of its body in `<span class="upright">`."""
    head, body, rest = document.partition("<body")
    return head + body + _TEXT.sub(lambda text: _NUMBER.sub(r'<span class="upright">\g<0></span>', text[0]), rest)
