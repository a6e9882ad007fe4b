from __future__ import annotations

import contextlib
from typing import Any

import pytest
import weasyprint
from weasyprint.layout import inline

from exporter.pdf import document
from exporter.pdf.document import export_pdf
from exporter.pdf.known_lines import lines_kept
from exporter.template_set import open_template_set
from tests.exporter.editions import BRIEF, LEAD, NOTICE, bind
from tests.exporter.pdf.conftest import printed

BALANCED = bind([LEAD, BRIEF, NOTICE, BRIEF, LEAD, BRIEF])
LAY_OUT = inline.get_next_linebox


def written(body: str) -> bytes:
    """Return a page of three columns as PDF."""
    style = "@page { size: 400px } body { columns: 3; text-align: justify } p { widows: 2 } i { float: left }"
    page = f"<html lang=zh-Hans><style>{style} .p::after {{ content: counter(pages) }}</style><body>{body}"
    data = weasyprint.HTML(string=page).write_pdf()
    assert isinstance(data, bytes)
    return data


def test_what_is_written_is_what_weasyprint_writes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "lines_kept", contextlib.nullcontext)
    assert export_pdf(BALANCED, open_template_set()).data == printed(BALANCED)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{'江水东流，渡轮往返。' * 60}",
        f"<p><i>大</i>{'江水东流，<b>渡轮</b>往返。' * 40}",
        f"<p class=p>{'江水东流。' * 20}<p>{'渡轮往返。' * 200}",
        f"<p style='text-indent: 2em'>{'江水<span style=display:inline-block>东流</span>。' * 40}",
    ],
    ids=["text", "float", "pages", "inline block"],
)
def test_pages_that_are_not_plain_text_come_out_the_same(body: str) -> None:
    with lines_kept():
        kept = written(body)
    assert kept == written(body)


def test_no_line_is_laid_out_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []

    def counting(*arguments: Any) -> Any:
        counts[-1] += 1
        return LAY_OUT(*arguments)

    monkeypatch.setattr(inline, "get_next_linebox", counting)
    for context in (contextlib.nullcontext, lines_kept):
        counts.append(0)
        with context():
            written(f"<p>{'江水东流，渡轮往返。' * 30}" * 4)
    assert counts[1] * 2 < counts[0]


def test_weasyprint_is_as_it_was_afterwards() -> None:
    with pytest.raises(KeyError), lines_kept():
        raise KeyError
    assert inline.get_next_linebox is LAY_OUT
