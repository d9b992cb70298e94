"""Which provision speaks of what a finding states as fact, by words rare enough not to meet by chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.facts_met import fact_met, touches_fact

TENDERS = "工程建设项目招标投标监督管理规定"
FINDING = "工程管理不规范。院区改造工程拆分成4个合同,规避招标。2个项目变更金额超过合同价10%,没有组织专家论证。"


@pytest.mark.parametrize(
    "provision",
    [
        "任何单位和个人不得将工程项目化整为零或者以其他方式规避招标。",
        "累计变更金额超过合同价10%的,建设单位应当组织专家论证。",
    ],
)
def test_each_fact_behind_the_headline_is_met_by_its_own_provision(provision: str) -> None:
    assert fact_met(FINDING, TENDERS, provision) is not None


@pytest.mark.parametrize(
    "provision",
    [
        "工程项目的招标投标活动及其监督管理,适用本规定。",
        "招标人应当对招标文件进行公平竞争审查。",
        "行业监督部门应当对工程项目开展检查,督促落实管理要求。",
    ],
)
def test_the_words_of_the_title_and_of_any_rule_meet_no_fact(provision: str) -> None:
    assert fact_met(FINDING, TENDERS, provision) is None


def test_the_more_of_a_fact_is_told_the_more_it_weighs() -> None:
    finding = "财务报销把关不严。报销会议费没有附参会人员签到表和会议审批文件。"
    all_of_it, some = (
        fact_met(finding, "财务规定", words)
        for words in ("报销会议费应当提供会议审批文件、参会人员签到表。", "参会人员应当在签到表上签名。")
    )
    assert all_of_it is not None
    assert some is None or some < all_of_it


def test_what_headline_and_fact_both_name_decides_between_two_provisions() -> None:
    finding = "值班日志拖延移交。5月收到通知，8月才把值班日志送到档案室。"
    on_it = fact_met(finding, "档案工作办法", "收到通知之日起15日内整理值班日志,送档案室。")
    beside = fact_met(finding, "档案工作办法", "收到通知之日起3个月内向档案室移交会计凭证。")
    assert on_it is not None
    assert on_it.has_headline
    assert beside is None or on_it > beside


def test_a_limit_in_both_tells() -> None:
    finding = "信访办理拖延。7件信访件超过45日没有办结。"
    in_time, other = (
        fact_met(finding, "信访办法", f"承办单位应当自收到信访件之日起{days}日内办结。") for days in (45, 15)
    )
    assert in_time is not None
    assert other is None or other < in_time


def test_a_provision_on_the_headline_alone_touches_no_fact() -> None:
    finding = "食品安全责任落实不到位。双随机抽查任务没有完成,12家企业没有复查。"
    assert not touches_fact(finding, "食品安全法", "食品生产企业不得制定低于国家标准的食品企业标准。")
    assert touches_fact(finding, "食品安全法", "对双随机抽查发现问题的企业应当复查。")
    assert touches_fact("食品安全责任落实不到位。", "食品安全法", "食品生产企业应当落实责任。")


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_any_text_is_answered(finding: str, title: str, provision: str) -> None:
    met = fact_met(finding, title, provision)
    assert met is None or met.weight > 0
