"""Speeches: length, agenda, whose words are cited, and what nobody may invent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.forms import Genre
from assistant.drafting.remarks import Remarks, write_remarks
from assistant.drafting.remarks_fitting import FASTEST, SLOWEST, Unit, fit
from assistant.drafting.remarks_skeleton import COUNT, skeleton
from assistant.errors import UsageError
from assistant.records import Evidence
from assistant.text.facts import facts
from assistant.text.numerals import to_chinese
from tests.assistant.drafting.feedback_samples import LETTER, document, evidence, search

TOPIC = "市委第三巡察组反馈意见整改"
NOTICE = """关于召开巡察整改动员部署会的通知

各科室：会议议程如下：
一、纪检组组长通报反馈意见；
二、局长部署整改工作；
三、办公室主任作表态发言；
四、现场答疑。
"""
RESPONSIBILITY = evidence(
    "第八条　党组织主要负责人履行巡察整改第一责任人责任，班子成员按照分工对分管领域的整改负责，应当每月听取汇报。",
    title="巡察整改责任办法",
    article="第八条",
)
FEES = evidence("第四条　没有列入年度会议计划的会议，不得安排会议费。", title="市级机关会议费管理办法")
LIBRARY = (RESPONSIBILITY, FEES)

SPEECHES = (Genre.PLEDGE, Genre.OPENING, Genre.DEPLOYMENT)


def remarks(
    genre: Genre,
    about: str = LETTER,
    *,
    library: Sequence[Evidence] = (),
    minutes: float | None = None,
    agenda: Sequence[str] = (),
) -> Remarks:
    return write_remarks(genre, document(about), search(library), minutes=minutes, agenda=agenda, on=date(2024, 6, 20))


def spoken(made: Remarks) -> str:
    return "\n".join(line.text for line in made.manuscript.lines)


@pytest.mark.parametrize("about", [LETTER, TOPIC])
@pytest.mark.parametrize("genre", SPEECHES)
@pytest.mark.parametrize("minutes", [1, 2, 3, 5, 8, 10])
def test_a_speech_takes_the_time_there_is(genre: Genre, minutes: int, about: str) -> None:
    made = remarks(genre, about, minutes=minutes)
    assert 0.9 * SLOWEST * minutes <= made.manuscript.characters <= 1.1 * FASTEST * minutes
    assert not made.is_too_long


def test_a_speech_that_has_too_little_to_say_says_so_instead_of_stretching() -> None:
    made = remarks(Genre.PLEDGE, TOPIC, minutes=60)
    assert made.is_too_short
    assert made.longest < 60


@pytest.mark.parametrize("genre", list(Genre))
@pytest.mark.parametrize("about", [LETTER, TOPIC])
def test_without_a_library_every_basis_is_a_slot(genre: Genre, about: str) -> None:
    made = remarks(genre, about)
    assert "规定：“" not in spoken(made)
    assert {citation.document_id for citation in made.manuscript.citations} <= {"feedback"}


@pytest.mark.parametrize("genre", [Genre.PLEDGE, Genre.DEPLOYMENT, Genre.SELF_REVIEW])
def test_a_rule_is_quoted_word_for_word_and_cited(genre: Genre) -> None:
    made = remarks(genre, library=LIBRARY, minutes=15)
    by_number = {citation.n: citation for citation in made.manuscript.citations}
    quoted = [line for line in made.manuscript.lines if "规定：“" in line.text]
    assert quoted
    for line in quoted:
        (number,) = line.citations
        quotation = re.search(r"《(.*?)》(第.*?条)规定：“(.*)”", line.text)
        assert quotation is not None
        assert quotation[3] in by_number[number].quote
        assert quotation[1] == by_number[number].title


POLICY = re.compile(r"《|条例|党章|中央|总书记|法律|法规|规定：|文件要求|精神")


@pytest.mark.parametrize("genre", list(Genre))
@pytest.mark.parametrize("about", [LETTER, TOPIC])
@pytest.mark.parametrize("library", [(), LIBRARY])
def test_no_sentence_of_policy_goes_uncited(genre: Genre, about: str, library: Sequence[Evidence]) -> None:
    made = remarks(genre, about, library=library, minutes=20)
    assert [line.text for line in made.manuscript.lines if POLICY.search(line.text) and not line.citations] == []


def test_findings_are_named_in_their_own_words_and_cited() -> None:
    made = remarks(Genre.PLEDGE, minutes=8)
    cited = {citation.quote for citation in made.manuscript.citations}
    assert any("会议费管理不严" in quote for quote in cited)
    assert "反馈的2个问题，我们全部接受" in spoken(made)
    numbers = [citation.n for citation in made.manuscript.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for line in made.manuscript.lines for n in line.citations} == set(numbers)


@pytest.mark.parametrize("genre", list(Genre))
def test_no_figure_date_or_name_is_invented(genre: Genre) -> None:
    """What the feedback document hides stays hidden, and it holds all dates and figures but the count of findings."""
    told = spoken(remarks(genre, minutes=30))
    known = {fact.value for fact in facts(LETTER)} | {"2个"}
    stated = {fact.value for fact in facts(told) if fact.kind in ("date", "percent") or told[fact.start].isdigit()}
    assert stated - known == set()
    assert "X万元" not in told.replace(LETTER, "") or genre is Genre.SELF_REVIEW


DEMANDS = re.compile(
    r"(?:希望|要求|请)(?:各|大家|同志们|你们|全体|巡察组|有关)|各(?:单位|部门|科室|级)[^。，]{0,8}(?:要|应|必须)|必须|务必|不得"
)


@pytest.mark.parametrize("about", [LETTER, TOPIC])
@pytest.mark.parametrize("minutes", [2, 5, 10, 20])
def test_a_statement_of_stance_demands_nothing_of_others(about: str, minutes: int) -> None:
    assert DEMANDS.findall(spoken(remarks(Genre.PLEDGE, about, minutes=minutes))) == []


def calls(made: Remarks) -> list[str]:
    return re.findall(r"下面，进行第([一二三四五六七八九十]+)项议程", spoken(made))


@pytest.mark.parametrize("minutes", [None, 1, 2, 5])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 12])
def test_the_chair_calls_as_many_items_as_the_agenda_has(count: int, minutes: float | None) -> None:
    agenda = [f"单位{number}负责同志发言" for number in range(1, count + 1)]
    made = remarks(Genre.HOST, TOPIC, agenda=agenda, minutes=minutes)
    assert f"共有{to_chinese(count)}项议程" in spoken(made)
    assert calls(made) == [to_chinese(number) for number in range(1, count + 1)]


def test_the_agenda_of_a_notice_is_taken_from_it() -> None:
    made = remarks(Genre.HOST, NOTICE)
    assert made.agenda == ("纪检组组长通报反馈意见", "局长部署整改工作", "办公室主任作表态发言", "现场答疑")
    assert calls(made) == ["一", "二", "三", "四"]
    assert "下面，进行第四项议程：现场答疑。" in spoken(made)


ANNOUNCED = re.compile(r"(?:先办下面|整改分成|重点看|主要用|立下|工作提)([一二三四五六七八九十]+)[件项个种条点]")


@pytest.mark.parametrize("genre", list(Genre))
def test_points_are_as_many_as_are_announced(genre: Genre) -> None:
    for minutes in (2, 4, 7, 12):
        told = spoken(remarks(genre, minutes=minutes))
        for section in re.split(r"^[一二三四五六七八九十]+、", told, flags=re.MULTILINE):
            announced = ANNOUNCED.search(section)
            points = re.findall(r"^([一二三四五六七八九十]+)是", section, flags=re.MULTILINE)
            assert points == [to_chinese(number) for number in range(1, len(points) + 1)]
            if announced:
                assert announced[1] == to_chinese(len(points))


def test_a_self_review_has_its_four_parts_and_a_slot_for_each_count() -> None:
    made = remarks(Genre.SELF_REVIEW)
    headings = [line.text for line in made.manuscript.lines if line.level == 1]
    assert headings == ["一、会前准备情况", "二、存在的问题", "三、原因剖析", "四、努力方向和整改措施"]
    assert "开展谈心谈话【待填：次数】人次" in spoken(made)
    assert "事例：【待填：事例】" in spoken(made)


def test_words_of_a_document_are_never_read_as_a_template() -> None:
    hostile = f"整改{{items}}{{unit}}{COUNT}会议"
    assert "{items}{unit}" in remarks(Genre.PLEDGE, hostile).manuscript.title


def test_a_topic_without_words_to_name_it_gets_a_slot() -> None:
    assert "【待填：会议名称】" in remarks(Genre.PLEDGE, "。。").manuscript.title


def test_a_skeleton_that_names_an_unknown_variable_is_refused() -> None:
    with pytest.raises(UsageError, match="unit"):
        skeleton("pledge", {"by": "巡察组"})


@given(
    st.lists(
        st.tuples(st.integers(10, 90), st.integers(0, 9), st.booleans(), st.integers(0, 2)), min_size=1, max_size=40
    ),
    st.integers(1, 10),
)
@settings(deadline=None)
def test_fitting_never_goes_beyond_the_time_but_for_what_must_be_said(
    drawn: list[tuple[int, int, bool, int]], minutes: int
) -> None:
    drawn.sort(key=lambda one: one[3])
    units = [Unit(section, 0, "字" * length, rank, counted) for length, rank, counted, section in drawn]
    titles = ("", "甲部分", "乙部分")
    fitted = fit(units, titles, minutes)
    assert {at for at, unit in enumerate(units) if unit.rank == 0} <= set(fitted.chosen)
    length = sum(len(line.text) for line in fitted.lines)
    must = sum(len(line.text) for line in fit([unit for unit in units if unit.rank == 0], titles, None).lines)
    assert length <= max(FASTEST * minutes, must) + len(units)  # 十一是 is longer than 一是


def test_a_detail_is_never_spoken_without_its_point() -> None:
    units = [Unit(0, 0, "点" * 600, 1, True), Unit(0, 0, "细节", 2, needs=0)]
    assert fit(units, ("",), 1).chosen == ()


def test_the_document_that_it_is_about_is_no_basis() -> None:
    assert remarks(Genre.PLEDGE).manuscript.about == "feedback"


def test_the_same_material_gives_the_same_speech() -> None:
    assert remarks(Genre.DEPLOYMENT, library=LIBRARY) == remarks(Genre.DEPLOYMENT, library=LIBRARY)
