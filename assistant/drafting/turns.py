"""The places in a feedback document where the role of what is said changes: headings, announcements, endings.

Text and its labels in, turns out, in order and each role announced by the plainest of its announcements. It knows
nothing of what lies between two turns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.announcements import announcements
from assistant.drafting.defects import states_problem
from assistant.drafting.endings import ends_the_matter, states_deadline
from assistant.drafting.inspecting import TEAM
from assistant.drafting.label_styles import Label, Style
from assistant.drafting.roles import Role
from assistant.drafting.titles import names_subject, role_of_question, role_of_title
from assistant.drafting.told_to_do import all_tell_to_do
from assistant.text.letterhead import attachments
from assistant.text.sentences import clauses, sentences
from assistant.text.terms import fold


@dataclass(frozen=True, slots=True)
class Turn:
    """A place where the role changes: `text[start:body]` announces, what is announced begins at `body`."""

    role: Role
    start: int
    body: int
    title: str = ""
    style: Style | None = None
    """Of a heading; None for a sentence."""


_LINE = re.compile(r"[^\n]+")
_ANNEX = re.compile(r"^\s*附件?[\d一二三四五六七八九十]{0,2}[：:. \u3000]+")
_QUESTION = re.compile(r"^[ \t\u3000]*(?:\*\*)?(?:问|记者|提问|Q\d*)[：:](?P<words>[^\n]+)$", re.MULTILINE)
_ANSWER = re.compile(r"\s*(?:\*\*)?[\u4e00-\u9fffA]{1,12}\d{0,2}(?:\*\*)?[：:](?:\*\*)?")
_TITLE_STOP = re.compile(r"[\n。；;：:]|(?<=\S)[ \u3000](?=\S)")
_IS_SENTENCE = re.compile(r"[。；;，,]")
_RUN_IN_TITLE = re.compile(r"^[ \t\u3000*_]*(?P<title>[^\n。；;，,：:*_]{2,12})[：:][*_]*(?=\s*[^\s*_])", re.MULTILINE)
"""整改意见：（1）…；（2）…: a title with what it heads on its line; one that comes again names a field of a form."""
_TITLE_OF_DOCUMENT = re.compile(r"反馈意见|反馈.{0,6}情况|^#|^关于|^中共")
_DATE_LINE = re.compile(
    r"\s*(?:\d{4}|[〇零○一二三四五六七八九X×]{4})年(?:\d{1,2}|[〇零○一二三四五六七八九十X×]{1,3})月(?:(?:\d{1,2}|[〇零○一二三四五六七八九十X×]{1,3})日)?\s*"
)
_SIGNED_BY = re.compile(rf"\s*[^。;,，；：:\n]{{2,36}}(?:{TEAM}|巡[视察](?:工作)?(?:领导小组)?办公室)\s*")
"""The last line of a letter that is dated in its head."""
_CLOSING_FIELD = re.compile(
    r"\s*[\u4e00-\u9fff]{0,6}(?:单位|部门|时间|日期|人|电话|签[字名章收]|盖章|填表|制表)(?:\([^()]{1,6}\)|（[^（）]{1,6}）)?[：:][^。；;\n]{0,40}"
)
"""移交单位：…, 签收人：…: the last lines of a form."""
_SIGNATURE_LINE = re.compile(r"[^。;,，；：:\n]{2,40}\s*")


def turns_of(text: str, folded: str, counted: Sequence[Label]) -> list[Turn]:
    """The turns of a text. `folded` is the text folded, `counted` are its labels."""
    headed = list(_heading_turns(text, counted))
    has_section = any(turn.role is Role.PROBLEMS for turn in headed)
    turns = [*headed, *_sentence_turns(text, folded), *_ending_turns(text, only_of_lines=has_section)]
    if not any(turn.role in (Role.SUGGESTIONS, Role.REQUIREMENTS) for turn in turns):
        problems = min((turn.start for turn in turns if turn.role is Role.PROBLEMS), default=len(text))
        turns += [*_sections_of_advice(text, counted), *_paragraphs_of_advice(text, problems)]
    return _plainest(turns)


def _sections_of_advice(text: str, counted: Sequence[Label]) -> Iterator[Turn]:
    """Top sections whose heading announces nothing we know and whose lines all tell what to do: 需要改进的措施."""
    tops = [label for label in counted if label.begins_line and Style.LINE < label.style <= Style.HAN]
    for label, end in zip(tops, [*(label.start for label in tops), len(text)][1:], strict=True):
        title_end = _title_end(text, label.body, end)
        title = text[label.body : title_end].strip("*_：:。 ")
        lines = [line for line in text[title_end:end].splitlines() if line.strip("：:。 \u3000")]
        told = [_LABEL_OF_LINE.sub("", line) for line in lines if not states_deadline(line)]
        if all_tell_to_do(told) and role_of_title(title) is None:
            yield Turn(Role.SUGGESTIONS, label.start, title_end, title, label.style)


_LABEL_OF_LINE = re.compile(
    r"^[ \t\u3000]*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]+|[①-⑳•-])[ \u3000]*"
)


def _paragraphs_of_advice(text: str, problems: int) -> Iterator[Turn]:
    """Paragraphs that tell sentence by sentence what to do, or that behind the problems ask the unit to rectify, and
    nothing says that advice follows. `problems` is where these begin.
    """
    for line in _LINE.finditer(text):
        told = [sentence.of(line[0]) for sentence in sentences(line[0]) if not states_deadline(sentence.of(line[0]))]
        told = [clause.of(told[0]) for clause in clauses(told[0])] if len(told) == 1 else told
        is_asked = line.start() > problems and bool(told) and _ASKS_TO_RECTIFY.match(told[0]) is not None
        if is_asked or (all_tell_to_do(told) and not states_problem(told[0])):
            yield Turn(Role.REQUIREMENTS, line.start(), line.start())


_ASKS_TO_RECTIFY = re.compile(r"[ \u3000]*(?:请|望|希望)(?:你|贵|各|有关)[^。\n]*(?:重视|整改|改正)")


def _heading_turns(text: str, counted: Sequence[Label]) -> Iterator[Turn]:
    """Labelled headings and bare lines that announce a role, or that stand high and announce nothing we know."""
    last: dict[Style, Label] = {}
    yield from _named_turns(text, counted)
    for index, label in enumerate(counted):
        if label.style > Style.DECIMAL_BELOW:
            continue
        if label.begins_line and label.style is not Style.LINE:
            last[label.style] = label
        end = _title_end(text, label.body, counted[index + 1].start if index + 1 < len(counted) else len(text))
        title = text[label.body : end].strip("*_：:。 ")
        role = role_of_title(title)
        if role is not None:
            titled = _subject_above(text, last, label.style) or title
            yield Turn(role, label.start, _past_colon(text, end), titled, label.style)
        elif label.style <= Style.HAN and not names_subject(title):
            yield Turn(Role.UNCLEAR, label.start, end, title, label.style)
    at_label = {label.start for label in counted if label.style is not Style.LINE}
    for line in _LINE.finditer(text):
        title = _ANNEX.sub("", line[0]).strip("*_：:【】[] \u3000\t")
        role = None if line.start() in at_label or _TITLE_OF_DOCUMENT.search(fold(title)) else role_of_title(title)
        if role is not None and not _IS_SENTENCE.search(title):
            yield Turn(role, line.start(), line.end(), title, Style.LINE)
    for question in _QUESTION.finditer(text):
        answer = _ANSWER.match(text, question.end())
        body = answer.end() if answer else question.end()
        yield Turn(role_of_question(question["words"]), question.start(), body, "", Style.LINE)


def _named_turns(text: str, counted: Sequence[Label]) -> Iterator[Turn]:
    """问题一 and 建议一 say themselves what they are: where a run of the one begins, its role does."""
    before: Role | None = None
    for label in counted:
        if label.style is not Style.NAMED:
            continue
        role = Role.SUGGESTIONS if "建议" in text[label.start : label.body] else Role.PROBLEMS
        if role is not before:
            yield Turn(role, label.start, label.start, "", Style.NAMED)
        before = role


def _subject_above(text: str, last: Mapping[Style, Label], style: Style) -> str:
    """一、党的领导方面 above （一）存在问题: the next higher heading, where it names a mere subject."""
    higher = [label for label in last.values() if label.style < style]
    above = max(higher, key=lambda label: label.start, default=None)
    if above is None:
        return ""
    title = text[above.body : _title_end(text, above.body, len(text))].strip("*_：:。 ")
    return title if role_of_title(title) is None and names_subject(title) else ""


def _title_end(text: str, start: int, limit: int) -> int:
    """A title ends with its line, its first sentence or colon, at a gap, or where the next label begins."""
    stop = _TITLE_STOP.search(text, start, limit)
    return stop.start() if stop else limit


def _past_colon(text: str, end: int) -> int:
    while end < len(text) and text[end] in "：:。*_ \u3000":
        end += 1
    return end


def _sentence_turns(text: str, folded: str) -> Iterator[Turn]:
    """The announcements of sentences, and titles with what they head on their line that hold none."""
    ends = set()
    for role, start, end in announcements(folded):
        ends.add(end)
        yield Turn(role, start, end, _unit_at_line_start(text, start) if role is Role.PROBLEMS else "")
    run_in = list(_RUN_IN_TITLE.finditer(text))
    times = Counter(match["title"] for match in run_in)
    for match in run_in:
        announced = role_of_title(match["title"]) if times[match["title"]] == 1 and match.end() not in ends else None
        if announced in (Role.PROBLEMS, Role.SUGGESTIONS):
            yield Turn(announced, match.start(), match.end())


def _unit_at_line_start(text: str, start: int) -> str:
    """河口镇党委 in a line that begins 河口镇党委存在的主要问题：; it titles what the line says."""
    unit = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return unit if re.fullmatch(r"[\u4e00-\u9fff]{2,20}", unit) else ""


def _ending_turns(text: str, *, only_of_lines: bool) -> Iterator[Turn]:
    """Sentences that end the matter. `only_of_lines` where problems have a section: there leads in the middle of a
    paragraph are facts of its problem (处置线索5件，均为上级转办), and only what is asked for by a day is not.
    """
    for sentence in sentences(text):
        words = sentence.of(text)
        if ends_the_matter(words) and (
            not only_of_lines or _begins_line(text, sentence.start) or states_deadline(words)
        ):
            yield Turn(Role.OTHER, sentence.start, sentence.end)
    for annex in attachments(text):
        yield Turn(role_of_title(annex.title) or Role.UNCLEAR, annex.start, annex.end, annex.title, Style.LINE)
    signature = _signature(text)
    if signature < len(text):
        yield Turn(Role.OTHER, signature, len(text))


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _signature(text: str) -> int:
    """Where the closing lines begin: who sends or takes it and when, and the date with the group above it or alone."""
    lines = [match for match in _LINE.finditer(text) if match[0].strip()]
    at = len(lines)
    if len(lines) < 3:
        return len(text)
    if _DATE_LINE.fullmatch(re.sub(r"[ \u3000]", "", lines[-1][0])):
        at -= 2 if _SIGNATURE_LINE.fullmatch(lines[-2][0]) else 1
    elif _SIGNED_BY.fullmatch(lines[-1][0]):
        at -= 1
    while at > 0 and _CLOSING_FIELD.fullmatch(lines[at - 1][0]):
        at -= 1
    return lines[at].start() if at < len(lines) else len(text)


def _plainest(turns: Iterable[Turn]) -> list[Turn]:
    """In order; a role that headings announce is not announced again by sentences.

    Announcements that run into one another are one, with the more decisive role.
    """
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.style is None, turn.body))
    by_heading = {turn.role for turn in ordered if turn.style is not None}
    kept: list[Turn] = []
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


def _runs_into(before: Turn, turn: Turn) -> bool:
    return turn.start < before.body or (turn.start == before.body and turn.role is before.role)


def stands_above(label: Label, style: Style) -> bool:
    return label.begins_line and Style.LINE < label.style < style
