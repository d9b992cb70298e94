"""A question that leans on the one before it → the same question, whole. Rules only: the same history always gives the
same words.

那时限呢？ asks for another attribute of the same thing, 那四类会议呢？ for the same of another thing, 第二款呢？ for
another place of the same rule, 它从什么时候起施行？ names the thing by a pronoun, 谁批准？ and 剩下的怎么办？ ask
something further about it. When a question leans is told by `leaning`, what the earlier one is about by `topics`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.retrieval.dating import dated
from assistant.retrieval.leaning import AMONG, leans, place_in
from assistant.retrieval.siblings import replaced_by
from assistant.retrieval.topics import ASKING, bearer, entity, matter, topic
from assistant.text.numerals import NUMERAL
from assistant.text.words import tagged

_NUMBER = rf"(?:{NUMERAL}+|\d+)"
_PLACE = re.compile(rf"第{_NUMBER}条(?:第{_NUMBER}款)?(?:第?[（(]?{_NUMBER}[)）]?项)?")
_OPENING = re.compile(r"^(?:那么?(?!里)|再问|请问|还有(?=[^，,呢])|另外|此外)[，,]?")
_ATTRIBUTES = (
    (re.compile(r"(?:期|期限|时限|时间|周期|年限)$"), "是多久"),
    (re.compile(r"(?:金额|比例|标准|率|人数|数量?|数额|分数|资金|费用|经费|额度|规模)$"), "是多少"),
    (re.compile(r"(?:责任人|负责人|责任领导|组长|牵头人)$"), "是谁"),
    (re.compile(r"(?:单位|部门|机构)$"), "是哪个"),
    (re.compile(r"(?:原因|条件|程序|材料|地点|名单|内容|要求|依据|目标|措施)$"), "是什么"),
)
_TITLE = re.compile(
    r"《[^《》]{2,60}》|[\u4e00-\u9fff（）()]{2,30}(?:办法|规定|条例|细则|规程|规则|规范|准则|制度)(?=第|[^\u4e00-\u9fff]|[是怎讲说])"
)
_PRONOUN = re.compile(
    r"^(?:它们?|他们?|她们?|(?:该|这[个家份部项]|那[个家份部项]|本)"
    r"(?P<called>办法|规定|条例|细则|规程|规范|制度|局|委|厅|集团|公司|医院|学校|街道|社区|中心|单位|企业|厂|镇|乡|村|县))(?P<of>的?)"
)
_OF_PEOPLE = re.compile(r"^[他她]")
_BODIES = frozenset(("单位", "企业"))
"""What any body is called."""

_PLACE_NAME = re.compile(r"^[\u4e00-\u9fff]{2,3}?[省市县区](?=[\u4e00-\u9fff]{2})")
_OF = re.compile(r"(?<=[\u4e00-\u9fff])(?<![别他])的")
_DOES = re.compile(r"v(?!n)")
_ONE_OF = re.compile(rf"第{_NUMBER}(?P<kind>轮|批|届|季度|巡[察视]组|类|期|次|章|节)")
_NTH = re.compile(rf"^第{_NUMBER}(?P<kind>[项条点个步类件])(?=是|呢|有|讲|说|怎|由|$|[？?])")
_YEAR_ONLY = re.compile(r"^(?:(?:19|20)\d\d|今|去|前)年?(?:度|上半年|下半年)?的?$")
_HAS_YEAR = re.compile(r"(?:(?:19|20)\d\d|今|去|前)年度?")
_NOT_DONE = re.compile(r"没|未|不|逾期|超[期过]")


def whole_question(question: str, history: Sequence[str]) -> str:
    """The question with what it leans on; as it is where it stands by itself.

    >>> whole_question("那四类会议呢？", ["三类会议最多多少人参加？"])
    '四类会议最多多少人参加？'
    >>> whole_question("第十条呢？", ["《甲办法》第九条怎么规定？"])
    '《甲办法》第十条怎么规定？'
    """
    before = ""
    for earlier in history:
        before = _completed(earlier.strip(), before)
    return _completed(question.strip(), before)


def _completed(question: str, before: str) -> str:
    said = _OPENING.sub("", _bare(question)) or _bare(question)
    if not before or not leans(_bare(question)):
        return question
    ways = (_other_place, _nth, _more, _other_day, _pronoun, _other_thing, _further)
    return next((whole for way in ways if (whole := way(said, before)) is not None), question)


def _other_place(said: str, before: str) -> str | None:
    """第二款呢？"""
    place, known = place_in(said), _PLACE.search(before)
    if not place:
        return None
    if "条" in place:
        if known:
            return f"{before[: known.start()]}{place}{before[known.end() :]}"
        title = _TITLE.search(before)
        return f"{title[0]}{place}怎么规定？" if title else None
    if known is None:
        return None
    article = re.match(rf"第{_NUMBER}条", known[0])
    kept = article[0] if article and "款" in place else known[0]
    return f"{before[: known.start()]}{kept}{place}{before[known.end() :]}"


def _nth(said: str, before: str) -> str | None:
    """第三项是谁讲？ where the earlier question asks how many 议程, or which, there are."""
    nth = _NTH.match(said)
    listed = nth and re.search(
        rf"(?:一共|总共)?有?哪?几{nth['kind']}(?P<noun>[\u4e00-\u9fff]{{2,6}}?)(?=$|[？?，,。是])", before
    )
    if not nth or not listed:
        return None
    rest = _bare(said[nth.end() :]).removesuffix("呢") or "是什么"
    head = before[: listed.start()].rstrip("了的")
    return f"{head}的{nth[0]}{listed['noun']}{rest}？"


def _other_day(said: str, before: str) -> str | None:
    """2022年的时候呢？ 2024年呢？"""
    thing = said.removesuffix("呢").rstrip("的")
    year = _HAS_YEAR.search(before)
    if year and _YEAR_ONLY.match(thing):
        return f"{before[: year.start()]}{thing}{before[year.end() :]}"
    asked = dated(said, date.max)
    if asked.as_of is None and not asked.previous:
        return None
    rest = asked.rest.removesuffix("呢").strip("，, 的规定")
    return None if rest else f"{thing}，{dated(before, date.max).rest}"


def _pronoun(said: str, before: str) -> str | None:
    """它从什么时候起施行？ 该局什么时候报的？ 他们受了什么处分？"""
    match = _PRONOUN.match(said)
    if match is None:
        return None
    called = "" if match["called"] in (None, *_BODIES) else match["called"]
    named = topic(before) if _OF_PEOPLE.match(said) else entity(before, called)
    return f"{named}{match['of']}{said[match.end() :]}？" if named else None


def _other_thing(said: str, before: str) -> str | None:
    """那四类会议呢？ 那时限呢？ 农村的呢？"""
    if not said.endswith("呢"):
        return None
    thing = said.removesuffix("呢").strip("，,")
    if not thing or ASKING.search(thing) or len(thing) > 16 or AMONG.match(thing):
        return None
    named = thing.removesuffix("的")
    if named != thing and _NOT_DONE.search(named):
        return None
    replaced = _another_of(named, before) or replaced_by(named, before)
    if replaced:
        return before.replace(replaced, named, 1)
    if named != thing and all(kind in ("v", "d", "vd") for _, kind in tagged(named)):
        return None
    asks = next((asks for ending, asks in _ATTRIBUTES if ending.search(thing)), None)
    return f"{bearer(before)}，{thing}{asks}？" if asks is not None else _of_another(thing, before)


def _another_of(thing: str, before: str) -> str | None:
    """第五轮 in the earlier question, where 第六轮 is asked for now."""
    match = _ONE_OF.fullmatch(thing)
    if match is None:
        return None
    others = (other[0] for other in _ONE_OF.finditer(before) if other["kind"] == match["kind"])
    return next(others, None)


def _of_another(thing: str, before: str) -> str:
    """The same of another thing, in the same place: what stood before the first 的 makes way."""
    place = _PLACE_NAME.match(before)
    named = thing if place is None or thing.startswith(place[0]) else f"{place[0]}{thing}"
    of = _OF.search(before)
    possessive = of.start() if of else 0
    asking = ASKING.search(before)
    if possessive and not _DOES.match(tagged(thing)[0][1]) and (asking is None or possessive < asking.start()):
        return f"{named}{before[possessive:]}" if not named.endswith("的") else f"{named}{before[possessive + 1 :]}"
    return f"{named}，{before}"


def _further(said: str, before: str) -> str | None:
    """谁批准？ 其中未完成的有几个？"""
    about = matter(before) if AMONG.match(said) else topic(before)
    rest = said.removesuffix("呢")
    rest = rest if rest == said or ASKING.search(rest) else f"{rest}怎么办"
    return f"{about}，{rest}？" if about else None


def _more(said: str, before: str) -> str | None:
    """还有呢？: the same question, for what it did not yet tell."""
    if not re.fullmatch(r"还有(?:别的|其他的?|吗|没有)?呢?", said):
        return None
    more = re.sub(r"(?:有|是)?(?:哪些|哪几[个项条点]|什么)", "还有哪些", before, count=1)
    return more if more != before else f"{topic(before)}，还有哪些？"


def _bare(question: str) -> str:
    return question.strip().rstrip("？?。！! ")
