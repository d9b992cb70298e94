"""Who acts in a sentence of official prose: 市委巡察办, 被巡察党组织, 领导班子其他成员, as spans.

Text in, spans out. A phrase names an actor if it ends, before the next mark, preposition or verb of duty, with a word
for a body or a post; which body that is it does not know.
"""

from __future__ import annotations

import re

from assistant.text.sentences import Span

_BETWEEN = re.compile(
    r"[，,；;。：:、！？\s（）()“”《》]|第[〇零一二三四五六七八九十百\d]+[条款项]|把|将|给|要求|(?<![主重需])要|反馈|移交|移送|抄送|约谈|督促|担任|兼任|任(?=[组副主书局处科会理董])|内(?!设)|成立|组建|叫|才|先(?!进)|出现|请(?![示假求])|来(?![访信源])|跟|哪|那|剩下|再(?!生)|批准|得(?=[市县省区])|(?<![规固法指特商鉴认])定(?=[点承])|交回|还(?!款)|时候|时(?![期间])|到(?!会)|实现|会同|报告|收到|接到|达到|共有|安排|提供|调整|书面|依照|按照?|让|不|(?<!发展)和|与|及|以及|或者|或|由|向|对|经|报|被(?!巡察|监督|检查|审计|反映)|在|自|送|是|据"
    "|应当|可以|必须|不得|负责(?!人|同志)|承担|的|应(?![急用对])|须"
)
_BODY = (
    "巡察办|巡察组|领导小组|部门|机关|政府|小组|组织部|宣传部|党组织|组织|党组|党委|党工委|工委|党支部|支部|单位|机构|中心|集团|公司"
    "|企业|国务院|工会|协会|学会|商会|法院|检察院|委员会|联合会|科室|科(?![技学研普目])|局(?![面部限势])|办公室|委(?![托任办])|(?<=[委府党政察])办(?![法理公结件事发])|厅|医院|学校|用人单位|街道|社区"
)
_POST = (
    "成员|负责人|领导|书记|组长|主任|局长|专家|工作人员|人员|联络员|专员|代表|招标人|投标人|承包人|中标人|当事人|申请人|经营者"
    "|消费者|劳动者|负责同志|干部|群众"
)
_LONGEST = 12
"""Characters before the word for the body or post."""

_NO_NAME = frozenset(
    """
    单位 人员 部门 机构 领导 干部 群众 代表 成员 书记 组织 企业 专家 中心 集团 公司 政府 机关 小组 主任 组长 学校
    """.split()
)
"""Words that alone name nobody."""

_WITHIN = re.compile(r"[（(]([\u4e00-\u9fff]{1,2})[）)](?=[\u4e00-\u9fff])")
"""Brackets inside a name, which get a mark of the same length in their place: 县（区）委."""

_ACTOR = re.compile(rf"[\u4e00-\u9fff]{{0,{_LONGEST}}}(?:{_POST}|{_BODY})")
_LONGER = re.compile("(?:机关|小组|办公室|成员|负责人|书记|领导|部门|单位|人员|机构|委员会|代表)+")


_TITLE = re.compile(r"《[^《》]*》")


def actors(text: str) -> list[Span]:
    """The actors of a text, in order.

    >>> text = "市委巡察办应当会同市纪委监委机关，向领导小组报告。"
    >>> [span.of(text) for span in actors(text)]
    ['市委巡察办', '市纪委监委机关', '领导小组']

    A name within the title of a paper, 《市委巡察办工作规则》, does nothing.
    """
    found: list[Span] = []
    start = 0
    text = _WITHIN.sub(r"口\1口", text)
    for cut in [*_BETWEEN.finditer(text), None]:
        stop = cut.start() if cut else len(text)
        actor = _ACTOR.match(text, start, stop)
        if actor:
            longer = _LONGER.match(text, actor.end(), stop)
            span = Span(start, longer.end() if longer else actor.end())
            found += [span] if span.end - span.start > 1 and span.of(text) not in _NO_NAME else []
        start = cut.end() if cut else stop
    titles = [title.span() for title in _TITLE.finditer(text)]
    return [span for span in found if not any(begin < span.start < end for begin, end in titles)]
