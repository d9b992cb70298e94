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
from assistant.text.words import words

_LEAST_NAMED = 4
"""Characters at the end of a title that name it: 会议费管理办法 for 临江市市级机关会议费管理办法."""

_ONLY_KIND = re.compile(r"(?:管理|工作|实施|监督|暂行)*(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)")
"""Words at the end of a title that many titles share: they name none."""

_KIND = re.compile(r"(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)$")
_LEAST_IN_SHORT = 2
"""Characters of a short name without its kind."""

_GAP = 1
"""Characters that a title may have between two of a short word: 招投标 for 招标投标."""

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
    """The rule in force whose title the question names by its most characters; in short only where it means one."""
    within, without = scope(store, query)
    article = re.search(r"第[^条]{1,8}条", query.text)
    said = rule_stem(query.titles[0]) if query.titles else fold(query.text[: article.start() if article else None])
    said = said.rstrip("的里中面 ")
    titles = [
        (rule_stem(about.title), identity)
        for identity, about in store.catalogue.descriptions().documents.items()
        if identity not in without and (within is None or identity in within)
    ]
    for named_by in (_named_by, _named_in_short):
        sizes = {identity: named_by(said, title) for title, identity in titles}
        most = max(sizes.values(), default=0)
        longest = {identity: title for title, identity in titles if most and sizes[identity] == most}
        if len({*longest.values()}) == 1 or (longest and named_by is _named_by):
            return max(longest)
    return None


def _named_by(said: str, title: str) -> int:
    """How many characters at the end of a title the question says; 0 where they are too few or name only a kind."""
    if title[-_LEAST_NAMED:] not in said:  # hardly any title gets past this, and the matcher is slow
        return 0
    match = SequenceMatcher(None, said, title, autojunk=False).find_longest_match()
    common = title[match.b : match.b + match.size]
    if match.b + match.size != len(title) or match.size < _LEAST_NAMED or _ONLY_KIND.fullmatch(common):
        return 0
    return match.size


def _named_in_short(said: str, title: str) -> int:
    """How many characters of a title its short name has, 信访办法 for 信访受理办理办法; 0 where the question has none.

    A short name keeps the kind at its end and, in their order, some of the words or of their first characters.
    """
    kind = _KIND.search(title)
    if kind is None or not said.endswith(kind[0]):
        return 0
    name, rest = said.removesuffix(kind[0]), title[: kind.start()]
    size = 0
    for word in reversed(words(name)):
        at = _last_of(word, rest)
        if at is None:
            break
        rest, size = rest[:at], size + len(word)
    return size + len(kind[0]) if size >= _LEAST_IN_SHORT else 0


def _last_of(word: str, title: str) -> int | None:
    """Where the last place begins that holds a word, in one piece or with few characters between its own."""
    spread = re.compile(f"[\u4e00-\u9fff]{{0,{_GAP}}}?".join(map(re.escape, word)))
    return max((match.start() for match in spread.finditer(title)), default=None)


def _number(passage: Passage) -> int | None:
    match = re.fullmatch(r"第(.+?)条", passage.article) if passage.article else None
    return to_int(match[1]) if match else None
