"""Does a sentence of a rule bear on a problem: on the same thing, for the same people, asking for what was not done?

Words in, a strength out, 0 for no. A clerk who looks for the basis of a measure asks four questions, and so does this:
Is the sentence a provision, and not a heading, a principle or a comment on one? Is the rule meant for the unit, and not
for those who inspect or supervise it? Is the thing that went wrong what the rule is on? Is what the sentence demands
what was left undone, or the fact what it forbids? Words in common alone say none of this: 学习 and 文件 stand in a rule
on lists of duties, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.drafting.defects import problem_clauses
from assistant.drafting.facts_met import Met, fact_met, touches_fact
from assistant.drafting.likeness import telling_pairs
from assistant.drafting.matters import matter
from assistant.text.sentences import Span, sentences
from assistant.text.terms import fold

_LEAST_OF_OBJECT = 0.4
"""Share of what the problem is about that the rule must name, with its title and headings."""

_LEAST_TO_BE_NEAR = 0.5
"""The same of a sentence that is only shown to a person, where nothing else about it was looked at."""

_ANCHOR = 3
"""Characters in a row that the problem shares with the title of the rule: 会议费."""
_FIRM_ANCHOR = 4
"""From here on, as in 公务接待, the rule is so much on the matter that one thing demanded in common is enough."""

_FEWEST_OF_FACT = 3
"""Telling pairs of a fact that say what it is about: fewer stand in rules on anything."""

_COUNTED_THING = re.compile(r"[\d.,]+(?:[万亿]?元|[个项件名人次笔户家处起份批])?|存在|发现|涉及|等?问题")
"""What a fact says of how many there are, and that there are any."""

_IS_ENTERPRISE = re.compile(r"集团|公司|国资")

_GENERAL = frozenset(
    (
        "监督 督管 检查 考核 问责 专题 研究 听取 汇报 会议 讨论 代替 反馈 突出 典型 短板 不足 推动 明确 加大 "
        "建立 完善 定期 及时 解决 了解 提出 意见 措施 实施 内部 集体 作用 发挥 处理 规范 制定 程序 活动 使用 人员 项目 "
        "资金 风险 廉洁 结果 受理"
    ).split()
)
"""Pairs of characters that rules on anything demand; they tell no matter from another."""

_GENRE = (
    r"(?:实施|管理|监督|工作|处分|行为|若干|暂行|试行|具体)*"
    r"(?:条例|规定|办法|准则|细则|规则|规范|规程|制度|意见|决定|章程|法|方法|通知)$"
)
_ISSUER = r"^(?:关于|中共|中国共产党|中华人民共和国|党政机关|[\u4e00-\u9fff]{2,3}?[省市县](?!级))+"

_FOR_SUPERVISORS = re.compile(r"巡视|巡察|监督执纪|纪律检查|监督检查机关|派驻|纪检监察")
_FOR_THOSE_SUPERVISED = re.compile(r"整改|配合|被巡[视察]|成果运用")
"""What a title says of whom a rule is meant for: 巡察工作规程 is for inspectors, 巡察整改办法 for the inspected."""

_CONSEQUENCE = r"(?<=的,)(?:由[^,。;]{2,24})?(?:责令|追究|给予|予以|不予|约谈|通报|批评|退回|追回|依[规法照]|按照)"
"""What becomes of those who did what stands before: 规避招标的，由主管部门责令改正."""

_MODAL = re.compile(
    rf"应当|必须|不得|严禁|禁止|不准|不许|至少|须|负责|实行|严格|{_CONSEQUENCE}|(?<![重主需概纪摘只])要(?=[\u4e00-\u9fff])|定期"
)
_IS_CONSEQUENCE = re.compile(_CONSEQUENCE)
_FORBIDS = re.compile(r"不得|严禁|禁止|不准|不许")
_CASE_BEFORE = re.compile(r"^.*(?:的|后|时)[,，]", re.DOTALL)
"""上级作出新的部署的，应当调整清单: who stands in the case has nothing to do himself."""
_IS_CASE_BEFORE = re.compile(r"(?:后|的)[,，]$")
_CASE = re.compile(r"没有|未|无|超|违")
_NO_PROVISION = re.compile(
    r"[:：]\s*$|(?:所称|本[条款])[^。]{0,40}是指|^[一二三四五六七八九]是|第[一二三四五六七八九十百零\d]+条(?:至|到|、|和|中|分别|明确)|自.{0,12}(?:施行|实施)|"
    r"由.{2,20}负责解释|(?:为了|根据).{0,80}制定本|^(?:此外|同时|另外|答|问)|《[^》]*(?:规定|条例|办法|意见)》第?"
)
"""Lead-ins of lists, definitions, comments on articles, beginnings and ends of rules."""

_OF_OTHERS = re.compile(
    r"上级|县级以上|省级|市级以上|各省|自治区|国务院|中央[^企]{0,6}部门|人民政府|人民法院|人民检察院|公安机关|审计机关|监察机关|"
    r"(?:主管|管理|行政|财政|组织|宣传|监督检查)部门|审查调查组|巡[视察]组|巡[视察](?:工作)?(?:领导小组|办|人员)|各级政府|纪检监察|纪委|监委"
)
"""Who regulates and supervises: what these have to do, the unit did not fail to do."""

_FOR_EVERY_ORGANISATION = re.compile(r"党内|党委|党组|党员|党政|中国共产党|领导干部|公职人员|公务员")
"""Rules for all organisations alike: what they are on, their headings and sentences say."""
_SOMEBODY = re.compile(
    r"[\u4e00-\u9fff]*(?:单位|企业|机构|公司|部门|机关|学校|医院|院|社|中心|提供者|经营者|生产者|[运使][营用]者|员|代理人|[主商])"
)
_ANYBODY = re.compile(
    r"各级?|有关|相关|本|任何|全体|所有|地区|单位|部门|机关|机构|党组织|党委|党组|党支部|党员|班子|成员|负责|主要|领导|干部|书记|"
    r"主办|承办|经办|建设|用人|责任|牵头|配合|采购|招标|推荐|使用|委托|发包|人员|工作|其他|个人|国家|政府|乡镇|党政|职能|基层|应|及其|\W"
)
"""What is left of the subject of a sentence without these tells who it is: 煤矿企业, 施工单位."""

_NO_FIELD = re.compile(
    r"[一二三四五六七八九十]+、|第.{1,3}[章节条]|\d+年度?|[省市县区]属|国有|中央和国家|中央|国家|国内|党政|党内|机关|[省市县村]级|党委|党组|落实|全面|违规|加强|严格|坚持|正确|党的|"
    r"新形势下|关于|进一步|工程|建设|项目|\W"
)
_OF_HEADLINE = 0.3
"""How strongly a provision bears that is on the headline and tells none of its facts: less than any that does."""

_BEYOND_CHANCE = 2.0
"""Weight of a fact that a provision does not hold by chance, whatever the rule is on."""

_WITH_HEADLINE = 1.5
"""The same where a word of the headline stands in it, too."""

_OF_SANCTION = 0.8
"""What is to be done stands before what becomes of those who did not."""

_SANCTIONS = re.compile(r"法律责任|罚则|附则")
"""Chapters of a rule that say what becomes of those who broke it, not what is to be done."""

_OFFICE = re.compile(r"县级以上|地方|各级|人民政府|主管|管理|行政|部门|机关|上级|有关|国务院|[省市县区]级?")
_IS_RECTIFICATION = re.compile(r"整改")
"""A problem of rectification itself: 主体责任 is another thing than 整改主体责任."""

_REMEDY = re.compile(r"清退|追缴|收回|退回|退还|责令|纠正|取消|补缴|追回")
_SLOW = re.compile(r"平均用时|用时\d|逾期|超期|超时|滞后|拖延|久拖|(?:仅|只)办结|(?:未|没有)(?:按期|及时)?办结")
_TIME_LIMIT = re.compile(r"\d+\s*个?(?:工作日|日|天|月|年)\s*(?:以?内|前).{0,6}(?:完成|办结|登记|办理|报送|移交)")
"""A limit of time answers a problem of slowness."""

_VIOLATION = re.compile(r"违规|违反|超标准|超范围|擅自|滥发")


@dataclass(frozen=True)
class Problem:
    """What a finding says, without who answers for it, and the unit that was inspected where it is known."""

    text: str
    unit: str = ""

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def pairs(self) -> frozenset[str]:
        return telling_pairs(self.text)

    @cached_property
    def subject(self) -> str:
        """Its first sentence, which says what it is about."""
        return fold(next(iter(sentences(self.text)), Span(0, len(self.text))).of(self.text))

    @cached_property
    def objects(self) -> tuple[frozenset[str], ...]:
        """The telling pairs of what went wrong, first as a whole, then fact by fact.

        公务接待审批手续 of 公务接待审批手续不全; 拆分规避公开招标 of 发现11个项目存在拆分规避公开招标问题.
        """
        whole = telling_pairs(matter(self.subject).object) or telling_pairs(self.subject)
        behind = [span.of(self.folded) for span in sentences(self.folded)][1:]
        stated = [clause.of(words) for words in behind for clause in problem_clauses(words, 0, len(words))]
        facts = (telling_pairs(_COUNTED_THING.sub(" ", matter(fact).object)) for fact in stated)
        return whole, *(fact for fact in facts if len(fact) >= _FEWEST_OF_FACT)

    @cached_property
    def unit_pairs(self) -> frozenset[str]:
        """The telling pairs of the unit, with the kind that it is of: 某某集团 is an enterprise."""
        kind = "企业" if _IS_ENTERPRISE.search(self.unit) else ""
        return telling_pairs(f"{self.unit} {kind}")


def bears_on(problem: Problem, title: str, heading: str, sentence: str) -> float:
    """How strongly a sentence of the rule `title`, under `heading`, can be the basis of a measure; 0 where it cannot.

    One that speaks of a fact of the finding comes before one that is only on its headline.

    >>> on = Problem("公务接待审批手续不全。")
    >>> bears_on(on, "公务接待管理规定", "第七条", "接待单位应当严格接待审批控制，能够合并的统筹安排。") > 0
    True
    >>> bears_on(on, "公务接待管理规定", "第十九条", "县级以上公务接待管理部门应当公开接待制度和审批标准。")
    0.0
    """
    provision = fold(sentence).strip()
    modal = _MODAL.search(provision)
    if modal is None or _NO_PROVISION.search(provision) or not _is_for(problem, fold(title)):
        return 0.0
    met = fact_met(problem.folded, fold(title), provision)
    if met is not None and _is_bound(problem, provision, modal, met) and _is_of_the_matter(problem, title, met):
        return met.weight * (_OF_SANCTION if _SANCTIONS.search(heading) else 1)
    is_duty = _is_duty_of(problem, provision[: modal.start()])
    demanded = _demanded(provision, modal)
    is_on_topic = is_duty and _is_on_topic(problem, title, heading, provision, demanded)
    is_answer = is_on_topic and (
        _limits_slowness(problem, demanded) or touches_fact(problem.folded, fold(title), provision)
    )
    return _OF_HEADLINE if is_answer else 0.0


def is_near(problem: Problem, title: str, sentence: str) -> bool:
    """Whether a sentence, with the title of its rule, names most of what went wrong: near enough to be looked at."""
    held = telling_pairs(f"{title}\n{sentence}")
    return any(thing and len(thing & held) >= _LEAST_TO_BE_NEAR * len(thing) for thing in problem.objects)


def _demanded(provision: str, modal: re.Match[str]) -> str:
    """What stands behind 应当, with the case that stands in front.

    没有列入计划的会议，不得安排会议费; 将项目化整为零规避招标的，责令改正; 收到问题线索后，应当登记.
    """
    before = provision[: modal.start()]
    is_case = _FORBIDS.match(modal[0]) and _CASE.search(before)
    return provision if is_case or _IS_CASE_BEFORE.search(before) else provision[modal.end() :]


def _is_for(problem: Problem, title: str) -> bool:
    """Whether a rule is meant for the inspected unit: one on inspections is, where the problem names them or 整改."""
    work = _FOR_SUPERVISORS.search(title)
    if work is None or work[0] in problem.folded:
        return True
    is_for_supervised = _FOR_THOSE_SUPERVISED.search(title)
    return is_for_supervised is not None and is_for_supervised[0] in problem.folded


def _is_of_the_matter(problem: Problem, title: str, met: Met) -> bool:
    """Whether a rule that speaks of a fact is on its matter: by its title, else by the headline or by so many words.

    公示期 of 5个工作日 stands in rules on anything.
    """
    named = bare_title(title)
    shared = _runs(named, problem)
    if shared:
        return any(_is_of_its_field(problem, named, run) for run in shared)
    return met.of_words >= (_WITH_HEADLINE if met.has_headline else _BEYOND_CHANCE)


def _is_bound(problem: Problem, provision: str, modal: re.Match[str], met: Met) -> bool:
    """Whether what meets a fact binds the unit: as what becomes of those who did it, or as a duty of its own.

    Where so many words are the same, a unit of another name in front of 应当 is one in its part.
    """
    if _IS_CONSEQUENCE.match(provision, modal.start()):
        return True
    before = _CASE_BEFORE.sub("", provision[: modal.start()])
    return _is_duty_of(problem, before) or (met.of_words >= _BEYOND_CHANCE and not _OF_OTHERS.search(before))


def _is_duty_of(problem: Problem, before: str) -> bool:
    """Whether the subject of a sentence may be the unit: another one only where unit or problem is of its kind.

    `before` are the words in front of 应当 or 不得.
    """
    subject = re.split(r"[,，:：;；]", before)[-1]
    other = _OF_OTHERS.search(before)
    if other is not None and other[0] not in problem.folded:
        return bool((telling_pairs(_OFFICE.sub(" ", subject)) & telling_pairs(problem.unit)) - _GENERAL)
    somebody = _SOMEBODY.search(subject)
    kind = telling_pairs(_ANYBODY.sub(" ", somebody[0])) if somebody else frozenset()
    return not kind or bool(kind & (problem.pairs | telling_pairs(problem.unit)))


def _is_on_topic(problem: Problem, title: str, heading: str, provision: str, demanded: str) -> bool:
    """Whether the rule names what went wrong, is on it by its title or heading, and demands what was not done."""
    held = telling_pairs(f"{title}\n{heading}\n{provision}")
    if not any(thing and len(thing & held) >= _LEAST_OF_OBJECT * len(thing) for thing in problem.objects):
        return False
    if _IS_RECTIFICATION.search(problem.subject) and "整改" not in fold(title) + provision:
        return False
    named = bare_title(title)
    headed = [named, *fold(heading).split()] if _FOR_EVERY_ORGANISATION.search(fold(title)) else [named]
    anchors = [run for words in headed for run in _runs(words, problem) if _is_of_its_field(problem, words, run)]
    anchor = max(map(len, anchors), default=0)
    if anchor < min(_anchor_needed(problem, provision), max(2, len(named))) or _SANCTIONS.search(heading):
        return False
    return _demands_it(problem, named, provision, demanded, is_firm=anchor >= _FIRM_ANCHOR)


def _anchor_needed(problem: Problem, provision: str) -> int:
    """A provision on the very fact needs less of the title: 采购 for 规避招标 in a rule on the purchases of firms."""
    named = telling_pairs(provision)
    on_fact = (fact & named - _GENERAL for fact in problem.objects[1:])
    return _ANCHOR - 1 if any(len(shared) >= _FEWEST_OF_FACT for shared in on_fact) else _ANCHOR


def _is_of_its_field(problem: Problem, words: str, anchor: str) -> bool:
    """Whether what a title says before the words in common narrows it down to another field: 煤矿 of 煤矿安全生产."""
    field = telling_pairs(_NO_FIELD.sub(" ", words[: words.index(anchor)]))
    return field <= problem.pairs | problem.unit_pairs | _GENERAL


def _demands_it(problem: Problem, named: str, provision: str, demanded: str, *, is_firm: bool) -> bool:
    """Whether what is demanded, behind 应当 or 不得, goes into the problem deeper than the title of the rule does."""
    beyond = [_without(run, named) for run in _runs(demanded, problem)]
    deeper = {word for run in beyond for word in run.split() if _tells(word)}
    if len(deeper) > 1 or any(is_firm or len(word) > 2 for word in deeper):
        return True
    if is_firm and _limits_slowness(problem, demanded):
        return True
    return bool(_VIOLATION.search(problem.folded) and _REMEDY.search(demanded) and _runs(provision, problem))


def _limits_slowness(problem: Problem, demanded: str) -> bool:
    return _SLOW.search(problem.folded) is not None and _TIME_LIMIT.search(demanded) is not None


def _tells(word: str) -> bool:
    """Whether a word says what something is about; the 20 of a year and of 12月20日 does not."""
    return any(not pair.isdigit() for pair in telling_pairs(word) - _GENERAL)


@lru_cache(maxsize=4096)
def bare_title(title: str) -> str:
    """What a rule is on, without who issued it and what kind of rule it is.

    >>> bare_title("临江市会议费管理办法（试行）"), bare_title("《党政机关国内公务接待管理规定》")
    ('会议费', '国内公务接待')
    """
    bare = re.sub(r"\(.*?\)", "", fold(title)).strip("《》 ")
    return re.sub(_GENRE, "", re.sub(_ISSUER, "", bare))


def _without(run: str, named: str) -> str:
    """A stretch without what it shares with the words of a title, pair by pair."""
    shared = {at + step for at in range(len(run) - 1) if run[at : at + 2] in named for step in (0, 1)}
    return "".join(" " if at in shared else mark for at, mark in enumerate(run))


def _runs(text: str, problem: Problem) -> list[str]:
    """The stretches that a text shares with a problem and that tell what it is about, each once."""
    shared: list[str] = []
    start = 0
    while start < len(text) - 1:
        end = start + 1
        while end < len(text) and text[start : end + 1] in problem.folded:
            end += 1
        if end - start > 1 and _tells(text[start:end]):
            shared.append(text[start:end])
        start = max(end, start + 1)
    return list(dict.fromkeys(shared))
