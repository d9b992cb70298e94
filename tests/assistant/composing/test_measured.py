"""What is to be counted or measured, and in which unit."""

from __future__ import annotations

import pytest

from assistant.composing.measured import amount_of, compounds_in, counted_in, nouns_of, unit_of


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("反馈了多少个问题？", "个"),
        ("谈话的人数不少于代表总数的多少？", "%"),
        ("每个巡察组的人数是多少？", "人"),
        ("谈话的人数至少要占多大比例？", "%"),
        ("惠民资金总额是多少？", "元"),
        ("三类会议最多几天？", "天"),
        ("整改得怎么样？", None),
        ("雨量是多少毫米？", "毫米"),
        ("一共修了多少米？", "米"),
    ],
)
def test_the_unit_is_that_of_the_figure_asked_for(question: str, unit: str | None) -> None:
    assert unit_of(question) == unit


def test_the_thing_counted_is_told_from_the_people_and_the_days() -> None:
    assert nouns_of("集中整改期是多长时间？") == ("整改期",)
    assert counted_in("派出几个巡察组？") == "巡察组"
    assert counted_in("抽调几个人参加？") is None
    assert counted_in("在多少个工作日内报送？") is None


def test_a_measured_thing_and_its_charge_are_named() -> None:
    assert nouns_of("档案库房的面积有多大？") == ("面积",)
    assert compounds_in("培训费的标准是多少？") == ("培训费",)


def test_what_is_done_by_a_day_is_not_what_is_measured() -> None:
    assert nouns_of("财政几号前要交表？") == ()
    assert nouns_of("公示期是几天？") == ("公示期",)


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("这次专项检查要走多少个村？", "村"),
        ("柳湾村没登记的合同有几份？", "合同"),
        ("一共查处多少人？", ""),
        ("移交线索多少件？", "线索"),
        ("移交了多少件线索？", "线索"),
        ("完成率是多少？", "完成率"),
        ("整改完成率达到多少？", "完成率"),
        ("培训了几期学员？", "学员"),
        ("学员培训了几期？", "学员"),
        ("全县共有多少名护林员？", "护林员"),
        ("护林员有多少名？", "护林员"),
        ("水闸修了几座？", "水闸"),
        ("修了几座水闸？", "水闸"),
        ("欠费是多少元？", "欠费"),
        ("欠了多少钱？", ""),
        ("老人的补贴是多少？", "补贴"),
        ("会议费的标准是多少？", "标准"),
        ("新增几条公交线路？", "公交线路"),
        ("公交线路新增几条？", "线路"),
        ("拆了几间房？", "房"),
        ("迁走了多少户？", ""),
        ("站里有几辆车？", "车"),
        ("补录档案多少卷？", "档案"),
        ("没有签合同的项目有几个？", "项目"),
        ("项目没签合同的有几个？", "项目"),
        ("巡察了几个镇？", "镇"),
        ("工资一共欠多少？", "工资"),
        ("总共有多少亩地？", "地"),
        ("占用的耕地有多少亩？", "耕地"),
        ("耕地被占了多少亩？", "耕地"),
        ("每个村多少钱？", ""),
        ("管网多长？", "管网"),
        ("台账上列了多少项措施？", "措施"),
        ("措施列了多少项？", "措施"),
        ("第三组谈了多少人次话？", ""),
        ("整改期是几个月？", "整改期"),
        ("住宿费每天多少元？", "住宿费"),
    ],
)
def test_what_is_counted_is_found_wherever_it_stands(question: str, noun: str) -> None:
    assert "".join(nouns_of(question)).endswith(noun)
    assert bool(nouns_of(question)) is bool(noun)


@pytest.mark.parametrize(
    ("question", "noun"),
    [("群众满意度是多少？", "满意度"), ("政策知晓度有多少？", "知晓度"), ("冷库的耗电量是多少？", "耗电量")],
)
def test_what_is_measured_is_the_word_before_what_asks(question: str, noun: str) -> None:
    assert nouns_of(question) == (noun,)


@pytest.mark.parametrize(
    ("noun", "told_as"), [("消耗量", "消耗"), ("投资总额", "投资"), ("质量", "质量"), ("完成率", "完成率")]
)
def test_a_quantity_is_told_without_the_word_for_it(noun: str, told_as: str) -> None:
    assert amount_of(noun) == told_as
