"""Editions of a rule: what the documents themselves say of one another in, what superseded what and when out.

Editions are found by title and body and ordered by date (`same_rule`); a repeal sentence that names a document of the
library counts as its word (`repealed`). What a person or a catalogue stated always wins. Whatever is not plain becomes
a Doubt for a person and derives nothing. Results do not depend on the order of documents, nor on what was derived
before. Nothing here reads files or stores anything; whether a rule is in force on a date is `Version.status`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from assistant.documents.editions import Doubt, Edition, Succession
from assistant.documents.repealed import by_repeal
from assistant.documents.rule_titles import is_draft, rule_stem
from assistant.documents.same_rule import by_date, editions_of_rules, under_other_titles


@dataclass(frozen=True, slots=True)
class Derived:
    """What a document's version says once all documents are known; stated values stand."""

    id: str
    rule: str
    """The same for all editions of one rule: the smallest of their ids."""
    supersedes: str | None
    superseded_on: date | None


@dataclass(frozen=True, slots=True)
class Derivation:
    """One `Derived` a document, by id; doubts by kind and ids."""

    derived: tuple[Derived, ...]
    doubts: tuple[Doubt, ...]


_ById = defaultdict[str, list[Succession]]


def derive(editions: Iterable[Edition]) -> Derivation:
    """What superseded what among all documents of a library, and what a person should decide.

    Documents on their way out belong in it too: an edition is not forgotten because a newer one came.
    """
    known = sorted(editions, key=lambda edition: edition.id)
    successions, doubts = by_repeal([edition for edition in known if not is_draft(edition.title)])
    joined = {frozenset((each.earlier.id, each.later.id)) for each in successions}
    rule_of = {edition.id: edition.id for edition in known}
    for titled in _by_stem(known).values():
        chains, unclear = editions_of_rules(titled, joined)
        doubts += unclear
        for chain in chains:
            rule_of |= dict.fromkeys((edition.id for edition in chain), chain[0].id)
            followed, unclear = by_date(chain)
            successions += followed
            doubts += unclear
    doubts += under_other_titles(known, successions)
    before, after = _firsts(successions)
    derived = tuple(_derived(each, rule_of[each.id], before[each.id], after[each.id]) for each in known)
    settled = {edition.id for edition in known if "superseded_on" in edition.stated}
    doubts += [doubt for edition in known for doubt in _stated_otherwise(edition, before[edition.id])]
    return Derivation(derived, tuple(doubt for doubt in _merged(doubts) if not _is_settled(doubt, settled)))


def _firsts(successions: Iterable[Succession]) -> tuple[_ById, _ById]:
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


def _derived(edition: Edition, rule: str, before: Sequence[Succession], after: Sequence[Succession]) -> Derived:
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


def _stated_otherwise(edition: Edition, before: Sequence[Succession]) -> Iterator[Doubt]:
    derived = min((each.on for each in before if each.on), default=None)
    stated = edition.version.superseded_on
    if "superseded_on" in edition.stated and derived and derived != stated:
        laters = [each.later for each in before]
        yield Doubt.about(
            "stated_differs", [edition, *laters], title=edition.title, stated=str(stated), derived=str(derived)
        )


_ABOUT_BODIES = frozenset({"different_body", "same_body", "stated_differs"})


def _is_settled(doubt: Doubt, settled: Set[str]) -> bool:
    """Whether a person has said when all documents but one ended: their order is no question then."""
    return doubt.kind not in _ABOUT_BODIES and len(set(doubt.ids) - settled) < 2


def _merged(doubts: Iterable[Doubt]) -> list[Doubt]:
    """One of each kind for the same documents."""
    first = {(doubt.kind, doubt.ids): doubt for doubt in sorted(doubts, key=lambda each: sorted(each.facts.items()))}
    return sorted(first.values(), key=lambda doubt: (doubt.kind, doubt.ids))
