"""What a chat model wrote for one measure → why it must not stand, or nothing.

A model is believed in nothing but its wording: figures, dates, names and titles must stand in the sources it was given,
and it may neither report what is done nor say that nothing needs doing. Whatever is doubtful falls; the wording by rule
is always there to take its place. It knows no plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.composing.links import without_links
from assistant.composing.prompts import visible
from assistant.drafting.checks.words import is_form_only, is_vague
from assistant.drafting.slots import KINDS, slot_spans
from assistant.text.facts import fact_values, facts, redactions
from assistant.text.orders import orders
from assistant.text.persons import SURNAMES, SURNAMES_LIKE_WORDS
from assistant.text.terms import fold

_SHORTEST, _LONGEST = 15, 300
_LONGEST_GOAL = 120
"""Characters: a measure is a sentence, neither a catchword nor a page."""

_LEAST_HAN = 0.9
"""Share of Chinese characters among letters."""

_NAMED_TOGETHER = 4
"""Characters in a row that a measure shares with its finding: it must say what it is about."""

_DAY_IN_WORDS = re.compile(
    r"(?:今|明|后|本|当|次|每)年[^，。；]{0,3}(?:底|末|初|中|前|内)|年[底末]|[本下次当]?(?:月|季度?)[底末]|[上下]半年|"
    r"[本下]个?(?:月|周|季度|星期)|近期|即日起?|[上中下]旬"
)
"""Deadlines that need no figure."""

_DONE = re.compile(
    r"(?<!是否)(?<!应)(?<!未)已(?:经|全部|于|按[^，。；]{0,6})*"
    r"(?:完成|整改|办结|销号|到位|落实|追回|收回|清退|修订|制定|建立|纠正|处理|解决)(?!的)"
)
_NOTHING_TO_DO = re.compile(
    r"(?:无需|无须|不需要?|不必|免于?|不再|暂不|不予)[^，。；]{0,6}(?:整改|处理|追究|核查|纠正|排查|修订|问责)|"
    r"(?:反馈|问题)[^，。；]{0,4}(?:不属实|不存在|有误)"
)

_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_BODY = re.compile(
    r"(?:[省市县区州旗][\u4e00-\u9fff]{0,8}?(?:局|(?<!党)(?<!监)(?<!纪)委(?![托任员派])|厅|院)"
    r"|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,10}(?:公司|集团|银行|医院|大学|学院|事务所))"
)
_ANY_BODY = re.compile(r"(?:各|下属|所属|相关|有关|第三方|专业)")
"""What tells no certain body: 下属公司."""

_PERSON = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|由|请|责成|安排|指定|委托|约谈)(?P<name>[{SURNAMES}{SURNAMES_LIKE_WORDS}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=同志|书记|局长|主任|科长|处长|副|等?(?:牵头|负责|担任|带队|督办|签字)|等人)"
)
_OWNER = re.compile(r"(?:责任领导|责任人|牵头单位|配合单位|联系人)[：:为是](?!【)")


@dataclass(frozen=True, slots=True)
class Known:
    """What a sentence may take figures and names from."""

    stated: str
    """The finding's own words, without what speaks to a machine."""
    given: tuple[str, ...] = ()
    """The rules it was given, with their titles and headings."""

    @property
    def text(self) -> str:
        return "\n".join((self.stated, *self.given))


@dataclass(frozen=True, slots=True)
class Objection:
    """Why words must not stand: a key under `[drafting]` after fallback_, and the words."""

    reason: str
    words: str = ""


def objection(text: str, known: Known, *, is_goal: bool = False) -> Objection | None:
    """The first thing that speaks against a text, or None.

    >>> known = Known("会议费管理不严，4次会议没有列入计划。")
    >>> objection("针对会议费管理不严，对没有列入计划的4次会议逐次核实，责任人作出说明，当面核验。", known) is None
    True
    >>> objection("针对会议费管理不严，由张伟牵头收回多报的5万元，逐笔核对到账。", known).words
    '5万元'
    """
    return next(_objections(text, known, is_goal=is_goal), None)


def _objections(text: str, known: Known, *, is_goal: bool) -> Iterator[Objection]:
    length = len(text)
    if not _SHORTEST <= length <= (_LONGEST_GOAL if is_goal else _LONGEST):
        yield Objection("length", str(length))
    if visible(text) != text or "\n" in text or orders(text) or without_links(text, ()).text != text:
        yield Objection("order")
    yield from _foreign(text, known)
    yield from (Objection("figure", words) for words in _figures(text, known))
    yield from (Objection("name", words) for words in _names(text, known))
    yield from (Objection("slot", label) for _, label in slot_spans(text) if label not in KINDS)
    claimed = _DONE.search(text) or _NOTHING_TO_DO.search(text)
    if claimed:
        yield Objection("claim", claimed[0])
    if not is_goal and not _names_the_matter(text, known.stated):
        yield Objection("matter")
    if not is_goal and (is_form_only(text) or is_vague(text)):
        yield Objection("empty")


def _foreign(text: str, known: Known) -> Iterator[Objection]:
    """Another language, or a word of one that no source holds."""
    letters = [mark for mark in text if mark.isalpha()]
    han = sum("\u3400" <= mark <= "\u9fff" for mark in letters)
    if not letters or han < _LEAST_HAN * len(letters):
        yield Objection("language")
    held = known.text.lower()
    yield from (Objection("language", word) for word in re.findall(r"[A-Za-z]{2,}", text) if word.lower() not in held)


def _figures(text: str, known: Known) -> Iterator[str]:
    """Figures, dates and deadlines that no source states, and what stands where a source hides one."""
    held, values = fold(known.text), fact_values(known.text)
    yield from (text[fact.start : fact.end] for fact in facts(text) if fact.value not in values)
    numbers = set(re.findall(r"\d+(?:\.\d+)?", held))
    yield from (number for number in re.findall(r"\d+(?:\.\d+)?", fold(text)) if number not in numbers)
    yield from (day[0] for day in _DAY_IN_WORDS.finditer(text) if day[0] not in held)
    yield from (text[hidden.start : hidden.end] for hidden in redactions(text))


def _names(text: str, known: Known) -> Iterator[str]:
    """Titles, bodies and persons that no source names, and whoever is made to answer for the measure."""
    held = known.text
    yield from (title[0] for title in _TITLE.finditer(text) if title[0][1:-1] not in held)
    for body in _BODY.finditer(text):
        if body[0] not in held and not _ANY_BODY.match(body[0]):
            yield body[0]
    for person in _PERSON.finditer(text):
        if person["name"] not in held:
            yield person["name"]
    yield from (owner[0] for owner in _OWNER.finditer(text))


def _names_the_matter(text: str, stated: str) -> bool:
    said, words = re.sub(r"\s", "", fold(text)), re.sub(r"\s", "", fold(stated))
    if len(words) <= _NAMED_TOGETHER:
        return words in said
    return any(words[at : at + _NAMED_TOGETHER] in said for at in range(len(words) - _NAMED_TOGETHER + 1))
