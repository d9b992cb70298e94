"""The words by which a measure shows itself: vague, for form only, or a changed state; and how alike two texts are.

Vague words prove nothing by themselves: work reports of governments and the best speeches are full of them. Only a row
that holds nothing else is vague.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.text.facts import facts
from assistant.text.sentences import clauses
from assistant.text.terms import fold

_ADVERBS = (
    "进一步|不断|持续|切实|扎实|深入|全面|积极|大力|努力|认真|充分|有效|着力|坚决|严格|高度|牢固|真正|始终|不折不扣地?"
)
_VERBS = (
    "加强|强化|提升|提高|增强|完善|健全|推进|推动|深化|落实|抓好|狠抓|抓紧|确保|夯实|压实|优化|规范|营造|重视|树立|坚持|加大|"
    "改进|促进|做好|做到|筑牢|树牢|严肃|转变|统一|贯彻|引导|注重|突出|形成|凝聚|激发|端正|巩固|拓展|创新"
)
_PHRASES = (
    "高度重视|提高政治站位|统一思想|压实责任|形成合力|务求实效|取得实效|落到实处|抓紧抓实|走深走实|见行见效|守土有责|久久为功|"
    "举一反三|常抓不懈|抓出成效|真抓实干|立说立行|入脑入心"
)
_VAGUE_CLAUSE = re.compile(
    rf"^(?:要|应|将|对|以|在|并|同时|从而|使)?(?:[\u4e00-\u9fff]{{0,6}}?)(?:{_ADVERBS}|{_VERBS}|{_PHRASES})"
)
_LABEL = re.compile(
    r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}(?:\.\d{1,2})*[)）、.．]?|[①-⑳]|第?[一二三四五六七八九十]+[是、])\s*"
)

_ACT = re.compile(
    "|".join(
        (
            "核查|核实|核对|核算|核减|核定|查清|查明|清查|排查|倒查|回查|复查|抽查|检查|盘点|对账|审计|评查|评估|测评|抽检|巡查",
            "追缴|追回|追收|清退|清收|清理|清偿|退还|退回|退款|归还|补缴|补办|补发|补付|补学|补选|补签|补足|补齐|补录|补充|收回|收缴|上缴|"
            "缴清|缴入|交回|停发|停收|停止|停用|扣减|扣发|催收|催缴|起诉|诉讼|兑现|支付|付清|拨付|报销|入账|核销",
            "立案|处分|诫勉|免职|调离|调整|调剂|约谈|问责|移交|移送|通报|批评教育|谈话|处理|追究|处罚|惩处",
            "制定|修订|修改|废止|印发|公布|公示|公开|出台|编制|签订|签署|备案|报批|审批|审议|上会|立项|招标|竞价|拍卖|招聘|招募|招租|"
            "选配|配备|配齐|轮岗|换届|选举|任免|培训|考试|考核|轮训",
            "建成|建设|改造|修建|修复|竣工|封顶|安装|更换|购置|搬迁|拆除|整治|整修|开通|上线|接入|启用|投用|盘活|处置|转移|限载|封闭",
            "逐[件项户笔人个条处岗家份宗逐一]|当面|现场|上门|走访|入户|驻点|派驻|派出|办结|办理|答复|回复|验收|交工|销号|登记|建档|录入|"
            "公开招|重新|取消|撤销|合并|精简|压减|减少|降低|缩短|下降|列明|列出|明确到|分解|落到人|认领|包干|包片|挂牌|督办|调度",
        )
    )
)
"""What somebody can be seen to have done."""

_FORM = re.compile(
    "召开|传达|学习|印发|下发|转发|制定(?:工作|实施|整改)?方案|建立台账|建立(?:工作)?机制|签订责任书|签订责任状|表态|开展培训|组织培训|"
    "培训|拍照|留痕|发文|通知|宣传|会议|研讨|宣讲|部署|动员|座谈"
)
"""Deliverables that are a paper or a meeting."""

_SUBSTANCE = re.compile(
    "追缴|清退|归还|补缴|收回|停发|立案|处分|诫勉|免职|调整|修订|废止|办结|销号|拆除|补发|清零|满意度|核实|核查|追回|退回|退还|补办|补学|补齐|"
    "补足|补付|补录|补听|纠正|改正|更正|处理|办理|验收|检验|消除|解决|执行|配齐|配备|重做|复核|办成|缴清|上缴|缴款|缴入|入账|到账|改进|督办|"
    "核减|约谈|轮岗|换届|招聘|招募|建成|建设|改造|竣工|上线|开通|启用|运营|盘活|处置|兑现|支付|付款|起诉|移交|问责|停用|停收|停止|"
    "扣减|抽查|排查|盘点|合格|达到|下降|公示|公布|交回|到岗|派驻|答复|逐[件项户笔人个条处岗家份]|抽取|进场|签收|采购|清理|调剂|核销|清收|比选|销号|"
    "持证|考试|测试|评议|评查|备案|减少|压减|精简|取消|重新"
)
"""Words of a changed state, or of an act that changes one."""

_NAMED_PAPER = re.compile(r"《[^》]*》|关于[^，。；\n]{1,40}?的(?=通知|通报|方案|文件|意见|要求|函)")
"""What a paper is about is no act: 印发关于规范运营的通知 runs nothing."""

_DOCUMENT = re.compile(
    r"通知|方案|文件|纪要|签到|照片|影像|截图|记录|台账|总结|计划|课件|报道|简报|学习|会议|责任书|承诺书|心得|讲稿|培训|新闻"
)
_RESULT_EVIDENCE = re.compile(
    "凭证|回单|收据|发票|签收|验收|复验|检验|核验|批复|决定|销号|合同|协议|到账|入账|判决|立案|报告|意见书|公示|公告|任免|任职|移交|调拨|缴款|名单|明细|清单|"
    "对比|对照|测评|检测|证书|登记表|审批表|核查|办法|制度|规定|文本|处理|结果|台账与|比对|盘点|回访|评议|评价|反馈单|通报"
)

_RULE_MADE = re.compile(
    "(?:制定|修订|修改|完善|健全|建立|出台|印发|废止|重新制定)[^，。；\n]{0,24}(?:制度|办法|规定|细则|规则|机制|流程|规程|清单|基准|规范|指引|"
    "标准|措施|纪实表|手册|审核系统)|(?:制度|办法|规定|细则|规则|规程)(?:已)?(?:印发|修订|出台|执行|施行)|长效机制"
)
"""A rule made or revised: what closes the gap a problem came through."""

_COPIED_LENGTH = 12
_REMEMBERED = 4096
"""Texts whose comparable form is kept: every problem is compared with every finding."""


def is_vague(measure: str) -> bool:
    """Whether a measure says nothing that could be looked at: no act, no figure, no document by name.

    >>> is_vague("进一步加强学习，不断提高认识，切实增强责任意识。"), is_vague("加强财务管理，清退会议费3.2万元。")
    (True, False)
    """
    parts = [_LABEL.sub("", fold(span.of(measure)).strip()) for span in clauses(measure)]
    said = [part for part in parts if part.strip("，,；;。.:： ")]
    if not said or facts(measure) or "《" in measure or "【" in measure or _ACT.search(fold(measure)):
        return False
    return all(_VAGUE_CLAUSE.search(part) for part in said)


def vague_words(text: str) -> str:
    """The first vague words of a text, for showing."""
    found = re.findall(f"{_ADVERBS}|{_VERBS}|{_PHRASES}", fold(text))
    return "、".join(dict.fromkeys(found[:4]))


def is_form_only(measure: str) -> bool:
    """Whether a measure ends in a paper or a meeting and in nothing else.

    >>> is_form_only("召开党组会议传达学习文件精神。"), is_form_only("召开会议研究，逐笔追缴违规款项。")
    (True, False)
    """
    folded = _NAMED_PAPER.sub("", fold(measure))
    return _FORM.search(folded) is not None and _SUBSTANCE.search(folded) is None


def shows_result(text: str) -> bool:
    """Whether a completion mark or measure names a changed state, or a figure to be reached."""
    return _SUBSTANCE.search(fold(text)) is not None or bool(facts(text))


def is_paper_only(evidence: str) -> bool:
    """Whether all the evidence named is that papers were written and meetings held."""
    folded = fold(evidence)
    return _DOCUMENT.search(folded) is not None and _RESULT_EVIDENCE.search(folded) is None


def makes_rule(text: str) -> bool:
    """Whether something says that a rule is made or revised."""
    return _RULE_MADE.search(fold(text)) is not None


def parts_of(measures: str) -> list[str]:
    """The measures that one cell holds, by their numbers: 1.…2.…; the cell itself where it numbers none.

    >>> parts_of("1.核查2处；2.追回款项。"), parts_of("1.1 对4个中心招募运营机构")
    (['核查2处', '追回款项'], ['对4个中心招募运营机构'])
    """
    pieces = re.split(
        r"(?:^|(?<=[\n。；;：: ]))(?:[（(]\d{1,2}[)）]|\d{1,2}(?:\.\d{1,2})?[.．、 ](?!\d)|[①-⑳])\s*", measures
    )
    said = [piece.strip().rstrip("。；;") for piece in pieces]
    return [piece for piece in said if piece] or [measures.strip()]


@lru_cache(maxsize=_REMEMBERED)
def bare(text: str) -> str:
    """A text for comparing: simplified, without white space, marks and the number before it.

    >>> bare("1.2 约谈，3家 “施工单位”。") == bare("约谈3家施工单位")
    True
    """
    return re.sub(r"[^\w%]|_", "", _LABEL.sub("", fold(text).strip()))


@lru_cache(maxsize=_REMEMBERED)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text."""
    plain = bare(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the pairs of two texts that both have, from 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def contained(part: frozenset[str], whole: frozenset[str]) -> float:
    """Share of a text's pairs that another holds, from 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0


def is_long_enough_to_copy(text: str) -> bool:
    """Short measures read alike without having been copied."""
    return len(bare(text)) >= _COPIED_LENGTH
