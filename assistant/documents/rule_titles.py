"""Titles of rules → what is the same for all editions of a rule, and what tells one edition from another."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.documents.duplicates import folded
from assistant.text.numerals import to_int

_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2})"
_RULE_WORDS = "条例|规定|办法|规则|准则|细则|制度|规范"
_DRAFT_WORDS = "草案|征求意见稿?|送审稿|讨论稿|审议稿"
_EDITION_WORDS = f"修订稿?|修正|修改|试行|暂行|全文|正式|现行|新版|旧版|{_DRAFT_WORDS}"
_BRACKETED = re.compile(
    rf"[（(\[【〔]\s*(?:{_YEAR}(?!\s*[-—–~至]+\s*{_YEAR})|[^）)\]】〕]*?(?:{_EDITION_WORDS}))[^）)\]】〕]*[）)\]】〕]"
)
"""（试行）, （2023年修订）, (2018-03-20); not the span of years of a programme, （2023—2027年）."""
_YEAR_AT_END = re.compile(
    rf"(?<!\d){_YEAR}(?:年?(?:0?[1-9]|1[0-2])月?(?:[0-2]?\d|3[01])日?|年)?(?:{_EDITION_WORDS}|版)*$"
)
_WORDS_AT_END = re.compile(rf"(?<={_RULE_WORDS})(?:{_EDITION_WORDS}|版)+$")
_TRIAL_INSIDE = re.compile(rf"(?:试行|暂行)(?=(?:{_RULE_WORDS})$)")
_TRIAL = re.compile(rf"(?:试行|暂行)[）)]?\s*(?:$|[（(_\d])|(?:试行|暂行)(?=(?:{_RULE_WORDS})\W*(?:$|[（(]))")
_DRAFT = re.compile(_DRAFT_WORDS)
_ISSUED_WITH = re.compile(r"关于(?:印发|发布|公布|颁发)[《〈<](?P<inner>.+)[》〉>](?:的通知|的公告)?$")


@lru_cache(maxsize=4096)
def rule_stem(title: str) -> str:
    """A title without what tells one edition from another; the issuer in front stays, for it tells rules apart.

    Only 中华人民共和国 goes: 监察法 is no other law than 中华人民共和国监察法.

    >>> rule_stem("《临江市巡察整改工作办法》（试行）") == rule_stem("临江市 巡察整改工作办法（2023年修订）")
    True
    >>> rule_stem("中国共产党纪律处分条例_2018"), rule_stem("青岭县会议费管理暂行办法")
    ('中国共产党纪律处分条例', '青岭县会议费管理办法')
    """
    stem = folded(_BRACKETED.sub("", title)).removeprefix("中华人民共和国")
    while (shorter := _WORDS_AT_END.sub("", _YEAR_AT_END.sub("", stem))) and shorter != stem:
        stem = shorter
    return _TRIAL_INSIDE.sub("", stem)


def is_trial(title: str) -> bool:
    """Whether a title says 试行 or 暂行."""
    return _TRIAL.search(title) is not None


def is_draft(title: str) -> bool:
    """Whether a title says 草案, 征求意见稿 or the like."""
    return _DRAFT.search(title) is not None


def name_in_repeals(title: str) -> str:
    """What a repeal sentence would call it: the stem, and whether it is the trial edition."""
    return rule_stem(own_title(title)) + ("（试行）" if is_trial(own_title(title)) else "")


def own_title(title: str) -> str:
    """The rule's own title, where a notice that issued it bears the title."""
    wrapped = _ISSUED_WITH.search(title)
    return wrapped["inner"] if wrapped else title


def is_issuing_notice(title: str) -> bool:
    """Whether a title is that of a notice that issues a rule: 关于印发《…》的通知."""
    return _ISSUED_WITH.search(title) is not None


def year_of(title: str) -> int | None:
    """The year that tells an edition apart: 办法（2023年修订）, 条例_2018.

    >>> year_of("纪律处分条例（2023年修订）"), year_of("会议费管理办法")
    (2023, None)
    """
    marked = [*_BRACKETED.findall(title), *_YEAR_AT_END.findall(folded(title))]
    years = [to_int(year) for mark in marked for year in re.findall(_YEAR, mark)]
    return years[-1] if years else None
