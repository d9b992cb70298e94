"""What a meeting is about → what is said at it: 表态发言, 动员讲话, 部署讲话, 主持词, and the outline of a 对照检查.

A skeleton by genre, filled with the findings of a feedback document where that is what it is about, with rules of the
library in their own words, and with open slots for all that no source says. The time there is sets the length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.drafting.bases import Retrieve
from assistant.drafting.citing import Sources
from assistant.drafting.feedback_records import Findings
from assistant.drafting.findings import read_findings
from assistant.drafting.forms import Genre
from assistant.drafting.inspected_unit import inspected_unit
from assistant.drafting.inspection import inspection
from assistant.drafting.manuscript import Line, Manuscript
from assistant.drafting.remarks_fitting import FASTEST, SLOWEST, fit
from assistant.drafting.remarks_matter import Matter
from assistant.drafting.remarks_skeleton import skeleton
from assistant.drafting.slots import FEEDBACK_ON, INSPECTED, INSPECTED_BY, slot
from assistant.records import Citation, Document
from assistant.text.numerals import to_chinese

LONGEST_MINUTES = 60
"""整治形式主义为基层减负若干规定 (2024): the main speech of a meeting is to be no longer than an hour."""

_NAMES = {
    Genre.PLEDGE: "pledge",
    Genre.OPENING: "opening",
    Genre.DEPLOYMENT: "deployment",
    Genre.HOST: "host",
    Genre.SELF_REVIEW: "self_review",
}
_MINUTES = {Genre.PLEDGE: 5.0, Genre.OPENING: 10.0, Genre.DEPLOYMENT: 15.0}
"""What is usual where nobody says how long; a host and an outline take what they need."""

_LONGEST_TOPIC = 60
_MEETING = re.compile(r"(?:会|会议|大会)$")
_AGENDA = re.compile(r"议程[^\n一二三四五六七八九十\d]{0,12}[:：]?")
_AGENDA_REACH = 600
"""Characters behind the word 议程 in which its items stand."""
_AGENDA_ITEM = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.．、])"
    r"\s*(?P<item>[^；;。\n]{2,60})"
)


@dataclass(frozen=True, slots=True)
class Remarks:
    """A speech with how long it takes."""

    genre: Genre
    manuscript: Manuscript
    minutes: float | None
    """The time there is; None where nobody set one and the genre takes what it needs."""
    agenda: tuple[str, ...] = ()

    @property
    def shortest(self) -> float:
        """Minutes at the fastest pace."""
        return self.manuscript.characters / FASTEST

    @property
    def longest(self) -> float:
        """Minutes at the slowest pace."""
        return self.manuscript.characters / SLOWEST

    @property
    def is_too_short(self) -> bool:
        """The material does not fill the time: it is not stretched with empty words."""
        return self.minutes is not None and self.longest < self.minutes

    @property
    def is_too_long(self) -> bool:
        """What has to be said does not fit into the time."""
        return self.minutes is not None and self.shortest > self.minutes


def write_remarks(
    genre: Genre,
    about: Document,
    retrieve: Retrieve,
    *,
    minutes: float | None = None,
    agenda: Sequence[str] = (),
    on: date | None = None,
    document_of: Callable[[str], Document] | None = None,
) -> Remarks:
    """What is said at a meeting about a document, or about a topic as a document of one line.

    `agenda` names the items of the meeting for a 主持词; without it those that the document lists, else the usual ones.
    `on` is the day whose law counts. Raises UsageError where a skeleton cannot be read.
    """
    findings = read_findings(about)
    occasion = _Occasion(about, findings)
    items = tuple(agenda) or _agenda_in(about.text) or occasion.usual_agenda
    filled = skeleton(_NAMES[genre], occasion.values(genre, items))
    sources = Sources(about, on or date.today(), document_of)
    matter = Matter(genre, findings, items, retrieve, sources)
    wanted = minutes if minutes is not None else _MINUTES.get(genre)
    fitted = fit(matter.units(filled.pieces), filled.sections, wanted)
    lines, citations = _renumbered(fitted.lines, sources.citations)
    manuscript = Manuscript(
        filled.title, filled.document_type, lines, filled.byline, citations=citations, about=about.id
    )
    return Remarks(genre, manuscript, wanted, items if genre is Genre.HOST else ())


class _Occasion:
    """The meeting: who, about what, as far as the document says it."""

    def __init__(self, about: Document, findings: Findings) -> None:
        self._has_findings = bool(findings.findings)
        self._count = len(findings.findings)
        told = findings.inspection if self._has_findings else inspection(about.text, len(about.text))
        unit = findings.inspected_unit if self._has_findings else inspected_unit(about.text)
        self.by = told.inspected_by.verbatim if told.inspected_by else slot(INSPECTED_BY)
        self.unit = unit.verbatim if unit else slot(INSPECTED)
        day = told.feedback_on
        self._fed_back = f"{day.year}年{day.month}月{day.day}日" if day else slot(FEEDBACK_ON)
        self.topic = "" if self._has_findings else _topic(about)

    @property
    def usual_agenda(self) -> tuple[str, ...]:
        return ("反馈巡察意见", f"{self.unit}主要负责人作表态发言", "讲话")

    @property
    def _purpose(self) -> str:
        if self._has_findings:
            return f"听取{self.by}的反馈意见，部署整改工作"
        return slot("具体内容") if _MEETING.search(self.topic) else self.topic

    def values(self, genre: Genre, agenda: Sequence[str]) -> dict[str, str]:
        """What the skeletons have variables for."""
        listed = "；".join(f"{to_chinese(number)}是{item}" for number, item in enumerate(agenda, start=1))
        found = f"反馈的{self._count}个问题" if self._has_findings else "反馈的问题"
        return {
            "by": self.by,
            "unit": self.unit,
            "occasion": self._called(genre),
            "the_findings": found,
            "the_matter": found,
            "the_origin": f"{self._fed_back}，{self.by}向{self.unit}反馈了意见。",
            "purpose": self._purpose,
            "agenda_count": to_chinese(len(agenda)),
            "agenda_list": listed,
        }

    def _called(self, genre: Genre) -> str:
        """The name of the meeting."""
        if self.topic:
            return self.topic if _MEETING.search(self.topic) else f"{self.topic}会议"
        if genre is Genre.DEPLOYMENT:
            return f"{self.unit}巡察反馈意见整改动员部署会"
        if genre is Genre.OPENING:
            return f"{self.by}巡察{self.unit}动员会"
        return f"{self.by}向{self.unit}反馈巡察意见会议"


def _topic(about: Document) -> str:
    """The title of a document, or the topic itself, as part of a sentence."""
    words = " ".join(about.title.split()).strip("《》。；;，, ")
    return words[:_LONGEST_TOPIC].rstrip("，,、") or slot("会议名称")


def _agenda_in(text: str) -> tuple[str, ...]:
    """The items of a meeting that a notice lists."""
    for named in _AGENDA.finditer(text):
        behind = text[named.end() : named.end() + _AGENDA_REACH]
        items = tuple(match["item"].strip() for match in _AGENDA_ITEM.finditer(behind))
        if len(items) > 1:
            return items
    return ()


def _renumbered(lines: Sequence[Line], citations: Sequence[Citation]) -> tuple[tuple[Line, ...], tuple[Citation, ...]]:
    """Only what is spoken is cited, numbered in the order in which it comes."""
    numbers = {n: new for new, n in enumerate(dict.fromkeys(n for line in lines for n in line.citations), start=1)}
    kept = {citation.n: citation for citation in citations}
    return (
        tuple(replace(line, citations=tuple(numbers[n] for n in line.citations)) for line in lines),
        tuple(replace(kept[n], n=new) for n, new in numbers.items()),
    )
