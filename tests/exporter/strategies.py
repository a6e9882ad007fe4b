"""Arbitrary editions for property tests: any text that the model allows, sane or not."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from exporter.edition import FURNITURE, ArticleKind, Dateline, Edition, Role
from tests.exporter.editions import Draft, bind

# Everything but lone surrogates, which no decoder lets in.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
BLOCK_TEXT = ANY_TEXT.map(str.strip).filter(bool)
LINES = st.tuples(st.sampled_from([role for role in Role if role not in FURNITURE]), BLOCK_TEXT)
DATELINES = st.none() | st.builds(Dateline, ANY_TEXT, ANY_TEXT, ANY_TEXT)
DRAFTS = st.builds(
    Draft,
    lines=st.lists(LINES, min_size=1, max_size=6).map(tuple),
    kind=st.sampled_from(ArticleKind),
    dateline=DATELINES,
    truncated=st.booleans(),
    page=ANY_TEXT,
    section=ANY_TEXT,
    keywords=st.lists(BLOCK_TEXT, max_size=3).map(tuple),
)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Draw an edition of one to four articles, with whatever masthead."""
    return bind(
        draw(st.lists(DRAFTS, min_size=1, max_size=4)),
        title=draw(ANY_TEXT),
        date=draw(st.none() | st.dates(min_value=datetime.date(1815, 8, 5))),
        number=draw(ANY_TEXT),
        language=draw(st.sampled_from(["zh-Hans", "zh-Hant"])),
    )
