from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.text.terms import fold, index_terms, query_terms


def test_chinese_text_has_terms_at_all() -> None:
    """The index of other tools splits at spaces and finds nothing in Chinese."""
    assert "整改" in index_terms("落实巡察整改责任")


def test_a_traditional_page_has_the_terms_of_a_simplified_question() -> None:
    assert set(query_terms("问题线索处置")) <= set(index_terms("處置問題線索；問題線索處置"))


def test_width_and_case_do_not_matter() -> None:
    assert index_terms("ＰＰＰ项目２０２４") == index_terms("ppp项目2024")


def test_words_that_only_ask_are_no_terms() -> None:
    assert query_terms("是什么") == []
    assert "整改" in query_terms("整改是什么")


@given(st.text(max_size=80))
def test_folding_keeps_one_character_for_one(text: str) -> None:
    assert len(fold(text)) == len(text)
