"""Editions of a rule: what the documents themselves say of one another in, what superseded what and when out.

Editions are found by title and body and ordered by date; a repeal sentence that names a document of the library counts
as its word. What a person or a catalogue stated always wins. Whatever is not plain becomes a Doubt for a person and
derives nothing. Results do not depend on the order of documents, nor on what was derived before. Nothing here reads
files or stores anything; whether a rule is in force on a date is `Version.status`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise
from typing import NamedTuple

from assistant.documents.duplicates import components, containments, folded, similar_pairs
from assistant.documents.repeals import Repeal
from assistant.documents.rule_titles import (
    is_draft,
    is_issuing_notice,
    is_trial,
    name_in_repeals,
    own_title,
    rule_stem,
    year_of,
)
from assistant.records import Version
from assistant.text.sentences import Span

SAME_RULE = 0.3
"""Containment from which bodies under one title are editions of one rule. Of 53 pairs of editions of national laws 49
reach it, four were rewritten; of 79,794 pairs of different laws one in 2,000 does, on account of set phrases."""

SAME_BODY = 0.8
"""Similarity from which two rules under different titles are suspected to be one."""

_HIGHEST_FIRST = ("central", "provincial", "municipal", "county", "unit")
_REPEALING_GENRES = frozenset({"regulation", "notice", "other"})
"""Speeches and reports tell of repeals; they make none."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is kept of a document to place it among the editions of its rule."""

    id: str
    title: str
    genre: str
    version: Version
    digest: str
    """`duplicates.text_digest` of its text."""
    signature: bytes
    """`duplicates.signature` of its text."""
    repeals: tuple[Repeal, ...] = ()
    """`repeals` of its text."""
    stated: frozenset[str] = frozenset()
    """Fields of `version` that a catalogue, a sidecar or a person set. The other derived ones are derived anew."""

    @property
    def begins(self) -> date | None:
        """The day its status counts from, as in `Version.status`."""
        return self.version.effective_from or self.version.issued_on

    @property
    def label(self) -> str:
        """Title（number, or date where there is none）."""
        mark = self.version.document_number or (self.begins.isoformat() if self.begins else "")
        return f"{self.title}（{mark}）" if mark else self.title


@dataclass(frozen=True, slots=True)
class Derived:
    """What a document's version says once all documents are known; stated values stand."""

    id: str
    rule: str
    """The same for all editions of one rule: the smallest of their ids."""
    supersedes: str | None
    superseded_on: date | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should decide."""

    kind: str
    """date_missing, same_date, dates_differ, different_body, same_body, other_issuer, draft, trial_after_formal,
    repeal_unclear, repeal_by_lower_level or stated_differs."""
    ids: tuple[str, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """Why: titles, dates, numbers."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """One `Derived` a document, by id; doubts by kind and ids."""

    derived: tuple[Derived, ...]
    doubts: tuple[Doubt, ...]


class _Succession(NamedTuple):
    earlier: Edition
    later: Edition
    on: date | None


_ById = defaultdict[str, list[_Succession]]


def derive(editions: Iterable[Edition]) -> Derivation:
    """What superseded what among all documents of a library, and what a person should decide.

    Documents on their way out belong in it too: an edition is not forgotten because a newer one came.
    """
    known = sorted(editions, key=lambda edition: edition.id)
    successions, doubts = _by_repeal([edition for edition in known if not is_draft(edition.title)])
    joined = {frozenset((each.earlier.id, each.later.id)) for each in successions}
    rule_of = {edition.id: edition.id for edition in known}
    for titled in _by_stem(known).values():
        chains, unclear = _chains(titled, joined)
        doubts += unclear
        for chain in chains:
            rule_of |= dict.fromkeys((edition.id for edition in chain), chain[0].id)
            followed, unclear = _by_date(chain)
            successions += followed
            doubts += unclear
    doubts += _under_other_titles(known, successions)
    before, after = _firsts(successions)
    derived = tuple(_derived(each, rule_of[each.id], before[each.id], after[each.id]) for each in known)
    settled = {edition.id for edition in known if "superseded_on" in edition.stated}
    doubts += [doubt for edition in known for doubt in _stated_otherwise(edition, before[edition.id])]
    return Derivation(derived, tuple(doubt for doubt in _merged(doubts) if not _is_settled(doubt, settled)))


def _firsts(successions: Iterable[_Succession]) -> tuple[_ById, _ById]:
    """Successions by the earlier and by the later document; a document is superseded once, by what came first."""
    before, after = defaultdict(list), defaultdict(list)
    for succession in successions:
        before[succession.earlier.id].append(succession)
    for ends in before.values():
        first = min((each.on for each in ends if each.on), default=None)
        ends[:] = [each for each in ends if each.on == first]
        for succession in ends:
            after[succession.later.id].append(succession)
    return before, after


def _by_stem(editions: Sequence[Edition]) -> dict[str, list[Edition]]:
    """Rules that share a title, by its stem; a notice of last year under the same title is no edition."""
    titled: dict[str, list[Edition]] = defaultdict(list)
    for edition in editions:
        stem = rule_stem(edition.title)
        if stem and edition.genre == "regulation":
            titled[stem].append(edition)
    return {stem: those for stem, those in titled.items() if len(those) > 1}


# What a document says of others: repeal sentences, and `supersedes` where a person stated it.


def _by_repeal(editions: Sequence[Edition]) -> tuple[list[_Succession], list[Doubt]]:
    names = _Names.of(editions)
    found: list[_Succession] = []
    doubts: list[Doubt] = []
    for later in editions:
        for repeal in _said_of_others(later):
            others = [each for each in names.named_by(repeal) if each.id != later.id and each.digest != later.digest]
            meant = [each for each in others if _may_be_meant(repeal, each)]
            sure = _sure(later, meant)
            found += [_Succession(earlier, later, later.begins) for earlier in sure]
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
            by_number[_number(edition.version.document_number)].append(edition)
        return cls(by_name, by_number)

    def named_by(self, repeal: Repeal) -> list[Edition]:
        """Those of the number and the title; where no document has the number, those of the title without any."""
        by_name = self.by_name.get(name_in_repeals(repeal.title), ()) if repeal.title else ()
        if not repeal.number:
            return list(by_name)
        stem = rule_stem(own_title(repeal.title))
        by_number = self.by_number.get(_number(repeal.number), ())
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


def _number(number: str | None) -> str:
    """A document number however it is bracketed; orders go with and without the name of the state."""
    return folded(number or "").removeprefix("中华人民共和国").replace("令第", "令")


def _may_be_meant(repeal: Repeal, other: Edition) -> bool:
    """The number settles it; a date in front of the title rules out documents of other years."""
    is_numbered = bool(repeal.number) and _number(repeal.number) == _number(other.version.document_number)
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
        yield _doubt("repeal_by_lower_level", [later, *above], **told)
    elif several and not sure:
        yield _doubt("repeal_unclear", [later, *several], **told)
    elif sure and later.begins is None:
        yield _doubt("date_missing", [later, *sure], **told)


# What titles, bodies and dates say: editions of one rule, in order.


def _chains(titled: Sequence[Edition], joined: Set[frozenset[str]]) -> tuple[list[list[Edition]], list[Doubt]]:
    """Rules of one title parted by body: editions of one rule each. `joined` are pairs known to be one rule."""
    rules = [edition for edition in titled if not is_draft(edition.title)]
    doubts = [_doubt("draft", titled, title=titled[0].title)] if 0 < len(rules) < len(titled) else []
    links: list[tuple[int, int]] = []
    unlike: list[tuple[int, int]] = []
    for b, contained in enumerate(containments([edition.signature for edition in rules])):
        for a in range(b):
            is_alike = contained[a] >= SAME_RULE or rules[a].digest == rules[b].digest
            are_strangers = _are_strangers(rules[a], rules[b])
            if frozenset((rules[a].id, rules[b].id)) in joined or (is_alike and not are_strangers):
                links.append((a, b))
            elif is_alike:
                doubts.append(_doubt("other_issuer", [rules[a], rules[b]], title=rules[a].title))
            elif not are_strangers:
                unlike.append((a, b))
    parts = components(len(rules), links)
    part_of = {index: at for at, part in enumerate(parts) for index in part}
    apart = sorted({index for pair in unlike if part_of[pair[0]] != part_of[pair[1]] for index in pair})
    if apart:
        doubts.append(_doubt("different_body", [rules[index] for index in apart], title=rules[apart[0]].title))
    chains = [[rules[index] for index in part] for part in parts if len(part) > 1]
    # Strangers may have been joined by a third edition whose issuer or level is not known.
    mixed = [chain for chain in chains if any(_are_strangers(a, b) for a, b in combinations(chain, 2))]
    doubts += [_doubt("other_issuer", chain, title=chain[0].title) for chain in mixed]
    return [chain for chain in chains if chain not in mixed], doubts


def _are_strangers(a: Edition, b: Edition) -> bool:
    """Whether the rules of one cannot be editions of the other's."""
    return _levels_differ(a, b) or not _issuers_agree(a, b)


def _levels_differ(a: Edition, b: Edition) -> bool:
    return bool(a.version.level and b.version.level and a.version.level != b.version.level)


def _issuers_agree(a: Edition, b: Edition) -> bool:
    """Whether they may be the same: unknown, one named within the other, or the same agency code in the number."""
    one, other = _issuers(a), _issuers(b)
    if not one or not other or any(x in y or y in x for x in one for y in other):
        return True
    codes = [re.match(r"\D+", _number(each.version.document_number)) for each in (a, b)]
    return codes[0] is not None and codes[1] is not None and codes[0][0] == codes[1][0]


def _issuers(edition: Edition) -> list[str]:
    names = re.split(r"[、，,；;\s]+", edition.version.issuer or "")
    return [name.removeprefix("中共") for name in map(folded, names) if name]


def _by_date(chain: Sequence[Edition]) -> tuple[list[_Succession], list[Doubt]]:
    """Editions of one rule in order of their beginnings."""
    title = chain[0].title
    begins = {edition.id: _reach(edition, chain) for edition in chain}
    at_odds = [edition for edition in chain if len(_beginnings_of_copies(edition, chain)) > 1]
    doubts = [_doubt("dates_differ", at_odds, title=title)] if at_odds else []
    undated = [edition for edition in chain if begins[edition.id] is None and edition not in at_odds]
    if undated and len({edition.digest for edition in chain}) > 1:
        doubts.append(_doubt("date_missing", chain, title=title, undated="、".join(each.id for each in undated)))
    steps = _steps([edition for edition in chain if begins[edition.id]], chain)
    doubts += [doubt for step in steps if (doubt := _doubt_of_step(step))]
    successions: list[_Succession] = []
    for earlier, later in pairwise(steps):
        if any(is_trial(each.title) for each in later) and not any(is_trial(each.title) for each in earlier):
            doubts.append(_doubt("trial_after_formal", [*earlier, *later], title=title))
            continue
        days = {day for each in later for day in begins[each.id] or ()}
        on = days.pop() if len(days) == 1 else None
        successions += [_Succession(a, b, on) for a in earlier for b in later]
        if on is None:
            doubts.append(_doubt("date_missing", [*earlier, *later], title=title))
    return successions, doubts


def _beginnings_of_copies(edition: Edition, chain: Sequence[Edition]) -> set[date]:
    return {each.begins for each in chain if each.digest == edition.digest and each.begins}


def _reach(edition: Edition, chain: Sequence[Edition]) -> tuple[date, date] | None:
    """First and last day on which an edition may have begun: its date or a copy's, else the year in its title."""
    dates = _beginnings_of_copies(edition, chain)
    if dates:
        return (min(dates), max(dates)) if len(dates) == 1 else None
    year = year_of(edition.title)
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _steps(dated: Sequence[Edition], chain: Sequence[Edition]) -> list[list[Edition]]:
    """Editions that may have begun on the same day stand together."""
    steps: list[list[Edition]] = []
    last = date.min
    reaches = sorted((reach, edition.id, edition) for edition in dated if (reach := _reach(edition, chain)))
    for (first_day, last_day), _, edition in reaches:
        if steps and first_day <= last:
            steps[-1].append(edition)
        else:
            steps.append([edition])
        last = max(last, last_day)
    return steps


def _doubt_of_step(step: Sequence[Edition]) -> Doubt | None:
    if len({edition.digest for edition in step}) < 2:
        return None
    kind = "same_date" if all(edition.begins for edition in step) else "date_missing"
    return _doubt(kind, step, title=step[0].title, date=str(step[0].begins or ""))


def _under_other_titles(editions: Sequence[Edition], successions: Sequence[_Succession]) -> Iterator[Doubt]:
    """A title over the body of another rule, unless one is known to have replaced the other."""
    known = {frozenset((each.earlier.id, each.later.id)) for each in successions}
    rules = [edition for edition in editions if edition.genre == "regulation"]
    stems = [rule_stem(edition.title) for edition in rules]
    for a, b in similar_pairs([edition.signature for edition in rules], SAME_BODY):
        is_known = frozenset((rules[a].id, rules[b].id)) in known
        if stems[a] != stems[b] and not is_known and not _levels_differ(rules[a], rules[b]):
            yield _doubt("same_body", [rules[a], rules[b]], title=rules[a].title, other_title=rules[b].title)


# Results.


def _derived(edition: Edition, rule: str, before: Sequence[_Succession], after: Sequence[_Succession]) -> Derived:
    """`before` are the successions that end it, `after` those that it brought about."""
    version = edition.version
    superseded_on = min((each.on for each in before if each.on), default=None)
    labels: dict[str, str] = {}
    rules_first = sorted((each.earlier for each in after), key=lambda each: (each.genre != "regulation", each.id))
    for earlier in rules_first:
        labels.setdefault(earlier.version.document_number or earlier.digest, earlier.label)
    supersedes = "、".join(sorted(set(labels.values()))) or None
    return Derived(
        edition.id,
        rule,
        version.supersedes if "supersedes" in edition.stated else supersedes,
        version.superseded_on if "superseded_on" in edition.stated else superseded_on,
    )


def _stated_otherwise(edition: Edition, before: Sequence[_Succession]) -> Iterator[Doubt]:
    derived = min((each.on for each in before if each.on), default=None)
    stated = edition.version.superseded_on
    if "superseded_on" in edition.stated and derived and derived != stated:
        laters = [each.later for each in before]
        yield _doubt(
            "stated_differs", [edition, *laters], title=edition.title, stated=str(stated), derived=str(derived)
        )


_ABOUT_BODIES = frozenset({"different_body", "same_body", "stated_differs"})


def _is_settled(doubt: Doubt, settled: Set[str]) -> bool:
    """Whether a person has said when all documents but one ended: their order is no question then."""
    return doubt.kind not in _ABOUT_BODIES and len(set(doubt.ids) - settled) < 2


def _doubt(kind: str, editions: Iterable[Edition], **why: str) -> Doubt:
    return Doubt(kind, tuple(sorted({edition.id for edition in editions})), why)


def _merged(doubts: Iterable[Doubt]) -> list[Doubt]:
    """One of each kind for the same documents."""
    first = {(doubt.kind, doubt.ids): doubt for doubt in sorted(doubts, key=lambda each: sorted(each.facts.items()))}
    return sorted(first.values(), key=lambda doubt: (doubt.kind, doubt.ids))
