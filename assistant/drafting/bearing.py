"""How likely is an article of a rule what a practised clerk would cite for a finding?

A finding and the articles that were found for it in, a likelihood each out. Six signals, one logistic regression: how
much of what the finding tells stands in the article, beyond the title of its rule and beyond what any other article
has; how long a stretch is the same; whether the finding is on what the rule is on and the rule is meant for the unit;
and where the search had it. An article that lays nothing down for the unit is none. The coefficients lie in
`assistant/models/bases.json`, with the command that fitted them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from pathlib import Path

from assistant import resources
from assistant.drafting.problem import Problem
from assistant.drafting.provisions import Provision, provisions
from assistant.drafting.weighed_words import weight_held, weights
from assistant.drafting.whom_rules_bind import OF_OTHERS, is_duty_of, is_for, is_on_inspections
from assistant.records import Evidence
from assistant.text.sentences import sentences
from assistant.text.terms import fold

FILE = "bases.json"

_LONGEST_RUN = 10
"""Characters in a row; a longer stretch says no more."""

_BEYOND_CHANCE = 2.0
"""What no article tells of a finding by chance."""

_CONSEQUENCE = r"(?<=的,)(?:由[^,。;]{2,24})?(?:责令|追究|给予|予以|不予|约谈|通报|批评|退回|追回|依[规法照]|按照)"
"""What becomes of those who did what stands before: 规避招标的，由主管部门责令改正."""

_BINDS = re.compile(
    rf"应当|必须|不得|严禁|禁止|不准|不许|至少|须|负责|实行|严格|{_CONSEQUENCE}|(?<![重主需概纪摘只])要(?=[\u4e00-\u9fff])|定期"
    r"|不少于|不超过|不予|一般|经.{2,12}批准|报.{2,40}(?:备案|审核|批准)|\d(?:个工作日|日|天|个月)以?内"
)
_IS_CONSEQUENCE = re.compile(_CONSEQUENCE)
_CASE_BEFORE = re.compile(r"^.*(?:的|后|时)[,，]", re.DOTALL)
"""上级作出新的部署的，应当调整清单: who stands in the case has nothing to do himself."""

_NO_PROVISION = re.compile(
    r"[:：]\s*$|(?:所称|本[条款])[^。]{0,40}是指|^[一二三四五六七八九]是|第[一二三四五六七八九十百零\d]+条(?:至|到|、|和|中|分别|明确)|自.{0,12}(?:施行|实施)|"
    r"由.{2,20}负责解释|(?:为了|根据).{0,80}制定本|^(?:此外|同时|另外|答|问)|《[^》]*(?:规定|条例|办法|意见)》第?"
)
"""Lead-ins of lists, definitions, comments on articles, beginnings and ends of rules."""

_GENRE = (
    r"(?:实施|管理|监督|工作|处分|行为|若干|暂行|试行|具体)*"
    r"(?:条例|规定|办法|准则|细则|规则|规范|规程|制度|意见|决定|章程|法|方法|通知)$"
)
_ISSUER = r"^(?:关于|中共|中国共产党|中华人民共和国|党政机关|[\u4e00-\u9fff]{2,3}?[省市县](?!级))+"


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells that an article is the basis of a finding."""

    own: float
    """What the words of headline and one fact weigh that stand in the article and not in the title of its rule."""
    run: float
    """Characters in a row that both have, at most ten."""
    title: float
    """How far the finding holds what the rule is on, from 0 to 1."""
    lead: float
    """Share of the finding's words in article and title, less the most that another article has."""
    rank: float
    """1 for the first that was found, 1/2 for the second, and so on."""
    meant: float
    """1 but for a rule for those who inspect, where the finding names neither them nor the rectification."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What each signal counts, in the order of Signals, and the constant."""

    constant: float
    weights: tuple[float, ...]

    def likelihood(self, signals: Signals) -> float:
        """From 0 to 1."""
        score = self.constant + sum(
            weight * value for weight, value in zip(self.weights, astuple(signals), strict=True)
        )
        return 1 / (1 + math.exp(-score))


def likelihoods(problem: Problem, articles: Sequence[Evidence]) -> list[float]:
    """How likely each of the articles, in the order in which they were found, is the basis; 0 where it binds nobody."""
    told = shipped()
    return [told.likelihood(signals) if signals else 0.0 for signals in signals_of(problem, articles)]


def signals_of(problem: Problem, articles: Sequence[Evidence]) -> list[Signals | None]:
    """The signals of each article beside the others; None of one that lays nothing down for the unit."""
    wanted = weights(problem.text)
    facts = _facts(problem.text)
    all_weight = sum(wanted.values()) or 1.0
    titles = [fold(bare_title(one.title)) for one in articles]
    bodies = [fold(one.passage.text) for one in articles]
    shares = [weight_held(wanted, f"{title} {body}") / all_weight for title, body in zip(titles, bodies, strict=True)]
    found: list[Signals | None] = []
    for at, (one, title, body) in enumerate(zip(articles, titles, bodies, strict=True)):
        own = max((weight_held(_beyond(title, told), body) for told in facts), default=0.0)
        if not any(_binds(problem, one, part, own) for part in provisions(one.passage.text)):
            found.append(None)
            continue
        found.append(
            Signals(
                own=own,
                run=float(min(_LONGEST_RUN, _longest_run(problem.folded, body))),
                title=_held_of_title(title, problem),
                lead=shares[at] - max((share for other, share in enumerate(shares) if other != at), default=0.0),
                rank=1 / (1 + at),
                meant=float(is_for(problem, fold(one.title))),
            )
        )
    return found


def _facts(text: str) -> list[Mapping[str, float]]:
    """The words of each fact of a finding, together with those of the headline."""
    headline, *behind = [sentence.of(text) for sentence in sentences(text)] or [text]
    told = [fact for sentence in behind for fact in re.split("[;；]", sentence)]
    return [weights(f"{headline}{fact}") for fact in told or [""]]


def _beyond(title: str, told: Mapping[str, float]) -> dict[str, float]:
    return {word: weight for word, weight in told.items() if word not in title}


def best_provision(problem: Problem, article: Evidence) -> Provision | None:
    """Of what an article lays down the part that says most of the finding; what binds comes before what does not."""
    wanted = weights(problem.text)
    parts = list(provisions(article.passage.text))
    binding = [part for part in parts if _binds(problem, article, part)] or parts
    return max(binding, key=lambda part: (weight_held(wanted, part.words), -len(part.words)), default=None)


def bare_title(title: str) -> str:
    """What a rule is on, without who issued it and what kind of rule it is.

    >>> bare_title("临江市会议费管理办法（试行）"), bare_title("《党政机关国内公务接待管理规定》")
    ('会议费', '国内公务接待')
    """
    bare = re.sub(r"\(.*?\)", "", fold(title)).strip("《》 ")
    return re.sub(_GENRE, "", re.sub(_ISSUER, "", bare))


def _held_of_title(title: str, problem: Problem) -> float:
    named = weights(title) or {title: 1.0}
    return weight_held(named, problem.folded) / sum(named.values())


def _binds(problem: Problem, article: Evidence, part: Provision, own: float = 0.0) -> bool:
    """Whether a part of an article is a duty of the unit, or tells what becomes of those who did what stands before.

    Where rule and finding are on the work of inspectors, their duties count; where the article tells so much of the
    finding (`own`, as in Signals), a unit of another name is the unit in a part of its own.
    """
    binds = _BINDS.search(part.words)
    if binds is None or _NO_PROVISION.search(part.words):
        return False
    if _IS_CONSEQUENCE.match(part.words, binds.start()) or is_on_inspections(problem, fold(article.title)):
        return True
    before = _CASE_BEFORE.sub("", part.words[: binds.start()])
    return is_duty_of(problem, before) or (own >= _BEYOND_CHANCE and not OF_OTHERS.search(before))


def _longest_run(text: str, other: str) -> int:
    """How many characters the longest stretch of a text has that stands in another."""
    longest = 0
    for start in range(len(text)):
        while start + longest < len(text) and text[start : start + longest + 1] in other:
            longest += 1
    return longest


@cache
def shipped() -> Coefficients:
    """The coefficients that ship with the program."""
    return read(resources.models() / FILE)


def read(file: Path) -> Coefficients:
    """The coefficients of a file that fitting wrote."""
    table = json.loads(file.read_text(encoding="utf-8"))["weights"]
    return Coefficients(table.pop("constant"), tuple(table[field.name] for field in fields(Signals)))
