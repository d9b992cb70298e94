"""Who inspected, in which round and how, as a feedback document says it."""

from __future__ import annotations

from datetime import date

from assistant.drafting.inspection import inspection


def test_who_inspected_and_when_is_read_from_the_opening() -> None:
    opening = "根据部署，十二届省委第三轮巡视中，省委第八巡视组对某集团开展了常规巡视。\n"
    found = inspection(f"{opening}1.2020年五届市委第八轮巡察的问题没有改。\n2024年6月12日", len(opening))
    assert found.round is not None
    assert found.round.verbatim == "十二届省委第三轮巡视"
    assert found.inspected_by is not None
    assert found.inspected_by.verbatim == "省委第八巡视组"
    assert found.feedback_on == date(2024, 6, 12)


def test_whoever_signed_gave_the_feedback_where_no_group_is_named() -> None:
    text = "账目混乱。\n\n临川县监察委员会\n2024年8月9日\n"
    found = inspection(text, 0).inspected_by
    assert found is not None
    assert found.verbatim == "临川县监察委员会"


def test_two_kinds_of_inspection_in_one_text_leave_the_kind_open() -> None:
    text = "省委巡视组对30个县开展了常规巡视，对3户企业开展了机动巡视。"
    assert inspection(text, len(text)).kind is None


def test_what_every_inspection_stands_for_is_the_kind_only_of_one_that_names_no_other() -> None:
    stance = "巡视组坚守政治巡视定位。"
    for text, kind in ((f"省委开展了常规巡视。{stance}", "常规巡视"), (stance, "政治巡视")):
        found = inspection(text, len(text)).kind
        assert found is not None
        assert found.verbatim == kind
