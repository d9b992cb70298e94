from __future__ import annotations

import pytest

from assistant.composing.predicates import conditions, done, implied, in_short


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("整改方案要在多少个工作日内报送？", ("报送",)),
        ("由哪个部门审核清单？", ("审核",)),
        ("五届市委第八轮巡察是哪天开始的？", ("开始",)),
        ("集中整改期是几个月？", ()),
        ("急难型临时救助的办理时限？", ()),
        ("房产欠租问题延期到什么时候？", ("延期",)),
        ("今年信访件一共收到多少件？", ("收到",)),
        ("抽调几名干部参加巡察？", ("参加", "巡察")),
        ("报送整改方案的时间？", ("报送",)),
        ("实地督导安排在什么时候？", ()),
        ("来访集中受理到哪一天为止？", ("受理",)),
        ("可以向哪里申请复核？", ("申请", "复核")),
        ("对结果不服的怎么申诉？", ("申诉",)),
    ],
)
def test_what_is_done_in_the_time_or_by_the_one_is_known(question: str, wanted: tuple[str, ...]) -> None:
    assert done(question) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("应当在5个工作日内修改后重新报送。", {"again"}),
        ("逾期没有提出的，视为无异议。", {"late"}),
        ("情况复杂的，经市委巡察办同意可以延长1次。", {"hardship", "by leave", "longer"}),
        ("应当自收到之日起15个工作日内报送。", set()),
        ("连续3年由同一家企业供应。", set()),
        ("合同续签不超过2次。", {"again"}),
    ],
)
def test_a_rule_for_special_cases_is_told_from_the_general_one(text: str, wanted: set[str]) -> None:
    assert conditions(text) == wanted


def test_who_asks_to_put_something_off_has_named_reasons_and_leave() -> None:
    assert implied(conditions("延期申请什么时候提出")) >= {"longer", "hardship", "by leave"}
    assert implied(frozenset({"late"})) == {"late"}


def test_a_verb_may_stand_in_its_short_form() -> None:
    assert in_short("报送", "经党组织会议审议后报市委巡察办")
    assert not in_short("报送", "举报人反映的情况")
