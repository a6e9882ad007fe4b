"""Chinese marks on the page: adjacent ones squeezed (挤压), and where a line may and may not break.

The text of an element tree is prepared before WeasyPrint sees it. Neither of the two helpers, U+200B (a line may break
here) and U+2060 (it may not), is part of the text: `exporter.pdf.justify` takes them out of the laid-out lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

BREAK = "\u200b"
NO_BREAK = "\u2060"
HALF = "half"

OPENING = "（《「『“‘【〔〈［｛〖"
CLOSING = "）》」』”’】〕〉］｝〗"
PAUSING = "，。、；：！？．"

# Of two adjacent marks the blank half between them goes: that of the first where it is a closing or pausing mark,
# that of the second where both open (CLREQ 3.1.6.2).
_SQUEEZED = re.compile(f"[{CLOSING}{PAUSING}](?=[{OPENING}{CLOSING}{PAUSING}])|(?<=[{OPENING}])[{OPENING}]")

# Curly quotes are neither opening nor closing to Unicode (UAX 14, class QU), so no line would break beside them.
_MAY_BREAK = re.compile(
    f"(?<=[^{OPENING}\\sA-Za-z])(?=[“‘])"  # before an opening quote
    f"|(?<=[”’])(?![{CLOSING}{PAUSING}…—～·％‰%,.;:!?)\\]\\sA-Za-z]|$)"  # after a closing one
)
# Marks and units that do not start a line, though UAX 14 lets them (CLREQ 3.1.4, 3.2.4).
# A paragraph's last character does not stand alone on its line (CLREQ 3.4.4).
_MUST_NOT_BREAK = re.compile(f"(?<=\\S)(?=[～·・‧㎡㎥㎏㎜㎝㎞℃％‰])|(?<=\\w)(?=\\w[{CLOSING}{PAUSING}…]*$)")

_SET_AS_IT_IS = frozenset({"style", "script", "title", "head", "svg", "pre"})


def prepare(root: Element) -> None:
    """Prepare every text below `root`, in place: squeezed marks in `<span class="half">`, break helpers set."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _SET_AS_IT_IS:
            continue
        for position, child in reversed(list(enumerate(element))):
            child.tail = _insert(element, position + 1, child.tail)
        element.text = _insert(element, 0, element.text)


def pieces(text: str) -> Iterable[tuple[str, bool]]:
    """Yield `text`, with break helpers, in pieces: `(piece, whether it is a mark to squeeze to half an em)`."""
    helpers = {match.start(): BREAK for match in _MAY_BREAK.finditer(text)}
    helpers |= {match.start(): NO_BREAK for match in _MUST_NOT_BREAK.finditer(text)}

    def piece(start: int, end: int) -> str:
        return "".join(helpers.get(at, "") + text[at] for at in range(start, end))

    end = 0
    for match in _SQUEEZED.finditer(text):
        if match.start() > end:
            yield piece(end, match.start()), False
        yield piece(match.start(), match.end()), True
        end = match.end()
    if end < len(text):
        yield piece(end, len(text)), False


def _insert(parent: Element, index: int, text: str | None) -> str | None:
    """Insert the squeezed marks of `text` into `parent` before child `index`; return the text before them."""
    if not text or not text.strip():
        return text
    before = ""
    last: Element | None = None
    for piece, squeezed in pieces(text):
        if squeezed:
            last = Element("span", {"class": HALF})
            last.text = piece
            parent.insert(index, last)
            index += 1
        elif last is None:
            before = piece
        else:
            last.tail = piece
    return before
