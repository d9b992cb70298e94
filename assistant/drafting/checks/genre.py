"""What belongs to a kind of document and what does not: no request in a report, no demands in a statement of stance.

Plans, speeches and cues of a chair are no statutory types; what follows from the rules on documents holds only for a
plan or report that travels as 报告.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.drafting.checks.draft import Draft, Kind
from assistant.drafting.checks.rules import ERROR, INFO, OPINION, ORAL, REPORTING, REPORTS, WARNING, Rule
from assistant.drafting.issue_records import Issue, Spot
from assistant.text.numerals import to_int
from assistant.text.sentences import sentences
from assistant.text.terms import fold

REQUEST_IN_REPORT = Rule("request-in-report", ERROR, REPORTS | {Kind.PLAN}, REPORTING)
ADDRESSED_TO_PERSON = Rule("addressed-to-person", WARNING, REPORTS | {Kind.PLAN}, REPORTING)
SEVERAL_SUPERIORS = Rule("several-superiors", WARNING, REPORTS | {Kind.PLAN}, REPORTING)
AGENDA_DIFFERS = Rule("agenda-differs", ERROR, ORAL)
DEMANDS = Rule("demands-on-others", WARNING, ORAL)
LETTERHEAD = Rule("letterhead-on-remarks", WARNING, ORAL)
NO_FIRST_PERSON = Rule("no-first-person", WARNING, REPORTS, OPINION)
NO_NEXT_STEPS = Rule("unfinished-without-steps", WARNING, REPORTS, OPINION)
NO_FIGURES = Rule("no-overall-figures", INFO, REPORTS, OPINION)

RULES = (
    REQUEST_IN_REPORT,
    ADDRESSED_TO_PERSON,
    SEVERAL_SUPERIORS,
    AGENDA_DIFFERS,
    DEMANDS,
    LETTERHEAD,
    NO_FIRST_PERSON,
    NO_NEXT_STEPS,
    NO_FIGURES,
)

_ASKED_OF = r"(?:上级|[省市州县区]委|[省市州县区镇乡]政府|人民政府|领导小组|巡[视察]办|财政[局厅部]?|编办|组织部)"
_GRANTED = (  # what only others can do for the office
    r"(?:解决|支持|批[准复示]|审[定批]|同意|拨付|划拨|追加|核[拨定增]|安排|协调|"
    r"给予|增加|配备|倾斜|明确|答复|帮助|落实|下达)"
)
_NEW_MEANS = r"(?:追加|增加|拨付|划拨|核拨|补助|安排)[^，。；\n]{0,16}(?:经费|资金|预算|编制|名额|补助|\d)"
_REQUEST = re.compile(
    r"妥否|当否|可否，?请|是否妥当|"
    r"(?<![邀聘申提报呈商])请(?:予以?)?(?:研究|审核|审议|审阅|讨论|酌情|协调|考虑)*"
    r"(?:批示|审定|批复|审批|批准|核准|指示|核批|审示|核示|明示|示复|同意|支持|解决|答复)|"
    rf"(?:尚|仍|急|亟)?(?:需要?|待){_ASKED_OF}[^，。；\n]{{0,6}}(?:帮助|支持|协调)?(?:协调|解决|倾斜|追加|核增)|"
    rf"(?<!已)(?<!经)(?:特|现|拟)?申请{_NEW_MEANS}|"
    r"(?:恳[请求]|特请|拟请|敬请)(?!批评|指正|监督|提出|广大)|(?<![^，,。；;\n\s])请求(?!事项|人)|"
    rf"(?:(?<![邀聘申提报呈商])请|(?<![^，,。；;\n\s])建议|[希盼]?望)[^，。；\n]{{0,6}}?{_ASKED_OF}[^，。；\n]{{0,10}}?{_GRANTED}|特此请示|专此请示|此请示"
)
"""A plea for a decision: the closing formulas, 恳请 anything, 请 with a superior organ that grants something."""
_TOLD = re.compile(
    r"经(?![费济营])|已|曾|报请|按(?:照)?[^，。]{0,8}批示|根据[^，。]{0,16}(?:批示|指示|批复)|未经|没有|不得|擅自|应当|必须|须|凡"
)
"""A clause that tells of a request, or of the rule that asks for one, makes none."""
_SUPERIORS = "书记|市长|县长|区长|省长|局长|主任|部长|组长|主席|同志|领导"
_PERSON = re.compile(
    rf"^[ \u3000]*(?:尊敬的)?[\u4e00-\u9fff]{{0,12}}?(?:{_SUPERIORS})(?:同志)?[：:][ \u3000]*$", re.MULTILINE
)
_ADDRESSEES = re.compile(r"^[ \u3000]*(?P<all>[\u4e00-\u9fff（）、，，“”]{4,80})[：:][ \u3000]*$", re.MULTILINE)
_ORGAN = re.compile(r"(?:委|府|委员会|办公室|组|局|厅|部|会|院)$")
_HEAD = 800
_UPWARD = re.compile(r"(?:报告|汇报|请示)[）)\s]*$")

_AGENDA = re.compile(
    r"(?:共?有|共|主要有|安排|分为?|进行)[^。；\n]{0,6}?(?<!第)(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})[项个](?:会议)?(?:议程|议题|事项|内容|程序)|"
    r"(?:议程|议题)(?:一?共|总共)?(?:有|为|是|安排)?(?P<behind>\d{1,2}|[一二两三四五六七八九十]{1,3})[项个]"
)
_CALL = re.compile(
    r"(?:进行|进入|是|开始)?第(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:项(?:会议)?(?:议程|议题)?|个(?:会议)?(?:议程|议题))"
)
_CALLED = re.compile(r"进行|进入|下面|首先|接下来|现在|请")

_OTHERS = (
    r"(?:大家|同志们|你们|全体|兄弟|各位|各级|各方|上级|巡[视察]组|[\u4e00-\u9fff]{0,8}"
    r"(?:部门|单位|科室|处室|支部|街道|乡镇|[省市州县区]委|政府|[局委办厅处]))"
)
_TO_DO = (
    r"(?:要(?!求)|应当?|须|必须|务必|加大|加强|支持|配合|协助|主动|切实|担[起当负]|负起|履行|抓[好紧实]|落实|解决|提供|给予|增加|拿出|倾斜|"
    r"重视|理解|帮助|多|能)"
)
_DEMAND = re.compile(
    r"各(?:部门|单位|级|县|区|镇|乡|支部|处室|科室|位同志|党支部|党组织)[^。；，\n]{0,10}(?:要(?!求)|应|须|务必|必须)|要求各|"
    rf"(?:希望|建议|呼吁|[期盼]望){_OTHERS}|(?:恳请|(?<![邀聘申提报呈恳])请){_OTHERS}[^。；\n]{{0,12}}?{_TO_DO}"
)
"""What others are to do. 请各位监督、批评 offers something and demands nothing."""
_OUR_OWN = re.compile(r"我们|我局|本局|中心党组|局党组|我单位|带领|组织|督促")
_STANCE = re.compile(r"表态")
_CHAIR = re.compile(r"主持")
_LETTERHEAD = re.compile(
    r"^[ \u3000]*[\u4e00-\u9fff]{1,10}[〔\[（(]\d{4}[〕\]）)]第?\d+号|^[ \u3000]*(?:抄送|主送|印发机关|签发人)[：:]",
    re.MULTILINE,
)

_FIRST_PERSON = re.compile(r"第一责任人|主要负责(?:人|同志)|书记|主要领导|(?:党组织)?负责人|一把手|董事长")
_UNFINISHED = re.compile(
    r"未完成|尚未(?:完成|整改)|没有完成|正在(?:推进|整改)|阶段性完成|持续(?:整改|推进)|申请延期|分阶段"
)
_NEXT = re.compile(r"下一?步|后续|今后|继续|计划(?:于|在)?|完成时限|拟于|限期|【待填：[^】]*时限】")
_BY_DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:底|(?P<day>\d{1,2})日)?前")
_PUBLIC = re.compile(r"通报|公告|公开|公布")
"""What is published may be shorter than what is handed in."""
_OVERALL = re.compile(
    r"(?<!\d)\d+(?:个|项|条|件)[^。；\n]{0,20}(?:问题|任务|措施)|(?:问题|任务|措施)[^。；\n]{0,6}\d+(?:个|项|条|件)"
)


def requests(draft: Draft) -> Iterator[Issue]:
    """Words that ask for a decision, in a document that only reports."""
    if draft.kind is Kind.PLAN and not _UPWARD.search(draft.title):
        return
    text = fold(draft.text)
    for sentence in sentences(draft.text):
        found = _REQUEST.search(text, *sentence)
        if found and not _is_told(text, sentence.start, found.start()) and not _is_quoted(text, found.start()):
            yield REQUEST_IN_REPORT.at("", Spot(start=found.start(), end=found.end()), words=found[0])


def addressees(draft: Draft) -> Iterator[Issue]:
    """A report goes to one superior organ, and to no person."""
    if not _UPWARD.search(draft.title):
        return
    head = draft.text[:_HEAD]
    person = _PERSON.search(head)
    if person:
        yield ADDRESSED_TO_PERSON.at(
            "", Spot(start=person.start(), end=person.end()), who=person[0].strip("：: \u3000")
        )
        return
    for line in _ADDRESSEES.finditer(head):
        organs = [part for part in re.split(r"[、，]", line["all"]) if part]
        if len(organs) > 1 and all(_ORGAN.search(organ) for organ in organs):
            yield SEVERAL_SUPERIORS.at("", Spot(start=line.start(), end=line.end("all")), who=line["all"].strip())
        return


def agenda(draft: Draft) -> Iterator[Issue]:
    """The chair says how many items there are, and calls another number of them."""
    if not _CHAIR.search(draft.title):
        return
    text = fold(draft.text)
    stated = _AGENDA.search(text)
    count = to_int(stated["count"] or stated["behind"]) if stated else None
    calls = _calls(text)
    if stated is None or count is None or not calls:
        return
    if calls != list(range(1, count + 1)):
        spot = Spot(start=stated.start(), end=stated.end())
        yield AGENDA_DIFFERS.at("", spot, stated=count, called="、".join(map(str, calls)))


def demands(draft: Draft) -> Iterator[Issue]:
    """A statement of stance promises for the speaker; it asks nothing of others."""
    if not _STANCE.search(draft.title):
        return
    for sentence in sentences(draft.text):
        found = _DEMAND.search(draft.text, *sentence)
        if found and not _OUR_OWN.search(draft.text, sentence.start, found.start()):
            yield DEMANDS.at("", Spot(start=found.start(), end=found.end()), words=found[0])


def letterhead(draft: Draft) -> Iterator[Issue]:
    """A speech has no document number, addressee or imprint."""
    found = _LETTERHEAD.search(draft.text)
    if found:
        yield LETTERHEAD.at("", Spot(start=found.start(), end=found.end()), words=found[0].strip())


def contents_of_report(draft: Draft) -> Iterator[Issue]:
    """How the first person led, what is finished in figures, and how what is not finished goes on."""
    text = fold(draft.text)
    if not _FIRST_PERSON.search(text):
        yield NO_FIRST_PERSON.at("", severity=INFO if _PUBLIC.search(draft.title) else None)
    unfinished = _UNFINISHED.search(text)
    if unfinished and not _says_how_it_goes_on(text[unfinished.start() :], draft.on):
        yield NO_NEXT_STEPS.at("", Spot(start=unfinished.start(), end=unfinished.end()), words=unfinished[0])
    if not _OVERALL.search(text):
        yield NO_FIGURES.at("")


def _says_how_it_goes_on(text: str, on: date) -> bool:
    """Whether a text speaks of what is still to come: in so many words, or by a day that is not over yet."""
    if _NEXT.search(text):
        return True
    named = [(match["year"] or on.year, match["month"], match["day"] or 31) for match in _BY_DAY.finditer(text)]
    return any(tuple(map(int, day)) >= (on.year, on.month, on.day) for day in named)


CHECKS = (requests, addressees, agenda, demands, letterhead, contents_of_report)


def _is_quoted(text: str, position: int) -> bool:
    before = text[text.rfind("\n", 0, position) + 1 : position]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def _is_told(text: str, start: int, position: int) -> bool:
    clause = max(start, *(text.rfind(mark, start, position) + 1 for mark in "，,；;"))
    return _TOLD.search(text, clause, position) is not None


def _calls(text: str) -> list[int]:
    """The numbers of the items that are called, each once, in order."""
    calls: list[int] = []
    for match in _CALL.finditer(text):
        number = to_int(match["number"])
        around = text[max(0, match.start() - 12) : match.end() + len("，请")]
        if number is not None and _CALLED.search(around) and number not in calls:
            calls.append(number)
    return calls
