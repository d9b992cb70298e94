"""What kind of draft a document is, and what it says of its own dates: when written, when the feedback came, till when.

A document in, facts out; None for what it does not say.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.drafting.checks.draft import Kind
from assistant.drafting.dues import dates_in
from assistant.text.sentences import sentences
from assistant.text.terms import fold

_TITLED = (
    (Kind.LEDGER, re.compile(r"台账|(?:问题|任务|责任|措施)清单")),
    (Kind.PLAN, re.compile(r"方案|整改(?:工作)?计划|整改措施")),
    (Kind.REMARKS, re.compile(r"讲话|发言|主持词|致辞|对照检查|(?:会议?|大会|座谈会)上的")),
    (Kind.PROGRESS, re.compile(r"报告|通报|公告|汇报|总结|进展情况|整改情况")),
)
"""What a title says, last word first: 关于整改方案落实情况的报告 is a report."""
_NOT_OF_THE_KIND = re.compile(r"《[^》]*》|关于(?:印发|报送|转发)|[（(][^（）()]*[）)]")
_SALUTATION = re.compile(
    r"^[ \u3000]*(?:尊敬的)?(?:各位[^：:\n]{1,20}|同志们|[^：:\n]{0,20}同志们)[：:，!！]", re.MULTILINE
)
_HEAD = 500
_CLOSING = 260
_LONGEST_TITLE = 80

_ADOPTED = re.compile(r"审议|通过|印发|填报日期|制表日期")
_DATE_LINE = re.compile(r"^[ \u3000*（(]*\d{4}年\d{1,2}月\d{1,2}日[)）* \u3000]*$", re.MULTILINE)
_FED_BACK = re.compile(r"反馈(?!所|原文|意见原文|日期|问题)")
_BETWEEN = 60
"""Characters between a date and the 反馈 that it dates, in one clause up to ；."""
_RECEIVED = re.compile(r"(?:收到)?反馈(?:意见)?(?:日期|时间)[：:为]?\s*\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?")
_CONCENTRATED = re.compile(r"集中整改(?:期限?|阶段|时间)?[^。；\n]{0,6}?(?:自|从|为|[（(])?(?=\d{4}年)")
_UNTIL = re.compile(r"至|到|—|－|-|~")


def kind_of(title: str, text: str) -> Kind | None:
    """The kind of a document by its title, else by how it begins.

    >>> kind_of("关于整改方案落实情况的报告", ""), kind_of("房屋租赁合同", "")
    (<Kind.PROGRESS: 'progress'>, None)
    """
    head = [title, *(line.strip("#* \u3000") for line in text[:_HEAD].splitlines()[:4])]
    for words in head:
        named = _NOT_OF_THE_KIND.sub("", words)
        if not named or len(named) > _LONGEST_TITLE or named.endswith("。"):
            continue
        found = [(match.end(), -at, kind) for at, (kind, said) in enumerate(_TITLED) for match in said.finditer(named)]
        if found:
            return max(found)[2]
    return Kind.REMARKS if _SALUTATION.search(text[:_HEAD]) else None


def written_on(text: str) -> date | None:
    """The day a document says it was adopted, or is signed with."""
    for line in text[:_HEAD].splitlines():
        named = [day for day, _ in dates_in(line) if day]
        if named and _ADOPTED.search(line):
            return named[0]
    signed = list(_DATE_LINE.finditer(text[-_CLOSING:])) or list(_DATE_LINE.finditer(text[:_HEAD]))
    named = [day for match in signed for day, _ in dates_in(match[0]) if day]
    return named[-1] if named else None


def fed_back_on(text: str) -> date | None:
    """The day of the feedback: the last date before the first 反馈 that has one in its sentence."""
    head = text[: _HEAD * 3]
    for sentence in sentences(head):
        words = fold(sentence.of(head))
        for found in _FED_BACK.finditer(words):
            before = words[: found.start()]
            named = [(day, said) for day, said in dates_in(before) if day]
            if named and ";" not in (between := before[before.rfind(named[-1][1]) :]) and len(between) <= _BETWEEN:
                return named[-1][0]
    received = _RECEIVED.search(text)
    return next((day for day, _ in dates_in(received[0])), None) if received else None


def own_limit(text: str) -> tuple[date, str] | None:
    """The last day of concentrated rectification as the document itself states it, with its words.

    >>> own_limit("集中整改期自2024年7月25日至10月25日。")
    (datetime.date(2024, 10, 25), '集中整改期自2024年7月25日至10月25日')
    """
    for found in _CONCENTRATED.finditer(text):
        clause = re.split(r"[。；;\n，,）)]", text[found.start() : found.start() + 60])[0]
        named = [day for day, _ in dates_in(clause) if day]
        if len(named) > 1 and _UNTIL.search(clause):
            return named[-1], clause
    return None
