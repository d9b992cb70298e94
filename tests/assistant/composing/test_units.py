from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.units import Unit, sources
from assistant.records import Evidence, Passage, Status


def evidence(*texts: str) -> list[Evidence]:
    """Passages that follow one another in one document."""
    made, start = [], 0
    for at, text in enumerate(texts):
        passage = Passage(f"p{at}", "d", start, start + len(text), start, start + len(text), text, "")
        made.append(Evidence(passage, "题", "题.txt", Status.CURRENT, 1.0))
        start += len(text) + 1
    return made


def units(*texts: str) -> list[Unit]:
    return [unit for source in sources(evidence(*texts)) for unit in source.units]


def leads(found: Sequence[Unit]) -> list[str]:
    return [unit.lead_text for unit in found]


def test_an_item_knows_what_opens_its_list() -> None:
    assert leads(units("应当列明下列内容：\n（一）目标；\n（二）措施。\n另一段。")) == [
        "",
        *["应当列明下列内容："] * 2,
        "",
    ]


def test_a_list_that_does_not_go_on_counting_is_another() -> None:
    assert leads(units("要求如下：\n（一）快；\n（三）好。")) == ["", "要求如下：", ""]


def test_a_row_knows_the_header_of_its_table() -> None:
    found = units("| 单位 | 问题 |\n| --- | --- |\n| 甲局 | 12 |\n| 乙局 | 9 |")
    assert [(unit.text, unit.lead_text) for unit in found] == [
        ("| 甲局 | 12 |", "| 单位 | 问题 |"),
        ("| 乙局 | 9 |", "| 单位 | 问题 |"),
    ]


def test_a_table_that_is_cut_between_passages_keeps_its_header() -> None:
    found = units("| 单位 | 问题 |\n| 甲局 | 12 |", "| 乙局 | 9 |")
    assert (found[-1].lead_text, found[-1].lead_key) == ("| 单位 | 问题 |", 1)


def test_a_form_that_is_cut_between_passages_keeps_its_problem() -> None:
    (found,) = (
        unit for unit in units("问题1：甲。\n牵头单位：一科。\n问题2：乙。", "牵头单位：二科。") if "二科" in unit.text
    )
    assert "乙" in found.block
    assert "甲" not in found.block


def test_a_sentence_that_leans_knows_the_one_before() -> None:
    assert [unit.before for unit in units("排查17座。其中6座没有改造。")] == ["", "排查17座。"]


@given(st.text(alphabet="甲乙一二（）。；：|\n 1", max_size=120))
def test_every_unit_is_what_stands_at_its_place(text: str) -> None:
    (source,) = sources(evidence(text))
    assert all(unit.text == source.text_of(unit.span) for unit in source.units)


def test_a_row_of_sentences_is_told_sentence_by_sentence() -> None:
    found = units("| 问题 | 责任 |\n| --- | --- |\n| 收费不规范。多收41万元。 | 馆长负直接责任，局长负领导责任 |")
    assert [unit.text for unit in found] == ["收费不规范。", "多收41万元。", "馆长负直接责任，局长负领导责任"]
    assert all("收费不规范" in unit.block for unit in found)
    assert not any(unit.row for unit in found)
