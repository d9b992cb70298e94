"""What a passage of a rule lays down: sentences, and items of a list that say nothing without its lead-in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.provisions import provisions

LIST = "第十八条　有下列情形之一的，由财政部门责令改正：\n（一）计划外召开会议的；\n（二）转嫁、摊派会议费的。"


def test_an_item_stands_with_its_lead_in_and_is_quoted_alone() -> None:
    item = next(one for one in provisions(LIST) if one.span.of(LIST).startswith("（一）"))
    assert item.span.of(LIST) == "（一）计划外召开会议的；"
    assert "责令改正" in item.words
    assert "转嫁" not in item.words


def test_a_short_list_is_a_provision_as_a_whole_and_a_lead_in_alone_is_none() -> None:
    quotes = [one.span.of(LIST) for one in provisions(LIST)]
    assert LIST in quotes
    assert not any(quote.endswith("：") for quote in quotes)


def test_a_list_too_long_to_be_read_is_quoted_item_by_item() -> None:
    items = "".join(f"\n（{number}）超出规定范围列支第{number}类费用的；" for number in "一二三四五六七八九十")
    text = f"有下列情形之一的，责令改正：{items}"
    assert [one.span.of(text)[1] for one in provisions(text)] == [*"一二三四五六七八九十"]


def test_sentences_behind_a_list_are_provisions_of_their_own() -> None:
    text = f"{LIST}\n前款第二项情节严重的，依法移送有关机关。"
    assert list(provisions(text))[-1].words == "前款第二项情节严重的,依法移送有关机关。"


@given(st.text(alphabet="（一）、二：；。\n不得列支会议费用 1.", max_size=120))
def test_every_provision_is_words_of_the_passage(text: str) -> None:
    for one in provisions(text):
        assert one.span.of(text).strip() == one.span.of(text)
        assert 10 <= len(one.span.of(text)) <= 160
