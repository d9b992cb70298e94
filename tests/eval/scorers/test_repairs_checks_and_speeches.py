"""Repair, checks and remarks: each figure worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from eval.cases.checks import CheckedDraft, CheckReport, SpokenRule
from eval.cases.drafts import Quoted
from eval.cases.repairs import DamagedText, RepairedText
from eval.cases.speeches import Occasion, Spoken, SpokenLine, SpokenSource
from eval.scorers import EVERY


def repaired(original: str, fixed: str, text: str, *, again: str | None = None, replayed: str | None = None) -> Any:
    product = RepairedText(
        text=text,
        replayed=text if replayed is None else replayed,
        again=text if again is None else again,
        model="",
        elapsed_ms=0.0,
    )
    case = DamagedText("a", "a", original, fixed)
    return lambda metric: EVERY[metric].score(product, case).value


def test_a_text_is_repaired_to_the_letter_or_not() -> None:
    assert repaired("党(dǎng)组", "党组", "党组")("repair_exactness") == 1.0
    assert repaired("党(dǎng)组", "党组", "党(组")("repair_exactness") == 0.0
    assert repaired("党组", "党组", "党组")("repair_exactness") is None


def test_the_damage_undone_is_what_is_gone_of_the_characters_that_were_wrong() -> None:
    assert repaired("党(dǎng)组", "党组", "党(组")("damage_undone") == pytest.approx(5 / 6)  # 6 too many, 1 left
    assert repaired("乙", "甲", "甲甲甲甲")("damage_undone") == 0.0  # 2 wrong before, 3 after: never below 0
    assert repaired("甲\n乙", "甲\n丙", "甲\n丙")("damage_undone") == 1.0
    assert repaired("党组", "党组", "党")("damage_undone") is None


def test_a_sound_text_is_left_alone_or_not() -> None:
    assert repaired("党组", "党组", "党组")("repair_restraint") == 1.0
    assert repaired("党组", "党组", "黨組")("repair_restraint") == 0.0
    assert repaired("党(dǎng)组", "党组", "党组")("repair_restraint") is None


def test_steps_that_do_not_replay_or_a_repair_that_goes_on_cost_half_each() -> None:
    assert repaired("甲", "乙", "乙")("repair_replay") == 1.0
    assert repaired("甲", "乙", "乙", again="丙")("repair_replay") == 0.5
    assert repaired("甲", "乙", "乙", again="丙", replayed="丁")("repair_replay") == 0.0


def checked(side: Any, *issues: tuple[str, str]) -> Any:
    report = CheckReport(issues=tuple(SpokenRule(*issue) for issue in issues), model="", elapsed_ms=0.0)
    case = CheckedDraft("a", "a", "rows", side, "" if side == "clean" else "no-owner")
    return {name: EVERY[name].score(report, case).value for name in ("rule_recall", "rule_restraint", "false_alarms")}


@pytest.mark.parametrize(
    ("side", "issues", "values"),
    [
        ("found", [("no-owner", "error")], (1.0, None, None)),
        ("found", [("no-due", "error")], (0.0, None, None)),
        ("silent", [("no-owner", "info")], (None, 0.0, None)),
        ("silent", [("no-due", "error")], (None, 1.0, None)),
        ("clean", [("no-owner", "error")], (None, None, 1.0)),
        ("clean", [("no-basis", "warning")], (None, None, 0.0)),
        ("clean", [("no-basis", "warning"), ("no-due", "warning")], (None, None, 1.0)),
        ("clean", [("owners-open", "info")] * 3, (None, None, 0.0)),
    ],
)
def test_a_rule_speaks_or_is_silent_and_a_clean_draft_is_accused_or_not(
    side: str, issues: list[tuple[str, str]], values: tuple[float | None, ...]
) -> None:
    assert tuple(checked(side, *issues).values()) == values


def spoken(*lines: SpokenLine, **fields: Any) -> Spoken:
    given = {"about": "会议", "sources": (), "characters": 1000, "model": "", "elapsed_ms": 0.0, **fields}
    return Spoken(lines=lines, **given)


def occasion(**fields: Any) -> Occasion:
    return Occasion("a", "a", **{"genre": "表态发言", "about": "会议", **fields})


def value(metric: str, product: Spoken, case: Occasion | None = None) -> float | None:
    return EVERY[metric].score(product, case or occasion()).value


@pytest.mark.parametrize(
    ("characters", "too_short", "expected"),
    [(900, False, 1.0), (899, False, 0.0), (899, True, 1.0), (1375, False, 1.0), (1376, True, 0.0)],
)
def test_five_minutes_are_900_to_1375_characters(characters: int, too_short: bool, expected: float) -> None:
    product = spoken(characters=characters, says_too_short=too_short)
    assert value("remark_length", product, occasion(minutes=5)) == expected
    assert value("remark_length", product) is None


def test_paragraphs_that_speak_of_rules_cite_something() -> None:
    lines = [
        SpokenLine("按照条例办理。", (1,)),
        SpokenLine("落实中央要求。"),
        SpokenLine("一、落实中央要求", is_heading=True),
    ]
    assert value("policy_cited", spoken(*lines)) == 0.5
    assert value("policy_cited", spoken(SpokenLine("我们抓紧整改。"))) is None
    assert value("policy_cited", spoken(SpokenLine("关于条例的会议开得好。"), about="关于条例的会议")) is None


def test_quotations_stand_where_they_are_said_to_stand() -> None:
    source = SpokenSource(1, "办法", Quoted("应当每月听取汇报。", "应当每月听取汇报。"))
    right = SpokenLine("《办法》规定：“应当每月听取汇报。”", (1,))
    assert value("remark_quotes", spoken(right, sources=(source,))) == 1.0
    wrong = SpokenLine("《办法》规定：“应当每周听取汇报。”", (1,))
    assert value("remark_quotes", spoken(wrong, sources=(source,))) == 0.5
    assert value("remark_quotes", spoken(wrong)) == 0.0


def test_every_item_of_an_agenda_is_called_once_and_in_order() -> None:
    first, second = SpokenLine("下面，进行第一项议程：讲话。"), SpokenLine("下面，进行第二项议程：表态。")
    case = occasion(genre="主持词", items=2)
    assert value("agenda_called", spoken(first, second), case) == 1.0
    for lines in ((first,), (second, first), (first, first, second)):
        assert value("agenda_called", spoken(*lines), case) == 0.0
    assert value("agenda_called", spoken(first)) is None


def test_a_statement_of_stance_demands_nothing() -> None:
    assert value("demands_free", spoken(SpokenLine("我们全部认领。"))) == 1.0
    assert value("demands_free", spoken(SpokenLine("各单位必须抓好落实。"))) == 0.0
    assert value("demands_free", spoken(SpokenLine("各单位必须抓好落实。")), occasion(genre="部署讲话")) is None


def test_figures_of_remarks_come_from_what_they_are_about() -> None:
    line = SpokenLine("反馈的2个问题全部认领，4次会议逐次核对，用【待填：天数】天办完，共17万元。")
    product = spoken(line, about="2023年有4次会议没有列入计划")
    assert value("invented_in_remarks", product, occasion(problems=2)) == pytest.approx(1 / 3)
    assert value("invented_in_remarks", product, occasion(problems=3)) == pytest.approx(2 / 3)
    assert value("invented_in_remarks", spoken(SpokenLine("全部认领。"))) is None
