r"""`NAME.md`: an edition as CommonMark 0.31, to be pasted where people write Markdown.

    # the title, then a line with the date and the number
    ## a headline; above it the kicker in bold, below it the subtitle in bold and the byline in italics
    ### a subhead
    captions in italics; a notice whole as a block quote; a rule between articles;
    where an article stands in the paper, as a line of its own where that changes

The text comes out of a renderer as it went in: what Markdown would read as markup is escaped. GitHub's tables and
strikethrough count as markup too.
"""

from __future__ import annotations

import re

from exporter.edition import ArticleKind, Block, Edition, Export, Role
from exporter.masthead import date_line, number_line, place_line
from exporter.xml_characters import replace_forbidden

MEDIA_TYPE = "text/markdown"
CUT = {"zh-Hans": "（原文至此中断）", "zh-Hant": "（原文至此中斷）"}
_RULE = "---"
_SHAPES = {
    Role.KICKER: "**{}**",
    Role.HEADLINE: "## {}",
    Role.SUBTITLE: "**{}**",
    Role.BYLINE: "*{}*",
    Role.SUBHEAD: "### {}",
    Role.CAPTION: "*{}*",
}

# What is markup anywhere in a line, and what is only at its beginning: a list, a heading's underline, a rule.
_MARKUP = re.compile(r"[\\`*_\[\]<>&#~|]")
_OPENING = re.compile(r"^(?:([0-9]{1,9})([.)])|([-+=]))")
# A line end would end a heading, and a tab is widened; as references they are text (CommonMark 6.2).
_REFERENCES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def export_markdown(edition: Edition) -> Export:
    """Return the edition as Markdown in UTF-8; the template set has no part in it."""
    masthead = (date_line(edition.date), number_line(edition.number))
    title = escape(edition.display_title)
    pieces = [f"# {title}" if title else "", escape(" ".join(part for part in masthead if part))]
    place = ""
    for number, article in enumerate(edition.articles):
        if number:
            pieces.append(_RULE)
        here = place_line(article.page, article.section)
        if here != place:
            pieces.append(escape(here))
        place = here
        parts = [_shape(block) for block in article.blocks] + [f"*{CUT[edition.language]}*"] * article.truncated
        notice = article.kind is ArticleKind.NOTICE
        pieces.append("> " + "\n>\n> ".join(parts) if notice else "\n\n".join(parts))
    text = "\n\n".join(piece for piece in pieces if piece)
    return Export(MEDIA_TYPE, ".md", f"{text}\n".encode())


def escape(text: str) -> str:
    """Return one line of Markdown that a renderer shows as `text`; what XML forbids becomes U+FFFD."""
    escaped = _MARKUP.sub(r"\\\g<0>", replace_forbidden(text.strip()))
    return _OPENING.sub(lambda match: rf"{match[1] or ''}\{match[2] or match[3]}", escaped).translate(_REFERENCES)


def _shape(block: Block) -> str:
    return _SHAPES.get(block.role, "{}").format(escape(block.text))
