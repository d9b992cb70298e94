"""What the draft rests on: citations that exist and quote what stands there, and no basis that is dead on its day.

A rule is taken for the edition that its document number or year names; a bare title for the one in force, if any is.
What is quoted from the feedback is no basis, and a rule that the plan itself revises or repeals is none either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.drafting.checks.draft import Draft, Edition
from assistant.drafting.checks.rules import BASIS, ERROR, EVERY, INFO, WARNING, WITH_ROWS, Rule
from assistant.drafting.issue_records import Issue, Spot
from assistant.drafting.slots import BASIS as BASIS_SLOT
from assistant.drafting.slots import slot
from assistant.messages import Told
from assistant.records import Status, Version
from assistant.text.terms import fold

WITHOUT_CITATION = Rule("measure-without-citation", ERROR, WITH_ROWS)
CITATION_UNKNOWN = Rule("citation-unknown", ERROR, WITH_ROWS)
QUOTE_CHANGED = Rule("quote-changed", ERROR, WITH_ROWS, BASIS)
SUPERSEDED = Rule("basis-superseded", ERROR, EVERY, BASIS, "乱落实")
STATUS_UNKNOWN = Rule("basis-status-unknown", INFO, WITH_ROWS, BASIS)
NO_BASIS = Rule("no-basis", WARNING, WITH_ROWS)
TEXT_GUESSED = Rule("text-guessed", WARNING, WITH_ROWS)
TWO_REPORTS = Rule("two-reports", WARNING, EVERY, "《关于加强巡视整改和成果运用的意见》（2022年）")

RULES = (
    WITHOUT_CITATION,
    CITATION_UNKNOWN,
    QUOTE_CHANGED,
    SUPERSEDED,
    STATUS_UNKNOWN,
    NO_BASIS,
    TEXT_GUESSED,
    TWO_REPORTS,
)

_MENTION = re.compile(
    r"(?P<before>[^《》。；\n]{0,12})《(?P<title>[^《》\n]{4,60})》(?P<behind>(?:[（(](?:[^（）()\n]|[（(]\d{4}[)）]){2,40}[)）]){0,2})"
)
_NO_BASIS_OF_OURS = re.compile(r"(?:修订|修改)(?!的|后|版)|废止|废除|取代|替代|清理|原$|完善|重新制定|停止执行")
"""按照2017年修改的《…》 names an edition; 修订《…》 makes one."""
_PAUSE = re.compile(r"[，,、：:]")
_REPEALED = re.compile(r"(?:同时|即行|予以|已经?|自)?[^，。；]{0,8}(?:废止|停止执行)")
_REPEALED_WITHIN = 16
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[]\d{4}[〕\]]\d+号")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_TWO_REPORTS = re.compile(
    r"双报告|两[个份]报告|(?:主要负责人|书记)[^。；\n]{0,16}(?:情况)?报告[^。；\n]{0,8}(?:另|单独|分别)[^。；\n]{0,6}(?:报送|上报)"
)
_ONE_REPORT_SINCE = 2022


@dataclass(frozen=True, slots=True)
class _Mention:
    """《title》 with what stands around it, at a place."""

    title: str
    behind: str
    before: str
    where: str
    spot: Spot
    is_repealed_here: bool
    """《…》同时废止 says that it is no basis any more."""

    @property
    def marks(self) -> str:
        """Words that may tell the edition."""
        return f"{_PAUSE.split(self.before)[-1][-10:]}{self.title}{self.behind}"


def citations_wrong(draft: Draft) -> Iterator[Issue]:
    """A measure that cites nothing, or only numbers that are in no list."""
    numbers = {citation.n for citation in draft.citations}
    for row in draft.rows():
        if row.citations is None:
            continue
        if not row.citations:
            yield WITHOUT_CITATION.on(row)
        for n in sorted(set(row.citations) - numbers):
            yield CITATION_UNKNOWN.on(row, n=n)


def quotes_changed(draft: Draft) -> Iterator[Issue]:
    """A citation of the feedback document whose quote is not what stands there."""
    if draft.feedback is None:
        return
    text = draft.feedback.document.text
    for citation in draft.citations:
        if draft.is_feedback(citation) and text[citation.start : citation.end] != citation.quote:
            yield QUOTE_CHANGED.at(f"citation {citation.n}")


def basis_dead(draft: Draft) -> Iterator[Issue]:
    """A rule as a basis that was replaced before the draft's day: cited by number, or named in the text."""
    for citation in draft.citations:
        if not draft.is_feedback(citation) and citation.status is Status.SUPERSEDED:
            yield SUPERSEDED.at(f"citation {citation.n}", title=citation.title.strip("《》"))
    if not draft.is_ours:
        for mention in _mentions(draft):
            if _is_dead(mention, draft):
                title = f"{mention.title}》{mention.behind}" if mention.behind else f"{mention.title}》"
                yield SUPERSEDED.at(
                    mention.where, mention.spot, title=title.rstrip("》") if not mention.behind else title
                )


def basis_uncertain(draft: Draft) -> Iterator[Issue]:
    """A rule whose dates nobody knows: whether it is in force is for a person to find out."""
    for title in dict.fromkeys(
        citation.title
        for citation in draft.citations
        if not draft.is_feedback(citation) and citation.status is Status.UNKNOWN
    ):
        yield STATUS_UNKNOWN.at("citations", title=title)


def basis_missing(draft: Draft) -> Iterator[Issue]:
    """Findings for which the library holds no rule; one issue for all, with the provisions that come nearest."""
    waiting = [
        problem
        for problem in draft.findings
        if draft.is_ours and any(slot(BASIS_SLOT) in row.cells.measures for row in problem.measures)
    ]
    if waiting:
        near = "; ".join(f"{problem.id} {'、'.join(problem.nearest)}" for problem in waiting if problem.nearest)
        identities = ", ".join(problem.id for problem in waiting)
        yield NO_BASIS.at("plan", count=len(waiting), findings=identities, nearest=Told(near))


def text_guessed(draft: Draft) -> Iterator[Issue]:
    """Quoted words that were damaged in their source and restored by a guess: a person compares them with it."""
    for citation in draft.citations:
        for guess in citation.guesses:
            yield TEXT_GUESSED.at(f"citation {citation.n}", after=guess.after, before=guess.before)


def two_reports(draft: Draft) -> Iterator[Issue]:
    """The unit's report and that of its first person have been one since 2022."""
    found = _TWO_REPORTS.search(draft.text)
    if found and draft.on.year >= _ONE_REPORT_SINCE:
        yield TWO_REPORTS.at("", Spot(start=found.start(), end=found.end()), words=found[0])


CHECKS = (citations_wrong, quotes_changed, basis_dead, basis_uncertain, basis_missing, text_guessed, two_reports)


@cache
def replaced_editions() -> tuple[Edition, ...]:
    """The table of replaced rules that ships with the program."""
    table = tomllib.loads(Path(__file__).with_name("superseded.toml").read_text(encoding="utf-8"))
    return tuple(
        Edition(row["title"], Version(superseded_on=row["superseded_on"]), row.get("mark", ""))
        for row in table["edition"]
    )


def _mentions(draft: Draft) -> Iterator[_Mention]:
    quoted = [(problem.spot.start, problem.spot.end) for problem in draft.problems] if draft.text else []
    for said in draft.own_words():
        for match in _MENTION.finditer(said.text):
            at = match.start("title")
            if not any(start is not None and end is not None and start <= at < end for start, end in quoted):
                yield _mention(match, *said.place(at - 1, match.end("title") + 1))


def _mention(match: re.Match[str], where: str, spot: Spot) -> _Mention:
    following = match.string[match.end() : match.end() + _REPEALED_WITHIN]
    is_repealed = _REPEALED.match(following) is not None
    return _Mention(match["title"].strip(), match["behind"], match["before"], where, spot, is_repealed)


def _is_dead(mention: _Mention, draft: Draft) -> bool:
    """Whether the edition that is meant was replaced before the draft's day."""
    if _NO_BASIS_OF_OURS.search(mention.before[-6:]) or mention.is_repealed_here:
        return False
    meant = _meant(mention, draft.editions)
    if meant:
        return all(edition.status(draft.on) is Status.SUPERSEDED for edition in meant)
    return any(
        edition.status(draft.on) is Status.SUPERSEDED and _is_marked(mention, edition)
        for edition in replaced_editions()
        if _same_title(mention.title, edition.title)
    )


def _is_marked(mention: _Mention, edition: Edition) -> bool:
    return not edition.mark or re.search(edition.mark, mention.marks) is not None


def _meant(mention: _Mention, editions: Sequence[Edition]) -> list[Edition]:
    """The editions of the library that a mention can mean: those of its number or year, else all of its title."""
    same = [edition for edition in editions if _same_title(mention.title, edition.title)]
    number = _NUMBER.search(_brackets(mention.behind))
    if number:
        numbered = [edition for edition in same if _brackets(edition.version.document_number or "") == number[0]]
        return numbered or ([] if any(edition.version.document_number for edition in same) else same)
    years = _YEAR.findall(mention.behind)
    dated = [edition for edition in same if years and _year(edition) in years]
    return dated or ([] if years else same)


def _year(edition: Edition) -> str:
    begun = edition.version.issued_on or edition.version.effective_from
    return str(begun.year) if begun else ""


def _same_title(one: str, other: str) -> bool:
    return _stem(one) == _stem(other)


def _stem(title: str) -> str:
    """A title without what tells editions apart: （试行）, 2023年修订."""
    plain = re.sub(r"[\s《》]", "", fold(title))
    return re.sub(r"[（(](?!试行)[^（）()]*[)）]$", "", plain)


def _brackets(text: str) -> str:
    return re.sub(r"[\[（(](?=\d{4})", "〔", re.sub(r"(?<=\d{4})[\]）)]", "〕", text))
