"""Evidence from the library → the sentence of a rule that a measure can rest on, or nothing.

Passages and a finding in, spans out. Only rules count, none that was superseded. A rule that the finding itself names
comes first; any other only with a sentence that shares the matter's own words: a basis that merely sounds alike is
worse than an open slot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.drafting.likeness import telling_pairs
from assistant.drafting.records import Excerpt
from assistant.records import Evidence, Status
from assistant.text.numerals import to_int
from assistant.text.sentences import Span, sentences

Retrieve = Callable[[str, int], Sequence[Evidence]]
"""A search: text and number of passages → the best passages, best first."""

_NO_RULE = re.compile(r"反馈|讲话|发言|方案|报告|通报|台账|清单$")
_RULE_TITLE = re.compile(r"(?:条例|规定|办法|准则|细则|规则|规范|制度|意见|决定|章程|法)(?:[（(].{1,14}[）)])?》?$")
_BINDS = re.compile(
    r"应当|必须|不得|严禁|禁止|须|负责|坚持|至少|不少于|不超过|实行|按照|由.{1,20}(?:审批|决定|审议|备案)"
)
"""What a sentence says that binds somebody; definitions and reports of the past are no basis."""

_FEWEST_IN_COMMON = 4
_FEWEST_OF_SUBJECT = 2
_VERY_MANY = 8
_LEAST_SHARE = 0.12
"""Share of the finding's own pairs that a sentence must hold."""

_SHORTEST_QUOTE = 10
_LONGEST_QUOTE = 160
"""Characters of a basis: less says nothing, more is not read."""


_NAMED = re.compile(
    r"《(?P<title>[^》]{2,40})》|该(?:规定|办法|条例|准则|细则|规则|制度)|第(?P<article>[一二三四五六七八九十百零\d]{1,6})条"
)


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule that the feedback document itself names: 违反《…办法》第九条."""

    title: str
    article: int | None

    @property
    def query(self) -> str:
        return self.title if self.article is None else f"《{self.title}》第{self.article}条"


@dataclass(frozen=True, slots=True)
class Basis:
    """`evidence.passage.text[span]`, counted from the passage's start, binds in the matter of a finding."""

    evidence: Evidence
    span: Span
    weight: float

    def nearest_of(self, points: Sequence[Excerpt]) -> int:
        """The index of the point that shares most words with it; of equal ones, the one that names its article."""
        said = telling_pairs(self.span.of(self.evidence.passage.text))
        article = self.evidence.passage.article
        shares = [
            (len(said & telling_pairs(point.verbatim)), article is not None and article in point.verbatim)
            for point in points
        ]
        return shares.index(max(shares))


def named_rules(text: str) -> list[NamedRule]:
    """The rules a finding names, in order; 该规定第十五条 goes with the title before it.

    >>> [(rule.title, rule.article) for rule in named_rules("违反《会议费管理办法》第四条、第十一条。")]
    [('会议费管理办法', 4), ('会议费管理办法', 11)]
    """
    found: dict[NamedRule, None] = {}
    title = ""
    for match in _NAMED.finditer(text):
        title = match["title"] or title
        if match["article"] and title:
            found.pop(NamedRule(title, None), None)
            found[NamedRule(title, to_int(match["article"]))] = None
        elif match["title"] and _RULE_TITLE.search(title):
            found[NamedRule(title, None)] = None
    return list(found)


def basis_in(rule: NamedRule, text: str, evidence: Sequence[Evidence]) -> Basis | None:
    """The sentence of a named rule that says most about a finding; None where the library holds no such article."""
    for item in evidence:
        article = item.passage.article
        same_title = item.title.strip().strip("《》").endswith(rule.title) or rule.title.endswith(
            item.title.strip("《》 ")
        )
        same_article = rule.article is None or (article is not None and to_int(article.strip("第条")) == rule.article)
        if same_title and same_article and item.status is not Status.SUPERSEDED:
            return _nearest_sentence(telling_pairs(text), item)
    return None


def bases_for(text: str, evidence: Sequence[Evidence], *, not_from: str, most: int) -> list[Basis]:
    """The best sentences of rules for a problem statement, at most one an article, best first.

    `not_from` is the id of the feedback document: it is no basis of its own plan.
    """
    wanted, subject = telling_pairs(text), telling_pairs(next(iter(sentences(text)), Span(0, 0)).of(text))
    if not wanted:
        return []
    found = [
        basis
        for item in evidence
        if item.passage.document_id != not_from and item.status is not Status.SUPERSEDED and _is_rule(item)
        if (basis := _best_sentence(wanted, subject, item)) is not None
    ]
    found.sort(key=lambda basis: (-basis.weight, basis.evidence.passage.id))
    return found[:most]


def _is_rule(item: Evidence) -> bool:
    title = item.title.strip()
    return _NO_RULE.search(title) is None and (
        item.passage.article is not None or _RULE_TITLE.search(title) is not None
    )


def _best_sentence(wanted: frozenset[str], subject: frozenset[str], item: Evidence) -> Basis | None:
    """The sentence of a passage that binds somebody in the matter, if it has one.

    It must speak of the subject that the first sentence names, or share very much: a rule on tenders that says within
    how many days is no basis for days of another procedure.
    """
    nearest = _nearest_sentence(wanted, item, must_bind=True)
    if nearest is None:
        return None
    common = wanted & telling_pairs(nearest.span.of(item.passage.text))
    speaks_of_it = len(common & subject) >= _FEWEST_OF_SUBJECT or len(common) >= _VERY_MANY
    enough = len(common) >= _FEWEST_IN_COMMON and len(common) / len(wanted) >= _LEAST_SHARE
    return nearest if speaks_of_it and enough else None


def _nearest_sentence(wanted: frozenset[str], item: Evidence, *, must_bind: bool = False) -> Basis | None:
    text = item.passage.text
    found: list[Basis] = []
    for span in sentences(text):
        words = span.of(text)
        if _SHORTEST_QUOTE <= len(words) <= _LONGEST_QUOTE and (not must_bind or _BINDS.search(words)):
            common = len(wanted & telling_pairs(words))
            found.append(Basis(item, span, common / len(wanted) + common / len(words)))
    return max(found, key=lambda basis: (basis.weight, -basis.span.start), default=None)
