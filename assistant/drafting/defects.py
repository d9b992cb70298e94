"""How official prose states a problem: 未…, …不到位, 违规…, …流于形式; and what the problem is about.

A clause in, a `Matter` out: the kind of defect and its object in the document's own words. Words are matched on
folded text (simplified, half-width), so that a traditional page is understood too. It knows nothing of measures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.text.sentences import Span, clauses
from assistant.text.terms import fold


class DefectKind(StrEnum):
    """What went wrong, as far as it decides what to do about it."""

    VIOLATION = "violation"
    """Done against a rule: 违规, 挪用, 超标准. Needs verification and correction case by case."""
    OMISSION = "omission"
    """Not done: 未, 没有. Needs doing, or an account of why it cannot be made up."""
    STALLED = "stalled"
    """Begun and stuck: 滞后, 闲置, 尚未完成."""
    FORMALISM = "formalism"
    """Done for show: 流于形式, 照搬照抄."""
    WEAKNESS = "weakness"
    """Done, but not well enough: 不到位, 薄弱."""


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


_VIOLATION = "|".join(
    (
        # procedure
        "违规|违反|违纪|违法|违背|擅自|规避|拆分|化整为零|先实施后|未批先|边报边建|串标|围标|造假|弄虚作假",
        # limits
        "超(?:标准|范围|预算|概算|职数|时|编|额)|重复(?:报销|列支|发放|领取)|直接(?:提交|拨付|发包|指定|委托)",
        # money
        "虚列|虚报|虚开|虚假|套取|骗取|挪用|挤占|截留|侵占|侵吞|私设|小金库|吃空饷|滥发|冒领|多报|公款|白条|坐收坐支|账外",
        # persons
        "优亲厚友|吃拿卡要|兼职取酬|带病提拔|经商办企业",
    )
)
_STALLED = "|".join(
    (
        "滞后|迟缓|缓慢|拖延|拖欠|超期|逾期|闲置|沉淀|搁置|停滞|空缺|老化|积压|延误|延迟|清理不及时",
        "长期(?:未|没有|不)|未完工|效率(?:较|偏)?低|推进(?:较|偏)?慢|进(?:度|展)(?:较|偏)?慢",
        "(?:尚未|没有|未能?)(?:完工|开工|完成|建成|投用|收回|追回|到位|竣工|验收|办结|销号)",
    )
)
_FORMALISM = "|".join(
    (
        "流于形式|走过场|走形式|空转|照搬照抄|照抄照搬|上下一般粗|形式主义|官僚主义|雷同|完全相同|形同虚设|走样",
        "以(?:会议落实会议|文件落实文件)|以[会文]代|一[签发开]了之|重留痕|过度留痕|应付|敷衍|文山会海|有名无实|重形式",
        "作秀|挂名|代签|补签|补记|编造|摆样子|二传手|上传下达",
    )
)
_OMISSION = "(?:从未|尚未|未能|未曾|均未|未|没有|没能|从没|缺少|缺失|缺位|缺乏|漏)"
_NOT_OMISSION = re.compile(r"未(?:来|成年|必|知|遂|婚)|没有(?:问题|发现)|应(?P<act>[\u4e00-\u9fff])未(?P=act)")
_WEAKNESS = "|".join(
    (
        # 不够, 不到位, 不力; but not 不断, 不仅, 不正之风
        "不(?!断|仅|忘|折不扣|动摇|松劲|停|得|可|许|再|同|管|论|只|愧|懈|渝|法|少|敢腐|能腐|想腐|准(?!确)|正之风)[\u4e00-\u9fff]",
        # something is missing between what is and what should be
        "差距|偏差|短板|弱项|漏洞|盲区|隐患|温差|落差|缺口|死角|空白|断档|薄弱|缺陷|真空|梗阻|堵点|断层|断裂|脱节|两张皮",
        "有待|需(?:进一步)?(?:加强|提高|改进|完善)|亟待|亟须|亟需|还需",
        # slack
        "弱化|虚化|淡化|淡漠|淡薄|软弱|涣散|松懈|松弛|松散|失之于|失范|宽松|混乱|粗放|随意|单一|失真|失衡|紊乱|僵化|陈旧|老套|模糊|一知半解",
        "失职|失责|失察|失管|失控|失误|脱管|疏于|乏力|无力|欠缺|欠佳|困难|难以|推诿|懒政|慢作为|乱作为|好人主义|老好人",
        "打折扣|变通|一刀切|棚架|缩水|浪费|流失|损失|渗漏|侵害|本领恐慌|空心化|[漂飘]浮|浮[于在](?:表面|面上)",
        # too much, too little
        "偏(?:低|少|慢|软|松|弱|差|重|轻|高|大|离)|较(?:低|少|慢|软|松|弱|差|多|高)|弱(?=$|[,，。;；])|低效|低下|不足",
        "仅|只有|最长的?达|高于|低于|少于|晚于|[迟漏瞒错]报|错漏|差错|遗漏",
        '重[^,，。;；“”"]{1,12}轻[^,，。;；]{1,12}|多、[^,，。;；]{2,16}少|以[^,，。;；]{1,8}代[^,，。;；]{1,8}',
        # it goes on
        "反弹|回潮|复发|屡禁不止|屡改屡犯|时有发生|多发|频发|易发|突出|问题较|存在(?:较大|廉洁|廉政|安全)?风险|风险(?:较|仍)?高",
        '[“"]四风[”"]问题',
    )
)

_KINDS = (
    (DefectKind.STALLED, re.compile(_STALLED)),
    (DefectKind.VIOLATION, re.compile(_VIOLATION)),
    (DefectKind.FORMALISM, re.compile(_FORMALISM)),
    (DefectKind.OMISSION, re.compile(_OMISSION)),
    (DefectKind.WEAKNESS, re.compile(_WEAKNESS)),
)
"""In order of how much each decides: 长期未收回 is first of all stalled, 未按规定 only an omission."""

_DEFECT = re.compile("|".join(f"(?:{words})" for words in (_STALLED, _VIOLATION, _FORMALISM, _OMISSION, _WEAKNESS)))

_RESPONSIBILITY = re.compile(
    r"^[^,，。;；]{0,40}?负(?:有)?(?:主体责任|监督责任|第一责任人责任|主要领导责任|重要领导责任|直接责任|领导责任|主要责任|监管责任)"
)
"""局党组负主体责任: the third part of a finding as handbooks prescribe it; it states no problem of its own."""

_NAMES_THE_RULE = re.compile(
    r"(?:其中)?(?:均)?(?:违反|不符合|违背)(?:了)?(?:《|该|上述|有关|相关|局|中央|国家|省|市|县|区)[^,，。;；]*(?:条|规定|规则|制度|办法|要求)(?:的?(?:规定|要求))?[,，。;；]?$"
)
"""违反该规定第十五条: the second part of a finding; the fact stands in the clause before it."""

_CIRCUMSTANCES = re.compile(
    r"^(?:"
    r"(?:巡[视察](?:组)?|检查|监督)?(?:中)?发现,?:?|反馈指出[,:]|其中,?|同时,?|此外,?|另外,?|但是?,?|且|还|也|仍|"
    r"主要是:?|具体表现(?:在|为):?|表现在:?|有的|有些|个别|部分|少数|一些|不同程度(?:地)?|存在着?(?!的)|"
    r"有(?=\d|[一二两三四五六七八九十]+[个名次起家项笔])|"
    r"(?:自|从)?\d{4}年[^,。;]{0,14}?(?:以来|期间|至今|底前?|上半年|下半年|年度)?,|"
    r"(?:自|从)?\d{4}年(?:度|以来|\d{1,2}月)?(?:[至到](?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?)?(?:以来|期间|底)?(?!\d)|近年来,?|截至[^,]{2,16},|"
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
    r"[\dXx×某一二两三四五六七八九十]+(?:余|多)?(?:次|个|项|人次|件|名|场|篇|份|万元|亿元|元|%)?$"
)
_WHEN_TAIL = re.compile(r"(?:自|从)?(?:\d{4}年(?:度|以来)?|[一二两三四五六七八九十]+年(?:多)?)$")
_NO_THING = re.compile(r"(?:[\dXx×某]|[中年月个项名有的将把与和及]|年度|(?<!频)次)$")
_ACTOR = re.compile(
    r"(?:党组|党委|支部|总支|公司|单位|部门|科室|处室|中心|大队|局|站|办|纪委|领导|干部|人员|成员|组织|书记|企业|学校|医院)(?:班子)?$"
)

_LEANS_BACK = re.compile(
    r"高于|低于|晚于|平均|超过|不足|远|其中|最[长高多]|且|并|甚至|导致|造成|致使|累计|合计|共计|涉及|占|仅|比"
)
"""How a clause begins that goes on with the statement before it."""

_SHORTEST_CLAUSE = 8
"""Characters: 空缺5个 says nothing without the clause before it."""

_LONGEST_OBJECT = 36
"""Characters: a longer object is cut at a 、 or ，, for a measure has to be read aloud."""

_CUT_FIGURE = re.compile(r"\d[\d.,年月日个工作万亿%]*$")
"""A date or figure at a blind cut may have lost its end, and would be another one."""

_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」"}


def states_problem(text: str) -> bool:
    """Whether a stretch of text says that something is wrong; a sentence on who answers for it does not.

    >>> states_problem("会议费管理不严"), states_problem("局党组负主体责任。"), states_problem("持续深化国企改革")
    (True, False, False)
    """
    folded = fold(text).strip()
    if _RESPONSIBILITY.match(folded) or _NAMES_THE_RULE.match(folded):
        return False
    return _DEFECT.search(_without_idioms(folded)) is not None


def problem_places(text: str) -> list[int]:
    """Where a text uses words by which problems are stated, in order; for telling quickly whether a stretch does."""
    return [match.start() for match in _DEFECT.finditer(_without_idioms(fold(text)))]


def problem_clauses(text: str, start: int, end: int) -> list[Span]:
    """`text[start:end]` cut so that each piece states a problem: clauses that state none go with the next that does."""
    pieces: list[Span] = []
    begin: int | None = None
    for clause in clauses(text[start:end]):
        folded = fold(clause.of(text[start:end]))
        if pieces and begin is None and (_LEANS_BACK.match(folded) or _NAMES_THE_RULE.match(folded)):
            pieces[-1] = Span(pieces[-1].start, start + clause.end)
            continue
        begin = start + clause.start if begin is None else begin
        if states_problem(clause.of(text[start:end])):
            pieces.append(Span(begin, start + clause.end))
            begin = None
    if begin is not None and pieces:
        pieces[-1] = Span(pieces[-1].start, end)
    return pieces


def matter(text: str) -> Matter:
    """What a problem statement is about, from its first clause that states a problem.

    >>> matter("执行干部选任政策存在偏差。").object, matter("2023年以来，会议费管理不够严格").object
    ('执行干部选任政策', '会议费管理')
    """
    clause = _without_circumstances(_stating_clause(text))
    kind = _kind(fold(clause))
    named = _object(clause, kind)
    return Matter(kind, shortened(named or _without_outcome(clause)), shortened(clause), named is not None)


def _stating_clause(text: str) -> str:
    """The clause that carries the problem: the first that states something done or left undone, else the first.

    One that is too short to stand alone takes the clause before it along.
    """
    spans = clauses(text)
    if not spans:
        return text.strip()
    stating = [at for at, span in enumerate(spans) if states_problem(span.of(text))]
    concrete = (at for at in stating if _kind(fold(spans[at].of(text))) is not DefectKind.WEAKNESS)
    index = next(concrete, stating[0] if stating else _fact_clause(text, spans))
    start, end = spans[index]
    if index and end - start < _SHORTEST_CLAUSE:
        start = spans[index - 1].start
    elif fold(text[start]) == "重" and index + 1 < len(spans) and fold(text[end]) == "轻":
        end = spans[index + 1].end
    return text[start:end]


def _fact_clause(text: str, spans: Sequence[Span]) -> int:
    """Where no clause says outright that something is wrong: the fact before the rule it broke, or the longest."""
    rule = next((at for at, span in enumerate(spans) if _NAMES_THE_RULE.match(fold(span.of(text)))), 0)
    return rule - 1 if rule else max(range(len(spans)), key=lambda at: spans[at].end - spans[at].start)


def _kind(folded: str) -> DefectKind:
    plain = _without_idioms(folded)
    return next((kind for kind, words in _KINDS if words.search(plain)), DefectKind.WEAKNESS)


def _without_idioms(folded: str) -> str:
    """The text with words blanked that only look like an omission: 未来, 应收未收; one character for one."""
    return _NOT_OMISSION.sub(lambda found: "□" * len(found[0]), folded)


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
        return re.sub(r"^([\u4e00-\u9fff]{1,2})[过過]", r"\1", after)
    if predicate[0] in ("仅", "只有") and before and after:
        return before + after
    return before if len(before) >= 2 and not _NO_THING.search(before) else None


def _without_outcome(clause: str) -> str:
    """违规经商办企业 of 违规经商办企业问题突出."""
    outcome = _OUTCOME.search(fold(clause))
    return clause[: outcome.start()] if outcome and outcome.start() > 2 else clause


def _predicate(folded: str, kind: DefectKind) -> re.Match[str] | None:
    words = next(words for known, words in _KINDS if known is kind)
    return next((match for match in words.finditer(folded) if not _inside_quotes(folded, match.start())), None)


def _inside_quotes(folded: str, position: int) -> bool:
    before = folded[:position]
    return any(before.count(opener) > before.count(closer) for opener, closer in (("“", "”"), ("《", "》")))


def _thing(words: str) -> str:
    """Words around a predicate, without what belongs to the predicate or to the circumstances."""
    words = _balanced(words.strip("，,、；;：:。 "))
    words = words[1:] if fold(words[:1]) in ("对", "在") and len(words) > 4 else words
    tail = _TAIL_OF_THING.search(fold(words))
    words = words[: tail.start()] if tail and tail.start() >= 2 else words
    return _WHEN_TAIL.sub("", words).strip("，,、；;：: ")


def _balanced(words: str) -> str:
    """Cut before a quotation mark or bracket that has lost its partner."""
    for opener, closer in _PAIRS.items():
        if words.count(opener) > words.count(closer):
            cut = words.rfind(opener)
            words = words[:cut] if cut >= 2 else words[cut + 1 :]
    return words


def shortened(words: str, longest: int = _LONGEST_OBJECT) -> str:
    """Words of at most `longest` characters, cut at a 、 or ，, with no quotation mark or figure cut in two."""
    words = words.strip("，,、；;：:。 ")
    if len(words) <= longest:
        return words
    cut = max(words.rfind(mark, 6, longest) for mark in "，,、；;")
    return _balanced(words[:cut] if cut > 0 else _CUT_FIGURE.sub("", words[:longest]))
