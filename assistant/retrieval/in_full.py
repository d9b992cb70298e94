"""A question in the short words of talk, or of letters → the same in the words that the other rules know. Text in, text
out.

啥 is 什么, 咋 is 怎么 and 何日 is 哪天; 办法22条 is its 第22条, 六组巡某局 the 第六巡察组; the 23年版 is that of 2023.
A number that counts stays one: 反馈意见22条, 满20年.
"""

from __future__ import annotations

import re

from assistant.text.numerals import NUMERAL

_SPOKEN = (
    (re.compile(r"咋"), "怎么"),
    (re.compile(r"[为因]啥"), "为什么"),
    (re.compile(r"啥"), "什么"),
    (re.compile(r"(?<!十)几时(?!几?分)|多会儿?"), "什么时候"),
    (re.compile(r"俺|咱(?!们)"), "我"),
    (re.compile(r"多大(?:会儿?|工夫|功夫)"), "多长时间"),
    (re.compile(r"礼拜(?=[一二三四五六日天几])"), "星期"),
    (re.compile(r"个?礼拜|个星期"), "周"),
    (re.compile(r"(?:打从?|自打)(?=[什哪几何今去前\d])"), "从"),
)

_RATE = re.compile(
    r"(?<![上下第近前后过满每这那半整十一])一个?(?P<per>周|月|季度|年)(?=(?!内|度|次|期)[^，。？?]{0,8}(?:几|多少))"
)
"""一周接待几天 asks for what is done every week."""

_WRITTEN = (
    (re.compile(r"何日(?=[？?，,。之以前起]|$)"), "哪天"),
    (re.compile(r"何人"), "谁"),
    (re.compile(r"(?<!如)何[处地](?![理置])"), "哪里"),
    (re.compile(r"何(?:数额?|值)"), "多少"),
    (re.compile(r"何(?=单位|部门|机构|科室)"), "哪个"),
    (re.compile(r"(?<=[\u4e00-\u9fff])(?:各|分别)?[为系]何(?=[？?。]?$)"), "是什么"),
)
"""Letters ask so: 于何日前报送, 归属何人, 数额为何."""

_RULE = r"办法|规定|条例|细则|规程|规则|规范|准则"
_ARTICLE = re.compile(
    rf"(?P<rule>{_RULE})(?P<mark>[》）)]?(?:里面?|中)?的?\s*)(?P<number>\d{{1,3}}|{NUMERAL}{{1,4}})条"
    rf"(?=[？?。]|$|\s|第|的?内容|(?:里|是|到底|究竟)?(?:怎么|如何|怎样|什么|讲|说|写|规定))"
)
_CENTURY = re.compile(
    r"(?<![\d满近过超第隔每])(?P<year>[0-3]\d)年(?=那?版|度|底|初|末|那[会阵年]|的时候|修[订改]|印发|出台|发布|\d{1,2}月"
    rf"|的[^，。？?\d]{{0,8}}(?:{_RULE}))"
)


_TEAM = re.compile(rf"(?<![第{NUMERAL[1:-1]}\d])(?P<number>{NUMERAL}{{1,2}})组(?=巡(?P<kind>[察视])?|进驻|组长)")


def in_full(question: str) -> str:
    """The question with its short words in full.

    >>> in_full("现行差旅办法12条咋规定的？"), in_full("23年版要啥材料"), in_full("反馈意见22条，满20年的怎么算")
    ('现行差旅办法第12条怎么规定的？', '2023年版要什么材料', '反馈意见22条，满20年的怎么算')
    """
    said = question
    for short, full in (*_SPOKEN, *_WRITTEN):
        said = short.sub(full, said)
    said = _RATE.sub(lambda found: f"每{found['per']}", said)
    said = _ARTICLE.sub(lambda found: f"{found['rule']}{found['mark'].rstrip()}第{found['number']}条", said)
    said = _TEAM.sub(lambda found: f"第{found['number']}巡{found['kind'] or '察'}组", said)
    return _CENTURY.sub(lambda found: f"20{found['year']}年", said)
