"""Does a plan answer what was fed back, with nothing in it that no source says? Compares strings and figures.

Figures are read by the harness's own reading, apart from that of the program's checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eval.cases.drafts import Drafted, Feedback, PlannedMeasure
from eval.figures import figures
from eval.records import Score, Scorer, unscored

_SLOT = re.compile(r"【待填：([^】]*)】")
_LEAST_NAMED = 4
"""Characters in a row that a measure shares with what it answers, to name it."""
_BLANK = re.compile(r"\s+")


def plan_completeness(drafted: Drafted, case: Feedback) -> Score:
    """Share of the findings and suggestions a person reads for which the plan has all that a ledger row asks for.

    That is: measures that stand under it, each of which names it (four characters in a row in common) and says who
    answers, by when, by what it is completed and what proves it; an open slot says it too. A case counts as often as a
    person reads a finding or a suggestion; where nobody has said what is to be read, what was read counts. Unscored:
    there is none.
    """
    wanted = (
        [*(one.verbatim for one in case.findings), *case.suggestions] if case.findings is not None else _read(drafted)
    )
    if not wanted:
        return unscored("none_wanted")
    lacking = [words for words in wanted if not _is_planned(words, drafted)]
    if not lacking:
        return Score(1.0, "planned", {"count": len(wanted)}, weight=float(len(wanted)))
    facts = {"lacking": len(lacking), "count": len(wanted), "first": lacking[0][:40]}
    return Score(1 - len(lacking) / len(wanted), "not_planned", facts, weight=float(len(wanted)))


def _read(drafted: Drafted) -> list[str]:
    return [*(one.words.verbatim for one in drafted.findings), *(one.verbatim for one in drafted.suggestions)]


def _is_planned(words: str, drafted: Drafted) -> bool:
    own = [measure for measure in drafted.measures if _answers(measure, words)]
    return bool(own) and all(_is_complete(measure) and _names(measure) for measure in own)


def _answers(measure: PlannedMeasure, words: str) -> bool:
    """Whether it stands under these words, or under more or fewer of them, such as with their heading."""
    under, wanted = _bare(measure.answers), _bare(words)
    return bool(under) and (under in wanted or wanted in under)


def _is_complete(measure: PlannedMeasure) -> bool:
    leader, lead_unit = measure.owners[:2] if len(measure.owners) > 1 else ("", "")
    return bool(leader and lead_unit and measure.has_due and measure.completion_mark and measure.evidence)


def _names(measure: PlannedMeasure) -> bool:
    said, wanted = _bare(measure.text), _bare(measure.answers)
    return any(wanted[at : at + _LEAST_NAMED] in said for at in range(max(1, len(wanted) - _LEAST_NAMED + 1)))


def _bare(words: str) -> str:
    return _BLANK.sub("", words).replace("**", "").strip("。；;，,、")


def invented_facts(drafted: Drafted, case: Feedback) -> Score:
    """Share of the figures, days and names in a plan that no source says. Less is better; the right value is 0.

    Figures: each of a measure's prose, once a measure, that stands neither in the document nor in what the plan cites.
    Days: each date set that is not the regime's last day and whose figures the document does not hold. Names: each
    owner that is neither a slot nor in the document. Unscored: the plan tells none of these.
    """
    read = (said.there for one in drafted.findings for said in (one.words, *one.sub_points))  # 1.2022年… is no 1.2022
    known = figures(drafted.source).union(
        figures(drafted.source.replace("\n", "")),  # the page of a scan breaks figures, too
        *map(figures, read),
        *(figures(f"{one.quote.verbatim}{one.heading}{one.title}") for one in drafted.bases),
    )
    told = [fact for measure in drafted.measures for fact in _facts(measure, drafted, known)]
    if not told:
        return unscored("no_fact_told")
    invented = [fact for fact, is_sourced in told if not is_sourced]
    if not invented:
        return Score(0.0, "facts_sourced", {"facts": len(told)}, weight=float(len(told)))
    facts = {"invented": len(invented), "facts": len(told), "first": invented[0]}
    return Score(len(invented) / len(told), "facts_invented", facts, weight=float(len(told)))


def _facts(measure: PlannedMeasure, drafted: Drafted, known: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Each figure, day and name of a measure, and whether a source says it."""
    prose = _SLOT.sub("", "\n".join(measure.words))
    yield from ((figure, figure in known) for figure in sorted(figures(prose)))
    if measure.due is not None:
        day = f"{measure.due.year}年{measure.due.month}月{measure.due.day}日"
        yield day, measure.due == drafted.limit or figures(day) <= figures(drafted.source)
    owners = (owner for owner in measure.owners if owner and not _SLOT.fullmatch(owner))
    yield from ((owner, owner in drafted.source) for owner in owners)


def slot_discipline(drafted: Drafted, case: Feedback) -> Score:
    """Share of a plan's open places that are proper slots: 【待填：what】, named, and listed among those still open.

    Open places are owners and marks that hold a slot, and every word of the plan that stands for something unknown as
    sources write it (X万元, ××, 某某): such a word, outside of what a measure repeats from the document, is no slot.
    Unscored: none.
    """
    listed = set(drafted.slots)
    texts = [text for measure in drafted.measures for text in (*measure.words, *measure.owners)]
    labels = [label for text in texts for label in _SLOT.findall(text)]
    blanks = [blank for text in texts for blank in _blanks(text, drafted.source)]
    total = len(labels) + len(blanks)
    if not total:
        return unscored("no_slot")
    wrong = [*(label for label in labels if not label.strip() or label not in listed), *blanks]
    if not wrong:
        return Score(1.0, "slots_in_order", {"slots": total}, weight=float(total))
    facts = {"wrong": len(wrong), "slots": total, "first": wrong[0]}
    return Score(1 - len(wrong) / total, "slots_out_of_order", facts, weight=float(total))


_HIDDEN = re.compile(r"[X×xＸ]{1,4}(?=[年月日个名人户件次万元%％])|[×Ｘ]{2,}|某某")


def _blanks(text: str, source: str) -> Iterator[str]:
    """What stands in for the unknown and is not the document's own way to put it."""
    for match in _HIDDEN.finditer(text):
        around = text[max(0, match.start() - 2) : match.end() + 1]
        if around not in source:
            yield match[0]


def basis_validity(drafted: Drafted, case: Feedback) -> Score:
    """Share of the bases a plan cites that hold: the quote stands at its place, and the rule is not superseded by then.

    Unscored: the plan cites nothing out of the library.
    """
    if not drafted.bases:
        return unscored("no_basis_cited")
    broken = [one for one in drafted.bases if one.is_superseded or one.quote.verbatim != one.quote.there]
    total = float(len(drafted.bases))
    if not broken:
        return Score(1.0, "bases_hold", {"bases": len(drafted.bases)}, weight=total)
    facts = {"broken": len(broken), "bases": len(drafted.bases), "first": broken[0].title}
    return Score(1 - len(broken) / total, "bases_broken", facts, weight=total)


SCORERS = (
    Scorer("plan_completeness", plan_completeness, case_needs="all", kind="draft"),
    Scorer("invented_facts", invented_facts, higher_is_better=False, case_needs="all", kind="draft"),
    Scorer("slot_discipline", slot_discipline, case_needs="all", kind="draft"),
    Scorer("basis_validity", basis_validity, case_needs="all", kind="draft"),
)
