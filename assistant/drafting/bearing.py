"""Does a sentence of a rule bear on a problem: on the same thing, for the same people, asking for what was not done?

Words in, a strength out, 0 for no. A clerk who looks for the basis of a measure asks four questions, and so does this:
Is the sentence a provision, and not a heading, a principle or a comment on one? Is the rule meant for the unit, and not
for those who inspect or supervise it? Is the thing that went wrong what the rule is on? Is what the sentence demands
what was left undone, or the fact what it forbids? Words in common alone say none of this: 学习 and 文件 stand in a rule
on lists of duties, too.
"""

from __future__ import annotations

import re

from assistant.drafting.facts_met import Met, fact_met, touches_fact
from assistant.drafting.fields_of_rules import GENERAL, bare_title, is_of_its_field, runs_shared, tells
from assistant.drafting.likeness import telling_pairs
from assistant.drafting.problem import FEWEST_OF_FACT, Problem
from assistant.drafting.whom_rules_bind import OF_OTHERS, is_duty_of, is_for
from assistant.text.terms import fold

_LEAST_OF_OBJECT = 0.4
"""Share of what the problem is about that the rule must name, with its title and headings."""

_LEAST_TO_BE_NEAR = 0.5
"""The same of a sentence that is only shown to a person, where nothing else about it was looked at."""

_ANCHOR = 3
"""Characters in a row that the problem shares with the title of the rule: 会议费."""
_FIRM_ANCHOR = 4
"""From here on, as in 公务接待, the rule is so much on the matter that one thing demanded in common is enough."""

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

_FOR_EVERY_ORGANISATION = re.compile(r"党内|党委|党组|党员|党政|中国共产党|领导干部|公职人员|公务员")
"""Rules for all organisations alike: what they are on, their headings and sentences say."""

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

_IS_RECTIFICATION = re.compile(r"整改")
"""A problem of rectification itself: 主体责任 is another thing than 整改主体责任."""

_REMEDY = re.compile(r"清退|追缴|收回|退回|退还|责令|纠正|取消|补缴|追回")
_SLOW = re.compile(r"平均用时|用时\d|逾期|超期|超时|滞后|拖延|久拖|(?:仅|只)办结|(?:未|没有)(?:按期|及时)?办结")
_TIME_LIMIT = re.compile(r"\d+\s*个?(?:工作日|日|天|月|年)\s*(?:以?内|前).{0,6}(?:完成|办结|登记|办理|报送|移交)")
"""A limit of time answers a problem of slowness."""

_VIOLATION = re.compile(r"违规|违反|超标准|超范围|擅自|滥发")


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
    if modal is None or _NO_PROVISION.search(provision) or not is_for(problem, fold(title)):
        return 0.0
    met = fact_met(problem.folded, fold(title), provision)
    if met is not None and _is_bound(problem, provision, modal, met) and _is_of_the_matter(problem, title, met):
        return met.weight * (_OF_SANCTION if _SANCTIONS.search(heading) else 1)
    is_duty = is_duty_of(problem, provision[: modal.start()])
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


def _is_of_the_matter(problem: Problem, title: str, met: Met) -> bool:
    """Whether a rule that speaks of a fact is on its matter: by its title, else by the headline or by so many words.

    公示期 of 5个工作日 stands in rules on anything.
    """
    named = bare_title(title)
    shared = runs_shared(named, problem)
    if shared:
        return any(is_of_its_field(problem, named, run) for run in shared)
    return met.of_words >= (_WITH_HEADLINE if met.has_headline else _BEYOND_CHANCE)


def _is_bound(problem: Problem, provision: str, modal: re.Match[str], met: Met) -> bool:
    """Whether what meets a fact binds the unit: as what becomes of those who did it, or as a duty of its own.

    Where so many words are the same, a unit of another name in front of 应当 is one in its part.
    """
    if _IS_CONSEQUENCE.match(provision, modal.start()):
        return True
    before = _CASE_BEFORE.sub("", provision[: modal.start()])
    return is_duty_of(problem, before) or (met.of_words >= _BEYOND_CHANCE and not OF_OTHERS.search(before))


def _is_on_topic(problem: Problem, title: str, heading: str, provision: str, demanded: str) -> bool:
    """Whether the rule names what went wrong, is on it by its title or heading, and demands what was not done."""
    held = telling_pairs(f"{title}\n{heading}\n{provision}")
    if not any(thing and len(thing & held) >= _LEAST_OF_OBJECT * len(thing) for thing in problem.objects):
        return False
    if _IS_RECTIFICATION.search(problem.subject) and "整改" not in fold(title) + provision:
        return False
    named = bare_title(title)
    headed = [named, *fold(heading).split()] if _FOR_EVERY_ORGANISATION.search(fold(title)) else [named]
    anchors = [run for words in headed for run in runs_shared(words, problem) if is_of_its_field(problem, words, run)]
    anchor = max(map(len, anchors), default=0)
    if anchor < min(_anchor_needed(problem, provision), max(2, len(named))) or _SANCTIONS.search(heading):
        return False
    return _demands_it(problem, named, provision, demanded, is_firm=anchor >= _FIRM_ANCHOR)


def _anchor_needed(problem: Problem, provision: str) -> int:
    """A provision on the very fact needs less of the title: 采购 for 规避招标 in a rule on the purchases of firms."""
    named = telling_pairs(provision)
    on_fact = (fact & named - GENERAL for fact in problem.objects[1:])
    return _ANCHOR - 1 if any(len(shared) >= FEWEST_OF_FACT for shared in on_fact) else _ANCHOR


def _demands_it(problem: Problem, named: str, provision: str, demanded: str, *, is_firm: bool) -> bool:
    """Whether what is demanded, behind 应当 or 不得, goes into the problem deeper than the title of the rule does."""
    beyond = [_without(run, named) for run in runs_shared(demanded, problem)]
    deeper = {word for run in beyond for word in run.split() if tells(word)}
    if len(deeper) > 1 or any(is_firm or len(word) > 2 for word in deeper):
        return True
    if is_firm and _limits_slowness(problem, demanded):
        return True
    return bool(_VIOLATION.search(problem.folded) and _REMEDY.search(demanded) and runs_shared(provision, problem))


def _limits_slowness(problem: Problem, demanded: str) -> bool:
    return _SLOW.search(problem.folded) is not None and _TIME_LIMIT.search(demanded) is not None


def _without(run: str, named: str) -> str:
    """A stretch without what it shares with the words of a title, pair by pair."""
    shared = {at + step for at in range(len(run) - 1) if run[at : at + 2] in named for step in (0, 1)}
    return "".join(" " if at in shared else mark for at, mark in enumerate(run))
