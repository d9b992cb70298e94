"""The sentences by which a feedback document announces what follows: problems, advice or demands.

Folded text in (simplified, half-width), announcements with their places out. It knows nothing of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.drafting.defects import states_problem
from assistant.drafting.inspecting import INSPECTION
from assistant.drafting.lead_ins import NUMBER, SENTENCE_START, SPACE, problem_lead_ins
from assistant.drafting.roles import Role


class Announcement(NamedTuple):
    """`folded[start:end]` announces that what follows plays a role."""

    role: Role
    start: int
    end: int


_IN_VIEW_OF = rf"(?:(?:针对|对照|结合|围绕|为此|对)[^。;,\n]{{0,20}},{SPACE})?"

_PROBLEM_LIST = re.compile(r"存在着?(?P<list>[^。\n]{12,300}?)等?(?:方面)?的?(?:突出|主要)?问题(?=[。;\n]|$)")

_SUGGESTIONS_FOLLOW = (
    re.compile(
        rf"{_IN_VIEW_OF}(?:提(?:出|(?=了?(?:以下|几|{NUMBER})))|反馈(?=[^。;,:\n]{{0,16}}建议)|给出)了?(?:以下|如下|相应|具体|针对性|几点|{NUMBER}(?:点|条|项|个方面)|的)*"
        rf"[^。;\n:]{{0,10}}(?:意见|建议|要求)[^。;\n:]{{0,6}}(?::|[。,](?={SPACE}一[是要]))"
    ),
    re.compile(r"(?:提出|反馈|给出)了?(?:以下|如下)[^。;\n:]{0,10}(?:意见|建议|要求)[^。;\n:]{0,6}。(?=\s{0,4}\n)"),
    re.compile(rf"(?:(?:整改|意见|工作)建议|(?:我们|我组|{INSPECTION}组)的?(?:意见|建议))(?:如下|是|有)?:"),
    re.compile(
        rf"{SENTENCE_START}[^。;\n:]{{0,40}}(?:[抓做办]好|落实好?|完成)(?:以下|下列|如下|{NUMBER}[个件项])"
        r"[^。;,\n:]{0,8}(?:工作|事项|任务|事)[^。;,\n:]{0,4}:"
    ),
    re.compile(rf"{SENTENCE_START}{_IN_VIEW_OF}(?:我们|我组|{INSPECTION}组)?建议[^。;,:\n]{{0,16}}:"),
    re.compile(rf"{SENTENCE_START}[^。;:\n]{{0,30}}整改[^。;:\n]{{0,12}}(?:[。:](?={SPACE}一[是要])|,(?=一要))"),
    re.compile(
        rf"{SENTENCE_START}[^。;:\n]{{0,30}}(?:(?<![主重需概])要(?![求点害])|应|须|希望|请|责令|责成|要求)[^。;:\n]{{0,16}}:(?=\s{{0,8}}(?:一[是要、]|[第其]一[,、]|首先|1[.、]|[(①]))"
    ),
)
"""同时提出意见建议：, 针对上述问题，提出三点建议。一是…, 建议你党组："""

SOMEBODY_SAYS = (
    re.compile(
        rf"{SENTENCE_START}(?!(?:根据|按照?))[^。;,:\n]{{0,30}}?"
        rf"(?:反馈会?|会议|会上|{INSPECTION}组?|组长|同志|领导小组[^。,;:\n]{{0,10}}|负责人)[^。;,:\n]{{0,10}}(?:建议|要求|强调)[,:]"
    ),
    re.compile(rf"{SENTENCE_START}[\u4e00-\u9fff]{{2,4}}(?:强调|要求)[,:]"),
    re.compile(rf"[讲谈说]了?{NUMBER}(?:点|条|个方面的?)[^。,:\n]{{0,6}}(?:意见|要求|建议|希望)[:。]"),
    re.compile(
        rf"{SENTENCE_START}[^。;,:\n]{{0,16}}?(?:反馈会?|会议|{INSPECTION}组?|组长)要求[^。;,:\n]{{2,24}}?(?=要)"
    ),
    re.compile(rf"{SENTENCE_START}(?=建议[^。;:,\n]{{3}})"),
)
"""反馈会强调，…: advice only where nobody gives any more plainly."""


def announcements(folded: str) -> Iterator[Announcement]:
    """The announcements inside a folded text, in no order; problems only where some are stated behind them."""
    yield from (Announcement(Role.PROBLEMS, *span) for span in problem_lead_ins(folded))
    for role, patterns in ((Role.SUGGESTIONS, _SUGGESTIONS_FOLLOW), (Role.REQUIREMENTS, SOMEBODY_SAYS)):
        for pattern in patterns:
            yield from (Announcement(role, *match.span()) for match in pattern.finditer(folded))


def problem_lists(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a sentence lists its problems: 甲、乙、丙 of 存在甲、乙、丙等问题."""
    for match in _PROBLEM_LIST.finditer(folded, start, end):
        if states_problem(match["list"]):
            yield match.span("list")
