"""Private-use characters: written out where a public table knows them, else reported."""

from __future__ import annotations

import pytest

from tests.exporter.normalizer.texts import read

TEXT = "这里说的是临川湾大桥的旧地名{}，记者为此查了县志。"


def test_what_gb_18030_has_moved_since_is_written_out_and_recorded() -> None:
    result = read(TEXT.format("\ue81e\ue815"))
    (block,) = result.edition.blocks()
    assert "旧地名\u9fb4\u2e81，" in block.text
    assert {change.rule for change in result.provenance.changes} == {"private-use"}
    assert "private-use" not in {finding.code for finding in result.provenance.findings}


def test_what_no_table_knows_stays_and_is_reported() -> None:
    result = read(TEXT.format("\uf123"))
    assert "\uf123" in "".join(block.text for block in result.edition.blocks())
    assert "private-use" in {finding.code for finding in result.provenance.findings}


@pytest.mark.parametrize(
    ("private", "public"),
    [
        ("\ue000", "\U00020547"),
        ("\ue311", "\U00023ed7"),
        ("\uf6b1", "\u2460"),
        ("\uf325", "\u00ca\u0304"),
        ("\ueeb8", "\ueeb8"),
    ],
)
def test_what_the_hong_kong_set_had_there_is_written_out_in_its_text(private: str, public: str) -> None:
    """The first codes of areas, one that has become two characters, one that is free."""
    (block,) = read(f"香港這裡說的是臨川灣大橋的舊地名{private}，記者為此查了縣志。").edition.blocks()
    assert f"舊地名{public}，" in block.text


def test_in_traditional_text_of_another_place_the_same_codes_may_be_anything() -> None:
    result = read("這裡說的是臨川灣大橋的舊地名\ue81e，記者為此查了縣志。")
    assert result.provenance.changes == ()
    assert "private-use" in {finding.code for finding in result.provenance.findings}
