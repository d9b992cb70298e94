"""Does a sentence tell its reader to do something: 要健全机制, 清退补贴, 对虚报的严肃处理?

Text in, an answer out: for sections and paragraphs of advice that nothing announces. It knows neither headings nor
places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.defects import states_problem
from assistant.text.terms import fold

_MODAL = re.compile(
    r"[^,。;:]{0,20}?(?:(?<![主重需概纪摘只不首])要(?![求点害账闻件])|应当?|须|必须|希望|建议)(?=[\u4e00-\u9fff])"
)
_BETTERS = re.compile(
    "[ \u3000]*(?:加强|加快|加大|完善|健全|建立|规范|严格|强化|落实|压实|深化|推动|推进|提高|提升|抓|改进|优化|统筹|"
    "坚持|坚决|树立|扛|聚焦|突出|发挥|切实|持续|全面|深入|进一步|认真|严肃|依法|依规|限期|尽快|及时|立即|逐[项一个处条]|定期|"
    "重新|举一反三|制定|修订|明确|厘清|公开|公示|配齐|配强|选优|畅通|盘活|调整|组织|开展|督促|引导|守[好牢住])"
)
"""How a sentence without a subject begins that tells what to do; 加强监管不够 begins so, too, and states a problem."""
_UNDOES = re.compile(
    "[ \u3000]*(?:清理|清退|清查|清算|追缴|追回|追究|倒查|查处|核查|核实|排查|整治|纠正|收回|退还|退回|归还|补齐|补办|"
    "补缴|修复|检修|压减|解除|取消|消除|把.{2,20}[到好清]|对[^,]{2,24},)"
)
"""What is undone is wrong: 清退违规补贴, 对虚报的，从严处理."""
_FEWEST = 2


def tells_to_do(sentence: str) -> bool:
    """Whether a sentence asks for something to be done.

    >>> [tells_to_do(one) for one in ("要健全机制。", "清退违规补贴。", "要求不严。", "账目混乱。")]
    [True, True, False, False]
    """
    folded = fold(sentence)
    if _MODAL.match(folded) or _UNDOES.match(folded):
        return True
    return _BETTERS.match(folded) is not None and not states_problem(folded)


def all_tell_to_do(sentences: Sequence[str]) -> bool:
    """Whether several sentences are, nearly all, told to do."""
    told = sum(map(tells_to_do, sentences))
    return told >= _FEWEST and 4 * told >= 3 * len(sentences)
