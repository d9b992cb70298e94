"""A question with its conversation, date and scope → a Query that both legs of the search understand."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.text.numerals import to_int

_FOLLOW_UP = re.compile(
    r"^(?:那么?|其中|它|其|这个?|该|上述|还有|另外|第[一二三四五六七八九十百\d]+[条款项])|呢[？?]?$"
)
_SHORT = 12
"""Characters: a question this short that begins like a follow-up leans on the one before it."""

_ARTICLE = re.compile(r"第([〇零一二两三四五六七八九十百]+|\d+)条")
_NAMED_TITLE = re.compile(r"《([^《》]{2,60})》")


_COMPARES = re.compile(
    r"修订前后|新旧|新老|旧版|老版|历次修订|前后两版|两个版本|(?:修改|修订|改动|改)了(?:什么|哪些)"
    r"|(?:年版|修订|旧|老|原来|以前|上一版|原办法|原规定).{0,20}(?:区别|不同|变化|相比|对比|比较)"
)
"""A question about several editions of a rule."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched, and where."""

    question: str
    """As it was asked."""
    text: str
    """As it is searched: a follow-up carries the words of the question it follows."""
    as_of: date
    collection: str | None = None
    documents: frozenset[str] | None = None
    """Ids that the search is limited to; None for all."""
    genres: frozenset[str] = frozenset()
    """speech, regulation, notice, …; empty for all."""
    levels: frozenset[str] = frozenset()
    """central, provincial, municipal, county, unit; empty for all."""

    @property
    def article(self) -> int | None:
        """The number of the article that the question asks for by address."""
        match = _ARTICLE.search(self.question)
        return to_int(match[1]) if match else None

    @property
    def compares(self) -> bool:
        """Whether several editions of a rule are asked about."""
        return _COMPARES.search(self.question) is not None

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
    leans = bool(history) and len(asked) <= 2 * _SHORT and bool(_FOLLOW_UP.search(asked))
    text = f"{history[-1].strip()} {asked}" if leans else asked
    return Query(asked, text, as_of, collection, documents, frozenset(genres), frozenset(levels))
