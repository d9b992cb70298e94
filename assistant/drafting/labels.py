"""What labels the items of a feedback document: 一、, 第一部分, （一）, 1., 1.1, （1）, ①, 一是, 首先是, • …

Text and a span in, everything that looks like a label out, in order. Whether it is one depends on what it counts on
from, which `numbering` knows; what an item says nobody knows here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.drafting.heading_lines import heading_of_line
from assistant.drafting.label_styles import Label, Style
from assistant.text.numerals import to_int

_HAN = "[一二三四五六七八九十]{1,3}"


_BEHIND_DECIMAL = r"(?:[.．、][ \t\u3000]*|[ \t\u3000]+)(?=[^\d\s])"
"""1.1 扩大…; 1.12个项目 is a figure."""
_NUMBERED = (
    (Style.PART, re.compile(rf"第({_HAN})(?:部分|章)[ \t\u3000：:、.]*")),
    (Style.SECTION, re.compile(rf"第({_HAN})节[ \t\u3000：:、.]*")),
    (Style.HAN, re.compile(rf"({_HAN})\s?(?:[、．]|\.(?=[ \u3000\u4e00-\u9fff]))\s*")),
    (Style.HAN_BRACKETED, re.compile(rf"[（(]\s?({_HAN})\s?[）)][、.．]?\s*")),
    (
        Style.NAMED,
        re.compile(rf"[【\[]?(?:反馈)?(?:问题|(?:整改|意见)?建议)\s?({_HAN}|\d{{1,3}})\s?[】\]：:、.．\u3000 ]\s*"),
    ),
    (Style.NAMED, re.compile(rf"第({_HAN})[个项条](?!方面)[\u4e00-\u9fff]{{1,3}}?(?:就?是)?[，,：:、](?:就?是)?")),
    (Style.DECIMAL_BELOW, re.compile(rf"\d{{1,2}}[.．]\d{{1,2}}[.．](\d{{1,2}}){_BEHIND_DECIMAL}")),
    (Style.DECIMAL, re.compile(rf"\d{{1,2}}[.．–-](\d{{1,2}}){_BEHIND_DECIMAL}")),
    (Style.ARABIC, re.compile(r"(\d{1,3})\s?(?:[.．、](?:(?!\d)|(?=(?:19|20)\d{2}年))|(?<=[。：:；;]\d)．)\s*")),
    (Style.ARABIC_BRACKETED, re.compile(r"(?:[（(]\s?)?(\d{1,3})\s?[）)][、.．]?\s*")),
    (Style.IS, re.compile(rf"({_HAN})是[，,：:]?")),
    (Style.MUST, re.compile(rf"({_HAN})要")),
    (Style.ORDINAL, re.compile(rf"(?:具体|问题)?(?:表现|情形|事例|案例)\s?({_HAN}|\d{{1,2}})\s?[：:、.．]\s*")),
    (
        Style.ORDINAL,
        re.compile(rf"(?:第|其)({_HAN}|\d{{1,2}})(?:(?:个?方面|[条点项]|件事?)(?:的?问题)?(?:就?是)?)?[，,、：:]\s*"),
    ),
)
_BEHIND_LETTER = r"[.．、)）]\s*(?=[\u4e00-\u9fff“《\d])"
_LETTERED = (
    (Style.ROMAN, re.compile(r"([Ⅰ-Ⅻ])\s?[.．、\s]\s*")),
    (Style.LETTER, re.compile(rf"([A-Z])\s?{_BEHIND_LETTER}")),
    (Style.SMALL_LETTER, re.compile(rf"[（(]?([a-z])\s?{_BEHIND_LETTER}")),
)
_FIRST = {Style.ROMAN: "Ⅰ", Style.LETTER: "A", Style.SMALL_LETTER: "a"}
_CIRCLED = re.compile(r"[①-⑳]\s*")
_SPOKEN = re.compile(
    r"(?P<first>首先|先是|先说|头一[个件条项])[是，,：:]?|"
    r"(?:其次|再次|再者|再就是|再有|再一[个件条项]|另外|此外|还有(?=[\u4e00-\u9fff，,])|最后)(?:[是，,：:]|就是|一[个件条项][是，,])?"
)
_BULLET = re.compile(
    r"[-*+–—]\s+(?:\[[ xX√✓]?\]\s*)?|——\s*|[•●◆■▪·○◇□▲►★☆※]\s*|"
    r"(?:发现(?:问题)?|问题(?:表述|描述|内容|摘要)?)\s?[：:]\s*"
)
_ARABIC_BEFORE_FIGURE = re.compile(r"(\d{1,3})\s?、\s*(?=\d)")
"""2、3个项目…: at the start of a line a label all the same."""
_CODE = re.compile(
    r"[（(【\[]?(?:问题)?(?:编号[：: ]?)?[A-Z]{1,4}[-－]?(?:\d{4}[-－])?(\d{1,3})"
    r"(?:[】\]）)]|[：:、.．]|[ \u3000\t])[ \u3000\t]*(?=[\u4e00-\u9fff“])"
)
"""XC-01, （编号：XC2024-07）: the number under which an archive keeps a problem."""
_DOUBTFUL_ARABIC = re.compile(r"(\d{1,3})(?:[ \u3000\t]+(?=[\u4e00-\u9fff])|[.．](?=\d)|[，,](?=[^\d\s]))")
"""“1　理论学习”, “1.12个项目”, “1，账目混乱”: only at the start of a line, and only where it counts on."""

_DECORATION = re.compile(r"[ \t\u3000>]*(?:#{1,6}[ \t]+)?[ \t\u3000]*(?:\*\*|__)?")
"""What may stand before a label at the start of a line: indent, quotation, heading and bold marks of Markdown."""

_LINE = re.compile(r"[^\n]+")
_NAMED_LINE = re.compile(
    rf"[ \t\u3000#*_【\[]*(?:反馈)?(?:问题|(?:整改|意见)?建议)\s?({_HAN}|\d{{1,3}})[】\]：:*_ \t\u3000]*$", re.MULTILINE
)
"""问题1 with what it says on the lines below."""
_PLACE = re.compile(
    r"(?:(?<=[。！？；：:;!?）)”】\s])|(?<=[，,、])(?=[一二三四五六七八九十]{1,3}[是要])|(?=[①-⑳])|(?<![第条款项])(?=[（(]))(?:\*\*|__)?\s*"
)
"""Where an item may begin inside a line, behind the end of bold words or with bold words of its own."""


def looking_like_labels(text: str, start: int, end: int) -> list[Label]:
    """Everything that looks like a label, in order; whether it is one depends on what it counts on from."""
    found: list[Label] = []
    for line in _LINE.finditer(text, start, end):
        begins = line.start() == 0 or text[line.start() - 1] == "\n"
        first = _label_at_line_start(text, line.start(), line.end()) if begins else None
        if first is not None:
            found.append(first)
        position = first.body if first is not None else line.start()
        while position < line.end() and (place := _PLACE.search(text, position, line.end())) is not None:
            label = _label(text, place.end(), line.end(), begins_line=False)
            if label is not None:
                found.append(label)
            position = label.body if label is not None else max(place.end(), place.start() + 1)
    return found


def _label_at_line_start(text: str, start: int, end: int) -> Label | None:
    decoration = _DECORATION.match(text, start, end)
    at = decoration.end() if decoration else start
    label = _label(text, at, end, begins_line=True)
    if label is not None:
        return replace(label, start=start)
    named = _NAMED_LINE.match(text, start, end)
    if named is not None:
        return Label(Style.NAMED, to_int(named[1]), start, end, True)
    return heading_of_line(text, start, end)


def _label(text: str, at: int, end: int, *, begins_line: bool) -> Label | None:
    label = _numbered(text, at, end, begins_line=begins_line)
    return label or (_only_at_line_start(text, at, end) if begins_line else None)


def _numbered(text: str, at: int, end: int, *, begins_line: bool) -> Label | None:
    for style, pattern in _NUMBERED:
        if style is Style.NAMED and not begins_line:
            continue
        match = pattern.match(text, at, end)
        if match is not None and match.end() < end:
            return Label(style, to_int(match[1]), at, _past_bold(text, match.end(), end), begins_line)
    circled = _CIRCLED.match(text, at, end)
    if circled is not None:
        return Label(Style.CIRCLED, ord(text[at]) - ord("①") + 1, at, circled.end(), begins_line)
    return None


def _only_at_line_start(text: str, at: int, end: int) -> Label | None:
    for style, pattern in _LETTERED:
        match = pattern.match(text, at, end)
        if match is not None and match.end() < end:
            return Label(style, ord(match[1]) - ord(_FIRST[style]) + 1, at, match.end(), True, is_sure=False)
    for pattern, is_sure in ((_ARABIC_BEFORE_FIGURE, True), (_DOUBTFUL_ARABIC, False), (_CODE, False)):
        arabic = pattern.match(text, at, end)
        if arabic is not None:
            return Label(Style.ARABIC, to_int(arabic[1]), at, arabic.end(), begins_line=True, is_sure=is_sure)
    spoken = _SPOKEN.match(text, at, end)
    if spoken is not None:
        return Label(Style.SPOKEN, 1 if spoken["first"] else None, at, spoken.end(), True, is_sure=False)
    bullet = _BULLET.match(text, at, end)
    return Label(Style.BULLET, None, at, bullet.end(), True) if bullet and bullet.end() < end else None


def _past_bold(text: str, at: int, end: int) -> int:
    while at < end and text[at] in "*_":
        at += 1
    return at
