"""When a document was adopted, issued and began to apply, each with the span that shows it.

Repaired text and its outline in, dates out. What is shown to the month only is no date; what a file's name says is
asked for apart. A rule that was amended after the day on which its last article puts it in force has no such day of
its own: the text does not show when the amended edition began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Flag, auto
from pathlib import Path

from assistant.text.headings import Heading, Rank, heading_of_line
from assistant.text.letterhead import letterhead
from assistant.text.numerals import to_int


@dataclass(frozen=True, slots=True)
class Shown:
    """A date and the span of the text that states it."""

    date: date
    start: int
    end: int


class Act(Flag):
    """What was done on a date."""

    NONE = 0
    ADOPTED = auto()
    ISSUED = auto()
    AMENDED = auto()
    EFFECTIVE = auto()


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a document's history: 2023年12月19日中共中央发布."""

    acts: Act
    shown: Shown
    actor: tuple[int, int] | None = None
    """Who did it: a span; None where the text does not say."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What a text shows; None where it shows nothing."""

    adopted_on: Shown | None = None
    issued_on: Shown | None = None
    effective_from: Shown | None = None
    issued: Event | None = None
    """The entry that `issued_on` comes from, where it comes from one."""


_HAN_YEAR = "[〇零○Ｏ一二三四五六七八九]{4}"
_HAN_DAY = "[一二三四五六七八九十]{1,3}"
DATE = (
    rf"(?:\d{{4}}|{_HAN_YEAR})\s*年\s*(?:\d{{1,2}}|{_HAN_DAY})\s*月\s*(?:\d{{1,2}}|{_HAN_DAY})\s*日"
    r"|(?<![\d.])\d{4}(?:-\d{1,2}-|\.\d{1,2}\.|/\d{1,2}/|．\d{1,2}．)\d{1,2}(?![\d.]\d)"
)
"""A complete date in any way of writing, as a regular expression."""

_DATE = re.compile(DATE)
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉|<[^<>\n]*>")
_LONGEST_HEAD = 4000
_LONGEST_CLAUSE = 160
_LONGEST_LINE = 100
_SHORT_LINE = 30
_HEAD_CHARACTERS = 800
_TAIL_CHARACTERS = 300
_FEWEST_ARTICLES = 3

_ACTS = (
    (Act.AMENDED, re.compile(r"修正|修订|修改")),
    (Act.ISSUED, re.compile(r"发布|公布|印发|颁布|令\s*第?\s*\d+\s*号")),
    (Act.ADOPTED, re.compile(r"通过|批准|审议|审定")),
    (Act.EFFECTIVE, re.compile(r"^[\s，,]*起?\s*(?:正式|开始)?\s*(?:施行|实施|执行|生效|试行)")),
)
_LABELLED = (
    (Act.ISSUED, re.compile(r"(?:发布|公布|印发|颁布|发文|成文)(?:日期|时间)?[】\]）)]?\s*[：:]?\s*$")),
    (Act.ADOPTED, re.compile(r"(?:通过|批准)(?:日期|时间)[】\]]?\s*[：:]?\s*$")),
    (Act.EFFECTIVE, re.compile(r"(?:施行|实施|生效)(?:日期|时间)[】\]]?\s*[：:]?\s*$")),
)
_ALONE = re.compile(rf"[\s（(【\[—*_]*(?:{DATE})[\s）)】\]*_]*")
_DELIVERED = re.compile(rf"\s*[（(]\s*(?:{DATE})(?:\s*[，,、]|\s+|在)(?![^（()）]*[至到起])[^（()）]+[）)]\s*")
"""A line below the title with a day, and who spoke or where: （2025年3月14日，某某）; a period is none."""

_BEGINS = re.compile(
    rf"[自从](?:(?P<date>{DATE})|(?P<when>(?:发布|公布|印发|颁布|发文)之日))起(?:正式)?(?:施行|实施|执行|生效|试行)"
    r"(?=[\s。；，、）)]|$)"
)
_OF_ITSELF = re.compile(r"本[\u4e00-\u9fff]{1,6}|印发|公布|发布|^[\s第条一二三四五六七八九十百]*规?[则定]?$")
"""What stands in the same sentence before it, where the document speaks of itself and not of another."""

_AMENDED_IN = re.compile(r"(?P<year>\d{4})年(?:\d{1,2}月)?(?:第[一二三四五六七八九十]次)?(?:修订|修正|修改)")

_SUBTITLE = re.compile(rf"[—―－\-]{{1,3}}\s*(?P<date>{DATE})在")
_WEB_LINE = re.compile(
    r"(?:发布时间|时间|日期)?[：:]?\s*(?P<date>\d{4}-\d{2}-\d{2})(?:\s+\d{2}:\d{2}(?::\d{2})?)?(?=\s|，|$)"
)
_INLINE_HEAD = re.compile(rf"[^。！？\n]{{4,80}}?[（(]\s*(?P<date>{DATE})\s*[）)]")
_PRINTED_IN = re.compile(rf"《[^《》\n]{{2,12}}[报刊网]》\s*[（(]\s*(?P<date>{DATE})\s*(?:\d{{1,2}}\s*版)?\s*[）)]\s*$")
_FOOTNOTE = re.compile(
    rf"这是[^。\n]{{0,20}}?(?P<date>{DATE})在[^。\n]{{2,60}}(?:讲话|报告|发言)[^。\n]{{0,20}}。?\s*$"
)


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[Shown]:
    """Every complete date of a text, in order.

    >>> [str(shown.date) for shown in dates_in("二〇二四年五月一日，2019.1.1，２０１２年１２月３日，2023年13月1日")]
    ['2024-05-01', '2019-01-01', '2012-12-03']
    """
    found = []
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        day = _day(match[0])
        if day is not None:
            found.append(Shown(day, *match.span()))
    return found


def date_in_name(path: Path) -> date | None:
    """The complete date in a file's name: 条例(2018-03-19).md, 20180319-条例.docx.

    >>> date_in_name(Path("某条例(2018-03-19).md")), date_in_name(Path("某条例2018.md"))
    (datetime.date(2018, 3, 19), None)
    """
    shown = dates_in(path.stem)
    if shown:
        return shown[-1].date
    run = re.search(r"(?<!\d)(19\d\d|20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)", path.stem)
    return _day("-".join(run.groups())) if run else None


def dates_of(text: str, headings: Sequence[Heading], title: str = "") -> Dates:
    """When a document was adopted and issued and when it began to apply, as far as its own text shows it."""
    is_rule = sum(heading.rank is Rank.ARTICLE for heading in headings) >= _FEWEST_ARTICLES
    head = _head(text, headings, is_rule)
    events = history(text, head) or _opening_event(text, title)
    issued = _latest(events, Act.ISSUED | Act.AMENDED) or _latest(events, Act.ADOPTED)
    issued_on = issued.shown if issued else (None if is_rule else _dated(text))
    amended = max((int(match["year"]) for match in _AMENDED_IN.finditer(text, 0, head)), default=0)
    if issued_on is not None and issued_on.date.year < amended:
        issued, issued_on = None, None
    adopted = _latest(events, Act.ADOPTED)
    return Dates(adopted.shown if adopted else None, issued_on, _effective(text, events, issued_on, amended), issued)


def history(text: str, end: int) -> list[Event]:
    """The dates of `text[:end]` with what was done on each.

    >>> line = "（2021年12月6日中共中央政治局会议审议批准 2021年12月24日中共中央发布）"
    >>> [(event.acts.name, str(event.shown.date)) for event in history(line, len(line))]
    [('ADOPTED', '2021-12-06'), ('ISSUED', '2021-12-24')]
    """
    hidden = _QUOTED.sub(lambda quoted: "《" + "\0" * (len(quoted[0]) - 2) + "》", text[:end])
    shown = dates_in(hidden)
    bounds = [*(each.start for each in shown[1:]), end]
    return [event for each, bound in zip(shown, bounds, strict=False) if (event := _event(hidden, each, bound))]


def _event(text: str, shown: Shown, bound: int) -> Event | None:
    clause = text[shown.end : min(bound, shown.end + _LONGEST_CLAUSE)]
    clause = _first_block(re.split(r"。|<!--", clause, maxsplit=1)[0])
    acts, first = Act.NONE, len(clause)
    for act, words in _ACTS:
        word = words.search(clause)
        if word is not None:
            acts |= act
            first = min(first, word.start())
    if Act.AMENDED in acts and "会议" in clause:
        acts |= Act.ADOPTED  # 会议第三次修订: the meeting adopted the amended text
    before = text[text.rfind("\n", 0, shown.start) + 1 : shown.start]
    for act, label in _LABELLED:
        if label.search(before):
            acts |= act
    if acts:
        actor = _stripped(text, shown.end, shown.end + first)
        return Event(acts, shown, actor)
    line_end = text.find("\n", shown.end)
    line = text.rfind("\n", 0, shown.start) + 1, len(text) if line_end < 0 else line_end
    in_brackets = re.fullmatch(r"\s*[）)]\s*", clause.split("\n", 1)[0]) is not None
    dated = in_brackets or any(pattern.fullmatch(text, *line) for pattern in (_ALONE, _DELIVERED))
    return Event(Act.ISSUED, shown) if dated else None


def _first_block(clause: str) -> str:
    """Up to the first blank line, unless what is done stands behind it on short lines: 交通部, 水产部发布."""
    end = 0
    for blank in [*re.finditer(r"\n\s*\n", clause), None]:
        begin, end = end, blank.start() if blank else len(clause)
        if begin and len(clause[begin:end].strip()) > _SHORT_LINE:
            break
        if any(words.search(clause[:end]) for _, words in _ACTS):
            return clause[:end]
    return re.split(r"\n\s*\n", clause, maxsplit=1)[0]


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Who acted, without marks, the number of an order and the quoted name of a decision."""
    words = re.split(r"令|第\s*\d+\s*[号次]|《|以", text[start:end], maxsplit=1)[0]
    lead = len(words) - len(words.lstrip(" \t\u3000\n，,由经"))
    words = words.strip(" \t\u3000\n，,由经")
    return (start + lead, start + lead + len(words)) if words else None


def _head(text: str, headings: Sequence[Heading], is_rule: bool) -> int:
    """Where a document's head ends: at a rule's first chapter or article, else at its first sentence."""
    if is_rule:
        first = (each.start for each in headings if Rank.ATTACHMENT < each.rank <= Rank.ARTICLE)
        return min(next(first, 0), _LONGEST_HEAD)
    for line in re.finditer(r"[^\n]+", text[:_LONGEST_HEAD]):
        words = line[0].strip()
        in_brackets = words.startswith(("（", "(")) and words.endswith(("）", ")"))
        says = len(words) > _LONGEST_LINE or words.endswith(("。", "：", ":"))
        labelled = heading_of_line(text, line.start(), line.end()) is not None
        if labelled or (says and not in_brackets):
            return line.start()
    return min(len(text), _LONGEST_HEAD)


def _opening_event(text: str, title: str) -> list[Event]:
    """A first sentence that says when what the title names was adopted."""
    named = re.sub(r"[（(][^）)]*[）)]|\W", "", title)[-4:]
    line = next((match for match in re.finditer(r"[^\n]+", text) if "。" in match[0]), None)
    if line is None or len(named) < 4:
        return []
    end = text.index("。", line.start())
    if named not in text[line.start() : end] or not re.search(r"审议|通过|印发|发布|公布", text[line.start() : end]):
        return []
    return [event for event in history(text, end) if event.shown.start >= line.start()]


def _latest(events: Sequence[Event], acts: Act) -> Event | None:
    """The last edition's: an amended rule lists its history in order, but not always."""
    fitting = [event for event in events if event.acts & acts]
    return max(fitting, key=lambda event: (event.shown.date, event.shown.start), default=None)


def _dated(text: str) -> Shown | None:
    """The date of a document that is no rule: signed, printed, below the title, of the web page or the newspaper."""
    elements = {element.kind: element for element in letterhead(text)}
    for kind in ("written_on", "printed"):
        shown = dates_in(text, elements[kind].start, elements[kind].end) if kind in elements else []
        if shown:
            return shown[-1]
    begin, tail = len(text) - len(text.lstrip()), max(0, len(text) - _TAIL_CHARACTERS)
    places = [
        _SUBTITLE.search(text, 0, _HEAD_CHARACTERS),
        *(pattern.match(text, begin, begin + _HEAD_CHARACTERS) for pattern in (_WEB_LINE, _INLINE_HEAD)),
        *(pattern.search(text, tail) for pattern in (_PRINTED_IN, _FOOTNOTE)),
    ]
    shown_there = [Shown(day, *match.span("date")) for match in places if match and (day := _day(match["date"]))]
    return shown_there[0] if shown_there else None


def _effective(text: str, events: Sequence[Event], issued_on: Shown | None, amended: int) -> Shown | None:
    last_amendment = _latest(events, Act.AMENDED)
    for shown in _beginnings(text, events, issued_on):
        later = last_amendment is not None and last_amendment.shown.date > shown.date
        if not later and shown.date.year >= amended:
            return shown
    return None


def _beginnings(text: str, events: Sequence[Event], issued_on: Shown | None) -> Iterator[Shown]:
    """What the last article says comes before what the head says."""
    said = [match for match in _BEGINS.finditer(text) if _OF_ITSELF.search(_sentence_before(text, match.start()))]
    dated = [match for match in said if match["date"]]
    day = _day(dated[-1]["date"]) if dated else None
    if day is not None:
        yield Shown(day, *dated[-1].span("date"))
    head = _latest(events, Act.EFFECTIVE)
    if head is not None:
        yield head.shown
    when = [match for match in said if match["when"]]
    if when and issued_on is not None:
        yield Shown(issued_on.date, *when[-1].span("when"))


def _sentence_before(text: str, position: int) -> str:
    """The words of a sentence that stand before a place."""
    return re.split(r"[。；\n]", text[max(0, position - _LONGEST_CLAUSE) : position])[-1]


def _day(words: str) -> date | None:
    numbers = [to_int(part) for part in re.findall(rf"\d+|{_HAN_YEAR}|{_HAN_DAY}", words)]
    if len(numbers) != 3 or None in numbers:
        return None
    year, month, day = (number or 0 for number in numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None
