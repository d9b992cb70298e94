"""How long a draft is, by the characters that count, against the rules of 2024 and the time it takes to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.checks.draft import Draft, Kind
from assistant.drafting.checks.rules import BURDEN, INFO, ORAL, WARNING, Rule
from assistant.drafting.checks.tables import tables
from assistant.drafting.issue_records import Issue

TOO_LONG = Rule("too-long", WARNING, frozenset({Kind.PLAN, Kind.PROGRESS}), BURDEN)
SPEECH_TOO_LONG = Rule("speech-too-long", WARNING, ORAL, BURDEN)
STANCE_TOO_LONG = Rule("stance-too-long", WARNING, ORAL)
SPEAKING_TIME = Rule("speaking-time", INFO, ORAL)

RULES = (TOO_LONG, SPEECH_TOO_LONG, STANCE_TOO_LONG, SPEAKING_TIME)

COMPREHENSIVE = 5_000
SPECIAL = 4_000
"""Characters of a comprehensive document, and of one for a special task."""
SLOWEST, FASTEST = 200, 250
"""Characters that are spoken in a minute."""
LONGEST_SPEECH_MINUTES = 60
LONGEST_STANCE_MINUTES = 10
"""Where nobody has set a time, statements of stance are given ten minutes."""
_SINCE = date(2024, 8, 6)

_COMPREHENSIVE = re.compile(r"综合|总体|全面|工作要点|规划|年度(?:工作)?|工作报告|总方案|整体")
_ANNEX = re.compile(
    r"^[ \u3000#*]*(?:附(?:件|录|表)?[ \u3000]*[一二三四五六七八九\d]*[：:]?[ \u3000]*(?:$|[\u4e00-\u9fff《])|"
    r"(?:引用)?依据(?:清单)?[ \u3000*]*$)",
    re.MULTILINE,
)
_HEAD = 300
"""Characters at the top in which 附件 is what the document itself is to another."""
_UNSPOKEN = re.compile(r"^[ \u3000]*（[^（）\n]*）[ \u3000]*$|\\?\[\d{1,3}\\?\]", re.MULTILINE)
"""Lines in brackets, such as a date or a draft mark, and the numbers of citations."""


def documents(draft: Draft) -> Iterator[Issue]:
    """Plans and reports: 4,000 characters for a special task, 5,000 for a comprehensive one, annexes not counted."""
    if draft.on < _SINCE:
        return
    limit = COMPREHENSIVE if _COMPREHENSIVE.search(draft.title) else SPECIAL
    characters = count_characters(body(draft.text))
    if characters > limit:
        yield TOO_LONG.at("", characters=characters, limit=limit)


def speeches(draft: Draft) -> Iterator[Issue]:
    """Remarks: how long they take to say, and whether that is too long; what goes with them is not said."""
    characters = count_characters(_UNSPOKEN.sub("", body(draft.text)))
    if not characters:
        return
    least, most = round(characters / FASTEST), round(characters / SLOWEST)
    yield SPEAKING_TIME.at("", characters=characters, least=max(1, least), most=max(1, most))
    if characters > LONGEST_SPEECH_MINUTES * FASTEST and draft.on >= _SINCE:
        yield SPEECH_TOO_LONG.at("", characters=characters, minutes=least)
    elif characters > LONGEST_STANCE_MINUTES * FASTEST and "表态" in draft.title:
        yield STANCE_TOO_LONG.at("", characters=characters, minutes=least)


CHECKS = (documents, speeches)


def count_characters(text: str) -> int:
    r"""Characters without white space and the marks of Markdown and tables.

    >>> count_characters("一、**总体要求**\n坚持问题导向。")
    13
    """
    return len(re.sub(r"[\s#*|>]|-{3,}", "", text))


def body(text: str) -> str:
    """The text up to its first annex, without tables: the ledger that goes with a plan is not the plan's length."""
    head = min(_HEAD, len(text) // 4)
    annex = next((match for match in _ANNEX.finditer(text) if match.start() > head), None)
    kept = text[: annex.start()] if annex else text
    pieces: list[str] = []
    start = 0
    for table in tables(kept):
        pieces.append(kept[start : table.start])
        start = table.end
    return "\n".join((*pieces, kept[start:]))
