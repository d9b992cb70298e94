"""《…办法》第三十五条 → that article of that rule, by its address: no similarity, no neighbour in its place.

Knows the library's titles and passages; a rule that the question does not name is not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.documents.rule_titles import rule_stem
from assistant.library.store import Store
from assistant.records import Evidence, Passage
from assistant.retrieval.query import Query
from assistant.retrieval.scope import scope
from assistant.text.numerals import to_int
from assistant.text.terms import fold

_LEAST_NAMED = 4
"""Characters at the end of a title that name it: 会议费管理办法 for 临江市市级机关会议费管理办法."""

_ONLY_KIND = re.compile(r"(?:管理|工作|实施|监督|暂行)*(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)")
"""Words at the end of a title that many titles share: they name none."""

_FOUND = 2.0
"""Score of an article found by its address: above what any likeness brings."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """The rule that a question names, and the passages of the article that it asks for."""

    title: str
    evidence: tuple[Evidence, ...]
    """Empty where the rule has no such article."""


def addressed(store: Store, query: Query) -> Addressed | None:
    """What stands at the address that a question names; None where it names no rule of the library with an article."""
    if query.article is None:
        return None
    document_id = _named_rule(store, query)
    if document_id is None:
        return None
    about = store.catalogue.descriptions().documents[document_id]
    wanted = [passage for passage in store.catalogue.passages(document_id) if _number(passage) == query.article]
    issued = about.version.issued_on or about.version.effective_from
    status = about.version.status(query.as_of)
    return Addressed(
        about.title,
        tuple(Evidence(passage, about.title, about.path, status, _FOUND, issued) for passage in wanted),
    )


def _named_rule(store: Store, query: Query) -> str | None:
    """The rule in force whose title the question names by its most characters."""
    within, without = scope(store, query)
    article = re.search(r"第[^条]{1,8}条", query.text)
    said = rule_stem(query.titles[0]) if query.titles else fold(query.text[: article.start() if article else None])
    named = [
        (_named_by(said, rule_stem(about.title)), identity)
        for identity, about in store.catalogue.descriptions().documents.items()
        if identity not in without and (within is None or identity in within)
    ]
    best = max(named, key=lambda pair: (pair[0], pair[1]), default=(0, ""))
    return best[1] if best[0] else None


def _named_by(said: str, title: str) -> int:
    """How many characters at the end of a title the question says; 0 where they are too few or name only a kind."""
    match = SequenceMatcher(None, said, title, autojunk=False).find_longest_match()
    common = title[match.b : match.b + match.size]
    if match.b + match.size != len(title) or match.size < _LEAST_NAMED or _ONLY_KIND.fullmatch(common):
        return 0
    return match.size


def _number(passage: Passage) -> int | None:
    match = re.fullmatch(r"第(.+?)条", passage.article) if passage.article else None
    return to_int(match[1]) if match else None
