"""The wording of a masthead (报头): the date with its weekday, the issue's number."""

from __future__ import annotations

import datetime

_WEEKDAYS = "一二三四五六日"


def date_line(date: datetime.date | None) -> str:
    """Return `2031年5月18日 星期日`; empty where there is no date."""
    return f"{day_line(date)} 星期{_WEEKDAYS[date.weekday()]}" if date else ""


def day_line(date: datetime.date | None) -> str:
    """Return `2031年5月18日`; empty where there is no date."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def number_line(number: str) -> str:
    """Return `第8642期` for a bare number, any other wording as it is."""
    return f"第{number}期" if number.isdecimal() else number


def place_line(page: str, section: str) -> str:
    """Return where an article stands in the paper, `第02版 评论`; empty where the source names neither."""
    return " ".join(part for part in (f"第{page}版" if page else "", section) if part)
