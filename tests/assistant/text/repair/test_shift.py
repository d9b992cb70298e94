"""Text read one byte off: the mechanism, its certain and its guessed characters, and what a gloss betrays."""

from __future__ import annotations

import random

import pytest

from assistant.text.repair import repair
from assistant.text.repair.shift import candidates
from tests.damage import gbk_bytes, pages

TEXT = "各級黨組織要切實履行主體責任，抓好巡察整改工作，堅決防止形式主義、官僚主義。"


def test_a_character_whose_bytes_survive_comes_back_with_its_own_stretch() -> None:
    damaged = gbk_bytes.cut_inside_character(TEXT, random.Random(4))
    result = repair(damaged)
    assert result.text == TEXT
    (edit,) = result.repairs
    assert edit.kind == "shift"
    spans = [result.offsets.span_to_original(at, at + 1) for at in range(edit.start, edit.end)]
    assert max(end - start for start, end in spans) <= 2


def test_an_orphan_gloss_names_the_character_that_straddled_two_others() -> None:
    page = "以負責擔當(dāng)?shù)膽B(tài)度對待問題(tí)，總結經驗(yàn)，責(zé)任到人。"
    assert repair(page).text == "以负责担当的态度对待问题，总结经验，责任到人。"


def test_a_swallowed_digit_stays_marked() -> None:
    data = gbk_bytes.encode("自收到申請之日起60日內作出決定。")
    at = gbk_bytes.encode("自收到申請之日").__len__()
    damaged = data[:at].decode("gbk") + "?" + gbk_bytes.decode(data[at + 1 :])
    assert "起0日" not in repair(damaged).text


@pytest.mark.parametrize("text", ["什么?为什么?", "？A.", "a?b:c", "?" * 50, "怎么办？？？"])
def test_question_marks_of_people_are_no_candidates_or_are_left(text: str) -> None:
    assert repair(text).text == text


def test_hostile_marks_are_cheap() -> None:
    assert candidates("?" * 10_000, is_damaged=False) == []


def test_natural_cuts_of_a_glossed_page() -> None:
    text = "全面推進巡察工作。“兩個維護”是具體的，不是抽象的。" + TEXT
    simplified = (
        "全面推进巡察工作。“两个维护”是具体的，不是抽象的。"
        "各级党组织要切实履行主体责任，抓好巡察整改工作，坚决防止形式主义、官僚主义。"
    )
    table = {"黨": "dǎng", "實": "shí", "責": "zé", "進": "jìn"}
    assert pages.traditional(simplified) == text
    assert repair(pages.glossed_bytes(simplified, table, random.Random(0), cut_share=1.0)).text == simplified
