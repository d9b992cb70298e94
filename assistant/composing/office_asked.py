"""A question → the office whose holder it asks for, 第三巡察组组长是谁, and whether an office in a text is that one.

Text in, an office and yes or no out; knows no material.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.composing.posts import Office, office
from assistant.composing.subjects import is_short_for, strangers
from assistant.text.words import content_words

_WHO = r"(?:谁|哪[位些几个]?(?:个?人|位|同志|领导)?|什么(?:名字?|人)?|名字)"
_BEHIND = re.compile(
    rf"(?:现在|目前|同志)*(?:都|分别)?[是叫姓由为有]*{_WHO}(?:来)?(?:担任|兼任|当|任)?[的呢啊呀]?[？?]?$"
)
_IN_FRONT = re.compile(
    r"^(?:请问)?(?:谁|哪位(?:同志|领导)?|哪个人)(?:现在|目前)?(?:是|担任|兼任|任|当)(?P<office>.+?)[的了]?[？?]?$"
)
_BETWEEN = re.compile(
    rf"^(?P<body>.+?)由?{_WHO}(?:来)?(?:担任|兼任|任|当)(?P<rank>[\u4e00-\u9fff]{{2,8}}?)[的呢]?[？?]?$"
)
_OWNER = re.compile(r"[的里中上，,]|请问|现任|时任|新任")
_ANY_HEAD = frozenset(("负责人", "主要负责人", "一把手"))
_HEADS = frozenset("书记 局长 主任 县长 市长 区长 镇长 乡长 院长 校长 主席 董事长 部长 厅长 所长 站长".split())
"""Ranks of those who are at the head of something."""

_GOVERNMENT = re.compile(r"(?<=[省市县区乡镇])(?:人民)?政府$")
"""云岭镇人民政府 is called 云岭镇 for short."""

_SHORT = 5
"""Characters of a name that would be found in too much, if others might stand between them."""

_LEVEL = re.compile(r"(?:[\u4e00-\u9fff]{0,3}[省市县区乡镇]委?)?")


@lru_cache(maxsize=256)
def office_asked(question: str) -> Office | None:
    """The office whose holder is asked for; None where a question asks for no name or for no office.

    >>> office_asked("区水利局的副局长有哪些人？")
    Office(body='区水利局', rank='副局长', organ='')
    >>> office_asked("整改方案由谁审核？") is None
    True
    """
    said, asks = _said(question)
    called = re.sub("一把手$", "负责人", said.replace("主要负责人", "负责人"))
    owners = [part for part in _OWNER.split(called) if part]
    one = office(owners[-1]) if owners else None
    if not asks and (one is None or not one.body or len(owners) > 1):
        return None
    if one is not None and not one.body and len(owners) > 1:
        return Office(owners[-2], one.rank, one.organ)
    return one


def _said(question: str) -> tuple[str, bool]:
    """What a question calls the office, and whether it says that it asks for someone: 林业局局长 does not."""
    if front := _IN_FRONT.match(question):
        return front["office"], True
    if between := _BETWEEN.match(question):
        return f"{between['body']}{between['rank']}", True
    if behind := _BEHIND.search(question):
        return question[: behind.start()], True
    return question.rstrip("？?"), False


def is_office(asked: Office, told: Office, head: str, around: str) -> bool:
    """Whether an office in a text is the one asked for; `head`: title and headings of the text, `around`: with its
    passage. What the text leaves unsaid, 组长：…, its title says.

    >>> is_office(Office("财政局", "局长"), Office("区司法局", "局长"), "", ""), is_office(
    ...     Office("水利局", "局长"), Office("", "局长"), "区水利局整改方案", "")
    (False, True)
    """
    same_rank = told.rank in (_HEADS | {asked.rank}) if asked.rank in _ANY_HEAD else told.rank == asked.rank
    if not same_rank or (asked.organ and told.organ and asked.organ != told.organ):
        return False
    return _is_body(asked.body, _GOVERNMENT.sub("", told.body), head, around)


def _is_body(asked: str, told: str, head: str, around: str) -> bool:
    if not asked:
        return False
    if told.endswith(asked) or (told[-1:] == asked[-1:] and _is_in(asked, told)):
        return True
    if not asked.endswith(told):
        return False
    owner = asked.removesuffix(told)
    if told and _LEVEL.fullmatch(owner):
        return owner in around
    return _is_in(owner, head) or all(word in head for word in content_words(owner))


def _is_in(name: str, text: str) -> bool:
    """Whether a text has a name, also in a longer form: 化解工作领导小组 for 化解领导小组; 区纪委 is no 区委."""
    return name in text or is_short_for(name, text) or (len(name) > _SHORT and strangers((name,), text) == 0)
