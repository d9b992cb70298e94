"""The sentences of a text that repeal documents by name. Text in, names with their places out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.text.facts import facts
from assistant.text.sentences import Span


@dataclass(frozen=True, slots=True)
class Repeal:
    """`span.of(text)` names a document that the text repeals, with its number where that follows."""

    title: str
    number: str | None
    span: Span
    dated: date | None = None
    """The date of issue in front of the title: 2021年6月25日印发的《…》."""


_NAMED = re.compile(
    r"《(?P<title>(?:[^《》\n]|《[^《》\n]*》){2,80})》(?P<trial>\s*[（(](?:试行|暂行)[）)])?"
    r"(?:\s*[（(](?P<number>[^（）()\n]{0,30}(?:[（(]\d{4}[）)])?[^（）()\n]{0,8}?号)[^（）()\n]{0,20}[）)])?"
)
_ISSUED = "(?:印发|发布|公布|颁布|批准|制定|下发|通过|施行|实施|修订|修正)"
_JOINED = re.compile(
    rf"[、，,；;\s]*(?:(?:以?及|和|与)[\s]*)?(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[）).．、])?"
    rf"(?:(?:原|[^《》。；\n]{{0,80}}?{_ISSUED}的)\s*)?"
)
"""What may stand between two documents that share one verb: 、, 和1988年3月9日国务院发布的, or the number of a list."""
_STARTS_JOINED = re.compile(r"[《、，,；;\s以及和与原制]")
_VERB = (
    r"(?:同时|即行|即|予以|自行|自动|自然|相应|随之|立即|一并|一律|均|也|亦|则|都|全部)*"
    r"(?:废止|停止执行|停止施行|停止实施|不再执行)(?![前后之的时])"
)
_REPEALED = re.compile(
    rf"(?:等[^《。；，]{{0,12}}|及其[^《。；，]{{1,12}})?[，,\s]*(?:自[^，。；《\n]{{2,40}}起[，,]?)?{_VERB}"
)
_REPEALING = re.compile(
    r"(?:决定|现|同时|予以)废止了?[^《。；]{0,20}$|废止[^《。；\n]{0,20}[：:]\s*[（(]?[一\d]?[）).．、]?\s*$"
)
_BASIS = re.compile(r"(?:根据|依据|依照|按照|按|为贯彻|贯彻)[^《》。；，\n]{0,12}$")
_NUMBER_IN_FRONT = re.compile(r"(?P<number>(?:(?!日)[\u4e00-\u9fff]){2,20}令第?\d+号)[^《]{0,6}$")
_DATED = re.compile(rf"{_ISSUED}的?\s*$")


def repeals(text: str) -> list[Repeal]:
    """The documents that a text repeals by name, in order.

    Not what it repeals in part (《…》第五条同时废止), nor unnamed ones (与本办法不一致的，以本办法为准).

    >>> found = repeals("本办法自2024年5月1日起施行。《甲市整改办法》（甲委〔2021〕18号）同时废止。")
    >>> [(each.title, each.number) for each in found]
    [('甲市整改办法', '甲委〔2021〕18号')]
    """
    found: list[Repeal] = []
    for run in _runs_of_titles(text):
        before, after = text[max(0, run[0].start() - 60) : run[0].start()], run[-1].end()
        if _REPEALED.match(text, after) or _REPEALING.search(before):
            found += _repealed_of(text, run)
    return found


def _runs_of_titles(text: str) -> list[list[re.Match[str]]]:
    """Named documents, those together that one verb may govern."""
    runs: list[list[re.Match[str]]] = []
    for named in _NAMED.finditer(text):
        if runs and _is_joined(text[runs[-1][-1].end() : named.start()]):
            runs[-1].append(named)
        else:
            runs.append([named])
    return runs


def _is_joined(between: str) -> bool:
    return not between or (_STARTS_JOINED.match(between) is not None and _JOINED.fullmatch(between) is not None)


def _repealed_of(text: str, run: Sequence[re.Match[str]]) -> Iterator[Repeal]:
    """A run without the documents that are only the basis of another: 依照《甲》制定的《乙》同时废止."""
    end, is_basis = max(0, run[0].start() - 60), False
    for named in run:
        before = re.split(r"[。；\n]", text[end : named.start()])[-1]
        is_basis = _BASIS.search(before) is not None or (is_basis and _DATED.search(before) is None)
        if not is_basis:
            yield _repeal(named, before)
        end = named.end()


def _repeal(named: re.Match[str], before: str) -> Repeal:
    in_front = _NUMBER_IN_FRONT.search(before)
    number = named["number"] or (in_front["number"] if in_front else None)
    dates = [fact.value for fact in facts(before) if fact.kind == "date" and len(fact.value) == len("2024-07-01")]
    dated = date.fromisoformat(dates[-1]) if dates and _DATED.search(before) else None
    return Repeal(named["title"] + (named["trial"] or "").strip(), number, Span(*named.span()), dated)
