"""Words that are wrong in themselves: formulas with a wrong object, terms of another time, likely typing errors, and
measures that hold nothing but vague words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.checks.draft import Draft
from assistant.drafting.checks.rules import BURDEN, ERROR, EVERY, INFO, REPORTS, WARNING, WITH_ROWS, Rule
from assistant.drafting.checks.words import is_vague, shows_result, vague_words
from assistant.drafting.issue_records import Issue, Spot
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

UPHELD_WRONGLY = Rule("upheld-wrongly", ERROR, EVERY)
VAGUE = Rule("vague-measure", WARNING, WITH_ROWS, form="应付式落实")
ERA_WORD = Rule("era-word", WARNING, EVERY)
LIKELY_TYPO = Rule("likely-typo", INFO, EVERY)
HEDGES = Rule("hedges", INFO, REPORTS)
NEW_BURDEN = Rule("new-burden", INFO, WITH_ROWS, BURDEN)

RULES = (UPHELD_WRONGLY, VAGUE, ERA_WORD, LIKELY_TYPO, HEDGES, NEW_BURDEN)

_PLACE = (
    "(?:省|市|州|盟|县|区|旗|镇|乡|街道|局|厅|集团|公司|单位|学校|学院|医院|支队|本级|我[市县区局校院])?"
    "(?:委)?(?:主要)?"
)
_POSTS = (
    "书记|省长|市长|县长|区长|局长|厅长|主任|校长|院长|董事长|总经理|主要领导|主要负责人|主要负责同志|领导同志|一把手"
)
_ORGANS = "领导班子|班子|党组|党委|党工委|党支部|党总支|省委|市委|县委|区委|镇委|州委"
_SOMEBODY = (
    rf"(?:[\u4e00-\u9fff]{{0,16}}?{_PLACE}(?:{_POSTS})(?:[\u4e00-\u9fff]{{1,3}}同志|同志)?|"
    r"(?!习近平)[\u4e00-\u9fff]{2,4}(?:同志|书记))"
)
_LOCAL = rf"(?:{_SOMEBODY}|[\u4e00-\u9fff]{{0,16}}?{_PLACE}(?:{_ORGANS}))"
_STANDING = "(?:核心地位|核心|绝对权威|权威和集中统一领导|集中统一领导|权威|领导权威)"
_UPHELD = (
    re.compile(
        rf"维护(?P<who>{_LOCAL})(?:、[\u4e00-\u9fff]{{1,6}})?(?:在[\u4e00-\u9fff]{{0,10}})?的?(?:领导)?{_STANDING}"
    ),
    re.compile(rf"以(?P<who>{_SOMEBODY})为(?:领导)?核心"),
    re.compile(rf"向(?P<who>{_LOCAL})看齐"),
    re.compile(rf"团结在(?P<who>{_SOMEBODY})的?(?:周围|身边)"),
    re.compile(rf"(?P<who>{_SOMEBODY})(?:这个核心|的核心地位)"),
    re.compile(rf"忠诚于?(?P<who>{_SOMEBODY})(?:个人|本人)?(?=[,，。;；、]|$)"),
)
"""核心, 看齐 and 维护 take the central leadership and nobody else for their object."""
_CENTRAL = re.compile(r"习近平|总书记|党中央|中央(?:政治局|委员会|领导集体|军委)?|毛泽东|邓小平|江泽民|全党|宪法|法律")
_REFUSED = re.compile(r"不能|不得|不许|不准|不可|严禁|禁止|绝不|决不|防止|杜绝|反对|避免|纠正|层层套用|错误|违反")

_ERA = (
    ("三大攻坚战", date(2021, 1, 1)),
    ("扫黑除恶专项斗争", date(2021, 4, 1)),
    ("精准扶贫", date(2021, 3, 1)),
    ("打赢脱贫攻坚战", date(2021, 3, 1)),
    ("“不忘初心、牢记使命”主题教育", date(2020, 2, 1)),
    ("不忘初心主题教育", date(2020, 2, 1)),
    ("双报告", date(2022, 1, 1)),
    ("三个聚焦", date(2022, 11, 1)),
)
"""Terms, and the day from which on a draft that uses them as current is asked about it."""
_PAST = re.compile(r"曾|当年|时期|期间|以来|历史|之后|胜利|收官|成果|完成后|已|过去|\d{4}年|衔接|经验|精神")

_TYPOS = (
    (re.compile("接照"), "按照"),
    (re.compile("掷用"), "挪用"),
    (re.compile("懈息"), "懈怠"),
    (re.compile("其它"), "其他"),
    (re.compile(r"截止(?=\d{4}年|\d{1,2}月|目前|到?目前|今年|上月|本月)"), "截至"),
    (re.compile("党中权"), "党中央"),
    (re.compile("自党担负"), "自觉担负"),
    (re.compile(r"反应(?=(?:了|出)?(?:问题|情况|意见|诉求))"), "反映"),
    (re.compile(r"必需(?=严格|坚持|按照|做到|坚决|认真|立即)"), "必须"),
)
"""What is typed → what is mostly meant."""
_HEDGE = re.compile(
    r"一些|部分|大多|好像|基本(?!医疗|公共|情况|制度|农田|原则|建设|养老|药物|单位|信息|功|盘|面|法)|有的|个别|左右|大概|可能|似乎|差不多"
)
_REPORTING = re.compile(
    r"每(?:日|天|周|旬|半月|半个月|月|个月|两周)[^。；\n]{0,20}(?:报送|上报|填报|报告|报表|报(?:进度|情况|材料)|书面汇报)|日报告|周报告|日报制|周报制|零报告"
)


def upheld_wrongly(draft: Draft) -> Iterator[Issue]:
    """核心, 看齐, 维护 with a local leader or body for object; not where a sentence forbids exactly that."""
    for said in draft.own_words():
        folded = fold(said.text)
        for sentence in sentences(said.text):
            found = _wrong_object(folded, sentence)
            if found is not None:
                who = said.text[slice(*found.span("who"))]
                yield UPHELD_WRONGLY.at(*said.place(*found.span()), who=who)


def vague(draft: Draft) -> Iterator[Issue]:
    """A measure of vague words alone. Where the row has owner, day and a checkable mark it is a matter of style."""
    for row in draft.rows():
        if is_vague(row.cells.measures):
            is_checkable = shows_result(row.cells.completion_mark) and (row.due.date or row.due.immediate)
            severity = INFO if is_checkable and row.cells.leader else WARNING
            yield VAGUE.on(row, "measures", severity=severity, words=vague_words(row.cells.measures))


def era_words(draft: Draft) -> Iterator[Issue]:
    """Terms of a campaign that is over, used as if it went on; each once."""
    told: set[str] = set()
    for said in draft.own_words():
        for word, over in _ERA:
            at = _used_as_current(said.text, word)
            if at is not None and word not in told and draft.on >= over:
                told.add(word)
                yield ERA_WORD.at(*said.place(at, at + len(word)), word=word)


def likely_typos(draft: Draft) -> Iterator[Issue]:
    """Words that are mostly typed for others; for a person to decide."""
    for said in draft.own_words():
        for pattern, meant in _TYPOS:
            for match in pattern.finditer(said.text):
                yield LIKELY_TYPO.at(*said.place(*match.span()), word=match[0], meant=meant)


def hedges(draft: Draft) -> Iterator[Issue]:
    """一些, 部分, 个别: a report counts and names. Said once for the whole report."""
    found = list(_HEDGE.finditer(draft.text))
    if len(found) >= _MANY_HEDGES:
        words = "、".join(dict.fromkeys(match[0] for match in found))
        yield HEDGES.at("", Spot(start=found[0].start(), end=found[0].end()), count=len(found), words=words)


def new_burdens(draft: Draft) -> Iterator[Issue]:
    """Reports that the plan newly asks of others, counted, for a person to weigh."""
    found = [(match, said) for said in draft.own_words() for match in _REPORTING.finditer(fold(said.text))]
    if found:
        match, said = found[0]
        yield NEW_BURDEN.at(*said.place(*match.span()), count=len(found), first=match[0])


CHECKS = (upheld_wrongly, vague, era_words, likely_typos, hedges, new_burdens)

_MANY_HEDGES = 3
"""A single 个别 is no habit."""


def _used_as_current(text: str, word: str) -> int | None:
    """Where a text uses a term in a sentence that does not look back."""
    for sentence in sentences(text) if word in text else ():
        said = sentence.of(text)
        if word in said and not _PAST.search(said.replace(word, "")):
            return sentence.start + said.index(word)
    return None


def _wrong_object(folded: str, sentence: Span) -> re.Match[str] | None:
    for pattern in _UPHELD:
        for match in pattern.finditer(folded, sentence.start, sentence.end):
            rest = re.split(r"[,，。；;、]", folded[match.end() : sentence.end])[0]
            is_refused = _REFUSED.search(folded, sentence.start, match.start()) or _REFUSED.search(rest)
            if not _CENTRAL.search(match["who"]) and not is_refused:
                return match
    return None
