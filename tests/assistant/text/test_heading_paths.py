"""A place of a passage stands under its own headings, not under those of the passage's first words."""

import pytest

from assistant.text.heading_paths import heading_paths

PLAN = "（三）采购监管\n时限：8月底前。\n（四）责任追究\n时限：9月10日前。\n四、工作要求\n按时报送。"
UNDER = "三、整改任务 › （三）采购监管"


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("8月底前", "三、整改任务 › （三）采购监管"),
        ("9月10日前", "三、整改任务 › （四）责任追究"),
        ("按时报送", "四、工作要求"),
    ],
)
def test_a_deadline_stands_under_the_heading_right_above_it(words: str, path: str) -> None:
    assert heading_paths(UNDER, PLAN).at(PLAN.index(words)) == path


def test_a_passage_that_begins_amid_a_section_is_under_its_heading_until_the_next_one() -> None:
    text = "续上文。\n（四）责任追究\n时限：9月。"
    paths = heading_paths(UNDER, text)
    assert (paths.at(0), paths.at(text.index("时限"))) == (UNDER, "三、整改任务 › （四）责任追究")


def test_a_heading_that_only_the_file_marks_stays_above_what_follows() -> None:
    text = "（一）摸底\n甲。\n（二）处置\n乙。"
    assert heading_paths("工作安排", text).at(len(text) - 1) == "工作安排 › （二）处置"


def test_a_passage_without_headings_has_one_path() -> None:
    assert heading_paths("", "整改落实。").paths == ("",)
