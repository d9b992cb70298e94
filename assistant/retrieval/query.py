"""A question with its conversation, date and scope → a Query that both legs of the search understand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.retrieval.dating import dated
from assistant.retrieval.follow_up import whole_question
from assistant.retrieval.plainly import plainly
from assistant.text.numerals import to_int

_ARTICLE = re.compile(r"第([〇零一二两三四五六七八九十百]+|\d+)条")
_NAMED_TITLE = re.compile(r"《([^《》]{2,60})》")


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched, and where."""

    question: str
    """As it was asked."""
    text: str
    """As it is searched: a follow-up made whole, without the words that name a day or only address who answers."""
    as_of: date
    """The day in question: named in words, or else the one that was given."""
    collection: str | None = None
    documents: frozenset[str] | None = None
    """Ids that the search is limited to; None for all."""
    genres: frozenset[str] = frozenset()
    """speech, regulation, notice, …; empty for all."""
    levels: frozenset[str] = frozenset()
    """central, provincial, municipal, county, unit; empty for all."""
    rewritten: str | None = None
    """The question made whole, where it leaned on the one before it."""
    previous: bool = False
    """Whether the edition before the one in force is asked for."""
    compares: bool = False
    """Whether several editions of a rule are asked about."""
    editions: tuple[date, ...] = ()
    """Days on which the editions compared were in force, where the question names them."""

    @property
    def article(self) -> int | None:
        """The number of the article that the question asks for by address."""
        match = _ARTICLE.search(self.text)
        return to_int(match[1]) if match else None

    @property
    def titles(self) -> tuple[str, ...]:
        """Titles that the question names in 《》."""
        return tuple(_NAMED_TITLE.findall(self.text))


def understand(
    question: str,
    *,
    as_of: date,
    history: Sequence[str] = (),
    collection: str | None = None,
    documents: frozenset[str] | None = None,
    genres: Collection[str] = (),
    levels: Collection[str] = (),
) -> Query:
    """The query of a question; `history` holds the earlier questions of the conversation, oldest first."""
    asked = question.strip()
    plain = plainly(asked)
    whole = whole_question(plain, [plainly(earlier) for earlier in history])
    dating = dated(whole, as_of)
    return Query(
        question=asked,
        text=dating.rest or whole,
        as_of=dating.as_of or as_of,
        collection=collection,
        documents=documents,
        genres=frozenset(genres),
        levels=frozenset(levels),
        rewritten=whole if whole != plain else None,
        previous=dating.previous,
        compares=dating.compares,
        editions=dating.editions,
    )
