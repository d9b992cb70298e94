"""Which stretch of a feedback document states problems, which gives advice, and which does neither.

Text in, regions out. A region begins at a heading (二、主要问题), at a line or sentence that announces what follows
(主要存在以下问题：, 同时提出意见建议：), or at a sentence that ends the matter (巡察组还收到反映…的问题线索). Headings
decide where there are any; announcements inside prose only where there are none. It knows nothing of the items within.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.announcements import (
    Role,
    announcements,
    ends_the_matter,
    names_subject,
    problem_lists,
    role_of_title,
)
from assistant.drafting.defects import states_problem
from assistant.drafting.items import Label, Style, labels
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold


@dataclass(frozen=True, slots=True)
class Region:
    """`text[start:end]` plays one role; `title` is its heading, empty where a sentence announced it."""

    role: Role
    start: int
    end: int
    title: str = ""
    announced_at: int = -1
    """Where its heading or announcement begins; `start` where there is none."""

    @property
    def begin(self) -> int:
        return self.start if self.announced_at < 0 else self.announced_at


@dataclass(frozen=True, slots=True)
class _Turn:
    """A place where the role changes: `text[start:body]` announces, what is announced begins at `body`."""

    role: Role
    start: int
    body: int
    title: str = ""
    style: Style | None = None
    """Of a heading; None for a sentence."""


_LINE = re.compile(r"[^\n]+")
_TITLE_STOP = re.compile(r"[\n。；;：:]|(?<=\S)[ \u3000](?=\S)")
_IS_SENTENCE = re.compile(r"[。；;，,]")
_TITLE_OF_DOCUMENT = re.compile(r"反馈意见|反馈.{0,6}情况|^#|^关于|^中共")
_DATE_LINE = re.compile(
    r"\s*(?:\d{4}|[〇零○一二三四五六七八九X×]{4})年(?:\d{1,2}|[〇零○一二三四五六七八九十X×]{1,3})月(?:(?:\d{1,2}|[〇零○一二三四五六七八九十X×]{1,3})日)?\s*"
)
_SIGNATURE_LINE = re.compile(r"[^。;,，；：:\n]{2,40}\s*")


def regions(text: str) -> list[Region]:
    """The regions of a feedback document, in order, without overlap. What stands before the first is in none."""
    folded = fold(text)
    counted = labels(text, 0, len(text))
    turns = [*_heading_turns(text, counted), *_sentence_turns(text, folded), *_ending_turns(text)]
    found = list(_between(text, _plainest(turns), counted))
    return _promoted(_with_unannounced(text, folded, found, counted))


def _heading_turns(text: str, counted: Sequence[Label]) -> Iterator[_Turn]:
    """Labelled headings and bare lines that announce a role, or that stand high and announce nothing we know."""
    for index, label in enumerate(counted):
        if label.style > Style.ARABIC:
            continue
        end = _title_end(text, label.body, counted[index + 1].start if index + 1 < len(counted) else len(text))
        title = text[label.body : end].strip("*_：:。 ")
        role = role_of_title(title)
        if role is not None:
            yield _Turn(role, label.start, _past_colon(text, end), title, label.style)
        elif label.style <= Style.HAN and not names_subject(title):
            yield _Turn(Role.UNCLEAR, label.start, end, title, label.style)
    at_label = {label.start for label in counted}
    for line in _LINE.finditer(text):
        title = line[0].strip("*_：:【】[] \u3000\t")
        role = None if line.start() in at_label or _TITLE_OF_DOCUMENT.search(fold(title)) else role_of_title(title)
        if role is not None and not _IS_SENTENCE.search(title):
            yield _Turn(role, line.start(), line.end(), title, Style.LINE)


def _title_end(text: str, start: int, limit: int) -> int:
    """A title ends with its line, its first sentence or colon, at a gap, or where the next label begins."""
    stop = _TITLE_STOP.search(text, start, limit)
    return stop.start() if stop else limit


def _past_colon(text: str, end: int) -> int:
    while end < len(text) and text[end] in "：:。*_ \u3000":
        end += 1
    return end


def _sentence_turns(text: str, folded: str) -> Iterator[_Turn]:
    for role, start, end in announcements(folded):
        yield _Turn(role, start, end, _unit_at_line_start(text, start) if role is Role.PROBLEMS else "")


def _unit_at_line_start(text: str, start: int) -> str:
    """河口镇党委 in a line that begins 河口镇党委存在的主要问题：; it titles what the line says."""
    unit = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return unit if re.fullmatch(r"[\u4e00-\u9fff]{2,20}", unit) else ""


def _ending_turns(text: str) -> Iterator[_Turn]:
    for sentence in sentences(text):
        if ends_the_matter(sentence.of(text)):
            yield _Turn(Role.OTHER, sentence.start, sentence.end)
    signature = _signature(text)
    if signature < len(text):
        yield _Turn(Role.OTHER, signature, len(text))


def _signature(text: str) -> int:
    """Where the closing lines begin: a date on a line of its own at the end, with the name of the group above it."""
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    if len(lines) < 3 or not _DATE_LINE.fullmatch(lines[-1][0]):
        return len(text)
    above = lines[-2]
    return above.start() if _SIGNATURE_LINE.fullmatch(above[0]) else lines[-1].start()


def _plainest(turns: Iterable[_Turn]) -> list[_Turn]:
    """In order; a role that headings announce is not announced again by sentences.

    Announcements that run into one another are one, with the more decisive role.
    """
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.style is None, turn.body))
    by_heading = {turn.role for turn in ordered if turn.style is not None}
    kept: list[_Turn] = []
    for turn in ordered:
        if turn.style is None and turn.role is not Role.OTHER and turn.role in by_heading:
            continue
        before = kept[-1] if kept else None
        if before and before.style is turn.style is None and _runs_into(before, turn):
            role = min(before.role, turn.role, key=_DECISIVE.index)
            kept[-1] = replace(before, role=role, body=max(before.body, turn.body))
        else:
            kept.append(turn)
    return kept


_DECISIVE = (Role.PROBLEMS, Role.SUGGESTIONS, Role.REQUIREMENTS, Role.OTHER, Role.UNCLEAR)


def _runs_into(before: _Turn, turn: _Turn) -> bool:
    return turn.start < before.body or (turn.start == before.body and turn.role is before.role)


def _between(text: str, turns: Sequence[_Turn], counted: Sequence[Label]) -> Iterator[Region]:
    """Cut the text at the turns; a turn that only goes on with the region in force is none."""
    begins_line = frozenset(label.start for label in counted if label.begins_line)
    index = 0
    while index < len(turns):
        turn = turns[index]
        limit = len(text) if turn.style is not None else _prose_end(text, turn.body, begins_line)
        following = index + 1
        while following < len(turns) and turns[following].start < limit and _goes_on(turns[following], turn):
            following += 1
        end = min(limit, turns[following].start) if following < len(turns) else limit
        if text[turn.body : end].strip():
            yield Region(turn.role, turn.body, end, turn.title, turn.start)
        index = following


def _goes_on(turn: _Turn, current: _Turn) -> bool:
    """Whether a turn lies inside the region in force: said in its announcement, a group of it, or the same again."""
    if turn.start < current.body:
        return True
    if turn.style is None:
        return turn.role is current.role
    is_below = current.style is None or turn.style > current.style
    return is_below and turn.role in (current.role, Role.UNCLEAR)


def _prose_end(text: str, start: int, begins_line: frozenset[int]) -> int:
    """Where a region that a sentence announced ends: with its paragraph, unless it has only begun or items go on."""
    line_end = _next(text, "\n", start)
    if not text[start:line_end].strip():
        return len(text)
    while line_end < len(text):
        next_line = line_end + 1
        if text[next_line : _next(text, "\n", next_line)].strip() and next_line not in begins_line:
            return line_end
        line_end = _next(text, "\n", next_line)
    return len(text)


def _with_unannounced(text: str, folded: str, found: Sequence[Region], counted: Sequence[Label]) -> list[Region]:
    """Add what nothing announces: items that state problems, else 存在甲、乙等问题 in a sentence, else plain prose."""
    known = [region for region in found if region.role is not Role.UNCLEAR]
    gaps = list(_gaps(text, known))
    added = [region for gap in gaps for region in _stated_by_items(text, gap, counted)]
    if not added and any(region.role is Role.PROBLEMS for region in found):
        return list(found)
    added = added or [Region(Role.PROBLEMS, *span) for gap in gaps for span in problem_lists(folded, *gap)]
    added = added or [region for gap in gaps for region in _in_prose(text, gap)]
    return sorted([*known, *added], key=lambda region: region.start)


def _gaps(text: str, found: Sequence[Region]) -> Iterator[Span]:
    start = 0
    for region in found:
        if region.begin > start:
            yield Span(start, region.begin)
        start = region.end
    if start < len(text):
        yield Span(start, len(text))


def _stated_by_items(text: str, gap: Span, counted: Sequence[Label]) -> Iterator[Region]:
    """From the first to the last of at least two items of which most state a problem."""
    inside = [label for label in counted if gap.start <= label.start < gap.end]
    ends = [*(label.start for label in inside[1:]), gap.end]
    stating = [label for label, end in zip(inside, ends, strict=False) if states_problem(text[label.body : end])]
    if len(stating) >= 2 and len(stating) >= len(inside) / 2:
        yield Region(Role.PROBLEMS, inside[0].start, gap.end)


def _in_prose(text: str, gap: Span) -> Iterator[Region]:
    """Runs of neighbouring sentences that state problems."""
    run: Span | None = None
    for sentence in sentences(text[gap.start : gap.end]):
        span = Span(gap.start + sentence.start, gap.start + sentence.end)
        if states_problem(span.of(text)):
            run = Span(run.start if run else span.start, span.end)
        elif run is not None:
            yield Region(Role.PROBLEMS, *run)
            run = None
    if run is not None:
        yield Region(Role.PROBLEMS, *run)


def _promoted(found: Sequence[Region]) -> list[Region]:
    """Requirements count as suggestions only where no suggestions stand."""
    if any(region.role is Role.SUGGESTIONS for region in found):
        return list(found)
    return [replace(region, role=Role.SUGGESTIONS) if region.role is Role.REQUIREMENTS else region for region in found]


def _next(text: str, marks: str, start: int) -> int:
    """Where the next of some marks stands, or the end of the text."""
    found = [at for mark in marks if (at := text.find(mark, start)) >= 0]
    return min(found, default=len(text))
