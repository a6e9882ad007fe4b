"""The masthead (报头): what stands in it, and its wording: the date with its weekday, the issue's number."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from exporter.edition import Edition

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands in a masthead, as far as somebody says; what is absent (empty or None) is left as it is."""

    title: str = ""
    date: datetime.date | None = None
    number: str = ""

    def over(self, other: Masthead) -> Masthead:
        """Return what this one says, and the other where this one is silent."""
        return Masthead(self.title or other.title, self.date or other.date, self.number or other.number)

    def put_on(self, edition: Edition) -> Edition:
        """Return the edition under this masthead."""
        return replace(
            edition,
            title=self.title or edition.title,
            date=self.date or edition.date,
            number=self.number or edition.number,
        )


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
