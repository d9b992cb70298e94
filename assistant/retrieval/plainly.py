"""A question as it is put to a person → the question itself, without greeting, request and thanks. Text in, text out.

您好，想确认一下，甲办法从哪天起施行？谢谢。 asks for no confirmation; searched for, such words find what nobody asked
about. What is said of a matter stays as it is.
"""

from __future__ import annotations

import re

from assistant.retrieval.in_full import in_full

_HERE = r"(?:^|(?<=[，,。；;：:！!]))\s*"
"""The beginning of a clause."""

_ASK = r"请问|问|请教|咨询|了解|确认|核实|核对|打听|知道|弄清楚?|搞清楚?"
_LOOK = rf"查|看|列|说|讲|找|{_ASK}"
_ONCE = r"(?:一?下|一句)"
_PLEASE = r"(?:请(?!问|教|假|示|求|战|客|愿)|麻烦|劳驾|烦请)"
_FOR_ME = r"(?:您|你)?(?:帮我们?|帮忙|给我们?)?"
_CAN = r"(?:能否|能不能|可否|可不可以|能|可以)"
_I = r"(?:我们?|本人)"
_FRAMES = (
    re.compile(
        rf"{_HERE}(?:您好|你好|各位好|(?:老师|领导|同志)们?好|打扰(?:一下|了)?|好的|谢谢(?:您|你)?|多谢)[，,。！!]+"
    ),
    re.compile(
        rf"{_HERE}{_I}?(?:就|再|还|也)?(?:想要?|要|需要)(?:再|先)?(?:请|向(?:您|你)们?)?(?:{_ASK}){_ONCE}?"
        r"(?:[一两几]个(?:数|问题|事))?[，,：:]?"
    ),
    re.compile(rf"{_HERE}{_I}?请问[，,：:]?"),
    re.compile(rf"{_HERE}(?:冒昧|敬请|恳请|烦请|诚心)?(?:请教|告知|示知|赐教)(?:您|各位|大家)?{_ONCE}?[，,：:]"),
    re.compile(rf"{_HERE}{_CAN}?{_PLEASE}?{_FOR_ME}(?:{_LOOK}){_ONCE}[，,：:]"),
    re.compile(rf"[，,]{_CAN}?{_PLEASE}?{_FOR_ME}(?:查|看|找|{_ASK}){_ONCE}[。！!？?]*$"),
    re.compile(
        rf"{_HERE}(?:再|还|也|顺便)?(?:{_I}?想|{_CAN})?(?:再|还|也|顺便)?{_PLEASE}{_FOR_ME}(?:再|也)?(?:把|将|告知|告诉我们?|提供)?"
    ),
    re.compile(rf"[，,]{_CAN}?(?:帮我)?(?:查得?到|告诉我们?|查一?查|说说|告知)(?:吗|么|嘛)?[？?。]*$"),
    re.compile(r"(?:也|都|一并)?(?:告诉|告知|发给|念给)我们?(?:听听?|一下)?(?=[，,。？?]|$)"),
    re.compile(
        r"(?:[，,。；;！!]|(?<=[？?]))\s*[\u4e00-\u9fff]{0,2}"
        r"(?:谢谢?|感谢|感激|辛苦|麻烦|拜托|盼复|候复|请予|指教|赐教|指点|费心)[\u4e00-\u9fff]{0,4}[！!。]*$"
    ),
)
_HANDLES = (
    r"引用|摘录|参考|借鉴|学习|审阅|研究|吃透|弄清楚?|搞清楚?|弄明白|核对|核实|比对|对照|对比|比较|统计|归纳|梳理|汇总|整理|起草|补充|准备|筹备|安排"
    r"|填报?|编写?|写|做|制定|谋划|接待|负责|看看|看到?|翻看?|读|了解|掌握|介绍|讲解|汇报|转告|回复|答复|对接|沟通"
)
"""What is done with what one is told."""

_WHO_ASKS = (
    r"(?:我[们县区市局院校镇乡]?|本(?:人|单位|局)|我?单位|[县区市局]里|(?:我们)?(?:办公室|党组))[\u4e00-\u9fff]{0,3}?"
)
_SET_TO = (
    rf"(?:{_WHO_ASKS}(?:正?在|正(?:着手)?|着手|想要?|打算|准备|需要|要|拟)|想要?|打算|正?在(?=[做写编看审]|起草))"
    r"(?:再|先|准确|提前|好好|做个?|把)?"
)
_AT_WORK = re.compile(rf"{_HERE}(?:{_SET_TO}|我)(?:{_HANDLES})(?!的|期|过程)(?P<rest>[^，,。；;：:？?]*)[，,：:；;]")
"""A clause about what whoever asks is at work on: 我在做新旧对照表，请问…"""

_AIM = re.compile(
    r"(?:^|(?<=[，,。；;]))(?:为了?(?:避免|防止|便于|方便|慎重|稳妥|准确|做好)[^，,。？?]{0,14}"
    r"|(?:以便|便于|方便|以免|免得|省得|好让?)我们?[^，,。？?]{0,14}|我们?(?:也)?好[^，,。？?]{2,14}"
    r"|我想[^，,。？?几多哪谁]{0,6}(?:引用|核对|核实|弄清楚?|搞清楚?|写准|说准)(?:准确|清楚|一下)?)(?:[，,：:]|(?=[。？?]|$))"
)
"""A clause about what the answer is for."""

_NAMED = re.compile(
    r"《|“|\d|[\u4e00-\u9fff]{2}(?:[局委厅办]|集团|公司|街道|医院|中心|学校|巡[察视]组|[县区市镇乡村](?![里级]))"
    r"|第[一二三四五六七八九十]+|[一二三四五六七八九十]轮"
)
"""What a thing that one is at work on has where the question may be about it."""

_SOME = re.compile(r"^(?:一下|一[个份篇项处]|几个|两个)")
_ASKS = re.compile(r"多少|几|哪|谁|什么|怎|何时|多[久长大]")
_LONGEST_WORK = 9
"""Characters of what says no more than what kind of work it is: 一份典型材料."""

_LEAST = 4
"""Characters of a question; what would leave less is none of these."""


def _what_is_named(clause: re.Match[str]) -> str:
    """Of what somebody is at work on what the question may be about, or what is asked in the same breath."""
    rest = _SOME.sub("", clause["rest"])
    return f"{rest}，" if len(rest) > _LONGEST_WORK or _NAMED.search(rest) or _ASKS.search(rest) else ""


_EACH = re.compile(
    r"(?<![第十统唯专上同单万头有])一(?P<of>[亩人天月年户])(?=一[亩人天日月年户次]|(?:最[多少]|至少|起码|能|要|补|领|交)*(?:多少|几))"
    r"|(?<=一[亩人天日年月户])一(?P<by>[亩人天日年月户次])"
)
"""What is reckoned by the head or the year: 一人一天多少钱."""


def plainly(question: str) -> str:
    """The question without the words that only address whoever is to answer it, in full words.

    >>> plainly("您好，想确认一下，《甲办法》是从哪一天开始施行的？谢谢！")
    '《甲办法》是从哪一天开始施行的？'
    >>> plainly("确认不了的怎么办？")
    '确认不了的怎么办？'
    """
    said = re.sub(r"^[，,]+|[，,]+(?=[。？?]?$)", "", _AIM.sub("", _AT_WORK.sub(_what_is_named, question.strip())))
    said = said if len(said) >= _LEAST else question.strip()
    for frame in _FRAMES:
        rest = frame.sub("", said).strip()
        said = rest if len(rest) >= _LEAST else said
    return in_full(_EACH.sub(lambda found: f"每{found['of'] or found['by']}", said))
