"""A text → the names of people in it that a rank in front of them, or an office behind them, shows. Text in, names out.

Knows no list of people and only names of two or three characters. Who is asked about stands at the beginning of a
clause, before what is asked of him.
"""

from __future__ import annotations

import re

from assistant.text.words import words

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗凤方俞袁柳史唐费薛雷贺倪汤"
    "滕殷罗毕郝邬常傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米戴宋庞熊舒屈祝董梁杜阮蓝闵席季贾江童颜郭梅林钟徐邱骆高夏蔡田"
    "樊胡凌霍虞柯卢莫房裘缪宗丁邓郁洪左石崔吉龚程邢裴陆荣翁甄曲封储靳段焦侯宫宁仇甘厉祖武符刘景詹龙叶幸黎薄白蒲邰"
    "赖卓蔺屠蒙池乔闻翟谭姬申冉桑桂牛寿燕冀浦尚温庄晏柴瞿阎慕习艾古易廖耿匡寇巩聂晁敖冷辛饶曾沙竺岑鲍"
)
"""The hundred families and what is about as frequent, without those that begin words of every day."""
SURNAMES_LIKE_WORDS = "万丰乐于任关包司向安师广应权束查游简解贡路边连阴项"
"""Those that do: 任 is a name only where what stands before it says so."""

_NAME = rf"[{SURNAMES}](?:[\u4e00-\u9fff]{{1,2}}?(?<![县市区局委镇乡村办院所厅组处科部门长记]))"
_NAMED = re.compile(
    r"(?:书记|主任|主席|经理|董事长|会计|出纳|委员|秘书|专员|[局组市县区部科处校院镇乡村厅所站队]长)"
    rf"(?P<held>{_NAME})(?=任|担任|同志|主持|带队|牵头|等|分别|[、，。；：（）()\s]|$)"
    rf"|(?P<told>{_NAME})(?=担?任[^，。；]{{0,12}}[长任记席员]|同志)"
)
_ASKED = re.compile(
    rf"(?:^|(?<=[，,。；？?]))(?P<name>{_NAME})"
    r"(?=(?:同志)?(?:是(?!否)|现?任|担任|为什么|因|被|受|的|在哪|属于|哪[个年天]|收|挪用|违|干了|从|有没有|什么时候))"
)


def persons(text: str) -> list[str]:
    """Names that a rank or an office shows.

    >>> persons("由督查室主任厉行舟任组长，副区长岑晚晴、纪委副书记霍启明参加")
    ['厉行舟', '岑晚晴']
    """
    return [match["held"] or match["told"] for match in _NAMED.finditer(text)]


def asked_about(question: str) -> list[str]:
    """The people that a question is about.

    >>> asked_about("霍启明是什么职务？"), asked_about("方案是什么时候报的？")
    (['霍启明'], [])
    """
    cut = frozenset(words(question))
    return [match["name"] for match in _ASKED.finditer(question) if match["name"] not in cut]
