"""`NAME.report.html`: what the normalizer did to an edition, laid out for a person to look through."""

from __future__ import annotations

from markupsafe import Markup

from exporter.edition import Edition
from exporter.language import say, speaks_chinese
from exporter.masthead import date_line, number_line
from exporter.normalizer.provenance import Provenance
from exporter.report.rows import rows_of
from exporter.report.summary import alike_of, draft_of, items_of, tallies_of
from exporter.report.wording import KINDS
from exporter.template_set import open_template_set, shipped_sets
from exporter.xml_characters import replace_forbidden

ROWS_SHOWN = 12
"""So many rows with nothing but changed characters are shown at once; more are asked for, since they hide the rest."""


def make_report(edition: Edition, provenance: Provenance, source: str) -> bytes:
    """Return the report as one HTML page, in UTF-8, that needs nothing beside it; `source` is the decoded text.

    It speaks the reader's language; the same edition always gives the same page.
    """
    sections = rows_of(edition, provenance, source)
    templates = open_template_set(shipped_sets() / "report")
    page = templates.render(
        "report.html.j2",
        edition=edition,
        date=date_line(edition.date),
        number=number_line(edition.number),
        tallies=tallies_of(provenance),
        lists={kind: items_of(sections, kind) for kind in ("finding", "removed", "join", "overrule")},
        alike=alike_of(sections),
        draft=draft_of(sections),
        folded=sum(1 for s in sections for row in s.rows if row.kinds == ("change",)) > ROWS_SHOWN,
        kinds={kind: say(*words) for kind, words in KINDS.items()},
        sections=sections,
        language="zh-Hans" if speaks_chinese() else "en",
        say=say,
        style=Markup(templates.sheet("report.css")),  # noqa: S704  a style sheet is the template set's own
    )
    return replace_forbidden(page.lstrip()).encode()
