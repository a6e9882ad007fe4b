"""Chinese marks by what they do: open, close, pause; and which may not begin or end a line (CLREQ 3.1.4)."""

from __future__ import annotations

OPENING = "（《「『“‘【〔〈［｛〖"
CLOSING = "）》」』”’】〕〉］｝〗"
PAUSING = "，。、；：！？．"

# GB/T 15834 5.1 and the strict level of CLREQ 3.1.4: a dash and an ellipsis do not begin a line either.
NO_LINE_START = frozenset(CLOSING + PAUSING + "·・‧～–-—⸺…⋯％%‰℃°㎡㎥㎏㎜㎝㎞㎎㎖,.;:!?)]}")
NO_LINE_END = frozenset(OPENING + "([{￥¥$＄￡£€/／")
