"""A text that is made of several documents → where each begins; and whether a body belongs under its title.

Repaired text in, spans out. It is slow to split: forms, contents lists and rules that are only quoted stay where they
are. Articles that begin again from 第一条 below a title are the strongest sign.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.records import StyledHeading
from assistant.text.headings import Heading, Rank
from assistant.text.letterhead import attachments
from assistant.text.sentences import Span
from assistant.text.structure import outline

_RULE_WORDS = ("条例", "规定", "办法", "规则", "细则", "准则", "规程", "规范", "守则", "章程", "制度", "法")
"""What a rule calls itself; longer words before those they contain."""

_NAMES_A_RULE = re.compile(rf"(?:{'|'.join(_RULE_WORDS)})(?:[（(][^（）()]{{1,20}}[)）])?$")
_NAMES_AN_ISSUE = re.compile(
    r"(?:条例|规定|办法|规则|细则|准则|规程|规范|守则|章程|制度|方案|意见|规划|计划|要点)(?:[（(][^（）()]{1,20}[)）])?$"
)
_ISSUES = re.compile(r"(?:印发|转发|下发|公布|发布)")
_CITED = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,30})?)》")
_BETWEEN = re.compile(
    r"[（(].*[)）]|第[一二三四五六七八九十百\d]+[编篇章节].*|目\s*[录次]|.{0,20}\d{4}年\d{1,2}月\d{1,2}日.{0,60}"
)
"""Lines that may stand between a rule's title and its first article."""

_LONGEST_TITLE = 60
_LEAST_BODY = 200
"""Characters of an attachment below which it is no document of its own."""

_LONGEST_LOOK = 20_000
_LEAST_SENTENCES = 3
_LEAST_COUNT = 3
"""How often a body must call itself so, where its first article does not say what it makes."""


@dataclass(frozen=True, slots=True)
class SelfName:
    """What a body calls itself: 本条例, 本规定, …"""

    word: str
    count: int
    counts: dict[str, int]
    start: int
    """Where it says so for the first time."""
    made: bool
    """Whether it says 制定本…"""


def parts(text: str, headings: Sequence[StyledHeading] = ()) -> list[Span]:
    r"""The documents that a text is made of, in order; together they hold all of it.

    >>> text = "关于印发甲办法的通知\n各县：现将《甲办法》印发给你们。\n甲办法\n第一条　为了整改。\n第二条　适用。"
    >>> [text[part.start:][:4] for part in parts(text)]
    ['关于印发', '甲办法\n']
    """
    marks = outline(text, [(heading.start, heading.end, heading.level) for heading in headings])
    lines = list(_lines(text))
    starts = sorted({*_rules(text, lines, marks), *_attached(text, marks), *_issued(text, lines)})
    bounds = [0, *_apart(text, starts), len(text)]
    return [Span(start, end) for start, end in pairwise(bounds)]


def body_calls_itself(text: str) -> SelfName | None:
    r"""What the body of a rule calls itself most often, with all counts; None where it never does.

    >>> body_calls_itself("第一条　为了整改，制定本条例。\n第二条　本条例适用于本市。").word
    '条例'
    """
    found = list(_SELF.finditer(text))
    if not found:
        return None
    counts = Counter(match["word"] for match in found)
    making = next((match for match in found if match["made"]), None)
    word = making["word"] if making else max(counts, key=lambda each: (counts[each], each))
    first = next(match for match in found if match["word"] == word)
    return SelfName(word, counts[word], dict(counts), first.start("word") - 1, making is not None)


_SELF = re.compile(
    r"(?P<made>制定|制订)?本(?:实施|暂行|试行|管理|工作)?"
    rf"(?P<word>{'|'.join(_RULE_WORDS[:-1])}|法(?![律人院定规制治庭官学理案典]))"
)


def calls_itself_otherwise(text: str, title: str) -> bool:
    """Whether a title stands over the body of another rule: the body never calls itself what the title says it is."""
    named = _rule_word(title)
    itself = body_calls_itself(text)
    if named is None or itself is None or itself.word == named:
        return False
    return named not in itself.counts and (itself.made or itself.count >= _LEAST_COUNT)


def _rule_word(title: str) -> str | None:
    """The kind of rule a title names last, without what stands in brackets or in figures behind it."""
    bare = re.sub(r"[（(][^（）()]*[)）]|[》\s]|_?\d{4}年?(?:修订|修正)?$", "", title)
    return next((word for word in _RULE_WORDS if bare.endswith(word)), None)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str


def _lines(text: str) -> Iterator[_Line]:
    for match in re.finditer(r"[^\n]+", text):
        words = match[0].strip().strip("*_#").strip()
        if words:
            yield _Line(match.start(), match.end(), words)


def _rules(text: str, lines: Sequence[_Line], marks: Sequence[Heading]) -> Iterator[int]:
    """Where a rule begins whose articles start from 第一条 below a title of its own."""
    at_line = {line.start: index for index, line in enumerate(lines)}
    titles = {mark.start for mark in marks if mark.rank is Rank.TITLE}
    first_article = next((mark.start for mark in marks if mark.rank is Rank.ARTICLE), len(text))
    issued = _issued_at(text) - 1
    for mark in marks:
        if mark.rank is not Rank.ARTICLE or mark.number != 1 or mark.label.count("之"):
            continue
        index = at_line.get(text.rfind("\n", 0, mark.start) + 1)
        title = _title_above(lines, index, titles) if index is not None else None
        if title is None:
            continue
        start = _with_label_above(lines, title)
        if start > min(first_article, issued):
            yield start


def _issued_at(text: str) -> int:
    """Where the first sentence ends that issues, passes on or publishes a document it names."""
    start = 0
    while (end := text.find("。", start) + 1) > 0:
        if _CITED.search(text, start, end) and _ISSUES.search(text, start, end):
            return end
        start = end
    return len(text)


def _title_above(lines: Sequence[_Line], index: int, titles: set[int]) -> int | None:
    """The line above a first article that names a rule, looked for behind chapters and histories in brackets."""
    while index > 0:
        index -= 1
        line = lines[index]
        if line.start in titles or (len(line.words) <= _LONGEST_TITLE and _NAMES_A_RULE.search(line.words)):
            return None if line.words[-1] in "。；，：" else index
        if not _BETWEEN.fullmatch(line.words):
            return None
    return None


def _with_label_above(lines: Sequence[_Line], title: int) -> int:
    """附件 on the line above belongs to the title."""
    above = lines[title - 1] if title else None
    is_label = above is not None and re.fullmatch(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[*_]*[：:]?", above.words)
    return above.start if above is not None and is_label else lines[title].start


def _attached(text: str, marks: Sequence[Heading]) -> Iterator[int]:
    """Where a notice's attachment begins that names a document and has a body of sentences.

    What is attached to a rule with articles is a part of that rule.
    """
    found = attachments(text)
    if not found or any(mark.rank is Rank.ARTICLE and mark.start < found[0].start for mark in marks):
        return
    issued = _issued_at(text)
    ends = [*(each.start for each in found[1:]), len(text)]
    for each, end in zip(found, ends, strict=True):
        named = _NAMES_AN_ISSUE.search(each.title)
        if named and each.start >= issued and _is_body(text[each.end : end]):
            yield text.rfind("\n", 0, each.start) + 1


def _issued(text: str, lines: Sequence[_Line]) -> Iterator[int]:
    """Where a line repeats the title that a sentence above says is issued: 现将《某方案》印发给你们."""
    issued: set[str] = set()
    for index, line in enumerate(lines):
        words = _bare(line.words)
        if words in issued and not _names_only(lines, index):
            issued.discard(words)
            if _is_body(text[line.end : line.end + _LONGEST_LOOK]):
                yield _with_label_above(lines, index)
        if line.words.endswith("。") and _ISSUES.search(line.words):
            issued |= {_bare(title) for title in _CITED.findall(line.words) if _NAMES_AN_ISSUE.search(title)}


def _names_only(lines: Sequence[_Line], index: int) -> bool:
    """An entry of a list of attachments, above the signature: what follows is another entry, an organ or a date."""
    after = lines[index + 1].words if index + 1 < len(lines) else ""
    return re.fullmatch(r"(?:\d{1,2}[.．、].*|.*\d{4}年\d{1,2}月\d{1,2}日)", after) is not None


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", "", title)


def _is_body(text: str) -> bool:
    """Sentences enough to be a document, not the boxes of a form."""
    sentences = len(re.findall(r"。", text))
    lines = [line for line in text.splitlines() if line.strip()]
    told = sum(len(line) for line in lines if line.rstrip().endswith(("。", "；", "：")))
    return sentences >= _LEAST_SENTENCES and told >= max(_LEAST_BODY, sum(map(len, lines)) / 2)


def _apart(text: str, starts: Sequence[int]) -> list[int]:
    """The starts behind which and before which something is said: a title above its own text opens no second part."""
    kept: list[int] = []
    looked_from = 0
    for start in starts:
        if _says_something(text[looked_from:start]):
            kept.append(start)
        looked_from = start
    return kept


def _says_something(text: str) -> bool:
    return any(re.search(r"[\u4e00-\u9fff]{2}", sentence) for sentence in re.split(r"[。；]", text)[:-1])
