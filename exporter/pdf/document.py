"""An edition as a printable issue: HTML from the template set, laid out and written by WeasyPrint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from exporter.edition import Edition, Export
from exporter.errors import InputError
from exporter.masthead import date_line, day_line, number_line
from exporter.pdf.archival import INTENT, VARIANT, Enclosure, attachments, colour_profile, finisher
from exporter.pdf.complaints import complaints, missing_characters
from exporter.pdf.even_columns import columns_evened
from exporter.pdf.fonts import FAMILIES, families_for
from exporter.pdf.front import guide_to, nameplate_of
from exporter.pdf.geometry import AS_THE_SET_HAS_IT, PX_PER_POINT, Geometry, Layout, geometry_of
from exporter.pdf.levels import level_cells
from exporter.pdf.makeup import make_up
from exporter.pdf.set_lines import lines_set
from exporter.pdf.sheet import page_sheet
from exporter.pdf.spread import spread
from exporter.pdf.template_files import TemplateFiles
from exporter.template_set import TemplateSet
from exporter.xml_characters import replace_forbidden


def export_pdf(
    edition: Edition,
    template_set: TemplateSet,
    layout: Layout = AS_THE_SET_HAS_IT,
    enclosures: Sequence[Enclosure] = (),
) -> Export:
    """Return `edition` as a PDF/A-3a and PDF/UA-1 file made from `edition.html.j2` and `print.css` of the template set.

    The same edition, set and fonts give the same bytes. No script runs and no network is read: a set that names a file
    outside its folder is refused. Raises InputError where the template set is wrong, MachineError where the machine
    has no Chinese face.
    """
    geometry = geometry_of(template_set.manifest, layout)
    page = replace_forbidden(template_set.render("edition.html.j2", **_context(edition, template_set, geometry)))
    grid = page_sheet(geometry, _families(edition, template_set, layout), template_set.manifest.colours or {})
    publisher = template_set.manifest.publisher or edition.title
    try:
        document = _laid_out(page, grid, template_set)
        level_cells(document, geometry.leading * PX_PER_POINT)
        spread(document, geometry.leading * PX_PER_POINT)
        with complaints() as complained:
            data = document.write_pdf(
                pdf_variant=VARIANT,
                output_intent="of the document",
                attachments=attachments(enclosures, edition),
                finisher=finisher(edition, document.metadata.title, publisher),
            )
    except FatalURLFetchingError as error:
        raise InputError(
            f"模板集 {template_set.folder} 引用了自身文件夹之外或不存在的文件：{error}。请把文件放进该文件夹。",
            f"the template set {template_set.folder} names a file that is outside its folder or missing: {error}. "
            "Put the file into the folder.",
        ) from error
    return Export("application/pdf", ".pdf", data, missing_characters(complained))


def _laid_out(page: str, grid: str, template_set: TemplateSet) -> weasyprint.Document:
    """Return the HTML of an issue laid out by the style sheets of the set, on the grid that our own sheet gives."""
    manifest, files, fonts = template_set.manifest, TemplateFiles(template_set.folders), FontConfiguration()
    sheets = [weasyprint.CSS(string=grid), *_sheets(template_set, files, fonts)]
    base_url = _address(template_set.path(manifest.logo or "edition.html.j2"))
    html = weasyprint.HTML(string=page, base_url=base_url, url_fetcher=files)
    with lines_set(), columns_evened():
        return html.render(
            font_config=fonts,
            stylesheets=sheets,
            pdf_variant=VARIANT,
            output_intent=INTENT,
            color_profiles={INTENT: colour_profile()},
        )


def _sheets(template_set: TemplateSet, files: TemplateFiles, fonts: FontConfiguration) -> Iterator[weasyprint.CSS]:
    """Yield the style sheets of the set, that of the set it extends first.

    Raises InputError at the first thing in one that WeasyPrint does not understand: it would leave it out.
    """
    for sheet in template_set.paths("print.css"):
        text = template_set.read_file(sheet)
        with complaints() as complained:
            yield weasyprint.CSS(string=text, base_url=_address(sheet), url_fetcher=files, font_config=fonts)
        if complained:
            said = complained[0].getMessage()
            where = f"{sheet}:{_line(said, text)}"
            raise InputError(f"样式有误：{where}：{said}", f"the style sheet is wrong: {where}: {said}")


def _line(complaint: str, sheet: str) -> int:
    """Return the line of a style sheet that a complaint is about: as it says, or where what it quotes stands."""
    if said := re.search(r" at (\d+):\d+", complaint):
        return int(said[1])
    quoted = re.search(r"'(.+)'", complaint)
    return sheet.count("\n", 0, max(0, sheet.find(quoted[1].strip()))) + 1 if quoted else 1


def _families(edition: Edition, template_set: TemplateSet, layout: Layout) -> dict[str, str]:
    """Return the faces of an edition's region: the set's own choice where they are here."""
    region = f"{edition.language}-{layout.region}"
    return families_for(region if region in FAMILIES else edition.language, template_set.manifest.faces or {})


def _address(file: Path) -> str:
    return file.resolve().as_uri()


def _context(edition: Edition, template_set: TemplateSet, geometry: Geometry) -> dict[str, object]:
    """Return what `edition.html.j2` is rendered with."""
    nameplate = nameplate_of(edition, geometry)
    made_up = make_up(edition, geometry)
    strips = made_up(nameplate.total)
    guide = guide_to(strips, geometry)
    if guide:
        strips = made_up(nameplate.total + guide.rows)
    return {
        "edition": edition,
        "day": day_line(edition.date),
        "date": date_line(edition.date),
        "number": number_line(edition.number) if edition.number else "",
        "manifest": template_set.manifest,
        "page": geometry,
        "nameplate": nameplate,
        "guide": guide,
        "strips": strips,
    }
