"""Evidence from the library → the sentence of a rule that a measure can rest on, or nothing.

Passages and a finding in, spans out. Only rules count, none that was superseded. A rule that the finding itself names
comes first; any other only where it likely is what a clerk would cite: a basis that merely sounds alike is worse than
an open slot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.bearing import best_provision, likelihoods
from assistant.drafting.feedback_records import Excerpt
from assistant.drafting.likeness import telling_pairs
from assistant.drafting.problem import Problem
from assistant.drafting.provisions import provisions
from assistant.records import Evidence, Status
from assistant.text.numerals import to_chinese, to_int
from assistant.text.sentences import Span
from assistant.text.terms import fold

Retrieve = Callable[[str, int], Sequence[Evidence]]
"""A search: text and number of passages → the best passages, best first."""

_NO_RULE = re.compile(r"反馈|讲话|发言|方案|报告|通报|台账|清单$|解读|答记者问|问答|辅导")
_RULE_TITLE = re.compile(
    r"(?:条例|规定|办法|准则|细则|规则|规范|规程|制度|意见|决定|章程|法)(?:[（(].{1,14}[）)])?》?$"
)
_BINDS = re.compile(
    r"应当|必须|不得|严禁|禁止|须|负责|坚持|至少|不少于|不超过|实行|按照|由.{1,20}(?:审批|决定|审议|备案)"
)
"""What a sentence says that binds somebody; definitions and reports of the past are no provision."""

_FEWEST_IN_COMMON = 4
_LEAST_SHARE = 0.12
"""Telling pairs, and share of the topic's, that a sentence on it holds."""

_PASSAGES = 8
"""Passages of rules looked at for a basis of one finding, or for one that it names."""

_PASSAGES_OF_ANYTHING = 32
"""Passages searched for those: the first are often of the feedback itself, of plans and reports on it."""

_NAMED_RULES = 6
"""Rules looked up of those that a finding names."""

_LONGEST_QUERY = 200
"""Characters of a finding that are searched with."""

_LIKELY = 0.5
"""From here on an article rather is the basis of a finding than not."""

_SURE = 0.75
"""The same of a further one: beside the best only what is three times as likely as not."""

_NEAR = 0.1
"""From here on an article is worth a person's look, where none is likely."""

_COUNTED_IN_WORDS = range(1, 1000)
"""Articles as rules count them, 第十五条; longer codes are looked up by their digits."""

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
        if self.article is None:
            return self.title
        counted = to_chinese(self.article) if self.article in _COUNTED_IN_WORDS else str(self.article)
        return f"《{self.title}》第{counted}条"


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
    for match in _NAMED.finditer(fold(text)):
        title = match["title"] or title
        if match["article"] and title:
            found.pop(NamedRule(title, None), None)
            found[NamedRule(title, to_int(match["article"]))] = None
        elif match["title"] and _RULE_TITLE.search(title):
            found[NamedRule(title, None)] = None
    return list(found)


def basis_in(rule: NamedRule, text: str, evidence: Sequence[Evidence]) -> Basis | None:
    """The sentence of a named rule that says most about a finding; None where the library holds no such article.

    Where no article is named, a sentence that bears on the finding comes before one that only shares its words.
    """
    held = [item for item in evidence if item.status is not Status.SUPERSEDED and _is_named(rule, item)]
    if rule.article is None:
        bearing = bases_for(Problem(text), held, not_from="", most=1)
        if bearing:
            return bearing[0]
    return _nearest(telling_pairs(text), held[0], _quotable(held[0].passage.text)) if held else None


def _is_named(rule: NamedRule, item: Evidence) -> bool:
    title, named, article = fold(item.title).strip("《》 "), fold(rule.title), item.passage.article
    same_article = rule.article is None or (article is not None and to_int(article.strip("第条")) == rule.article)
    return same_article and (title.endswith(named) or named.endswith(title))


def bases_of(problem: Problem, retrieve: Retrieve, *, not_from: str, most: int) -> list[Basis]:
    """Rules that a finding names, as far as the library holds them; if it names none, the best `most` bearing on it."""
    rules = named_rules(problem.text)[:_NAMED_RULES]
    if rules:
        named = [basis_in(rule, problem.text, retrieve(rule.query, _PASSAGES)) for rule in rules]
        return _each_once(basis for basis in named if basis is not None)
    return bases_for(problem, candidates(problem, retrieve, not_from=not_from), not_from=not_from, most=most)


def candidates(problem: Problem, retrieve: Retrieve, *, not_from: str) -> list[Evidence]:
    """The articles of rules that a search by the words of a finding comes up with, in its order."""
    found = retrieve(problem.text[:_LONGEST_QUERY], _PASSAGES_OF_ANYTHING)
    return [item for item in found if _can_be_cited(item, not_from) and _is_rule(item)][:_PASSAGES]


def bases_of_points(
    problem: Problem, headline: str, points: Sequence[str], retrieve: Retrieve, *, not_from: str
) -> list[Basis]:
    """Of a finding with sub-points the rules that it names, and the best for each sub-point that names none."""
    named = bases_of(problem, retrieve, not_from=not_from, most=1) if named_rules(problem.text) else []
    alone = [Problem(f"{headline}\n{point}", problem.unit) for point in points if not _NAMED.search(fold(point))]
    found = (basis for one in alone for basis in bases_of(one, retrieve, not_from=not_from, most=1))
    return _each_once([*named, *found])


def _each_once(found: Iterable[Basis]) -> list[Basis]:
    return list({basis.evidence.passage.id: basis for basis in found}.values())


def nearest_to(problem: Problem, retrieve: Retrieve, *, not_from: str, most: int) -> list[Basis]:
    """The articles of rules, and the notices, that come nearest to a basis: none is one, a person has to judge."""
    found = retrieve(problem.text[:_LONGEST_QUERY], _PASSAGES_OF_ANYTHING)
    held = [item for item in found if _can_be_cited(item, not_from) and _may_be_rule(item)]
    return _likely(problem, held[:_PASSAGES], _NEAR)[:most]


def _may_be_rule(item: Evidence) -> bool:
    return _is_rule(item) or item.title.strip("《》 ").endswith("通知")


def bases_for(problem: Problem, evidence: Sequence[Evidence], *, not_from: str, most: int) -> list[Basis]:
    """The articles that likely are what a clerk would cite for a problem, the likeliest first.

    `evidence` is in the order in which it was found. `not_from` is the id of the feedback document: it is no basis of
    its own plan.
    """
    found = _likely(problem, [item for item in evidence if _can_be_cited(item, not_from) and _is_rule(item)], _LIKELY)
    return [basis for basis in found if basis.weight >= _SURE or basis is found[0]][:most]


def _likely(problem: Problem, articles: Sequence[Evidence], least: float) -> list[Basis]:
    """Those of at least some likelihood, each with the provision that says most of the problem, the likeliest first."""
    found = [
        Basis(item, part.span, likelihood)
        for item, likelihood in zip(articles, likelihoods(problem, articles), strict=True)
        if likelihood >= least and (part := best_provision(problem, item)) is not None
    ]
    return sorted(found, key=lambda basis: (-basis.weight, basis.evidence.passage.id))


def _can_be_cited(item: Evidence, not_from: str) -> bool:
    return item.passage.document_id != not_from and item.status is not Status.SUPERSEDED


def provisions_on(topic: str, evidence: Sequence[Evidence], *, not_from: str, most: int) -> list[Basis]:
    """The best sentences of rules that bind somebody in a topic of ours, at most one an article, best first.

    A topic states no problem, so that there is nothing for a sentence to bear on but the topic's own words.
    """
    wanted = telling_pairs(topic)
    found = [
        basis
        for item in evidence
        if _can_be_cited(item, not_from) and _is_rule(item)
        if (basis := _nearest(wanted, item, _binding(item.passage.text))) is not None
        if _is_close(wanted, basis)
    ]
    found.sort(key=lambda basis: (-basis.weight, basis.evidence.passage.id))
    return found[:most]


def _binding(text: str) -> Iterator[Span]:
    return (span for span in _quotable(text) if _BINDS.search(span.of(text)))


def _is_close(wanted: frozenset[str], basis: Basis) -> bool:
    common = len(wanted & telling_pairs(basis.span.of(basis.evidence.passage.text)))
    return common >= _FEWEST_IN_COMMON and common >= _LEAST_SHARE * len(wanted)


def _is_rule(item: Evidence) -> bool:
    title = item.title.strip()
    return _NO_RULE.search(title) is None and (
        item.passage.article is not None or _RULE_TITLE.search(title) is not None
    )


def _quotable(text: str) -> Iterator[Span]:
    yield from (one.span for one in provisions(text))


def _nearest(wanted: frozenset[str], item: Evidence, spans: Iterable[Span]) -> Basis | None:
    text = item.passage.text
    found: list[Basis] = []
    for span in spans:
        words = span.of(text)
        common = len(wanted & telling_pairs(words))
        found.append(Basis(item, span, common / max(1, len(wanted)) + common / len(words)))
    return max(found, key=lambda basis: (basis.weight, -basis.span.start), default=None)
