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
