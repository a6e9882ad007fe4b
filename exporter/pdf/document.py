"""An edition as a printable issue: HTML from the template set, laid out and written by WeasyPrint."""

from __future__ import annotations

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from exporter.edition import Edition, Export
from exporter.errors import InputError
from exporter.masthead import date_line, day_line, number_line
from exporter.pdf.fonts import families_for
from exporter.pdf.missing import missing_characters
from exporter.pdf.rules import drop_rules_at_feet
from exporter.pdf.set_lines import lines_set
from exporter.pdf.strips import strips
from exporter.pdf.template_files import TemplateFiles
from exporter.template_set import TemplateSet
from exporter.xml_characters import replace_forbidden


def export_pdf(edition: Edition, template_set: TemplateSet) -> Export:
    """Return `edition` as a PDF/UA-1 file made from `edition.html.j2` and `print.css` of the template set.

    The same edition, set and fonts give the same bytes. No script runs and no network is read: a set that names a file
    outside its folder is refused. Raises InputError where the template set is wrong, MachineError where the machine
    has no Chinese face.
    """
    page = replace_forbidden(template_set.render("edition.html.j2", **_context(edition, template_set)))
    faces = _faces(edition.language)
    files = TemplateFiles(template_set.folder)
    fonts = FontConfiguration()
    base_url = f"{template_set.folder.resolve().as_uri()}/"
    try:
        sheets = [
            weasyprint.CSS(string=sheet, base_url=base_url, url_fetcher=files, font_config=fonts)
            for sheet in (faces, template_set.read("print.css"))
        ]
        html = weasyprint.HTML(string=page, base_url=base_url, url_fetcher=files)
        with lines_set():
            document = html.render(font_config=fonts, stylesheets=sheets, pdf_variant="pdf/ua-1")
        drop_rules_at_feet(document)
        with missing_characters() as missing:
            data = document.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise InputError(
            f"模板集 {template_set.folder} 引用了自身文件夹之外或不存在的文件：{error}。请把文件放进该文件夹。",
            f"the template set {template_set.folder} names a file that is outside its folder or missing: {error}. "
            "Put the file into the folder.",
        ) from error
    return Export("application/pdf", ".pdf", data, "".join(missing))


def _faces(language: str) -> str:
    """Return the style sheet that names the faces: `--song`, `--hei` and `--kai`.

    What a face lacks comes from Song, then Hei, of the same region, before fontconfig looks for it in any face at all.
    """
    families = families_for(language)
    stacks = {part: dict.fromkeys((family, families["song"], families["hei"])) for part, family in families.items()}
    variables = (f"--{part}: {', '.join(map(repr, stack))};" for part, stack in stacks.items())
    return f"html {{ {' '.join(variables)} }}"


def _context(edition: Edition, template_set: TemplateSet) -> dict[str, object]:
    """Return what `edition.html.j2` is rendered with."""
    return {
        "edition": edition,
        "day": day_line(edition.date),
        "date": date_line(edition.date),
        "number": number_line(edition.number) if edition.number else "",
        "settings": template_set.settings,
        "strips": strips(edition.articles, _long_article(template_set)),
    }


def _long_article(template_set: TemplateSet) -> int:
    """Return how many characters make an article a long one, as the template set says."""
    said = template_set.settings.get("print")
    length = said.get("long_article") if isinstance(said, dict) else None
    if not isinstance(length, int):
        manifest = template_set.folder / "set.toml"
        raise InputError(
            f"{manifest} 的 [print] 一节缺少 long_article（整数：多少字算长文章）。",
            f"{manifest} lacks long_article in [print]: a whole number, from how many characters an article is long.",
        )
    return length
