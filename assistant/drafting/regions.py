"""Which stretch of a feedback document states problems, which gives advice, and which does neither.

Text in, regions out. A region begins at a heading (二、主要问题), at a line or sentence that announces what follows
(主要存在以下问题：, 同时提出意见建议：), or at a sentence that ends the matter (巡察组还收到反映…的问题线索). Headings
decide where there are any; announcements inside prose only where there are none. It knows nothing of the items within.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.drafting.defects import states_problem
from assistant.drafting.items import Label, Style, labels
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold


class Role(StrEnum):
    """What a region says."""

    PROBLEMS = "problems"
    SUGGESTIONS = "suggestions"
    REQUIREMENTS = "requirements"
    """整改要求 beside 意见建议: by when to report and how. Where no suggestions stand, these are the suggestions."""
    OTHER = "other"
    """Opening, overall evaluation, leads handed over, statements of stance, signature."""
    UNCLEAR = "unclear"
    """A heading that says nothing we know."""


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


_LONGEST_HEADING = 26
"""Characters of a title that can announce a role; a longer one is a finding or a sentence."""

_TITLES = (
    (Role.OTHER, re.compile(r"线索|移交(?!单)|信访")),
    (
        Role.SUGGESTIONS,
        re.compile(
            r"^(?!落实|贯彻|执行)[^,，]{0,10}?(?:意见(?:和|与|及|、)?建议|(?:整改|工作|对策|几点|有关|相关|具体|[一二三四五六七八九十]点|的|^)建议|整改意见|建议)"
            r"(?:如下|清单)?$"
        ),
    ),
    (
        Role.REQUIREMENTS,
        re.compile(
            r"^(?:下一?步)?(?:巡[视察])?(?:整改|工作|有关|几点|相关|报送|时限|整改落实)?(?:工作)?(?:的)?(?:要求|时限|期限|安排)(?:和时限)?$"
        ),
    ),
    (
        Role.OTHER,
        re.compile(
            r"总体评价|总体情况|总体印象|总体看|总的评价|基本评价|^基本情况|工作成效|主要成效|主要成绩|主要做法|(?:成绩|成效)$|概况$|"
            r"巡[视察](?:工作)?(?:开展|组织|总体|基本|任务)?情况$|巡[视察]情况$|^肯定|有关事项|其他事项|结束语"
        ),
    ),
    (
        Role.PROBLEMS,
        re.compile(
            r"(?:问题|不足|短板|差距|薄弱环节)(?:和不足|与不足|及不足|和差距)?(?:清单|如下|表现|及表现|汇总表?|台账|移交单|反馈单)?$"
        ),
    ),
)
"""What a heading announces, by its words; the first that fits decides."""

_PROBLEM_WORDS = re.compile(
    r"(?:存在|发现|反映|反馈)?的?(?:主要|突出|共性|具体)?(?:问题|不足|短板|差距|薄弱环节)(?:[和与及](?:问题|不足|差距))?[^,，。]{0,4}$"
)
"""The words that announce problems; 关于食品监管不到位的问题 states one without them and is no announcement."""

_ASPECT = re.compile(r"方面|聚焦|围绕|落实|贯彻|执行|履行|建设|情况|领域|责任|纪律|作风|党的|工作")
"""Words of a heading that groups problems by subject."""

_SUBJECT_ONLY = re.compile(r"^(?:聚焦|围绕)|(?:方面|领域|情况)(?:存在的?(?:主要|突出)?问题)?$")

_ANNOUNCED_PROBLEMS = (
    re.compile(
        r"(?:存在|发现|反映|指出|暴露|反馈|查找|梳理)[^。;\n:]{0,30}?(?:问题|不足|差距|短板|薄弱环节)[^。;\n:]{0,16}:"
    ),
    re.compile(r"(?:主要|突出|共性|具体|存在的?)(?:的)?(?:问题|表现)[^。;\n:]{0,12}:"),
    re.compile(
        r"(?:问题|不足|差距|短板|薄弱环节)[^。;\n:,]{0,12}[。,,]\s*(?:主要|具体|集中)?(?:是|有|表现在|表现为|体现在|包括)[^。;\n:,]{0,8}:"
    ),
    re.compile(
        r"(?:(?:发现|存在|还有)(?:了|着)?(?:的)?(?:一些|不少|以下|几个|若干|诸多|较多|部分|几方面|[一二两三四五六七八九十]+(?:个|方面|个方面)?的?)|仍?存在(?:着)?)"
        r"(?:突出|主要|共性)?(?:的)?(?:问题和不足|不足和问题|问题|不足|薄弱环节|差距|短板)[。,](?=\s*\S)"
    ),
)
"""Sentences after which problems follow, by how plainly they say so."""

_FOUND_THAT = re.compile(
    r"(?:^|(?<=[。;\n]))\s*(?:本轮|本次|此次)?(?:巡[视察](?:组)?|督[查察](?:组)?|检查(?:组)?|审计(?:组)?)(?:中)?(?:发现|指出)[,:]"
)

_ONE_SENTENCE = re.compile(r"存在(?:着)?(?P<list>[^。\n]{12,}?)等?(?:方面)?(?:的)?(?:突出|主要)?问题(?=[。;\n]|$)")
"""存在甲、乙、丙等问题: all problems in one sentence."""

_ANNOUNCED_SUGGESTIONS = re.compile(
    r"(?:(?:针对|对照|结合|围绕|为此)[^。;,\n]{0,20},\s*)?(?:提出|反馈|给出)(?:了)?(?:以下|如下|相应|具体|针对性|几点|[一二两三四五六七八九十]+(?:点|条|项|个方面)|的)*[^。;\n:]{0,10}(?:意见|建议|要求)[^。;\n:]{0,6}(?::|[。,](?=\s*一[是要]))"
    r"|(?:整改|意见|工作)建议(?:如下|是|有)?:"
    r"|(?:^|(?<=[。;\n]))\s*(?:(?:针对|对照|结合|围绕|为此)[^。;,\n]{0,20},\s*)?建议[^。;,:\n]{0,16}:"
)
_SAYS = re.compile(
    r"(?:^|(?<=[。;\n]))(?!\s*(?:根据|按照?))[^。;,:\n]{0,30}?(?:反馈(?:会)?|会议|会上|巡[视察]组|组长|同志|领导小组[^。,;:\n]{0,10}|负责人)[^。;,:\n]{0,10}(?:建议|要求|强调)[,:]"
    r"|讲(?:了)?[一二两三四五六七八九十]+点(?:意见|要求):"
)
"""反馈会强调，…: advice only where nobody gives any more plainly."""

_ENDS = (
    re.compile(r"[^。;\n]{0,24}?巡[视察](?:组|期间|中)[^。;\n]{0,12}?(?:收到|发现|移交)[^。\n]{0,30}?线索"),
    re.compile(r"[^。;\n]{0,12}(?:问题)?线索[^。\n]{0,24}(?:移交|转(?:交)?)"),
    re.compile(r"[^。;,\n]{2,40}?(?:表示|作(?:了)?(?:表态)?发言)[,，。:]"),
    re.compile(r"(?:对|针对)?(?:以上|上述|本)(?:问题|意见|反馈)[^。\n]{0,20}请"),
    re.compile(r"(?:附件|附|抄送|联系人|联系电话|来源|责任编辑|编辑|记者)\s*[:：]"),
    re.compile(r"[(（](?:此件|记者|通讯员|来源|责任编辑)"),
)
"""What a paragraph or sentence begins with where neither problems nor advice go on."""

_DEADLINE_BEGINS = re.compile(
    r"(?:请|望|按照|根据|你|自|于|在|应|须|被巡[视察]|各?(?:党组|党委|单位)|[^。,;:\n]{2,16}(?:党组|党委|党总支|党支部|党工委)(?:要|应|须|于|自|在))"
)
_PERIOD = re.compile(
    r"(?:(?:收到|反馈|接到|印发)[^。\n]{0,24}?(?:\d+|[一二两三四五六七八九十]+)\s?(?:个)?(?:工作日|月|日|天|周))"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:前|之前|以前)"
    r"|(?:\d+|[一二两三四五六七八九十]+)\s?(?:个)?(?:工作日|月|日|天|周)(?:内|之内|以内)"
    r"|集中整改期(?:限)?(?:为|是|,)?[^。,;\n]{0,6}(?:\d+|[一二两三四五六七八九十]+)个?月"
)
_RECTIFYING = re.compile(r"整改|报送|上报|报告|方案|反馈|台账|清单|完成")

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
    turns = [*_heading_turns(text, folded, counted), *_sentence_turns(text, folded), *_ending_turns(text, folded)]
    found = list(_between(text, _plainest(turns), counted))
    if not any(region.role is Role.PROBLEMS for region in found):
        found = _with_unannounced(text, folded, found, counted)
    return _promoted(found)


def states_deadline(sentence: str) -> bool:
    """Whether a sentence says by when to plan, to rectify or to report.

    >>> states_deadline("请自收到之日起3个月内报送整改情况报告。"), states_deadline("超过整改期限6个月")
    (True, False)
    """
    folded = fold(sentence)
    return _PERIOD.search(folded) is not None and _RECTIFYING.search(folded) is not None


def role_of_title(title: str) -> Role | None:
    """What a heading announces; None where it announces nothing of ours."""
    folded = fold(re.sub(r"\s+", "", title)).strip("*_:：。【】[]()（）")
    if not 0 < len(folded) <= _LONGEST_HEADING:
        return None
    role = next((role for role, words in _TITLES if words.search(folded)), None)
    is_itself_a_problem = role is Role.PROBLEMS and states_problem(_PROBLEM_WORDS.sub("", folded))
    return None if is_itself_a_problem else role


def is_aspect(title: str) -> bool:
    """Whether a heading only names a subject: 落实全面从严治党责任方面, 聚焦群众身边不正之风.

    >>> is_aspect("聚焦群众身边腐败和不正之风方面"), is_aspect("理论学习不深入")
    (True, False)
    """
    folded = fold(title).strip("*_:：。 ")
    return _SUBJECT_ONLY.search(folded) is not None or not states_problem(title)


def _heading_turns(text: str, folded: str, counted: Sequence[Label]) -> Iterator[_Turn]:
    """Labelled headings and bare lines that announce a role, or that stand high and announce nothing we know."""
    for index, label in enumerate(counted):
        if label.style > Style.ARABIC:
            continue
        end = _title_end(text, label.body, counted[index + 1].start if index + 1 < len(counted) else len(text))
        title = text[label.body : end].strip("*_：:。 ")
        role = role_of_title(title)
        if role is not None:
            yield _Turn(role, label.start, _past_colon(text, end), title, label.style)
        elif label.style <= Style.HAN and not (_ASPECT.search(folded[label.body : end]) or states_problem(title)):
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
    for pattern in (*_ANNOUNCED_PROBLEMS, _FOUND_THAT):
        for match in pattern.finditer(folded):
            announced = text[match.end() : _next(folded, "。", match.end())]
            if states_problem(announced):
                yield _Turn(Role.PROBLEMS, match.start(), match.end(), _unit_at_line_start(text, match.start()))
    for match in _ANNOUNCED_SUGGESTIONS.finditer(folded):
        yield _Turn(Role.SUGGESTIONS, match.start(), match.end())
    for match in _SAYS.finditer(folded):
        yield _Turn(Role.REQUIREMENTS, match.start(), match.end())


def _unit_at_line_start(text: str, start: int) -> str:
    """河口镇党委 in a line that begins 河口镇党委存在的主要问题：; it titles what the line says."""
    unit = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return unit if re.fullmatch(r"[\u4e00-\u9fff]{2,20}", unit) else ""


def _ending_turns(text: str, folded: str) -> Iterator[_Turn]:
    for sentence in sentences(text):
        begins = folded[sentence.start : sentence.end]
        ends_here = any(pattern.match(begins) for pattern in _ENDS)
        if ends_here or (_DEADLINE_BEGINS.match(begins) and states_deadline(begins) and not states_problem(begins)):
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
    index = 0
    while index < len(turns):
        turn = turns[index]
        limit = len(text) if turn.style is not None else _prose_end(text, turn.body, counted)
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


def _prose_end(text: str, start: int, counted: Sequence[Label]) -> int:
    """Where a region that a sentence announced ends: with its paragraph, unless it has only begun or items go on."""
    line_end = _next(text, "\n", start)
    if not text[start:line_end].strip():
        return len(text)
    begins_line = {label.start for label in counted if label.begins_line}
    while line_end < len(text):
        next_line = line_end + 1
        if text[next_line : _next(text, "\n", next_line)].strip() and next_line not in begins_line:
            return line_end
        line_end = _next(text, "\n", next_line)
    return len(text)


def _with_unannounced(text: str, folded: str, found: Sequence[Region], counted: Sequence[Label]) -> list[Region]:
    """Where nothing announces problems: items that state some, else 存在甲、乙等问题 in a sentence, else prose."""
    gaps = list(_gaps(text, [region for region in found if region.role is not Role.UNCLEAR]))
    added = [region for gap in gaps for region in _stated_by_items(text, gap, counted)]
    added = added or [region for gap in gaps for region in _in_one_sentence(text, folded, gap)]
    added = added or [region for gap in gaps for region in _in_prose(text, gap)]
    kept = [region for region in found if region.role is not Role.UNCLEAR]
    return sorted([*kept, *added], key=lambda region: region.start)


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


def _in_one_sentence(text: str, folded: str, gap: Span) -> Iterator[Region]:
    for match in _ONE_SENTENCE.finditer(folded, gap.start, gap.end):
        start, end = match.span("list")
        if states_problem(text[start:end]):
            yield Region(Role.PROBLEMS, start, end)


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
