"""Which articles of rules a clerk would put behind a measure, and which only share words with the problem."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

import pytest

from assistant import resources
from assistant.drafting.bearing import FILE, Signals, bare_title, best_provision, likelihoods, read, signals_of
from assistant.drafting.problem import Problem
from tests.assistant.drafting.feedback_samples import evidence


class Case(NamedTuple):
    label: str
    problem: str
    title: str
    sentence: str
    unit: str = ""
    is_known_failure: bool = False


BEARING = [
    Case(
        "what was forbidden was done",
        "会议费管理不严。有4次会议没有列入年度会议计划。",
        "市级机关会议费管理办法",
        "没有列入年度会议计划的会议，不得安排会议费。",
    ),
    Case(
        "what was demanded was left undone",
        "公务接待审批手续不全。",
        "党政机关国内公务接待管理规定",
        "接待单位应当根据规定的接待范围，严格接待审批控制。",
    ),
    Case(
        "the remedy for a violation",
        "违规发放补贴问题仍有发生，涉及6人。",
        "违规发放津贴补贴行为处分规定",
        "对违规发放的津贴补贴，应当按有关规定责令整改，并清退收回。",
    ),
    Case(
        "a rule for all organisations, by its heading",
        "支部组织生活不正常，上半年没有召开支部党员大会。",
        "关于新形势下党内政治生活的若干准则",
        "党员必须参加党员大会、党小组会和上党课，党支部要定期召开支部委员会会议。",
        is_known_failure=True,
    ),
    Case(
        "a duty of the office that the unit is",
        "档案移交进馆不及时，档案移交清单不全。",
        "档案移交管理条例",
        "县级以上档案主管部门应当督促移交进馆，核对移交清单。",
        "市档案局",
    ),
    Case(
        "the fact behind the headline is what the provision forbids, with its consequence",
        "采购监管存在漏洞。抽查64个采购项目，发现11个项目存在拆分规避公开招标问题，涉及企业5户。",
        "江州市市属企业采购管理办法",
        "将应当公开招标的项目化整为零规避招标的，责令改正，对直接责任人给予处理。",
    ),
    Case(
        "a limit of time for what was slow, with the case in front of it",
        "违规经营投资责任追究宽松软。受理问题线索22件，仅办结9件，平均用时14个月。",
        "江州市企业违规经营投资责任追究工作规程",
        "监督追责科收到问题线索后，应当在5个工作日内登记，30个工作日内完成初步核实。",
        "江州国资集团",
    ),
    Case(
        "the fact is told in a rule whose title names the matter in a word only",
        "厉行节约要求落实不到位。局机关3次到市外风景名胜区召开业务会议。",
        "市级机关会议费管理办法",
        "不得到风景名胜区召开会议，不得到本市行政区域以外召开本单位会议。",
    ),
    Case(
        "who acts in a part of his own, 主办单位, is the unit",
        "会议费使用不透明。全年召开的14次会议均未在内部公示参会人数和费用。",
        "市级机关会议费管理办法",
        "非涉密会议结束后20个工作日内，主办单位应当在内部公示会议名称、参会人数和费用明细。",
    ),
    Case(
        "an item with its lead-in and what becomes of those who did it",
        "责任清单上下一般粗。8家下属单位的主体责任清单照抄局机关清单。",
        "党委（党组）落实主体责任清单管理办法",
        "有下列情形之一的，由市委主要负责人约谈党组织书记：（二）清单照抄照搬上级清单的；",
    ),
]

NOT_BEARING = [
    Case(
        "learning by reading out papers is no record of duties",
        "党委理论学习中心组学习质量不高，以念文件代替研讨。",
        "党委（党组）落实主体责任清单管理办法",
        "专题研究的情况应当单独记录，不得以传达学习文件代替。",
    ),
    Case(
        "those who investigate borrow people, too",
        "借调人员清理不彻底。5人没有履行审批手续。",
        "纪律检查机关监督执纪工作规则",
        "审查调查组需要借调人员的，应当办理审批手续，实行一案一借。",
    ),
    Case(
        "another activity's control",
        "内部控制制度缺失。",
        "工程建设项目招标投标监督管理规定",
        "不足60万元的施工项目，由建设单位按照内部控制制度集体研究，参加比选的单位不得少于3家。",
    ),
    Case(
        "how long an inspection of a rich village takes",
        "村集体资产底数不清，租金没有入账。",
        "村级巡察工作规程",
        "集体资产总额超过2000万元的村，工作时间应当不少于20个工作日。",
    ),
    Case(
        "archives of the inspection, not of the unit",
        "库房温湿度记录缺失，档案安全责任没有压实。",
        "巡察档案管理办法",
        "库房温度应当保持在14摄氏度至24摄氏度，每日记录1次。",
    ),
    Case(
        "what a superior has to do",
        "落实全面从严治党主体责任有差距。",
        "党委（党组）落实全面从严治党主体责任规定",
        "上级党组织应当加强对落实全面从严治党主体责任情况的监督检查，着力发现责任差距。",
    ),
    Case(
        "what a regulator has to do",
        "公务用车管理混乱，加油卡使用缺少管理。",
        "党政机关公务用车管理办法",
        "各省、自治区公务用车主管部门应当建立公务用车使用管理信息系统。",
    ),
    Case(
        "the lead-in of a list",
        "主体责任清单没有动态更新。",
        "落实主体责任清单管理办法",
        "主体责任清单应当坚持以下更新原则：",
    ),
    Case(
        "a comment on a rule",
        "违规发放津贴补贴。",
        "违规发放津贴补贴行为处分规定",
        "二是在第五条至第十二条中分别明确，违规发放津贴补贴应当清退。",
    ),
    Case(
        "rectification is another thing than the list of duties",
        "整改主体责任落实不到位，只听取过1次整改情况汇报。",
        "党委（党组）落实主体责任清单管理办法",
        "班子成员应当每半年至少听取1次分管单位落实主体责任情况的汇报。",
        is_known_failure=True,
    ),
    Case(
        "an appeal against a decision is no limit for what was slow",
        "违规经营投资责任追究宽松软。受理问题线索22件，仅办结9件，平均用时14个月。",
        "江州市企业违规经营投资责任追究工作规程",
        "有异议的，可以在15个工作日内书面申诉，国资委应当在30个工作日内作出复核决定。",
        "江州国资集团",
    ),
    Case(
        "purchases by another way than the one that was dodged",
        "采购监管存在漏洞。抽查64个采购项目，发现11个项目存在拆分规避公开招标问题，涉及企业5户。",
        "江州市市属企业采购管理办法",
        "企业应当组织三人以上单数的验收小组进行履约验收。",
    ),
    Case(
        "a year and a day of the month have only digits in common",
        "主体责任落实不力。2024年仅听取1次汇报。",
        "党委（党组）落实主体责任清单管理办法",
        "各级党组织应当于每年12月20日前，向市委报送书面报告。",
    ),
    Case(
        "a limit of days in common, in a rule on something else",
        "选人用人程序不规范。2人任前公示期不足5个工作日，5人民主推荐材料缺失。",
        "市属企业采购管理办法",
        "单一来源采购应当在采购服务平台公示，公示期不少于5个工作日。",
        "市国资委",
    ),
    Case(
        "what a unit has to tell the inspectors while they are there",
        "“三重一大”决策不规范。7笔500万元以上的资金支出没有经党组会议研究。",
        "被巡察单位配合巡察工作规定",
        "巡察期间，被巡察单位作出决定前应当向巡察组通报：（二）单笔500万元以上的资金支出；",
    ),
    Case(
        "the headline's words in a provision that touches no fact",
        "食品安全监管责任落实不到位。“双随机”抽查任务完成率仅为61%，12家企业没有复查。",
        "食品安全法实施条例",
        "食品生产企业不得制定低于食品安全国家标准要求的企业标准。",
        "市市场监督管理局党组",
    ),
    Case(
        "a principle demands nothing",
        "公务接待审批手续不全。",
        "党政机关国内公务接待管理规定",
        "国内公务接待坚持有利公务、务实节俭、审批从严的原则。",
    ),
]


def likelihood(case: Case) -> float:
    """Of the article alone, as if nothing else had been found."""
    return likelihoods(Problem(case.problem, case.unit), [evidence(case.sentence, title=case.title)])[0]


def params(cases: list[Case]) -> list[Any]:
    known = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(case, id=case.label, marks=known if case.is_known_failure else ()) for case in cases]


@pytest.mark.parametrize("case", params(BEARING))
def test_an_article_on_what_went_wrong_likely_is_a_basis(case: Case) -> None:
    assert likelihood(case) >= 0.5


@pytest.mark.parametrize("case", params(NOT_BEARING))
def test_an_article_that_only_shares_words_is_none(case: Case) -> None:
    assert likelihood(case) < 0.5


def test_a_duty_of_another_office_is_none_of_the_unit() -> None:
    [case] = [case for case in BEARING if case.unit == "市档案局"]
    assert likelihood(case._replace(unit="市林业局")) == 0.0


def test_traditional_script_changes_nothing() -> None:
    case = BEARING[0]
    assert likelihood(case._replace(problem="會議費管理不嚴。有4次會議沒有列入年度會議計劃。")) == likelihood(case)


@pytest.mark.parametrize("problem", ["", "。", "不严", "〔〕[](){}*+?\\", "会" * 5000])
def test_any_text_is_answered(problem: str) -> None:
    assert likelihood(Case("", problem, "*办法(", "应当[")) < 0.5


def test_an_article_that_another_outdoes_is_less_likely_than_alone() -> None:
    problem = Problem("会议费管理不严。有4次会议没有列入年度会议计划。")
    less = evidence("年度会议计划应当经领导班子审议。", title="市级机关会议费管理办法")
    best = evidence("没有列入年度会议计划的会议，不得安排会议费。", title="市级机关会议费管理办法")
    assert likelihoods(problem, [best, less])[1] < likelihoods(problem, [less])[0]


def test_words_of_two_facts_do_not_add_up() -> None:
    rule = evidence("社区收到申请后应当当场受理，逾期不得退回。", title="临时救助工作规程")
    apart = Problem("惠民政策落地打折扣。申请没有当场受理；药费逾期退回。")
    together = Problem("惠民政策落地打折扣。申请没有当场受理，逾期退回。")
    assert likelihoods(apart, [rule])[0] < likelihoods(together, [rule])[0]


def test_the_part_that_says_most_of_the_finding_is_quoted_and_no_definition() -> None:
    article = evidence(
        "本办法所称会议是指业务会议。会议费应当单独列示。业务会议不得以现金结算。", title="会议费管理办法"
    )
    part = best_provision(Problem("会议费结算不规范。2次业务会议用现金结算。"), article)
    assert part is not None
    assert part.words == "业务会议不得以现金结算。"


def test_a_title_is_bared_of_issuer_and_kind() -> None:
    assert bare_title("中华人民共和国档案法") == "档案"
    assert bare_title("违规发放津贴补贴行为处分规定") == "违规发放津贴补贴"


def test_each_signal_has_a_coefficient_and_none_counts_against_a_basis() -> None:
    told = read(resources.models() / FILE)
    assert len(told.weights) == len(fields(Signals))
    assert min(told.weights) > 0


def test_signals_lie_where_they_are_said_to() -> None:
    for case in (*BEARING, *NOT_BEARING):
        for signals in signals_of(Problem(case.problem, case.unit), [evidence(case.sentence, title=case.title)]):
            if signals is not None:
                assert 0 <= signals.run <= 10
                assert 0 <= signals.title <= 1
                assert -1 <= signals.lead <= 1.001
