"""What a document says of others: repeal sentences, and `supersedes` where a person stated it → what it superseded.

A sentence names a document by number, title or date. What is meant by it beyond doubt is superseded; where it may be
one of several, or may not repeal it, a person decides. Bodies are not compared here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from assistant.documents.editions import Doubt, Edition, Succession, number_key
from assistant.documents.repeals import Repeal
from assistant.documents.rule_titles import is_issuing_notice, name_in_repeals, own_title, rule_stem
from assistant.text.sentences import Span

_HIGHEST_FIRST = ("central", "provincial", "municipal", "county", "unit")
_REPEALING_GENRES = frozenset({"regulation", "notice", "other"})
"""Speeches and reports tell of repeals; they make none."""


def by_repeal(editions: Sequence[Edition]) -> tuple[list[Succession], list[Doubt]]:
    """What each of the documents superseded by its own word, and what is unclear about that."""
    names = _Names.of(editions)
    found: list[Succession] = []
    doubts: list[Doubt] = []
    for later in editions:
        for repeal in _said_of_others(later):
            others = [each for each in names.named_by(repeal) if each.id != later.id and each.digest != later.digest]
            meant = [each for each in others if _may_be_meant(repeal, each)]
            sure = _sure(later, meant)
            found += [Succession(earlier, later, later.begins) for earlier in sure]
            doubts += _repeal_doubts(later, repeal, meant or _of_other_titles(later, others), sure)
    return found, doubts


class _Names(NamedTuple):
    """Documents by what others call them."""

    by_name: Mapping[str, Sequence[Edition]]
    by_number: Mapping[str, Sequence[Edition]]

    @classmethod
    def of(cls, editions: Iterable[Edition]) -> _Names:
        by_name, by_number = defaultdict(list), defaultdict(list)
        for edition in editions:
            by_name[name_in_repeals(edition.title)].append(edition)
            by_number[number_key(edition.version.document_number)].append(edition)
        return cls(by_name, by_number)

    def named_by(self, repeal: Repeal) -> list[Edition]:
        """Those of the number and the title; where no document has the number, those of the title without any."""
        by_name = self.by_name.get(name_in_repeals(repeal.title), ()) if repeal.title else ()
        if not repeal.number:
            return list(by_name)
        stem = rule_stem(own_title(repeal.title))
        by_number = self.by_number.get(number_key(repeal.number), ())
        exact = [each for each in by_number if stem in ("", rule_stem(own_title(each.title)))]
        return exact or [each for each in by_name if each.version.document_number is None]


def _said_of_others(edition: Edition) -> tuple[Repeal, ...]:
    told = edition.repeals if edition.genre in _REPEALING_GENRES else ()
    named = edition.version.supersedes if "supersedes" in edition.stated else None
    return told if named is None else (*told, *map(_of_label, re.split(r"(?<=[）)])、", named)))


def _of_label(label: str) -> Repeal:
    """Title（number or date）, a title, or a number, as `Version.supersedes` holds it."""
    if re.fullmatch(r"[^（(]{1,12}[〔\[（(]?\d{4}[〕\]）)]?第?\d+号", label):
        return Repeal("", label, Span(0, 0))
    split = re.fullmatch(r"(?P<title>.+?)[（(](?P<mark>(?:[^（）()]|[（(]\d{4}[）)])+)[）)]", label)
    if split and split["mark"].endswith("号"):
        return Repeal(split["title"], split["mark"], Span(0, 0))
    with suppress(ValueError):
        if split:
            return Repeal(split["title"], None, Span(0, 0), date.fromisoformat(split["mark"]))
    return Repeal(label, None, Span(0, 0))


def _of_other_titles(later: Edition, others: Sequence[Edition]) -> list[Edition]:
    """Later editions still repeal what their first one did: what they say of their own title proves nothing."""
    return [each for each in others if rule_stem(each.title) != rule_stem(later.title)]


def _may_be_meant(repeal: Repeal, other: Edition) -> bool:
    """The number settles it; a date in front of the title rules out documents of other years."""
    is_numbered = bool(repeal.number) and number_key(repeal.number) == number_key(other.version.document_number)
    years = {day.year for day in (other.version.issued_on, other.version.effective_from) if day}
    return is_numbered or repeal.dated is None or not years or repeal.dated.year in years


def _sure(later: Edition, meant: Sequence[Edition]) -> list[Edition]:
    """The one document that is meant, with its copies and the notice that issued it.

    Of several editions it is the last before the repeal.
    """
    before = [each for each in meant if _may_repeal(later, each) and _is_before(each, later)]
    notices = [each for each in before if is_issuing_notice(each.title)]
    rules = [each for each in before if each not in notices] or notices
    if all(each.begins for each in rules):
        last = max((each.begins for each in rules if each.begins), default=None)
        rules = [each for each in rules if each.begins == last]
    numbers = {each.version.document_number for each in rules}
    if not (len({each.digest for each in rules}) == 1 or (len(numbers) == 1 and None not in numbers)):
        return []
    begins = {each.begins for each in rules}
    return list({each.id: each for each in (*rules, *(each for each in notices if each.begins in begins))}.values())


def _is_before(earlier: Edition, later: Edition) -> bool:
    """Whether nothing known says otherwise."""
    return earlier.begins is None or later.begins is None or earlier.begins < later.begins


def _may_repeal(later: Edition, earlier: Edition) -> bool:
    """A county repeals no rule of its city; a level that is not known is taken to fit."""
    levels = [each.version.level for each in (later, earlier)]
    ranks = [_HIGHEST_FIRST.index(level) for level in levels if level in _HIGHEST_FIRST]
    return ranks == sorted(ranks)


def _repeal_doubts(
    later: Edition, repeal: Repeal, meant: Sequence[Edition], sure: Sequence[Edition]
) -> Iterator[Doubt]:
    told = {"title": repeal.title, "number": repeal.number or "", "by": later.label}
    above = [each for each in meant if not _may_repeal(later, each)]
    several = [each for each in meant if _is_before(each, later)]
    if above:
        yield Doubt.about("repeal_by_lower_level", [later, *above], **told)
    elif several and not sure:
        yield Doubt.about("repeal_unclear", [later, *several], **told)
    elif sure and later.begins is None:
        yield Doubt.about("date_missing", [later, *sure], **told)
