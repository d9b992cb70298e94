"""Which stretch of a feedback document states problems, which gives advice, and which does neither.

Text in, regions out. A region begins at a heading (二、主要问题), at a line or sentence that announces what follows
(主要存在以下问题：, 同时提出意见建议：), or at a sentence that ends the matter (巡察组还收到反映…的问题线索). Headings
decide where there are any; announcements inside prose only where there are none. It knows nothing of the items within.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.drafting.announcements import problem_lists
from assistant.drafting.defects import states_problem
from assistant.drafting.label_styles import Label, Style
from assistant.drafting.numbering import labels
from assistant.drafting.roles import Role
from assistant.drafting.titles import is_subject_heading
from assistant.drafting.turns import Turn, stands_above, turns_of
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


def regions(text: str, *, only_announced: bool = False) -> list[Region]:
    """The regions of a feedback document, in order, without overlap. What stands before the first is in none.

    `only_announced` where the problems are known already, so that none is looked for in plain prose.
    """
    folded = fold(text)
    counted = labels(text, 0, len(text))
    found = list(_between(text, turns_of(text, folded, counted), counted))
    return _promoted(found if only_announced else _with_unannounced(text, folded, found, counted))


def _between(text: str, turns: Sequence[Turn], counted: Sequence[Label]) -> Iterator[Region]:
    """Cut the text at the turns; a turn that only goes on with the region in force is none."""
    begins_line = frozenset(label.start for label in counted if label.begins_line)
    ends = {(turn.style, turn.role): _ends_of(counted, turn) for turn in turns}
    problems_stated = False
    index = 0
    while index < len(turns):
        turn = turns[index]
        sections = ends[turn.style, turn.role]
        limit = _prose_end(text, turn.body, begins_line) if turn.style is None else _next_of(sections, turn, text)
        following = index + 1
        while following < len(turns) and turns[following].start < limit:
            if not _goes_on(turns[following], turn) and not (problems_stated and _is_piece(turns[following], turn)):
                break
            following += 1
        end = min(limit, turns[following].start) if following < len(turns) else limit
        if turn.role in (Role.OTHER, Role.REQUIREMENTS) or text[turn.body : end].strip():
            yield Region(turn.role, turn.body, end, turn.title, turn.start)
        problems_stated = problems_stated or turn.role is Role.PROBLEMS
        index = following


def _ends_of(counted: Sequence[Label], turn: Turn) -> list[int]:
    """Where numbered headings begin that end a headed section: those above its own, and behind praise its sisters too.

    Bare lines and 1. end with nothing but their like.
    """
    if turn.style is None or turn.style in (Style.LINE, Style.ARABIC):
        return []
    sisters = turn.role is Role.OTHER
    return [
        label.start
        for label in counted
        if stands_above(label, turn.style) or (sisters and label.begins_line and label.style is turn.style)
    ]


def _next_of(starts: Sequence[int], turn: Turn, text: str) -> int:
    """Where a headed section ends at the latest: at the next numbered heading that stands above its own."""
    following = bisect_right(starts, turn.body)
    return starts[following] if following < len(starts) else len(text)


def _is_piece(turn: Turn, current: Turn) -> bool:
    """Whether a heading that speaks of problems heads a piece of the advice in force: （二）查清竞价背后的问题."""
    if current.role is not Role.SUGGESTIONS or current.style is None or turn.style is None:
        return False
    return turn.style > current.style and turn.role is Role.PROBLEMS


def _goes_on(turn: Turn, current: Turn) -> bool:
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
    between = list(gaps(text, known))
    added = [region for gap in between for region in _stated_by_items(text, gap, counted)]
    if not added and any(region.role is Role.PROBLEMS for region in found):
        return list(found)
    added = added or [Region(Role.PROBLEMS, *span) for gap in between for span in problem_lists(folded, *gap)]
    added = added or [region for gap in between for region in _in_prose(text, gap)]
    return sorted([*known, *added], key=lambda region: region.start)


def gaps(text: str, found: Sequence[Region]) -> Iterator[Span]:
    """What lies in none of some regions, in order: before, between and behind them."""
    start = 0
    for region in found:
        if region.begin > start:
            yield Span(start, region.begin)
        start = region.end
    if start < len(text):
        yield Span(start, len(text))


def _stated_by_items(text: str, gap: Span, counted: Sequence[Label]) -> Iterator[Region]:
    """From the first to the last of at least two items of which most state a problem, or some under several aspects."""
    inside = [label for label in counted if gap.start <= label.start < gap.end]
    ends = [*(label.start for label in inside[1:]), gap.end]
    stating = [label for label, end in zip(inside, ends, strict=False) if states_problem(text[label.body : end])]
    if len(stating) >= 2 and (2 * len(stating) >= len(inside) or _stand_under_aspects(text, inside)):
        yield Region(Role.PROBLEMS, inside[0].start, gap.end)


def _stand_under_aspects(text: str, inside: Sequence[Label]) -> bool:
    """Whether the highest of some items are headings that name what was inspected: 一、落实…情况, 二、…方面."""
    lines = [label for label in inside if label.begins_line]
    top = min((label.level for label in lines), default=0)
    titles = [text[label.body : _next(text, "\n", label.body)] for label in lines if label.level == top]
    return 1 < len(titles) < len(lines) and all(map(is_subject_heading, titles))


def _in_prose(text: str, gap: Span) -> Iterator[Region]:
    """Runs of neighbouring paragraphs whose first sentence states a problem, or else of sentences that do."""
    spans = [Span(gap.start + at.start, gap.start + at.end) for at in sentences(gap.of(text))]
    paragraphs = [list(run) for _, run in groupby(spans, key=lambda span: text.count("\n", gap.start, span.start))]
    whole = [(Span(run[0].start, run[-1].end), _begins_with_problem(text, run)) for run in paragraphs]
    are_paragraphs = sum(states for _, states in whole) > 1
    yield from _runs(whole if are_paragraphs else [(span, states_problem(span.of(text))) for span in spans])


def _begins_with_problem(text: str, paragraph: Sequence[Span]) -> bool:
    """Whether the first sentence of a paragraph states a problem, or the one behind a mere topic: 资金管理方面。…"""
    first, *others = paragraph
    is_topic = is_subject_heading(first.of(text).rstrip("。"))
    return states_problem((others[0] if others and is_topic else first).of(text))


def _runs(parts: Sequence[tuple[Span, bool]]) -> Iterator[Region]:
    """Neighbouring parts that state problems, each run a region."""
    for states, run in groupby(parts, key=lambda part: part[1]):
        if states:
            spans = [span for span, _ in run]
            yield Region(Role.PROBLEMS, spans[0].start, spans[-1].end)


def _promoted(found: Sequence[Region]) -> list[Region]:
    """Requirements count as suggestions only where no suggestions stand."""
    if any(region.role is Role.SUGGESTIONS for region in found):
        return list(found)
    return [replace(region, role=Role.SUGGESTIONS) if region.role is Role.REQUIREMENTS else region for region in found]


def _next(text: str, marks: str, start: int) -> int:
    """Where the next of some marks stands, or the end of the text."""
    found = [at for mark in marks if (at := text.find(mark, start)) >= 0]
    return min(found, default=len(text))
