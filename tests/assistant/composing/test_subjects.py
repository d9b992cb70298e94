from __future__ import annotations

from datetime import date

import pytest

from assistant.composing.subjects import another_day, days_told, elsewhere, is_short_for, named, offices, strangers


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("第五轮巡察给市公共交通集团反馈了多少个问题？", ("公共交通集团",)),
        ("市统计局的满意率是多少？", ("统计局",)),
        ("栖云区村级巡察的集中整改期是多长？", ("栖云区",)),
        ("全市改造的老旧小区有多少个？", ()),
        ("采购价比同类医院高多少？", ()),
        ("公司是如何通过改革来提升公司治理的？", ()),
        ("管档案的那个局开过几次会？", ()),
        ("监督员可否作为成员进入评标委员会？", ("评标委员会",)),
        ("恰好局里很忙，能不能请假？", ()),
        ("系统何时县区全覆盖？", ()),
        ("区里叫街道跟谁一起办？", ()),
        ("柳湾村没登记的合同有几份？", ("柳湾村",)),
        ("示范村有几个？", ()),
        ("由谁约谈青溪镇党委书记？", ("青溪镇",)),
        ("检查云岭镇时发现几处问题？", ("云岭镇",)),
        ("市发展改革局有多少人？", ("发展改革局",)),
    ],
)
def test_who_the_question_is_about_is_seen(question: str, names: tuple[str, ...]) -> None:
    assert named(question) == names


@pytest.mark.parametrize(("name", "is_stranger"), [("交通局", False), ("交通运输局", False), ("教育局", True)])
def test_a_short_name_is_no_stranger_and_another_office_is(name: str, is_stranger: bool) -> None:
    assert strangers([name], "市交通运输局党组的整改报告") == float(is_stranger)


@pytest.mark.parametrize(
    ("asked", "told", "around", "worth"),
    [
        ({"2024"}, {"2023-05-01"}, set(), 1.0),
        ({"2024"}, {"2024-05-01"}, set(), 0.0),
        ({"2024-05"}, {"2024-05-01"}, set(), 0.0),
        ({"2024"}, set(), {"2024-12-10"}, 0.0),
        ({"2024"}, set(), {"2023-12-10"}, 0.5),
        (set(), {"2023"}, set(), 0.0),
    ],
)
def test_another_years_figure_is_seen(asked: set[str], told: set[str], around: set[str], worth: float) -> None:
    assert another_day(frozenset(asked), frozenset(told), frozenset(around)) == worth


@pytest.mark.parametrize(
    ("name", "text", "is_short"),
    [
        ("市卫健委", "中共临江市卫生健康委员会党组", True),
        ("住建局", "市住房和城乡建设局", True),
        ("粮储集团", "市粮食储备集团有限公司", True),
        ("卫健委", "市卫生局和健身协会、编委", False),
        ("办法", "管理办法", False),
    ],
)
def test_an_office_is_known_by_its_short_name(name: str, text: str, is_short: bool) -> None:
    assert is_short_for(name, text) is is_short


def test_a_village_doctor_is_no_township() -> None:
    assert named("离岗乡村医生的补助是多少？") == ()
    assert named("石门县村党组织的整改期是几个月？") == ("石门县",)


def test_an_office_in_short_is_seen_where_its_rank_shows_it() -> None:
    assert offices("市卫健委清理了多少份合同？") == ("卫健委",)
    assert offices("市纪委委托谁核查？") == ()


@pytest.mark.parametrize(
    ("question", "text", "around", "is_elsewhere"),
    [
        ("省委巡视的整改期是几个月？", "市委巡察的整改期为3个月", "", True),
        ("市委巡察的整改期是几个月？", "市委巡察的整改期为3个月", "", False),
        ("省委巡视的整改期是几个月？", "整改期为3个月", "", False),
        ("白沙县摸底多少人？", "摸底312人", "全市摸底312人", True),
        ("白沙县摸底多少人？", "摸底312人", "白沙县摸底312人", False),
        ("我们县摸底多少人？", "全县摸底312人", "全县摸底312人", False),
        ("各县区一把手都来的会，住宿费是多少？", "一类会议住宿费300元", "", False),
    ],
)
def test_another_place_or_level_is_no_answer(question: str, text: str, around: str, is_elsewhere: bool) -> None:
    assert elsewhere(question, text, around) is is_elsewhere


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("全市泵站23座，去年抽水1140万吨。", {"2023"}),
        ("由去年的13座增加到19座。", set()),
        ("比去年同期增加3座。", set()),
        ("2021年建成。今年再建2座。", {"2021", "2024"}),
    ],
)
def test_last_year_is_the_year_before_the_paper(text: str, years: set[str]) -> None:
    assert days_told(text, date(2024, 3, 1)) == years
    assert "2023" not in days_told(text, None)
