from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.wording import tokens


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三十日", "30日"),
        ("二万元", "20000元"),
        ("２万元", "2万元"),
        ("百分之五", "5%"),
        ("百分之十二点五", "12.5%"),
        ("四成", "40%"),
        ("一半", "二分之一"),
        ("1,234件", "1234件"),
        ("三天", "3日"),
        ("7个工作日", "七工作日"),
        ("六十五周岁", "65岁"),
        ("应当报送", "须报送"),
        ("不得公开", "不准公开"),
        ("不得公开", "严禁公开"),
        ("不少于三人", "不低于3人"),
        ("不超过2天", "不得超过两天"),
        ("没有完成", "未完成"),
        ("有关部门", "相关部门"),
        ("半年", "6个月"),
        ("一年半", "18个月"),
        ("八点半", "8时30分"),
        ("1/3", "三分之一"),
        ("两成", "20%"),
        ("10天内", "10日内"),
        ("3个工作日里", "3个工作日内"),
        ("11个人", "11人"),
        ("80块钱", "80元"),
        ("跑两趟", "跑两次"),
        ("得在10天内", "应当在10天内"),
        ("购买设备", "采购设备"),
        ("获得证明", "取得证明"),
        ("分管领导", "分管负责同志"),
        ("一年", "十二个月"),
        ("撤离之后30日内", "撤离后30日内"),
        ("7月底以前", "7月底前"),
        ("告知是否受理", "告知能否受理"),
        ("不到80%", "低于80%"),
        ("县人民政府", "县政府"),
        ("第三十五条", "第35条"),
        ("按照办法", "依据办法"),
        ("甲和乙", "甲以及乙"),
        ("巡視整改", "巡视整改"),
        ("每半年报告", "每半年 报告"),
    ],
)
def test_what_is_written_in_two_ways_has_the_same_keys(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("15日", "15个工作日"),
        ("3个月", "3月"),
        ("应当", "可以"),
        ("可以", "不可以"),
        ("以上", "以下"),
        ("不超过", "超过"),
        ("10元", "1万元"),
        ("第三条", "第三款"),
        ("公开", "不公开"),
        ("每月", "每季度"),
        ("上半年", "半年"),
        ("一个月以内", "一个月以外"),
        ("整改后", "整改前"),
        ("结束后", "结束前"),
        ("争取清零", "必须清零"),
        ("才能办理", "可以办理"),
        ("不论有无", "有无"),
    ],
)
def test_what_differs_in_sense_differs_in_keys(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    "text",
    [
        "万一",
        "千万",
        "统一",
        "应急",
        "响应",
        "重要",
        "要求",
        "主要",
        "不断",
        "未来",
        "这一轮",
        "同一事项",
        "加在一起",
    ],
)
def test_words_that_look_like_figures_or_duties_are_characters(text: str) -> None:
    assert {token.kind for token in tokens(text)} <= {"character", "link"}


@pytest.mark.parametrize("label", ["1.2 ", "3. ", "4、", "2.1.3 ", "1.2"])
def test_what_numbers_a_line_is_no_figure(label: str) -> None:
    assert [token.key for token in tokens(f"{label}修订办法")] == [token.key for token in tokens("修订办法")]


def test_a_figure_that_begins_a_line_is_one() -> None:
    assert [token.key for token in tokens("1.5亿元。\n2.5%\n3.2个百分点")][::2][:2] == ["#150000000", "#2.5"]


def test_each_token_shows_where_it_stands() -> None:
    text = "　须在２万元以内，不得超支。"
    assert [text[token.start : token.end] for token in tokens(text)][:5] == ["须", "在", "２万", "元", "以内"]


@given(
    st.one_of(
        st.text(max_size=60), st.text(alphabet="一二三十百千万亿点分之第条0123.,%个月日不得超过未满", max_size=40)
    )
)
def test_any_text_gives_tokens_in_order_inside_it(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(before.start <= after.start for before, after in itertools.pairwise(found))
