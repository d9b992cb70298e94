"""What a problem statement is about: its kind and its object in the document's own words, fit to be put into a measure.

A statement in, a `Matter` out. Words are matched on folded text (simplified, half-width). It knows nothing of measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.drafting.defects import KINDS, NAMES_THE_RULE, DefectKind, kind_of, states_problem
from assistant.drafting.shortening import balanced, shortened
from assistant.text.sentences import Span, clauses
from assistant.text.terms import fold


@dataclass(frozen=True, slots=True)
class Matter:
    """What a problem is about."""

    kind: DefectKind
    object: str
    """The thing itself in the document's words, without predicate: 工程建设廉洁风险防控."""
    clause: str
    """The clause that states the problem, in the document's words, without leading circumstances."""
    is_thing: bool
    """Whether `object` names a thing; where the clause names none, `object` is the clause."""


_CIRCUMSTANCES = re.compile(
    r"^(?:"
    r"(?:巡[视察](?:组)?|检查)?(?:中)?发现,?:?|监督中?发现[,:]|反馈指出[,:]|其中,?|同时,?|此外,?|另外,?|但是?,?|且|还|也|仍|"
    r"(?:比|例|譬)如[,:]?|主要是:?|具体表现(?:在|为):?|表现在:?|有的|有些|个别|部分|少数|一些|不同程度(?:地)?|存在着?(?!的)|"
    r"有(?=\d|[一二两三四五六七八九十]+[个名次起家项笔])|"
    r"(?:自|从)?\d{4}年[^,。;]{0,14}?(?:以来|期间|至今|底前?|上半年|下半年|年度)?(?<![中的]),|"
    r"(?![^,，。;；]{5,14}的[^确])(?:自|从)?\d{4}年(?:度|以来|\d{1,2}月)?(?:[至到](?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?)?(?:以来|期间|底)?(?!\d)|近年来,?|截至[^,]{2,16},|"
    r"[\u4e00-\u9fff]{0,8}?(?:党组|党委|党总支|党支部|党工委|领导班子|班子)(?=对|在|落实|履行|执行|贯彻|学习|研究|抓|未|没有)"
    r")"
)
"""What stands before the matter of a clause."""

_TAIL_OF_CLAUSE = re.compile(r"(?:等(?:方面)?(?:的)?(?:问题|现象|情况)?|的问题|的现象|[。;；,，、:：\s])+$")
_OUTCOME = re.compile(
    r"(?:的)?(?:问题|现象|行为)?(?:突出|时有发生|屡禁不止|依然存在|仍然存在|多发|频发|较多|(?:没有|未)(?:清理|纠正|处理|整改))$"
)
_TAIL_OF_THING = re.compile(
    r"(?:方面)?(?:还|仍然?|依然|较为?|比较|尚|有些|相对|不同程度(?:地)?|明显|十分|严重|存在着?|出现|有|用力|发力|着力|力度|"
    r"的?问题|现象|情况|情形|均|都|就|时间|是|为|地|达|(?:压|抓|落|做|管|推)得)+$"
)
_FIGURE_TAIL = re.compile(
    r"[\dXx×某一二两三四五六七八九十]+(?:\.\d+)?(?:余|多)?(?:次|个|项|人次|件|名|场|篇|份|万元|亿元|元|%)?$"
)
_WHEN_TAIL = re.compile(r"(?:自|从)?(?:\d{4}年(?:度|以来)?|[一二两三四五六七八九十]+年(?:多)?)$")
_NO_THING = re.compile(r"(?:[\dXx×某]|[中年月个项名有的将把与和及]|年度|(?<!频)次)$")
_ACTOR = re.compile(
    r"(?:党组|党委|支部|总支|公司|单位|部门|科室|处室|中心|大队|局|站|办|纪委|领导|干部|人员|成员|组织|书记|企业|学校|医院)(?:班子)?$"
)

IS_CIRCUMSTANCE = re.compile(r"(?:情况下|条件下|过程中|的|时|后)[,，]$")
"""在没有开展尽职调查的情况下，: what follows says what was done."""

_SHORTEST_CLAUSE = 8
"""Characters: 空缺5个 says nothing without the clause before it."""

_LONGEST_CLAUSE = 44
"""Characters of the clause that is quoted in a measure, for the same reason."""

_LONGEST_FACT = 60
"""Characters of a fact that is quoted because no clause of it says by itself what is wrong."""


def matter(text: str) -> Matter:
    """What a problem statement is about, from its first clause that states a problem.

    >>> matter("执行干部选任政策存在偏差。").object, matter("2023年以来，会议费管理不够严格").object
    ('执行干部选任政策', '会议费管理')
    """
    if not states_problem(text):
        whole = shortened(text.split("。", maxsplit=1)[0], _LONGEST_FACT)
        return Matter(DefectKind.WEAKNESS, whole, whole, is_thing=False)
    clause = _without_circumstances(_stating_clause(text))
    kind = kind_of(_told_outside_quotes(fold(clause)))
    named = _object(clause, kind)
    said = shortened(clause, _LONGEST_CLAUSE)
    return Matter(kind, shortened(named or _without_outcome(clause)), said, named is not None)


def stated_whole(stated: Matter, fact: str) -> Matter:
    """The matter of a fact, told with all of it where that is short enough: 仅办结9件 says little without 受理22件.

    >>> stated_whole(matter("受理线索22件，仅办结9件"), "受理线索22件，仅办结9件").clause
    '受理线索22件，仅办结9件'
    """
    whole = _LINK.sub("", fact.strip()).rstrip("。；;，,：: ")
    return replace(stated, clause=whole) if len(whole) <= _LONGEST_CLAUSE and states_problem(whole) else stated


_LINK = re.compile(r"^(?:其中|同时|此外|另外|但是?|且|还)[,，]?(?!有)")


def _stating_clause(text: str) -> str:
    """The clause that carries the problem: the first that states something done or left undone, else the first.

    One that is too short to stand alone takes the clause before it along.
    """
    spans = clauses(text)
    if not spans:
        return text.strip()
    stating = [at for at, span in enumerate(spans) if states_problem(span.of(text))]
    stating = [at for at in stating if not IS_CIRCUMSTANCE.search(spans[at].of(text))] or stating
    concrete = (at for at in stating if kind_of(fold(spans[at].of(text))) is not DefectKind.WEAKNESS)
    index = next(concrete, stating[0] if stating else _fact_clause(text, spans))
    start, end = spans[index]
    if index and (end - start < _SHORTEST_CLAUSE or _leans_on_subject(text, spans[index - 1], spans[index])):
        start = spans[index - 1].start
    following = spans[index + 1] if index + 1 < len(spans) else None
    if following and _leans_on_subject(text, Span(start, end), following) and states_problem(following.of(text)):
        end = following.end
    elif fold(text[start]) == "重" and index + 1 < len(spans) and fold(text[end]) == "轻":
        end = spans[index + 1].end
    return text[start:end]


def _leans_on_subject(text: str, before: Span, clause: Span) -> bool:
    """Whether a clause is a share of what the clause before it names: …责任清单15项中，有9项与上年相同."""
    whole = clause.end - before.start
    return (
        _IS_SHARE.match(fold(clause.of(text))) is not None
        and whole <= _LONGEST_CLAUSE
        and not _is_date_only(before.of(text))
    )


_IS_SHARE = re.compile(
    r"(?:其中|仍有|尚有|有|(?:仅|只)[\u4e00-\u9fff]{1,3}|仅|只有|实际|未[\u4e00-\u9fff]{1,3}|空缺|平均|最[长高多]的?)?\d+(?:\.\d+)?(?![\d.年])"
)


def _told_outside_quotes(folded: str) -> str:
    """A clause without what it quotes, where the rest states the problem: “违规出借资金”问题改而未尽 is left undone."""
    outside = re.sub("“[^”]*”", "", folded)
    return outside if states_problem(outside) else folded


def _is_date_only(clause: str) -> bool:
    return re.fullmatch(r"[\d年月日至到底末上下半以来期间截、,，\s]*", clause) is not None


def _fact_clause(text: str, spans: Sequence[Span]) -> int:
    """Where no clause says outright that something is wrong: the fact before the rule it broke, or the longest."""
    rule = next((at for at, span in enumerate(spans) if NAMES_THE_RULE.match(fold(span.of(text)))), 0)
    return rule - 1 if rule else max(range(len(spans)), key=lambda at: spans[at].end - spans[at].start)


def _without_circumstances(clause: str) -> str:
    clause = clause.strip()
    while (leading := _CIRCUMSTANCES.match(fold(clause))) and 0 < leading.end() < len(clause) - 3:
        clause = clause[leading.end() :].lstrip()
    tail = _TAIL_OF_CLAUSE.search(fold(clause))
    return clause[: tail.start()] if tail and tail.start() > 1 else clause


def _object(clause: str, kind: DefectKind) -> str | None:
    """The thing that the words around the predicate name, if they name one. A violation is its own matter."""
    folded = fold(clause)
    predicate = _predicate(folded, kind)
    if predicate is None or kind is DefectKind.VIOLATION:
        return None
    before = _thing(clause[: predicate.start()])
    after = _thing(_FIGURE_TAIL.sub("", clause[predicate.end() :]))
    if kind is DefectKind.OMISSION and len(after) >= 4 and (not before or _ACTOR.search(fold(before))):
        return re.sub(r"^([\u4e00-\u9fff]{1,4})[过過](?!程|度)", r"\1", after)
    if predicate[0] in ("仅", "只有") and before and after:
        return before + after
    return before if len(before) >= 2 and not _NO_THING.search(before) else None


def _without_outcome(clause: str) -> str:
    """违规经商办企业 of 违规经商办企业问题突出."""
    outcome = _OUTCOME.search(fold(clause))
    return clause[: outcome.start()] if outcome and outcome.start() > 2 else clause


def _predicate(folded: str, kind: DefectKind) -> re.Match[str] | None:
    words = next(words for known, words in KINDS if known is kind)
    return next((match for match in words.finditer(folded) if not _inside_quotes(folded, match.start())), None)


def _inside_quotes(folded: str, position: int) -> bool:
    before = folded[:position]
    return any(before.count(opener) > before.count(closer) for opener, closer in (("“", "”"), ("《", "》")))


def _thing(words: str) -> str:
    """Words around a predicate, without what belongs to the predicate or to the circumstances."""
    words = balanced(words.strip("，,、；;：:。 "))
    words = words[1:] if fold(words[:1]) in ("对", "在") and len(words) > 4 else words
    tail = _TAIL_OF_THING.search(fold(words))
    words = words[: tail.start()] if tail and tail.start() >= 2 else words
    return _WHEN_TAIL.sub("", words).strip("，,、；;：: ")
