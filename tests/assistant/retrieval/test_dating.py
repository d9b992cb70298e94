from __future__ import annotations

from datetime import date

import pytest

from assistant.retrieval.dating import dated

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("question", "day", "rest"),
    [
        ("2016年时，整改期限是多久？", date(2016, 12, 31), "整改期限是多久？"),
        ("2022年3月的时候，整改期限是多久？", date(2022, 3, 31), "整改期限是多久？"),
        ("2022年12月时，期限是多久？", date(2022, 12, 31), "期限是多久？"),
        ("2022年3月5日时，期限是多久？", date(2022, 3, 5), "期限是多久？"),
        ("2023年修订以前，期限是多久？", date(2022, 12, 31), "期限是多久？"),
        ("按照2020年的信访办法，保存几年？", date(2020, 12, 31), "信访办法，保存几年？"),
        ("2021年印发的整改办法规定几份报告？", date(2021, 12, 31), "整改办法规定几份报告？"),
        ("2030年时，期限是多久？", TODAY, "期限是多久？"),
        ("2022年那阵，多久查一次？", date(2022, 12, 31), "多久查一次？"),
        ("2022年年中那阵子，下乡要去几个人？", date(2022, 6, 30), "下乡要去几个人？"),
        ("2022年6月，下级单位上报台账，应当一式几份？", date(2022, 6, 30), "下级单位上报台账，应当一式几份？"),
        ("要是2023年3月收到举报，最晚几天得答复？", date(2023, 3, 31), "收到举报，最晚几天得答复？"),
    ],
)
def test_a_day_said_in_words_is_the_day_of_the_answer(question: str, day: date, rest: str) -> None:
    assert (dated(question, TODAY).as_of, dated(question, TODAY).rest) == (day, rest)


@pytest.mark.parametrize(
    "question",
    [
        "2024年全市查处多少人？",
        "2023年度会议费检查了多少个单位？",
        "截至2024年底覆盖率多少？",
        "2024年底前应当办结几件？",
        "2024年应当完成多少户改造？",
        "2024年，方案里要求最晚哪天办完？",
        "原因是什么？",
        "整改期限是多久？",
    ],
)
def test_a_year_that_only_says_what_is_counted_is_no_day_of_the_answer(question: str) -> None:
    asked = dated(question, TODAY)
    assert (asked.as_of, asked.previous, asked.compares, asked.rest) == (None, False, False, question)


@pytest.mark.parametrize(
    "question",
    [
        "修订前的整改办法规定几个月？",
        "旧的信访办法要几天？",
        "原办法要几份报告？",
        "老版规定要几天？",
        "试行的那一版要几天？",
    ],
)
def test_the_edition_before_is_asked_for_in_many_words(question: str) -> None:
    assert dated(question, TODAY).previous


@pytest.mark.parametrize(
    ("question", "editions"),
    [
        ("整改办法修订前后，期限有什么变化？", ()),
        ("新旧两版办法对延期的规定有什么不同？", ()),
        ("2021年版和2024年版办法的比例分别是多少？", (date(2021, 12, 31), date(2024, 12, 31))),
        ("一次能进驻几个村，2021年试行规程和2024年规程各是怎么定的？", (date(2021, 12, 31), date(2024, 12, 31))),
        ("2021年版和现行办法要求几份报告，分别是多少？", (date(2021, 12, 31), TODAY)),
        ("2021年的办法和现行办法分别规定几天？", (date(2021, 12, 31), TODAY)),
        ("核对的起点，试行版多少，现在多少？", ()),
        ("抽查比例 2021年版和现行版各百分之几", (date(2021, 12, 31), TODAY)),
        ("上门的门槛，试行的时候和现在的门槛一样吗？", ()),
        ("老办法几天、新办法几天", ()),
        ("旧版和新版各几天", ()),
        ("借阅办法2021年那版和2024年这版，能借几天有什么不一样？", (date(2021, 12, 31), date(2024, 12, 31))),
        ("下访规程，试行的那本跟现在这本比，次数改成几次？", ()),
    ],
)
def test_a_comparison_of_editions_names_them_or_means_the_last_two(question: str, editions: tuple[date, ...]) -> None:
    asked = dated(question, TODAY)
    assert asked.compares
    assert asked.editions == editions


def test_what_is_in_force_needs_no_other_day() -> None:
    assert dated("现行办法规定几个月？", TODAY).as_of is None


def test_a_day_that_no_calendar_has_is_no_error() -> None:
    assert dated("2022年13月45日时，期限是多久？", TODAY).as_of == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("核对的起点，试行版多少，现在多少？", "核对的起点，多少？"),
        ("受理的期限，2021年的办法和现行办法分别规定到几号？", "受理的期限，办法分别规定到几号？"),
    ],
)
def test_each_edition_is_asked_the_same_once(question: str, put: str) -> None:
    assert dated(question, TODAY).rest == put


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("抽查比例 2021年版和现行版各百分之几", "抽查比例 各百分之几"),
        ("上门的门槛，试行的时候和现在一样吗？", "上门的门槛？"),
        ("下访规程，试行的那本跟现在这本比，次数改成几次？", "下访规程，次数几次？"),
        ("热线，2020年的办法和2023年的办法规定的开通时间有什么区别？", "热线，办法规定的开通时间？"),
    ],
)
def test_a_comparison_is_put_without_the_names_of_editions(question: str, rest: str) -> None:
    assert dated(question, TODAY).rest == rest
