"""Sentences and their citation marks out of text that arrives in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.composer import ComposedSentence, Delta
from assistant.composing.prompts import CANNOT_ANSWER
from assistant.composing.streaming import AnswerReader, keys_of


def read(*pieces: str, cut: bool = False) -> list[Delta | ComposedSentence]:
    reader = AnswerReader()
    events = [event for piece in pieces for event in reader.feed(piece)]
    return [*events, *reader.close(cut=cut)]


def composed(*pieces: str, cut: bool = False) -> list[tuple[str, tuple[int, ...]]]:
    return [(e.text, e.keys) for e in read(*pieces, cut=cut) if isinstance(e, ComposedSentence)]


def shown(*pieces: str) -> str:
    return "".join(event.text for event in read(*pieces) if isinstance(event, Delta))


CASES = {
    "behind the stop": ("党组书记是第一责任人。[1]", [("党组书记是第一责任人。", (1,))]),
    "before the stop": ("党组书记是第一责任人[1]。", [("党组书记是第一责任人。", (1,))]),
    "two marks": ("限期三个月。[1][2]", [("限期三个月。", (1, 2))]),
    "two numbers in a mark": ("限期三个月[1,2]。", [("限期三个月。", (1, 2))]),
    "Chinese separators": ("限期三个月[1、2，4]。", [("限期三个月。", (1, 2, 4))]),
    "lenticular brackets": ("限期三个月。【1】", [("限期三个月。", (1,))]),
    "full-width brackets": ("限期三个月。［1］", [("限期三个月。", (1,))]),
    "full-width digits": ("限期三个月。［１２］", [("限期三个月。", (12,))]),
    "a range": ("限期三个月[2-4]。", [("限期三个月。", (2, 3, 4))]),
    "a word in the mark": ("限期三个月[材料1]。", [("限期三个月。", (1,))]),
    "another model's habit": ("限期三个月【3†来源】。", [("限期三个月。", (3,))]),
    "spaces before a mark": ("限期三个月 [1]。", [("限期三个月。", (1,))]),
    "the same key twice": ("书记负责[1]，限期三个月[1]。", [("书记负责，限期三个月。", (1,))]),
    "a key that does not exist": ("限期三个月。[99]", [("限期三个月。", (99,))]),
    "two sentences": (
        "党组书记是第一责任人。[1]限期三个月完成整改。[2]",
        [("党组书记是第一责任人。", (1,)), ("限期三个月完成整改。", (2,))],
    ),
    "a line each": (
        "党组书记是第一责任人。[1]\n限期三个月完成整改。[2]\n",
        [("党组书记是第一责任人。", (1,)), ("限期三个月完成整改。", (2,))],
    ),
    "marks that begin a line": (
        "[1] 党组书记是第一责任人。\n[2] 限期三个月完成整改。",
        [("党组书记是第一责任人。", (1,)), ("限期三个月完成整改。", (2,))],
    ),
    "a mark on a line of its own at the end": ("限期三个月。\n[1]", [("限期三个月。", (1,))]),
    "a quotation": (
        "办法要求“立行立改。限期整改。”[1]各单位应当执行这一规定。[2]",
        [("办法要求“立行立改。限期整改。”", (1,)), ("各单位应当执行这一规定。", (2,))],
    ),
    "a long quotation": (
        "办法要求“立行立改。三个月之内全部整改到位，并且逐项上报结果。”[1]各单位应当执行。[2]",
        [("办法要求“立行立改。三个月之内全部整改到位，并且逐项上报结果。”", (1,)), ("各单位应当执行。", (2,))],
    ),
    "a quotation inside a longer sentence": (
        "“限期整改到位。”他在会上强调。[1]",
        [("“限期整改到位。”他在会上强调。", (1,))],
    ),
    "a bracket": ("整改（含立行立改。）应当完成[1]。", [("整改（含立行立改。）应当完成。", (1,))]),
    "a decimal": ("完成率为95.5%[1]。", [("完成率为95.5%。", (1,))]),
    "the year of a document number": ("见临办发[2023]5号第三条[1]。", [("见临办发[2023]5号第三条。", (1,))]),
    "the year of a document number, short": ("见临办发[23]5号第三条[1]。", [("见临办发[23]5号第三条。", (1,))]),
    "brackets that are no mark": ("【待填：人数】名党员参加[1]。", [("【待填：人数】名党员参加。", (1,))]),
    "markdown": ("- **责任人**：党组书记。[1]", [("责任人：党组书记。", (1,))]),
    "a rule of dashes": ("限期三个月。[1]\n---\n", [("限期三个月。", (1,))]),
    "no stop at the end": ("限期三个月[1]", [("限期三个月", (1,))]),
    "no mark": ("限期三个月。", [("限期三个月。", ())]),
    "only a mark": ("[1]", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize("label", CASES)
def test_marks_belong_to_the_sentence_just_ended(label: str) -> None:
    text, expected = CASES[label]
    assert composed(text) == expected


@pytest.mark.parametrize("label", CASES)
def test_it_is_no_matter_how_the_text_is_cut(label: str) -> None:
    text, expected = CASES[label]
    assert composed(*text) == expected
    assert all(composed(text[:at], text[at:]) == expected for at in range(len(text)))


FRAGMENTS = st.sampled_from(
    [
        "书记负责",
        "限期整改",
        "3.5",
        "[1]",
        "[2,3]",
        "【4】",
        "。",
        "；",
        "\n",
        "“",
        "”",
        "（",
        "）",
        "[",
        "（一）",
        " ",
        "！",
        "**",
        "他说",
    ]
)


@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.data())
def test_sentences_do_not_depend_on_the_pieces(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert composed(*pieces) == composed(text)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_no_word_is_lost(text: str) -> None:
    words = "".join(sentence for sentence, _ in composed(text))
    for word in ("书记负责", "限期整改", "他说"):
        assert words.count(word) == text.count(word)


def test_a_sentence_is_given_long_before_the_answer_ends() -> None:
    reader = AnswerReader()
    events = [*reader.feed("党组书记是第一责任人。[1]"), *reader.feed("整改期限为三个月，从收到反馈之日起算")]
    assert ComposedSentence("党组书记是第一责任人。", (1,)) in events


def test_text_is_shown_as_it_comes() -> None:
    reader = AnswerReader()
    assert list(reader.feed("党组")) == [Delta("党组")]
    assert list(reader.feed("书记[1")) == [Delta("书记[1")]


@pytest.mark.parametrize(
    "text", [CANNOT_ANSWER, f"{CANNOT_ANSWER}。", f"\n{CANNOT_ANSWER}。[1]", f"“{CANNOT_ANSWER}。”"]
)
def test_the_words_for_no_answer_are_no_sentence_and_never_shown(text: str) -> None:
    assert composed(*text) == []
    assert shown(*text) == ""


def test_the_words_for_no_answer_behind_an_answer_are_dropped() -> None:
    assert composed(f"限期三个月。[1]{CANNOT_ANSWER}。") == [("限期三个月。", (1,))]


def test_an_answer_that_only_begins_like_the_words_for_no_answer_is_shown() -> None:
    text = "现有材料中写明限期三个月。[1]"
    assert shown(*text) == text
    assert composed(*text) == [("现有材料中写明限期三个月。", (1,))]


def test_an_answer_that_ends_like_a_beginning_of_those_words_is_shown() -> None:
    assert shown("现有", "材料") == "现有材料"


@pytest.mark.parametrize("thought", ["<think>材料[1]说了什么？想一想。</think>\n\n", "\n<think></think>"])
def test_thoughts_written_before_the_answer_are_not_part_of_it(thought: str) -> None:
    text = f"{thought}限期三个月。[1]"
    assert composed(*text) == [("限期三个月。", (1,))]
    assert shown(*text) == "限期三个月。[1]"


def test_a_thought_without_end_is_no_answer() -> None:
    assert read("<think>想了很久。", "还在想。") == []


def test_what_only_looks_like_a_thought_is_kept() -> None:
    assert composed(*"<thi") == [("<thi", ())]


def test_a_cut_answer_gives_up_only_its_last_sentence() -> None:
    assert composed("书记负责。[1]限期三个", cut=True) == [("书记负责。", (1,))]
    assert composed("书记负责。[1]", cut=True) == [("书记负责。", (1,))]
    assert composed("限期三个", cut=True) == []
    assert composed("限期三个 ", cut=True) == []


def test_an_endless_run_without_a_stop_costs_little() -> None:
    reader = AnswerReader()
    for _ in range(4000):
        list(reader.feed("整改整改，"))
    assert reader.watch.characters == 20_000


@given(st.text("0123456789,，、-~ 第", max_size=12))
def test_keys_are_numbers_each_once(mark: str) -> None:
    keys = keys_of(mark)
    assert len(set(keys)) == len(keys)
