"""How the report calls things: roles, rules, reasons, findings, and characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata

from exporter.language import say

Words = tuple[str, str]
"""The same in Chinese and in English."""

KINDS: dict[str, Words] = {
    "finding": ("待核", "to check"),
    "removed": ("去除", "removed"),
    "join": ("接合", "joined"),
    "overrule": ("裁定", "overruled"),
    "change": ("改字符", "changed"),
    "quiet": ("未改动", "untouched"),
}
"""What a row can be shown under, the most pressing first."""

ROLES: dict[str, Words] = {
    "kicker": ("引题", "kicker"),
    "headline": ("主题", "headline"),
    "subtitle": ("副题", "subtitle"),
    "byline": ("署名", "byline"),
    "dateline": ("电头", "dateline"),
    "subhead": ("小标题", "subhead"),
    "paragraph": ("正文", "paragraph"),
    "caption": ("图注", "caption"),
    "signature": ("落款", "signature"),
    "page-mark": ("版面", "page mark"),
    "section-mark": ("栏目", "section mark"),
    "jump-line": ("转版", "jump line"),
}
RULES: dict[str, Words] = {
    "private-use": ("专用区字符", "private-use characters"),
    "radical": ("部首变正字", "radicals"),
    "ligature": ("连字拆开", "ligatures"),
    "mark-form": ("竖排和小号标点改横排", "marks of vertical and small type"),
    "invisible": ("看不见的字符", "invisible characters"),
    "spread": ("空开的字并拢", "spread lines closed"),
    "doubled": ("印了两遍的字", "doubled lines"),
    "space": ("空白", "spaces"),
    "gap": ("中西文间隙", "gaps between Han and Latin"),
    "letter-width": ("全角字母数字变半角", "letters and digits narrowed"),
    "ellipsis": ("省略号", "ellipses"),
    "dash": ("破折号", "dashes"),
    "hyphen": ("行末连字符", "hyphens at line ends"),
    "wrap": ("断行变空格", "spaces for line ends"),
    "quote": ("直引号变弯引号", "quotes set in pairs"),
    "bracket-width": ("括号变全角", "brackets widened"),
    "mark-width": ("标点变全角", "marks widened"),
}
REASONS: dict[str, Words] = {
    "repeat": ("重复", "repeat"),
    "invisible": ("看不见的字符", "invisible characters"),
    "dropped": ("人工去掉", "dropped by a person"),
}
ARTICLES: dict[str, Words] = {
    "news": ("消息", "news"),
    "photo_news": ("图片新闻", "photo news"),
    "notice": ("声明公告", "notice"),
    "commentary": ("评论", "commentary"),
    "interview": ("访谈", "interview"),
    "letter": ("来信", "letter"),
    "advertisement": ("广告", "advertisement"),
}
ACTIONS: dict[str, Words] = {
    "keep": ("保留", "keep"),
    "drop": ("去掉", "drop"),
    "join": ("接上", "join"),
    "part": ("断开", "part"),
    "role": ("改作", "make it"),
    "article": ("另起一篇", "begin an article"),
    "no-article": ("不另起一篇", "begin no article"),
}
EVIDENCE: dict[str, Words] = {
    "page": ("版次", "page"),
    "title": ("标题", "title"),
    "sentence": ("未完的句子", "open sentence"),
}
CODES: dict[str, Words] = {
    "truncated": ("文章中断", "article cut off"),
    "text-lost": ("断处缺字", "text lost at a break"),
    "no-headline": ("没有标题", "no headline"),
    "no-text": ("没有正文", "no text"),
    "long-headline": ("标题过长", "long headline"),
    "open-paragraph": ("段落没有写完", "unfinished paragraph"),
    "columns-mixed": ("栏序混乱", "mixed columns"),
    "notice-twice": ("声明公告重复", "notice printed twice"),
    "private-use": ("专用区字符", "private-use characters"),
    "lost-character": ("缺字", "lost characters"),
    "odd-character": ("可疑字符", "odd characters"),
    "similar": ("相近的段落", "similar paragraphs"),
    "unpaired": ("引号括号不成对", "unpaired quotes and brackets"),
    "doubled-mark": ("标点重叠", "doubled marks"),
    "hyphen-at-break": ("行末连字符", "hyphen at a line's end"),
    "unsure-dash": ("破折号有疑", "doubtful dash"),
    "impossible-date": ("日期有误", "impossible date"),
    "wrong-weekday": ("星期有误", "wrong weekday"),
    "jump-unmatched": ("转版没有下文", "jump without its other part"),
    "jump-ambiguous": ("转版不能确定", "doubtful jump"),
    "dateline-late": ("电头过晚", "late dateline"),
    "date-unproved": ("出版日期", "day of the edition"),
    "masthead-doubtful": ("报头有疑", "doubtful masthead"),
    "masthead-differs": ("与报头不同", "not as in the masthead"),
    "pages-missing": ("缺版", "missing pages"),
    "page-differs": ("版次不同", "pages differ"),
    "overrule-idle": ("裁定无效", "idle decision"),
}
"""The codes of findings; one that is missing here is called by itself."""

_INVISIBLE = re.compile(
    r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]"
)


def name(words: dict[str, Words], key: str) -> str:
    """Return what a key is called in the reader's language; the key itself where nobody named it."""
    return say(*words[key]) if key in words else key


def rule_name(rule: str) -> str:
    """Return what a rule is called; several that made one change stand joined by +."""
    return " + ".join(name(RULES, part) for part in rule.split("+"))


def shown(text: str) -> str:
    """Return the text with what cannot be seen in it named: ␣ for a space, U+200B for what has no width."""
    return _INVISIBLE.sub(lambda match: _sign(match[0]), text)


def _sign(character: str) -> str:
    if character == "\t":
        return "⇥"
    if character == "\u3000":
        return "␣␣"
    return "␣" if unicodedata.category(character) == "Zs" else f"[U+{ord(character):04X}]"
