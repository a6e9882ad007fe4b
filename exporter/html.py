"""`NAME.html`: an edition as one page that needs nothing beside it, from the template set's `page.html.j2`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from markupsafe import Markup

from exporter.edition import Article, Edition, Export
from exporter.masthead import date_line, day_line, number_line, place_line
from exporter.template_set import TemplateSet
from exporter.xml_characters import replace_forbidden

MEDIA_TYPE = "text/html"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article, its anchor on the page (`article-001`), and its place in the paper (`第02版 评论`, or empty)."""

    anchor: str
    place: str
    article: Article


def export_html(edition: Edition, template_set: TemplateSet) -> Export:
    """Return the edition as an HTML page that is also well-formed XML, in UTF-8, with `page.css` inside it.

    Raises InputError where the template set lacks `page.html.j2` or `page.css`, or one of them is wrong.
    """
    entries = [
        Entry(f"article-{number:03}", place_line(article.page, article.section), article)
        for number, article in enumerate(edition.articles, 1)
    ]
    page = template_set.render(
        "page.html.j2",
        edition=edition,
        day=day_line(edition.date),
        date=date_line(edition.date),
        number=number_line(edition.number),
        groups=[(place, list(members)) for place, members in groupby(entries, attrgetter("place"))],
        style=Markup(template_set.sheet("page.css")),  # noqa: S704  a style sheet is the template set's, like its markup
    )
    return Export(MEDIA_TYPE, ".html", replace_forbidden(page.lstrip()).encode())
