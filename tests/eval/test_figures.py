"""Figures are found whatever their notation, and words that only look like figures are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.figures import figures, with_plain_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三十日内报送", {"30"}),
        ("30日内报送", {"30"}),
        ("３０日内报送", {"30"}),
        ("退还二万元", {"20000"}),
        ("退还2万元", {"20000"}),
        ("退还20,000元", {"20000"}),
        ("占百分之五", {"5%"}),
        ("占5％", {"5%"}),
        ("占百分之八十五点五", {"85.5%"}),
        ("完成率81.25%", {"81.25%"}),
        ("覆盖率76.0%", {"76%"}),
        ("二〇二四年七月一日", {"2024", "7", "1"}),
        ("第十二条第三款", {"12", "3"}),
        ("1.5亿元", {"150000000"}),
        ("一百零五个问题", {"105"}),
        ("3个月", {"3"}),
        ("三个月", {"3"}),
        ("一年内", {"1"}),
        ("100，200", {"100", "200"}),
        ("①4名干部；②2022年有2次", {"4", "2022", "2"}),
    ],
)
def test_a_figure_is_read_in_every_notation(text: str, expected: set[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    ["第一责任人", "三重一大", "一项工作", "一位同志", "统一部署", "千方百计", "十分重要", "万众一心", "", "X件"],
)
def test_a_numeral_inside_a_word_is_no_figure(text: str) -> None:
    assert figures(text) == frozenset()


def test_plain_figures_keep_the_words_around_them() -> None:
    assert with_plain_figures("自收到之日起二十个工作日内") == "自收到之日起20个工作日内"


@given(st.integers(min_value=0, max_value=10**9))
def test_every_whole_number_is_found(number: int) -> None:
    assert figures(f"共{number}件") == {str(number)}


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(figures(text))
    assert isinstance(with_plain_figures(text), str)
