"""A sentence or a line → who holds which office by it: 水利局局长韩秋实, 组长：田立群, 由顾佩文任组长.

Text in, posts out. It knows no list of people: a name is a surname with one or two characters that no word takes, right
beside an office. Nothing is known of who held an office before, 原副局长, and of 欧阳 and other surnames of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.text.persons import SURNAMES
from assistant.text.words import tagged

_TITLE = (
    r"书记|主任|主席|委员|秘书长|秘书|专员|会计师|会计|出纳|董事长|总?经理|总监|理事长|检察长|负责人|联络员|联系人"
    r"|[局组市县区部科股处校院镇乡村厅所站队会馆社园行场厂]长"
)
RANK = rf"(?P<organ>党组|党委|党工委|党总支|党支部)?(?P<rank>(?:常务|第一)?副?(?:{_TITLE}))"
"""An office as its holder is called by: 党组书记, 副局长."""

_OFFICE = re.compile(rf"(?P<body>.*?){RANK}$")
_OFFICE_BEFORE = re.compile(rf"(?:[\u4e00-\u9fff“”（）、]*?)(?:{_TITLE})(?=[\s　]*[{SURNAMES}])")
_NAME = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_LABELLED = re.compile(r"(?:^|[（(，；。])[\s　]*(?P<label>[\u4e00-\u9fff]{2,12})：[\s　]*(?P<told>[^：。；）)]+)")
_NAME_FIRST = re.compile(rf"^[\s　]*(?P<name>{_NAME})[\s　]+(?P<office>[\u4e00-\u9fff、]+)")
_NAME_ONLY = re.compile(rf"^{_NAME}(?=[\s　]|$)")
_BRACKETED = re.compile(rf"(?P<name>{_NAME})[（(](?P<office>[\u4e00-\u9fff、]{{2,20}})[）)]")
_BY = re.compile(
    rf"(?P<body>[\u4e00-\u9fff“”]*?)由[^，。；：]*?(?P<name>{_NAME})(?:同志)?(?:兼任|担任|任)(?P<office>[\u4e00-\u9fff、]{{0,16}})"
)
_TAKES = re.compile(rf"(?P<name>{_NAME})(?:同志)?(?:兼任|担任|任)(?P<office>[\u4e00-\u9fff、]{{2,20}})")
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[\s　]+([\u4e00-\u9fff])(?=：)")
"""组　长： is set wide to stand above 副组长：."""

_BY_NAME = re.compile(rf"由|{_TITLE}")
_CLAUSE = re.compile(r"[，,；;。]")
_NO_PART = frozenset("作做在对说讲要和与及等任向就由为是的兼代将已并也都带到赴")
"""Single characters that begin what someone does and are no part of his name."""

_LONGEST_NAME = 3
_FORMER = re.compile(r"原(?:任|副)?|(?<!现)前任")


@dataclass(frozen=True, slots=True)
class Office:
    """What someone is: 局长 of 水利局."""

    body: str
    """水利局; empty where the office says by itself of nothing what it is."""
    rank: str
    """局长, 副组长."""
    organ: str = ""
    """党组 of 党组书记."""


@dataclass(frozen=True, slots=True)
class Post:
    """Someone and the office that he holds by a text."""

    name: str
    office: Office


def office(said: str) -> Office | None:
    """An office as a text or a question calls it; None where it ends with no rank.

    >>> office("区水利局党组书记")
    Office(body='区水利局', rank='书记', organ='党组')
    """
    match = _OFFICE.fullmatch(said)
    return Office(match["body"], match["rank"], match["organ"] or "") if match else None


@lru_cache(maxsize=4096)
def posts(text: str) -> tuple[Post, ...]:
    """Who holds which office by one line or sentence.

    >>> [(post.name, post.office.body, post.office.rank) for post in posts("第三巡察组由顾佩文任组长")]
    [('顾佩文', '第三巡察组', '组长')]
    """
    found: dict[Post, None] = {}
    plain = _SPREAD.sub(r"\1\2", text)
    for name, said in _pairs(plain):
        found.update(dict.fromkeys(Post(name, one) for one in _offices(said)))
    return tuple(found)


def labelled(text: str) -> tuple[str, tuple[str, ...]]:
    """What a line calls those that it names, and their names; empty where it names no people only.

    >>> labelled("列席：胡清扬、田雨"), labelled("地点：三楼")
    (('列席', ('胡清扬', '田雨')), ('', ()))
    """
    match = _LABELLED.search(_SPREAD.sub(r"\1\2", text))
    if match is None:
        return "", ()
    names = [part for part in re.split("[、，,\\s　]+", match["told"].strip()) if office(part) is None]
    known = sum(_NAME_ONLY.match(name) is not None for name in names)
    is_people = names and known * 2 >= len(names) and all(len(name) in (2, 3) for name in names)
    return (match["label"], tuple(names)) if is_people else ("", ())


def label_of(text: str) -> str:
    """主持 of 主持：…; empty where a line has no label."""
    match = _LABELLED.match(_SPREAD.sub(r"\1\2", text))
    return match["label"] if match else ""


def labels_in(text: str) -> list[str]:
    """措施 and 责任领导 of an entry of a ledger that is told in one line."""
    return [match["label"] for match in _LABELLED.finditer(_SPREAD.sub(r"\1\2", text))]


def name_at(text: str) -> str:
    """The name that a text begins with: whole words, of two or three characters together, and no word of every day."""
    name = ""
    for word, kind in tagged(text[: _LONGEST_NAME + 4]):
        fits = len(name) + len(word) <= _LONGEST_NAME and word not in _NO_PART and kind != "x"
        if not fits or (not name and len(word) > 1 and kind[:2] != "nr"):
            break
        name += word
    return name if len(name) > 1 and name[0] in SURNAMES else ""


def names_someone(text: str) -> bool:
    """Whether a sentence calls somebody by his name, behind 由 or an office.

    >>> names_someone("由霍雨约谈党委书记"), names_someone("由乡镇党委约谈")
    (True, False)
    """
    return any(name_at(text[by.end() :]) for by in _BY_NAME.finditer(text))


def _bare_name(text: str) -> str:
    """The name that a line or a cell has before a space or its end: it may be a word of every day; empty where none."""
    match = _NAME_ONLY.match(text.strip())
    return match[0] if match else ""


def name_under(title_line: str) -> str:
    """Who gave a speech, by one of the lines under its title; empty where the line names nobody.

    >>> name_under("区纪委书记、区监委主任　宋一鸣"), name_under("（2025年6月3日）")
    ('宋一鸣', '')
    """
    held = posts(title_line)
    return held[0].name if held else _bare_name(title_line)


def row_posts(names: Sequence[str], values: Sequence[str], body: str) -> tuple[Post, ...]:
    """Who holds which office by a row of a table: 组长 by its column, 冯启明（副局长） by its cell; `body`: what the
    row is about.
    """
    by_column = (
        Post(value.strip(), Office(body, one.rank, one.organ))
        for name, value in zip(names, values, strict=True)
        if (one := office(name)) is not None and _bare_name(value)
    )
    return (*by_column, *(post for value in values for post in posts(value)))


def continued(label: str, line: str) -> str:
    """A line of a list of names with the label above it, where it has none of its own: 　　　钱国维　副区长."""
    return f"{label}：{line.strip()}" if label and _NAME_FIRST.match(line) else line


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Name and offices, as the one stands beside the other."""
    told = text
    if named_as := _LABELLED.search(text):
        told = named_as["told"]
        if named := _bare_name(told) or name_at(told.strip()):
            yield named, named_as["label"]
    if first := _NAME_FIRST.match(told):
        yield first["name"], first["office"]
    for match in _BRACKETED.finditer(text):
        yield match["name"], match["office"]
    for clause in _CLAUSE.split(text):
        yield from _of_clause(clause)


def _of_clause(clause: str) -> Iterator[tuple[str, str]]:
    by = _BY.search(clause)
    if by:
        yield by["name"], f"{by['body']}{by['office']}"
    elif takes := _TAKES.search(clause):
        yield takes["name"], takes["office"]
    for match in _OFFICE_BEFORE.finditer(clause):
        if name := name_at(clause[match.end() :].lstrip()):
            yield name, match[0]


def _offices(said: str) -> Iterator[Office]:
    """区委副书记、区长: a bare rank is of the body named before it, unless it names its own."""
    body = ""
    for part in said.split("、"):
        one = office(part)
        if one is None:
            continue
        before, body = body, one.body or body
        if _FORMER.search(one.body[-2:]):
            continue
        yield (
            one
            if one.body or one.rank[-2:] in ("市长", "县长", "区长", "镇长", "乡长", "村长")
            else Office(before, one.rank, one.organ)
        )
