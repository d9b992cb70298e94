"""Who issued a document, under which number, and on which level of government that stands.

Repaired text with its letterhead, dates and title in, names with their spans out. A level is told only where a name
says it for certain: a bureau without its city stands on none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.dates import Act, Dates
from assistant.documents.titles import Title
from assistant.text.letterhead import DOCUMENT_NUMBER, ORGAN, Element

LEVELS = ("central", "provincial", "municipal", "county", "unit")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An organ, and where the text names it."""

    name: str
    span: tuple[int, int]


_LONGEST_ISSUER = 60
_NUMBER = re.compile(DOCUMENT_NUMBER)
_ORDER = re.compile(r"[\u4e00-\u9fff、\s]{2,60}?令\s*第?\s*\d{1,5}\s*号")
_ENDS_AS_ORGAN = re.compile(rf"[\u4e00-\u9fff（）()、\s]*(?:{ORGAN}|全国人民代表大会|常务委员会|[省市县区]委|署|总局)$")
_MEETING = re.compile(
    r"(?:第[一二三四五六七八九十百〇零\d]+次[\u4e00-\u9fff]{0,6}|(?:常务|全体|部务|局务|办公|扩大|党组))?会议(?:修订|第.次)?$"
)
_SESSION = re.compile(r"^第[一二三四五六七八九十百〇零\d]+届")
_TITLE_ORGAN = re.compile(
    r"^(?P<organ>(?:中共)?[\u4e00-\u9fff]{2,16}?(?:委员会|人民政府|办公[厅室]|[省市县区]委|党组|国务院))(?=关于|贯彻|印发|巡[视察])"
)

_COUNTRY = "中华人民共和国"
_CENTRAL = re.compile(
    rf"中共中央|中央(?!企业|大学)|国务院|全国人民代表大会|全国人大|{_COUNTRY}|^国家|最高人民(?:法院|检察院)|中国共产党第|^中国共产党(?:中央|纪律|$)"
)
_MINISTRY = re.compile(r"^[\u4e00-\u9fff]{2,10}(?:部|总局|总署)(?:办公厅)?$")
_DIRECT = "北京|天津|上海|重庆"
_COUNTY = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?<!自治)(?<![各本全])县|[\u4e00-\u9fff]{1,6}(?<!自治)区(?=委|人民政府|人大|纪委|监委|政协|巡)|[\u4e00-\u9fff]{1,4}旗(?=委|人民政府)"
)
_PROVINCE = re.compile(rf"[\u4e00-\u9fff]{{2,4}}省|[\u4e00-\u9fff]{{2,8}}自治区|(?:{_DIRECT})市|^省|^中共省")
_CITY = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?<![城都本各全超大])市|[\u4e00-\u9fff]{2,8}(?:自治州|地区|盟)(?=委|人民政府|行政公署)|^市|^中共市"
)
_UNIT = re.compile(r"公司|集团|大学|学院|学校|医院|中学|小学|研究院|研究所")
_PLACE_TITLE = re.compile(
    rf"^(?:中共)?(?:(?P<province>[\u4e00-\u9fff]{{2,3}}省|[\u4e00-\u9fff]{{2,6}}自治区|(?:{_DIRECT})市)"
    r"|(?P<county>(?!.{0,3}[贫各全]|.{0,4}(?:城市|地区))[\u4e00-\u9fff]{2,4}县(?![级域以城]))"
    r"|(?P<city>(?!中国|中华|全国)[\u4e00-\u9fff]{2,4}(?<![城都本各全超大])市(?![场民政容区级价属])))"
)
"""A place that begins a title and is no common noun: 城市, 市场, 县级."""


def issuer_of(text: str, elements: Sequence[Element], dates: Dates, title: Title) -> Issuer | None:
    """The first organ named by the letterhead, the history, the title or the signature, in this order."""
    return (
        _of_letterhead(text, elements, "issuing_mark")
        or _of_history(text, dates)
        or _of_title(title)
        or _of_letterhead(text, elements, "signature")
    )


def _of_letterhead(text: str, elements: Sequence[Element], kind: str) -> Issuer | None:
    """Several organs that issue jointly stand on lines of their own."""
    organs = [element for element in elements if element.kind == kind]
    if not organs:
        return None
    name = "、".join(re.sub(r"\s+|文\s*件$", "", element.of(text)) for element in organs)
    return Issuer(name, (organs[0].start, organs[-1].end))


def _of_history(text: str, dates: Dates) -> Issuer | None:
    event = dates.issued
    if event is None or event.actor is None:
        return None
    start, end = event.actor
    words = text[start:end]
    if Act.ISSUED not in event.acts:
        session = _SESSION.match(words)
        start += session.end() if session else 0
        end -= len(words) - len(_MEETING.sub("", words))
        words = text[start:end]
    name = re.sub(r"\s+", "", words)
    if len(name) > _LONGEST_ISSUER or not _ENDS_AS_ORGAN.fullmatch(name):
        return None
    return Issuer(name.removeprefix(_COUNTRY) or name, (start, end))


def _of_title(title: Title) -> Issuer | None:
    match = _TITLE_ORGAN.match(title.words)
    if match is None or title.span is None:
        return None
    return Issuer(match["organ"], (title.span[0], title.span[1]))


def number_of(text: str, elements: Sequence[Element], dates: Dates) -> tuple[int, int] | None:
    """发文字号 of the letterhead, or the number beside the history that brought this edition; never a cited one."""
    for element in elements:
        if element.kind == "document_number":
            return element.start, element.end
    event = dates.issued
    if event is None:
        return None
    line_start = text.rfind("\n", 0, event.shown.start) + 1
    line_end = text.find("\n", event.shown.end)
    line_end = len(text) if line_end < 0 else line_end
    number = _NUMBER.search(text, line_start, line_end)
    if number is not None and text[number.start() - 1 : number.start()] != "》":
        return number.span()
    order = _ORDER.search(text, event.shown.end, line_end) if Act.ISSUED in event.acts else None
    return _trimmed(text, *order.span()) if order else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    return start, end


def level_of(text: str, issuer: Issuer | None, title: Title) -> tuple[str | None, tuple[int, int] | None]:
    """The level of the issuer, else of the place or organ that the title begins with; None where neither is certain."""
    if issuer is not None:
        level = _level(issuer.name)
        if level is not None:
            return level, issuer.span
    place = _PLACE_TITLE.match(title.words)
    if place is not None:
        level = "provincial" if place["province"] else "county" if place["county"] else "municipal"
        return level, title.span
    if re.match(rf"{_COUNTRY}|中共中央|中国共产党|中央|国务院|全国人民代表大会", title.words):
        return "central", title.span
    return None, None


def _level(name: str) -> str | None:
    """The lowest level that a name shows: 北京市海淀区人民政府 is a county's."""
    for level, words in (
        ("unit", _UNIT),
        ("central", _CENTRAL),
        ("county", _COUNTY),
    ):
        if words.search(name):
            return level
    beyond = _PROVINCE.sub("", name)
    if _CITY.search(beyond):
        return "municipal"
    if _PROVINCE.search(name):
        return "provincial"
    return "central" if _MINISTRY.match(name) else None
