from __future__ import annotations

from typing import Any

import pytest
import weasyprint

from exporter.pdf.rules import drop_rules_at_feet

STYLE = """
@page { size: 400px 100px; margin: 0 } * { margin: 0; font: 20px/20px 'Noto Serif CJK SC' }
body { columns: 2; column-fill: auto } article { border-bottom: 1px solid; padding-bottom: 19px }
.notice { border: 1px solid; padding-bottom: 18px }
"""


def widths(*articles: str) -> list[float]:
    """Return how wide the rules below the articles are drawn."""
    html = weasyprint.HTML(string=f"<html><style>{STYLE}</style><body>{''.join(articles)}")
    document = html.render()
    drop_rules_at_feet(document)
    found: list[Any] = [box for box in document.pages[0]._page_box.descendants() if box.element_tag == "article"]
    return [box.border_bottom_width for box in found]


FULL = "<article><header><h2>渡口</h2></header><p>江水<br>东流<br>渡轮</article>"


@pytest.mark.parametrize(
    ("articles", "rules"),
    [
        ((FULL, FULL), [0, 1]),
        ((FULL, "<article><p>江水</article>"), [1, 1]),
        ((FULL.replace("<article>", "<article class=notice>"), FULL), [1, 1]),
        (("<article><header><h2>渡口</h2></header></article>" * 2, FULL), [1, 0, 1]),
        ((FULL,), [1]),
    ],
    ids=["headline", "no headline", "boxed", "two in a column", "alone"],
)
def test_no_rule_at_a_foot_before_a_headline(articles: tuple[str, ...], rules: list[float]) -> None:
    assert widths(*articles) == rules
