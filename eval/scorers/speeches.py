"""Are remarks as long as there is time, cited where they speak of rules, and free of what they must not hold?

Compares strings and figures; the wording of a genre is the program's own to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.text.numerals import to_int
from eval.cases.speeches import Occasion, Spoken
from eval.figures import figures
from eval.records import Score, Scorer, unscored

_SLOWEST, _FASTEST = 200, 250
"""Characters a minute, as speeches are read."""
_TOLERANCE = 0.1

_POLICY = re.compile(r"《|条例|党章|中央|总书记|法律|法规|规定：|文件要求|精神")
"""Words of a sentence that speaks of what binds others."""
_QUOTED_RULE = re.compile(r"规定：“([^”]*)”")
_CALL = re.compile(r"第([一二三四五六七八九十]+)项议程")
_CALLED = re.compile(r"进行第[一二三四五六七八九十]+项议程")
_DEMAND = re.compile(
    r"(?:希望|要求|请)(?:各|大家|同志们|你们|全体|巡察组|有关)|各(?:单位|部门|科室|级)[^。，]{0,8}(?:要|应|必须)|必须|务必|不得"
)
_SLOT = re.compile(r"【待填：[^】]*】")
_ARABIC = re.compile(r"\d[\d,，]*(?:\.\d+)?[万亿]*[%％]?")
_PROBLEMS = re.compile(r"(\d+)个(?:反馈)?问题")


def remark_length(spoken: Spoken, case: Occasion) -> Score:
    """1 where the remarks fill the time at 200 to 250 characters a minute, a tenth more or less; else 0.

    Remarks that say by themselves that there is not enough to fill it are right too. Unscored: no time was set.
    """
    if case.minutes is None:
        return unscored("no_time_set")
    least, most = (1 - _TOLERANCE) * _SLOWEST * case.minutes, (1 + _TOLERANCE) * _FASTEST * case.minutes
    facts = {"characters": spoken.characters, "least": round(least), "most": round(most)}
    if least <= spoken.characters <= most or (spoken.characters < least and spoken.says_too_short):
        return Score(1.0, "length_right", facts)
    return Score(0.0, "length_wrong", facts)


def policy_cited(spoken: Spoken, case: Occasion) -> Score:
    """Of the paragraphs that speak of rules or of what leaders said, the share that cite something.

    Words of the topic itself do not count, nor do headings. Unscored: no paragraph speaks of such.
    """
    topic = spoken.about.strip()
    speaking = [line for line in spoken.lines if not line.is_heading and _POLICY.search(line.text.replace(topic, ""))]
    if not speaking:
        return unscored("no_policy")
    uncited = [line.text for line in speaking if not line.citations]
    if not uncited:
        return Score(1.0, "policy_cited", {"lines": len(speaking)}, weight=float(len(speaking)))
    facts = {"uncited": len(uncited), "lines": len(speaking), "first": uncited[0][:40]}
    return Score(1 - len(uncited) / len(speaking), "policy_uncited", facts, weight=float(len(speaking)))


def remark_quotes(spoken: Spoken, case: Occasion) -> Score:
    """Share of quotations that hold: what is cited stands at its place; the words behind 规定： stand in what is cited.

    Unscored: nothing is cited and no rule quoted.
    """
    by_number = {source.n: source.quote.verbatim for source in spoken.sources}
    held = [source.quote.verbatim == source.quote.there for source in spoken.sources]
    for line in spoken.lines:
        cited = "".join(by_number.get(n, "") for n in line.citations)
        held += [words in cited for words in _QUOTED_RULE.findall(line.text)]
    if not held:
        return unscored("nothing_quoted")
    facts = {"broken": held.count(False), "quotes": len(held)}
    return Score(sum(held) / len(held), "quotes_hold" if all(held) else "quotes_broken", facts, weight=float(len(held)))


def agenda_called(spoken: Spoken, case: Occasion) -> Score:
    """1 where a 主持词 calls every item of its agenda once, in order, and no other; else 0. Unscored: other genres."""
    if case.items is None:
        return unscored("no_agenda")
    calls = [_CALL.search(found[0]) for line in spoken.lines for found in _CALLED.finditer(line.text)]
    numbers = [to_int(call[1]) for call in calls if call is not None]
    facts = {"calls": len(numbers), "items": case.items}
    is_right = numbers == list(range(1, case.items + 1))
    return Score(float(is_right), "agenda_right" if is_right else "agenda_wrong", facts)


def demands_free(spoken: Spoken, case: Occasion) -> Score:
    """表态发言: 1 where it demands nothing of others, else 0. Unscored: other genres, which may."""
    if case.genre != "表态发言":
        return unscored("may_demand")
    demands = [
        found[0] for line in spoken.lines for found in _DEMAND.finditer(line.text) if found[0] not in spoken.about
    ]
    if demands:
        return Score(0.0, "demands_made", {"first": demands[0]})
    return Score(1.0, "no_demands")


def invented_in_remarks(spoken: Spoken, case: Occasion) -> Score:
    """Share of the figures in Arabic digits that no source says. Less is better; the right value is 0.

    Sources are the text it is about, the agenda, and what is cited. 2个问题 is right where the document has two
    findings. Unscored: there is no such figure.
    """
    told = list(_told(spoken))
    if not told:
        return unscored("no_figure")
    known = figures(spoken.about).union(
        *(figures(item) for item in case.agenda),
        *(figures(source.quote.verbatim + source.title) for source in spoken.sources),
    )
    counted = set() if case.problems is None else {str(case.problems)}
    invented = [figure for figure, is_count in told if figure not in (counted | known if is_count else known)]
    facts = {"invented": len(invented), "facts": len(told), "first": invented[0] if invented else ""}
    reason = "facts_invented" if invented else "facts_sourced"
    return Score(len(invented) / len(told), reason, facts, weight=float(len(told)))


def _told(spoken: Spoken) -> Iterator[tuple[str, bool]]:
    """Each figure of a line, once a line, and whether it counts the findings."""
    for line in spoken.lines:
        text = _SLOT.sub("", line.text)
        counts = set(_PROBLEMS.findall(text))
        told = {figure for match in _ARABIC.finditer(text) for figure in figures(match[0])}
        yield from ((figure, figure in counts) for figure in sorted(told))


SCORERS = (
    Scorer("remark_length", remark_length, case_needs="all", kind="speak"),
    Scorer("policy_cited", policy_cited, case_needs="all", kind="speak"),
    Scorer("remark_quotes", remark_quotes, case_needs="all", kind="speak"),
    Scorer("agenda_called", agenda_called, case_needs="all", kind="speak"),
    Scorer("demands_free", demands_free, case_needs="all", kind="speak"),
    Scorer("invented_in_remarks", invented_in_remarks, higher_is_better=False, case_needs="all", kind="speak"),
)
