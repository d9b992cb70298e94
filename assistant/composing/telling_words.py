"""The words by which a sentence answers a question of a kind: who does it, where, why, by what means, what its name is.

A question in, a pattern out, or a sentence in, yes or no out; it knows no figures and no material.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.composing.kinds import Asks, kind_of
from assistant.composing.office_asked import office_asked
from assistant.composing.questions import Question
from assistant.text.words import tagged

_HOLDS = {
    Asks.WHO: re.compile(
        r"负责|责任人|责任领导|牵头|主要负责人|书记|组长|主任|由.{2,24}(?:组成|承担|办理|审批|审核|批准|决定|提出|监督|报|牵头)"
        r"|委员会|办公室|部门|单位|机关|党组|党委|集团|公司|银行|中心|法院|检察院|街道|学校|医院|工会|联合会|[局科处办委室站所镇乡县]"
    ),
    Asks.WHICH_ARTICLE: re.compile(r"第.{1,5}条"),
    Asks.LIST: re.compile(
        r"下列|以下|如下|包括|分为|[一二三]是|[一二三]要|（[一二三]）|第[一二三]，|、[^，。；]{1,30}、|、[^，。；]{1,30}和"
        r"|(?P<each>有的|一[套份个部类种边])[^，。；]{2,24}[，；](?P=each)"
    ),
    Asks.WHY: re.compile(r"因|由于|导致|致使|影响|源于|缘于|所以|是为了|为了|没有|未|仅|只"),
    Asks.WHERE: re.compile(
        r"(?:[到在至往向送交报]|设[在于]?|放[在入到]|位于|前往|存入|进入)(?!期|\d)[^，。；：]{0,16}?"
        r"(?:[局委办院部组厅署科处室站所库馆店场校区县乡镇村街路号楼柜网地]|中心|大厅|窗口|平台|系统|机关|机构|单位|部门|银行|信箱|街道|账户|现场)"
        r"|地点|地址"
    ),
    Asks.DEFINITION: re.compile(r"是指|指的是|所称|以下简称|即|包括|称为"),
    Asks.WHETHER: re.compile(
        r"不得|不准|可以|应当|必须|禁止|严禁|不予|不能|不可|不收取|需要|需|允许|一律|无需|不再|不|能"
    ),
    Asks.HOW_TO: re.compile(r"应当|可以|由|按照|通过|经|报|采用|采取|方式|程序|办理|提出|批准|必须|要"),
    Asks.NAME: re.compile(
        r"有限(?:责任)?公司|名叫|名为|叫做|[“「][^”」]{2,12}(?:公司|厂|店|院)[”」]|\d{3,4}-?\d{7,8}|[\u4e00-\u9fff]某"
    ),
}

_ASKS_COMPANY = re.compile("[哪什][家个些么][^，。？]{0,6}(?:公司|集团|企业|银行)")
_COMPANY = re.compile("[\u4e00-\u9fff]*(?:公司|集团|银行)")
_KIND_OF_COMPANY = 2
_NAMING = frozenset("n nr ns nt nz vn j eng".split())
"""Classes of words that stand before 公司 in a name: nouns, what is done there, short forms, letters."""


_ROLE = re.compile(
    r"直接责任|主体责任|监督责任|领导责任|总责|第一责任人|责任领导|责任人|牵头|承办|批准|审批|审核|审定|解释|主管|监督|签字|组织(?!部)|管理(?!中心|局|委|办|部|站|处|所)|任组长"
)
"""What someone does or is, by which the question asks for him."""

_ASKS_CALLED = re.compile(r"叫(?:什么|作|做|啥)|称(?:什么|为什么|作什么|呼)|[名简全别]称|名字|什么名")
_CALLED = r"[又也亦]?被?称(?:为|作|之为|呼)|[又原]名|[俗别统合前旧]称|别名|更名|改名|叫[作做]|取名|得名|命名|名称[为是]"
"""What gives a name, where that of a thing is asked for; 以下简称 does so only where 简称 is asked for."""

_SHORT_OR_FULL = re.compile("[简全]称")

_ASKS_MEANS = re.compile(r"(?:什么|哪种|何种)(?:方式|办法|途径|渠道|形式)")
_MEANS = re.compile(r"通过|采[用取]|经由|使用|借助|[以用按][^，。；]{1,12}(?:方式|形式|办法)")
"""What tells the means by which something is done."""

_ASKS_FORMULA = re.compile(r"(?:怎么|怎样|如何)(?:计算|算(?=[的？?，,]|$))|计算(?:方法|方式|公式|口径)")
_FORMULA = re.compile(r"计算|除以|乘以|减去|加上|扣除|折算|占[^，。；]{1,16}的?比例|[=÷×]|[^，。；]之[和差比]")
"""What tells how something is reckoned."""

_SAME_ROLE = dict.fromkeys(("审批", "批准", "审定"), "审批|批准|审定|同意")
"""Roles that go by several names."""


def names_role(question: Question) -> bool:
    """Whether it says what the one that it asks for does or is, 谁牵头, or asks how something is reckoned.

    Only what has such words answers.
    """
    of_role = question.asks is Asks.WHO and _role(question) is not None
    return of_role or (question.asks is Asks.HOW_TO and _ASKS_FORMULA.search(question.text) is not None)


def words_for(question: Question) -> re.Pattern[str] | None:
    """What shows that a text holds an answer of the kind; the role itself, where the question names one."""
    if question.asks is Asks.HOW_TO and _ASKS_MEANS.search(question.text):
        return _MEANS
    if question.asks is Asks.HOW_TO and _ASKS_FORMULA.search(question.text):
        return _FORMULA
    if question.asks is Asks.NAME and _ASKS_CALLED.search(question.text) and office_asked(question.text) is None:
        return _called(question.text)
    role = _role(question) if question.asks is Asks.WHO else None
    return re.compile(_SAME_ROLE.get(role, re.escape(role))) if role else _HOLDS.get(question.asks)


def _called(question: str) -> re.Pattern[str]:
    own = _SHORT_OR_FULL.findall(question)
    return re.compile("|".join((_HOLDS[Asks.NAME].pattern, _CALLED, *own)))


def _role(question: Question) -> str | None:
    """The role behind what asks, 谁负直接责任, or else the last before it, 第一责任人是谁."""
    said = re.sub("《[^》]*》", "", question.part if kind_of(question.part) is Asks.WHO else question.text)
    before, asks, behind = said.partition(_asks_who(said))
    roles = _ROLE.findall(behind) if asks else []
    return roles[0] if roles else next(reversed(_ROLE.findall(before)), None)


def _asks_who(text: str) -> str:
    match = re.search("谁|哪|什么", text)
    return match[0] if match else "谁"


def asks_company(question: Question) -> bool:
    """Whether a company is asked for by its name."""
    return _ASKS_COMPANY.search(question.text) is not None


def names_company(text: str) -> bool:
    """Whether a company is called by its name: 乐园酒店集团. 公司 alone and 该公司 say which to him only who knows."""
    said = [("", ""), *tagged(text)]
    return any(
        _COMPANY.fullmatch(word) is not None and (len(word) > _KIND_OF_COMPANY or before in _NAMING)
        for (_, before), (word, _) in pairwise(said)
    )
