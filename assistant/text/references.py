"""Which articles a text refers to: 本办法第五条, 前款, 《某条例》第十条第二款, each resolved as far as the text goes.

The text of a rule and its articles in, references with their spans out. Where another rule is meant, its name comes as
the text writes it; whether there is such a rule it does not know.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.text.articles import Address, Article, article_at, normal_label, to_han
from assistant.text.headings import ORDINAL, line_start
from assistant.text.numerals import to_int


@dataclass(frozen=True, slots=True)
class Reference:
    """`text[start:end]` points to an article of the rule `title`, or of the rule it stands in (None)."""

    start: int
    end: int
    title: str | None
    article: str
    paragraph: int | None = None
    item: str | None = None

    @property
    def address(self) -> Address:
        return Address(self.article, self.paragraph, self.item)


_INSTRUMENT = "(?:条例|规定|办法|规则|准则|细则|章程|规程|规范|守则|制度|法典|法)"
_TITLED = re.compile(
    r"《(?P<title>[^《》\n]{2,60}(?:《[^《》\n]{2,40}》[^《》\n]{0,20})?)》(?:[（(][^（）()\n]{1,40}[)）])?\s*$"
)
_OWN = re.compile(rf"本(?:实施|暂行|试行|管理)?{_INSTRUMENT}$")
_THAT = re.compile(rf"该{_INSTRUMENT}$")
_NAMED = re.compile(rf"[\u4e00-\u9fff]{{1,18}}{_INSTRUMENT}$")
_LONGEST_NAME, _LONGEST_BARE = 120, 24
"""Characters before 第…条 in which its rule may be named in 《》, and without them."""

_ARTICLE = rf"第(?:{ORDINAL})条(?:之[一二三四五六七八九十]{{1,3}}(?![章节款项条]))?"
_PARAGRAPH = rf"第(?:{ORDINAL})款"
_ITEM = r"第[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?项"
_REFERENCE = re.compile(
    rf"(?P<article>{_ARTICLE})(?P<paragraph>{_PARAGRAPH})?(?P<item>{_ITEM})?"
    rf"|(?P<previous_article>前条)(?P<of_previous>{_PARAGRAPH})?"
    rf"|(?P<here>本条)?(?P<alone>{_PARAGRAPH})(?P<its_item>{_ITEM})?"
    rf"|(?P<previous>前(?P<count>[一二两三四五])?款)(?P<previous_item>{_ITEM})?"
)
_CITED = re.compile(r"《([^《》\n]{2,60})》")
_LINK = re.compile(r"\s*(?:[、，]|和|及|以及|或者?|与|至)\s*")
_STOP = re.compile(
    r"依照|依据|根据|按照|参照|违反|适用|符合|执行|属于|以及|或者|[和及与或、，]|有关|关于|的|由|在|对|将|除|因|按|经|为"
)
_LONGEST_RANGE = 40
_LONGEST_PARAGRAPH = 2000
"""Characters before 该条例 in which it may have been cited."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where a reference begins with the name of its rule, and that rule; None for the one in hand."""

    start: int
    title: str | None


def references(text: str, found: Sequence[Article]) -> list[Reference]:
    """What a rule refers to, in order of place; the labels that begin its own articles are no references.

    A range (第五条至第八条) gives every article in it.
    """
    resolved: list[Reference] = []
    for match in _REFERENCE.finditer(text):
        resolved += _resolved(text, match, found, resolved[-1] if resolved else None)
    return resolved


def _resolved(text: str, match: re.Match[str], found: Sequence[Article], before: Reference | None) -> list[Reference]:
    if match["article"]:
        return _to_article(text, match, found, before)
    article = article_at(found, match.start())
    if article is None:
        return []
    if match["previous"]:
        return _to_previous(match, article)
    if match["previous_article"]:
        index = bisect_right(found, match.start(), key=_start) - 2
        return [Reference(*match.span(), None, found[index].label, _number(match["of_previous"]))] if index >= 0 else []
    return [_to_paragraph(text, match, article, before)]


def _start(article: Article) -> int:
    return article.start


def _begins(text: str, article: Article, at: int) -> bool:
    """Whether the article's own label stands at a place, looked at through white space and Markdown before it."""
    return at - article.start < _LONGEST_BARE and not text[article.start : at].strip("*_#> \t\u3000\n")


def _to_article(text: str, match: re.Match[str], found: Sequence[Article], before: Reference | None) -> list[Reference]:
    """第…条 of the rule that is named before it, or of the one that the list it stands in names, or of this one."""
    index = bisect_right(found, match.start("article"), key=_start) - 1
    if index >= 0 and _begins(text, found[index], match.start("article")):
        return []
    rule = _rule_before(text, match.start("article"))
    if rule is None:
        title = before.title if before and _continues(text, before, match.start()) else None
        rule = _Rule(match.start(), title)
    label = normal_label(match["article"])
    number, item = _number(match["paragraph"]), _item(match["item"])
    reference = Reference(rule.start, match.end(), rule.title, label, number, item)
    return [*_between(text, before, reference), reference]


def _rule_before(text: str, at: int) -> _Rule | None:
    """The rule named right before a place: 《某条例》, 本办法, 该条例 (cited last in the paragraph), 刑法."""
    begin = max(line_start(text, at), at - _LONGEST_NAME)
    words = text[begin:at]
    if words.rstrip()[-1:] in ("》", "）", ")") and (titled := _TITLED.search(words)):
        return _Rule(begin + titled.start(), titled["title"])
    begin, words = max(begin, at - _LONGEST_BARE), words[-_LONGEST_BARE:]
    if own := _OWN.search(words):
        return _Rule(begin + own.start(), None)
    if that := _THAT.search(words):
        cited = _CITED.findall(text, max(line_start(text, at), at - _LONGEST_PARAGRAPH), at)
        return _Rule(begin + that.start(), cited[-1]) if cited else None
    named = _NAMED.search(words)
    if named is None:
        return None
    cut = max((stop.end() for stop in _STOP.finditer(named[0])), default=0)
    name = named[0][cut:]
    return None if re.fullmatch(_INSTRUMENT, name) else _Rule(begin + named.start() + cut, name)


def _continues(text: str, before: Reference, start: int) -> bool:
    """Whether only 、 or 和 or the like stands between two references, so that the second means the same rule."""
    return start >= before.end and _LINK.fullmatch(text, before.end, start) is not None


def _to_paragraph(text: str, match: re.Match[str], article: Article, before: Reference | None) -> Reference:
    """第二款 by itself: of the article just named where it continues that, else of its own article."""
    number, item = _number(match["alone"]), _item(match["its_item"])
    if before is not None and not match["here"] and _continues(text, before, match.start()):
        return replace(before, start=match.start(), end=match.end(), paragraph=number, item=item)
    return Reference(*match.span(), None, article.label, number, item)


def _to_previous(match: re.Match[str], article: Article) -> list[Reference]:
    """前款: the one before; 前两款: each of the two before."""
    here = article.paragraph_at(match.start())
    count = (to_int(match["count"]) or 1) if match["count"] else 1
    item = _item(match["previous_item"])
    return [Reference(*match.span(), None, article.label, number, item) for number in range(max(1, here - count), here)]


def _between(text: str, before: Reference | None, reference: Reference) -> Iterator[Reference]:
    """The articles inside 第五条至第八条."""
    if before is None or before.title != reference.title or text[before.end : reference.start].strip() != "至":
        return
    first, last = (to_int(each.article[1:].partition("条")[0]) for each in (before, reference))
    if first is None or last is None or not first < last <= first + _LONGEST_RANGE:
        return
    for number in range(first + 1, last):
        yield Reference(before.start, reference.end, reference.title, f"第{to_han(number)}条")


def _number(label: str | None) -> int | None:
    return to_int(label[1:-1]) if label else None


def _item(label: str | None) -> str | None:
    if label is None:
        return None
    number = to_int(label[1:-1].strip("（）()"))
    return to_han(number) if number else None
