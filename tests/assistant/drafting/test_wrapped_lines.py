"""Pages whose lines were broken at a fixed width: what is joined, what stays apart, and what is quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.findings import read_findings
from assistant.drafting.wrapped_lines import joined_lines
from tests.assistant.drafting.feedback_samples import document

FULL = "局党组对下属单位的监督检查没有形成书面记录也没有跟踪问"


def page(*tail: str) -> str:
    return "\n".join((FULL, FULL, FULL, *tail))


def test_lines_of_a_fixed_width_are_read_as_whole_sentences() -> None:
    joined, offsets = joined_lines(page("    题整改。", "完。"), ())
    assert joined == f"{FULL}{FULL}{FULL}题整改。\n完。"
    at = joined.index("题")
    start, end = offsets.span_to_original(at - 1, at + 2)
    assert page("    题整改。")[start:end] == "问\n    题整"


@pytest.mark.parametrize(
    "begins_anew",
    ["整改建议：健全制度。", "市档案馆党组：", "党的建设方面", "1 | 账目不清 | 办公室"],
    ids=["a field of a form", "who is written to", "a heading", "a row of a table"],
)
def test_what_begins_anew_is_joined_to_no_line_above(begins_anew: str) -> None:
    assert f"\n{begins_anew}" in joined_lines(page(begins_anew, "完。"), ())[0]


def test_no_line_is_joined_to_an_item() -> None:
    text = page("1.第一项。")
    assert "\n1.第一项。" in joined_lines(text, {text.index("1.")})[0]


def test_short_lines_and_long_paragraphs_stay_as_they_are() -> None:
    for text in ("短行\n短行\n短行\n短行", "\n".join(["一段很长的话" * 20] * 4)):
        assert joined_lines(text, ())[0] == text


def test_a_name_that_a_line_end_cuts_is_quoted_where_it_stands_whole() -> None:
    text = (
        "关于巡察市公证处党支部的反馈意见\n"
        "    2023年8月21日至9月22日，区委第四巡\n察组对市公证处党支部开展了常规巡察，现将巡察发\n"
        "现的有关问题和整改工作的意见一并向你们作如下反\n馈：\n"
        "    （一）公证质量把关不严。抽查2021年以来办结的\n公证卷宗320卷，发现告知笔录缺失26卷。\n"
        "    （二）收费减免政策落实不到位。应当免费的54件仍\n收取费用1.62万元。\n"
        "    区委第四巡察组\n    2023年11月10日\n"
    )
    found = read_findings(document(text))
    body = found.inspection.inspected_by
    assert body is not None
    assert (body.verbatim, text[body.start : body.end]) == ("区委第四巡察组", "区委第四巡察组")
    assert [one.verbatim.count("\n") for one in found.findings] == [1, 1]


@given(st.lists(st.text(alphabet="问题不严。：1一、| \t", max_size=30), max_size=8).map("\n".join))
def test_every_character_that_is_kept_comes_from_its_place(text: str) -> None:
    joined, offsets = joined_lines(text, ())
    for at, character in enumerate(joined):
        assert text[slice(*offsets.span_to_original(at, at + 1))] == character


def test_lines_set_in_spaced_letters_are_closed_up_and_quoted_as_they_stand() -> None:
    text = "关 于 巡 察 的 反 馈 意 见\n1 | 无 | 是 | 否"
    joined, offsets = joined_lines(text, ())
    assert joined == "关于巡察的反馈意见\n1 | 无 | 是 | 否"
    assert offsets.span_to_original(5, 9) == (10, 17)
