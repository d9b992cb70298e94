"""Ranked passages → the same without those that only repeat what another document in the list says already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.documents.duplicates import repeats
from assistant.documents.rule_titles import rule_stem
from assistant.library.entries import Found
from assistant.records import Status
from assistant.retrieval.query import Query

_RULE = re.compile(r"(?:办法|规定|条例|细则|规程|规范|准则|规则|制度|章程|法)$")


def varied(ranked: Sequence[Found], query: Query, wanted: int) -> list[Found]:
    """The `wanted` best passages that say something new, in order; fewer where there are not so many.

    Of near-duplicate documents the one with the best passage speaks for all; another is heard only where it says more.
    Of the editions of a rule one is heard. A copy is kept where its standing differs: the same article in a rule that
    is in force and in one that is not.
    """
    heard = one_edition(_without_twins(ranked), query)
    some = _without_repeats(heard[: wanted + wanted // 2], query.as_of)  # which is nearly always enough, and cheaper
    return (some if len(some) >= wanted else _without_repeats(heard, query.as_of))[:wanted]


def one_edition(ranked: Sequence[Found], query: Query) -> list[Found]:
    """Of the editions of a rule the one that ranks best, unless the question compares editions.

    Editions share their title. Where they differ in what was in force they are seldom found together: a search on a
    date leaves out the others; a document picked by hand is kept whatever its edition.
    """
    if query.compares or query.documents is not None:
        return list(ranked)
    chosen: dict[str, str] = {}
    for found in ranked:
        if _is_of_a_rule(found):
            chosen.setdefault(_rule(found), found.passage.document_id)
    return [found for found in ranked if not _is_of_a_rule(found) or chosen[_rule(found)] == found.passage.document_id]


def _is_of_a_rule(found: Found) -> bool:
    """Speeches and notices of one title are no editions of one another; only rules are rewritten."""
    return _RULE.search(_rule(found)) is not None


def _rule(found: Found) -> str:
    return rule_stem(found.title)


def _without_repeats(ranked: Sequence[Found], as_of: date) -> list[Found]:
    standing: dict[Status, list[Found]] = {}
    for found in ranked:
        standing.setdefault(found.version.status(as_of), []).append(found)
    kept = {found.passage.id for alike in standing.values() for found in _first_to_say(alike)}
    return [found for found in ranked if found.passage.id in kept]


def _first_to_say(ranked: Sequence[Found]) -> list[Found]:
    """A document may repeat itself: each place of it can be cited."""
    earlier = repeats([found.passage.text for found in ranked])
    return [
        found
        for found, first in zip(ranked, earlier, strict=True)
        if first is None or ranked[first].passage.document_id == found.passage.document_id
    ]


def _without_twins(ranked: Sequence[Found]) -> list[Found]:
    """Near-duplicates are cut at other places, so a passage is compared with all that its twin has in the list."""
    speakers: dict[str, str] = {}
    for found in ranked:
        if found.twins is not None:
            speakers.setdefault(found.twins, found.passage.document_id)
    said = {
        speaker: "".join(found.passage.text for found in _in_order(ranked, speaker)) for speaker in speakers.values()
    }
    return [
        found
        for found in ranked
        if found.twins is None
        or (speaker := speakers[found.twins]) == found.passage.document_id
        or repeats([said[speaker], found.passage.text])[1] is None
    ]


def _in_order(ranked: Sequence[Found], document_id: str) -> list[Found]:
    own = (found for found in ranked if found.passage.document_id == document_id)
    return sorted(own, key=lambda found: found.passage.start)
