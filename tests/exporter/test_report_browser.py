"""The report in a real browser: it fits a phone and a desk, shows what is asked for, and bars nobody (axe)."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from exporter.normalizer.passes import normalize
from exporter.report import make_report
from tests.exporter.normalizer.texts import source_of
from tests.exporter.test_report import TEXT
from tests.judges import load_judges, need

judges = load_judges()
AXE = judges.ACE.parents[2] / "axe-core-for-ace" / "axe.min.js"
PHONE, DESK = (390, 844), (1280, 900)
LIGHT, DARK = 1, 0
RESULT = re.compile(r'<pre id="result">(.*?)</pre>', re.DOTALL)


def report() -> str:
    result = normalize(source_of(TEXT))
    return make_report(result.edition, result.provenance, TEXT).decode()


def in_browser(folder: Path, script: str, size: tuple[int, int] = DESK, scheme: int = LIGHT, library: str = "") -> Any:
    """Return what a script, the body of an asynchronous function, gives in the report in a window of this size."""
    need(judges.BROWSER is not None, "chromium")
    runner = (
        f"<script>{library}</script><script>(async () => {{ {script} }})().then((found) => {{"
        "const pre = document.createElement('pre'); pre.id = 'result'; pre.textContent = JSON.stringify(found);"
        "document.body.append(pre); })</script></body>"
    )
    path = folder / "report.html"
    path.write_text(report().replace("</body>", runner), "utf-8")
    options = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={size[0]},{size[1]}",
        f"--blink-settings=preferredColorScheme={scheme}",
        "--virtual-time-budget=30000",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--dump-dom",
    ]
    run = subprocess.run([judges.BROWSER, *options, path.as_uri()], capture_output=True, timeout=120, check=False)
    found = RESULT.search(run.stdout.decode())
    assert found is not None, run.stderr.decode()[-2000:]
    return json.loads(html.unescape(found[1]))


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_is_wider_than_the_window(tmp_path: Path, size: tuple[int, int]) -> None:
    wide, window = in_browser(tmp_path, "return [document.documentElement.scrollWidth, innerWidth]", size)
    assert wide <= window


def test_rows_show_by_what_was_done_in_them(tmp_path: Path) -> None:
    shown, all_shown, rows = in_browser(
        tmp_path,
        """
        const rows = [...document.querySelectorAll(".row")];
        const shown = () => rows.filter((row) => getComputedStyle(row).display !== "none").length;
        const first = shown();
        for (const box of document.querySelectorAll(".filters input:not(:checked):not(:disabled)")) box.click();
        return [first, shown(), rows.length];
        """,
    )
    assert 0 < shown < rows
    assert all_shown == rows


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_it_bars_nobody(tmp_path: Path, scheme: int) -> None:
    need(AXE.exists(), "axe (npm ci in scripts/ace)")
    found = in_browser(
        tmp_path,
        "return (await axe.run()).violations.map((one) => [one.id, one.nodes.map((node) => node.html)])",
        PHONE,
        scheme,
        AXE.read_text("utf-8"),
    )
    assert found == []
