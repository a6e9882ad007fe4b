from __future__ import annotations

import weasyprint

from exporter.template_set import shipped_sets

LEADING = 20
FACES = "--song: 'Noto Serif CJK SC'; --hei: 'Noto Sans CJK SC'; --kai: 'Noto Sans CJK SC'"


def test_a_dateline_in_another_face_leaves_its_line_as_high_as_others() -> None:
    css = (shipped_sets() / "newspaper" / "print.css").read_text("utf-8")
    grid = f":root {{ {FACES} }} html {{ font-size: 12px; line-height: {LEADING}px }}"
    html = f"<style>{css}{grid}</style><p class=paragraph><span class=dateline-lead>本报临川湾电</span>　渡轮开了。"
    page = weasyprint.HTML(string=html).render().pages[0]
    lines = [box for box in page._page_box.descendants() if type(box).__name__ == "LineBox" and box.element_tag == "p"]
    assert [line.height for line in lines] == [LEADING]
