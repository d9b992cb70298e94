"""A question as it is put to a person → the question itself, without greeting, request and thanks. Text in, text out.

您好，想确认一下，甲办法从哪天起施行？谢谢。 asks for no confirmation; searched for, such words find what nobody asked
about. What is said of a matter stays as it is.
"""

from __future__ import annotations

import re

_HERE = r"(?:^|(?<=[，,。；;：:！!]))\s*"
"""The beginning of a clause."""

_ASK = r"请问|问|请教|咨询|了解|确认|核实|核对|打听|知道|弄清楚?|搞清楚?"
_LOOK = rf"查|看|列|说|讲|找|{_ASK}"
_ONCE = r"(?:一?下|一句)"
_PLEASE = r"(?:请(?!问|假|示|求|战|客|愿)|麻烦|劳驾|烦请)"
_FOR_ME = r"(?:您|你)?(?:帮我们?|帮忙|给我们?)?"
_CAN = r"(?:能否|能不能|可否|可不可以|能|可以)"
_I = r"(?:我们?|本人)"
_FRAMES = (
    re.compile(
        rf"{_HERE}(?:您好|你好|各位好|(?:老师|领导|同志)们?好|打扰(?:一下|了)?|好的|谢谢(?:您|你)?|多谢)[，,。！!]+"
    ),
    # What the one who asks is at work on: 我在做新旧对照表，请问…
    re.compile(
        rf"^{_I}[\u4e00-\u9fff]{{0,3}}(?:正?在|负责)(?:做|写|编|整理|起草|接待|准备|梳理|填|汇总)[^，,。？?]{{0,12}}[，,]"
    ),
    re.compile(
        rf"{_HERE}{_I}?(?:就|再|还|也)?(?:想要?|要|需要)(?:再|先)?(?:请|向(?:您|你)们?)?(?:{_ASK}){_ONCE}?"
        r"(?:[一两几]个(?:数|问题|事))?[，,：:]?"
    ),
    re.compile(rf"{_HERE}{_I}?请问[，,：:]?"),
    re.compile(rf"{_HERE}{_CAN}?{_PLEASE}?{_FOR_ME}(?:{_LOOK}){_ONCE}[，,：:]"),
    re.compile(rf"{_HERE}(?:{_I}?想|{_CAN})?{_PLEASE}{_FOR_ME}(?:把|将)?"),
    re.compile(rf"[，,]{_CAN}?(?:帮我)?(?:查得?到|告诉我们?|查一?查|说说|告知)(?:吗|么|嘛)?[？?。]*$"),
    re.compile(r"告诉我们?(?=[，,。？?]|$)"),
    re.compile(r"(?:[，,。]|(?<=[？?]))\s*(?:谢谢|多谢|辛苦|麻烦)(?:了|您|你)*[！!。]*$"),
    re.compile(rf"[，,](?:方便|以便|好让?){_I}[^，。？]{{0,8}}[。？?]*$"),
)
_LEAST = 4
"""Characters of a question; what would leave less is none of these."""


def plainly(question: str) -> str:
    """The question without the words that only address whoever is to answer it.

    >>> plainly("您好，想确认一下，《甲办法》是从哪一天开始施行的？谢谢！")
    '《甲办法》是从哪一天开始施行的？'
    >>> plainly("确认不了的怎么办？")
    '确认不了的怎么办？'
    """
    said = question.strip()
    for frame in _FRAMES:
        rest = frame.sub("", said).strip()
        said = rest if len(rest) >= _LEAST else said
    return said
