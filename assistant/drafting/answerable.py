"""A finding → who is to lead its rectification and which unit, as far as the finding itself holds them responsible.

Words in, a post or a unit in the document's own words out, or nothing: what does not single out one person or one unit
is for the office to say. It knows no names, and nothing of measures.
"""

from __future__ import annotations

import re

from assistant.text.terms import fold

_BEFORE = r"(?<=[,。;:(\n])"
_WORDS = r"(?:(?![和与及各等])[\u4e00-\u9fff])"
_LED_BY = re.compile(rf"{_BEFORE}({_WORDS}{{2,24}})负(?:有)?(?:主要)?领导责任")
_FIRST = re.compile(rf"{_BEFORE}({_WORDS}{{2,14}}书记)负(?:有)?第一责任人责任")
_UNIT = re.compile(
    rf"{_BEFORE}({_WORDS}{{1,14}}(?:[科处室部局办委站所院队股馆校]|中心|公司|集团|企业|总支))负(?:有)?直接责任"
)
_IN_CHARGE = re.compile(
    r"分管[\u4e00-\u9fff]{2,14}的(?:党组成员|党委委员|班子成员|副[\u4e00-\u9fff]{1,4}|负责人|领导|[\u4e00-\u9fff]{0,2}书记)$"
)
"""分管财务工作的负责人 is one person; 分管负责人 may be any."""
_POST = re.compile(r"(?<!副)(?:书记|主任|局长|院长|校长|行长|总经理|董事长|主席|社长|台长|镇长|乡长)$")
_NOBODY_NOW = re.compile(r"^(?:时任|原|前任|有关|相关|部分|个别)")


def leader_named(text: str) -> str:
    """The one leader who bears the main responsibility of a leader, or the first secretary where nobody else does.

    >>> leader_named("推诿。局党组负主体责任，分管医政工作的负责人负主要领导责任。")
    '分管医政工作的负责人'
    >>> leader_named("推诿。局党组书记负第一责任人责任，分管负责人负主要领导责任。")
    ''
    """
    folded = fold(text)
    led = [text[match.start(1) : match.end(1)] for match in _LED_BY.finditer(folded)]
    named = led or [text[match.start(1) : match.end(1)] for match in _FIRST.finditer(folded)]
    return named[0] if len(named) == 1 and _is_one_person(named[0]) else ""


def unit_named(text: str) -> str:
    """The one unit that a finding holds directly responsible; empty where it names none, several or a person.

    >>> unit_named("审批拖延。分管负责人负主要领导责任，房产管理科负直接责任。")
    '房产管理科'
    """
    named = list(_UNIT.finditer(fold(text)))
    return text[named[0].start(1) : named[0].end(1)] if len(named) == 1 else ""


def _is_one_person(post: str) -> bool:
    if _NOBODY_NOW.search(post):
        return False
    return _IN_CHARGE.search(post) is not None or ("分管" not in post and _POST.search(post) is not None)
