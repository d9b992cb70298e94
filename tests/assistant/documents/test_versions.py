from __future__ import annotations

import random as random_module
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.duplicates import signature, text_digest
from assistant.documents.editions import Doubt, Edition
from assistant.documents.repeals import Repeal, repeals
from assistant.documents.rule_titles import rule_stem
from assistant.documents.versions import Derivation, Derived, derive
from assistant.records import Version
from assistant.text.sentences import Span

BODY = "".join(
    f"第{number}条　承办单位应当在{number}个工作日内办理第{number * 7}类事项并登记。" for number in range(1, 60)
)
REVISED = BODY.replace("工作日", "自然日", 20) + "".join(f"新增第{number}款要求公开结果。" for number in range(30))
OTHER_BODY = "".join(f"{number}号仓库储备粮食{number * 13}吨，每{number}天查验一次温度。" for number in range(1, 60))
CITY = "临江市巡察整改工作办法"


def edition(
    identity: str,
    title: str = CITY,
    began: str | None = None,
    body: str = BODY,
    *,
    genre: str = "regulation",
    stated: Iterable[str] = (),
    ends: str | None = None,
    **version: str,
) -> Edition:
    dates = {"effective_from": date.fromisoformat(began)} if began else {}
    if ends:
        dates["superseded_on"] = date.fromisoformat(ends)
    what = Version(**version, **dates)  # type: ignore[arg-type]
    text = f"{title}{body}"
    return Edition(
        identity, title, genre, what, text_digest(text), signature(body), tuple(repeals(body)), frozenset(stated)
    )


def of(derivation: Derivation, identity: str) -> Derived:
    return next(each for each in derivation.derived if each.id == identity)


def kinds(derivation: Derivation) -> list[tuple[str, tuple[str, ...]]]:
    return [(doubt.kind, doubt.ids) for doubt in derivation.doubts]


# Titles.


@pytest.mark.parametrize(
    "title",
    [
        "临江市巡察整改工作办法",
        "《临江市巡察整改工作办法》",
        "临江市 巡察整改工作办法",
        "临江市巡察整改工作办法（试行）",
        "临江市巡察整改工作办法(试行)",
        "临江市巡察整改工作暂行办法",
        "临江市巡察整改工作办法（2023年修订）",
        "临江市巡察整改工作办法（修订）",
        "临江市巡察整改工作办法（征求意见稿）",
        "临江市巡察整改工作办法（草案）",
        "临江市巡察整改工作办法_2023",
        "临江市巡察整改工作办法2023年修订版",
        "临江市巡察整改工作办法（二〇二三年修正）",
        "临江市巡察整改工作办法(2023-04-01)",
        "临江市巡察整改工作办法 试行",
    ],
)
def test_marks_of_editions_do_not_part_a_rule(title: str) -> None:
    assert rule_stem(title) == CITY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("临江市会议费管理办法", "青岭县会议费管理办法"),
        ("临江市会议费管理办法", "临江市会议费管理办法实施细则"),
        ("干部培训规划（2018—2022年）", "干部培训规划（2023—2027年）"),
        ("临江市物业管理办法（住宅）", "临江市物业管理办法（商铺）"),
    ],
)
def test_different_rules_keep_different_stems(one: str, other: str) -> None:
    assert rule_stem(one) != rule_stem(other)


def test_the_name_of_the_state_tells_nothing_apart() -> None:
    assert rule_stem("中华人民共和国监察法") == rule_stem("监察法（2018年）")


@given(st.text(max_size=30))
def test_a_stem_has_no_marks_left(title: str) -> None:
    assert rule_stem(rule_stem(title)) == rule_stem(title) or rule_stem(title).endswith(tuple("0123456789"))


# Repeal sentences.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"本办法自2024年5月1日起施行。《{CITY}》（临委办发〔2021〕18号）同时废止",
            [(CITY, "临委办发〔2021〕18号")],
            id="with number",
        ),
        pytest.param("原《甲县试点办法》同时废止。", [("甲县试点办法", None)], id="without number"),
        pytest.param("自施行之日起，《甲办法》《乙办法》即行废止。", [("甲办法", None), ("乙办法", None)], id="two"),
        pytest.param(
            "《甲办法》（甲发〔2019〕1号）、《乙办法》（乙发〔2020〕2号）和2018年3月2日印发的《丙办法》同时废止。",
            [("甲办法", "甲发〔2019〕1号"), ("乙办法", "乙发〔2020〕2号"), ("丙办法", None)],
            id="a row of them",
        ),
        pytest.param(
            "下列文件予以废止：\n1．《甲办法》（甲发〔2019〕1号）\n2．《乙办法》（乙发〔2020〕2号）\n",
            [("甲办法", "甲发〔2019〕1号"), ("乙办法", "乙发〔2020〕2号")],
            id="a list",
        ),
        pytest.param("经研究，决定废止《甲市管理办法》。", [("甲市管理办法", None)], id="decided"),
        pytest.param("《甲条例》（试行）自2025年1月1日起废止。", [("甲条例（试行）", None)], id="trial mark outside"),
        pytest.param("《甲规定》不再执行。", [("甲规定", None)], id="no longer carried out"),
        pytest.param(
            "《关于印发〈甲办法〉的通知》（甲发〔2019〕1号，以下简称《旧办法》）同时废止。",
            None,
            id="a remark in the brackets",
        ),
        pytest.param("根据《甲法》制定的《乙办法》同时废止。", [("乙办法", None)], id="a basis is not repealed"),
        pytest.param("依照《甲法》和《丙法》制定的《乙办法》同时废止。", [("乙办法", None)], id="nor two of them"),
        pytest.param("《甲办法》第五条同时废止。", [], id="one article only"),
        pytest.param("《甲条例》中关于反补贴的规定同时废止。", [], id="a part only"),
        pytest.param("此前发布的有关规定与本规定不一致的，以本规定为准。", [], id="unnamed"),
        pytest.param("《甲办法》未废止。《乙办法》废止前的事项照旧。", [], id="not repealed"),
        pytest.param("《关于修改和废止部分规定的决定》第二次修订", [], id="in a title"),
        pytest.param("修改、废止《甲办法》的程序另行规定。", [], id="a procedure"),
        pytest.param("《甲办法》继续有效。违反《乙办法》的，责令废止合同。", [], id="something else is ended"),
    ],
)
def test_what_a_text_repeals(text: str, expected: list[tuple[str, str | None]] | None) -> None:
    found = repeals(text)
    assert all(each.span.of(text).startswith("《") for each in found)
    if expected is not None:
        assert [(each.title, each.number) for each in found] == expected


def test_a_repeal_knows_the_date_in_front_of_the_title() -> None:
    (found,) = repeals("2009年7月2日中共中央印发的《中国共产党巡视工作条例（试行）》同时废止。")
    assert (found.title, found.dated) == ("中国共产党巡视工作条例（试行）", date(2009, 7, 2))


def test_the_day_it_takes_effect_is_not_the_date_of_what_it_repeals() -> None:
    (found,) = repeals("本法自2004年1月1日起施行，《居民身份证条例》同时废止。")
    assert found.dated is None


def test_a_number_in_front_of_the_title_counts_too() -> None:
    (found,) = repeals("2014年7月30日总局令第8号公布的《经营监督管理办法》同时废止。")
    assert (found.number, found.dated) == ("总局令第8号", date(2014, 7, 30))


# Editions in order.


def test_the_later_edition_supersedes_the_earlier_one() -> None:
    found = derive([edition("b", began="2024-05-01", body=REVISED), edition("a", began="2021-07-01")])
    assert of(found, "a") == Derived("a", "a", None, date(2024, 5, 1))
    assert of(found, "b") == Derived("b", "a", f"{CITY}（2021-07-01）", None)
    assert found.doubts == ()


def test_three_editions_follow_one_another() -> None:
    found = derive(
        [
            edition("a", began="2018-01-01", document_number="甲发〔2017〕1号"),
            edition("b", began="2021-07-01", body=BODY + "一。"),
            edition("c", began="2024-05-01", body=REVISED),
        ]
    )
    assert [each.superseded_on for each in found.derived] == [date(2021, 7, 1), date(2024, 5, 1), None]
    assert of(found, "b").supersedes == f"{CITY}（甲发〔2017〕1号）"


def test_a_trial_edition_gives_way_to_the_formal_one() -> None:
    found = derive(
        [
            edition("a", CITY + "（试行）", "2021-07-01"),
            edition("b", CITY, "2024-05-01", REVISED),
        ]
    )
    assert of(found, "a").superseded_on == date(2024, 5, 1)


def test_a_trial_edition_after_the_formal_one_is_doubtful() -> None:
    found = derive([edition("a", began="2021-07-01"), edition("b", CITY + "（试行）", "2024-05-01", REVISED)])
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("trial_after_formal", ("a", "b"))]


def test_the_year_in_a_title_orders_but_gives_no_date() -> None:
    found = derive([edition("a", CITY + "_2018"), edition("b", CITY + "（2023年修订）", body=REVISED)])
    assert of(found, "b").supersedes == CITY + "_2018"
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("date_missing", ("a", "b"))]


def test_a_year_in_the_title_of_the_earlier_one_is_enough() -> None:
    found = derive([edition("a", CITY + "_2018"), edition("b", began="2023-05-01", body=REVISED)])
    assert of(found, "a").superseded_on == date(2023, 5, 1)
    assert found.doubts == ()


def test_without_a_date_nothing_is_derived() -> None:
    found = derive([edition("a", began="2021-07-01"), edition("b", body=REVISED)])
    assert [(each.supersedes, each.superseded_on) for each in found.derived] == [(None, None)] * 2
    assert kinds(found) == [("date_missing", ("a", "b"))]
    assert found.doubts[0].facts["undated"] == "b"


def test_two_editions_of_one_day_are_doubtful() -> None:
    found = derive([edition("a", began="2021-07-01"), edition("b", began="2021-07-01", body=REVISED)])
    assert all(each.superseded_on is None for each in found.derived)
    assert kinds(found) == [("same_date", ("a", "b"))]


def test_copies_of_an_edition_share_its_fate() -> None:
    old, copy = edition("a", began="2021-07-01"), edition("a2")
    found = derive([old, copy, edition("b", began="2024-05-01", body=REVISED)])
    assert of(found, "a").superseded_on == of(found, "a2").superseded_on == date(2024, 5, 1)
    assert found.doubts == ()


def test_one_text_with_two_dates_is_doubtful() -> None:
    found = derive(
        [
            edition("a", began="2021-07-01"),
            edition("a2", began="2022-07-01"),
            edition("b", began="2024-05-01", body=REVISED),
        ]
    )
    assert all(each.superseded_on is None for each in found.derived)
    assert kinds(found) == [("dates_differ", ("a", "a2"))]


def test_a_draft_is_no_edition() -> None:
    found = derive([edition("a", began="2021-07-01"), edition("b", CITY + "（征求意见稿）", "2024-05-01", REVISED)])
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("draft", ("a", "b"))]


def test_a_draft_repeals_nothing() -> None:
    draft = repealing("b", "2024-05-01", f"《{CITY}》同时废止。", "临江市巡察成果运用规定（征求意见稿）")
    found = derive([edition("a", began="2021-07-01"), draft])
    assert of(found, "a").superseded_on is None


def test_of_editions_in_a_year_the_day_of_succession_is_not_guessed() -> None:
    found = derive(
        [
            edition("a", began="2021-07-01"),
            edition("b", CITY + "_2023", body=BODY + "一。"),
            edition("c", began="2023-05-01", body=REVISED),
        ]
    )
    assert of(found, "a").superseded_on is None
    assert ("date_missing", ("a", "b", "c")) in kinds(found)


def test_a_title_over_another_body_is_doubtful() -> None:
    found = derive([edition("a", began="2021-07-01"), edition("b", began="2024-05-01", body=OTHER_BODY)])
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("different_body", ("a", "b"))]


def test_one_body_under_two_titles_is_doubtful() -> None:
    found = derive([edition("a", began="2021-07-01"), edition("b", "临江市粮食储备规定", "2024-05-01", BODY + "完。")])
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("same_body", ("a", "b"))]
    assert found.doubts[0].facts == {"title": CITY, "other_title": "临江市粮食储备规定"}


def test_a_county_does_not_supersede_its_city() -> None:
    city = edition("a", "巡察整改工作办法", "2021-07-01", level="municipal")
    county = edition("b", "巡察整改工作办法", "2024-05-01", REVISED, level="county")
    found = derive([city, county])
    assert [each.superseded_on for each in found.derived] == [None, None]
    assert kinds(found) == [("other_issuer", ("a", "b"))]


def test_a_county_copying_the_rule_of_its_city_is_not_suspected() -> None:
    city = edition("a", CITY, "2021-07-01", level="municipal")
    county = edition("b", "青岭县巡察整改工作办法", "2024-05-01", BODY + "完。", level="county")
    assert derive([city, county]).doubts == ()


def test_another_issuer_under_the_same_title_is_doubtful() -> None:
    one = edition("a", "会议费管理办法", "2021-07-01", issuer="临江市财政局")
    other = edition("b", "会议费管理办法", "2024-05-01", REVISED, issuer="青岭县财政局")
    assert kinds(derive([one, other])) == [("other_issuer", ("a", "b"))]
    unknown = edition("c", "会议费管理办法", "2022-05-01", REVISED + "完。")
    assert all(each.superseded_on is None for each in derive([one, other, unknown]).derived)


def test_an_issuer_written_in_two_ways_is_one() -> None:
    old = edition("a", began="2021-07-01", issuer="中共临江市委办公室")
    new = edition("b", began="2024-05-01", body=REVISED, issuer="临江市委办公室、临江市人民政府办公室")
    assert of(derive([old, new]), "a").superseded_on == date(2024, 5, 1)


def test_two_speeches_under_one_title_are_no_editions() -> None:
    found = derive(
        [
            edition("a", "在全市巡察工作会议上的讲话", "2021-07-01", genre="speech"),
            edition("b", "在全市巡察工作会议上的讲话", "2024-05-01", REVISED, genre="speech"),
        ]
    )
    assert found.doubts == ()
    assert all(each.superseded_on is None for each in found.derived)


# What documents say of one another.


def repealing(identity: str, began: str | None, sentence: str, title: str = "临江市巡察成果运用规定") -> Edition:
    return edition(identity, title, began, OTHER_BODY + sentence)


def test_a_repeal_by_number_counts_under_another_title() -> None:
    old = edition("a", began="2021-07-01", document_number="临委办发〔2021〕18号")
    found = derive([old, repealing("b", "2024-05-01", f"《{CITY}》（临委办发[2021]18号）同时废止。")])
    assert of(found, "a").superseded_on == date(2024, 5, 1)
    assert of(found, "b").supersedes == f"{CITY}（临委办发〔2021〕18号）"
    assert found.doubts == ()


def test_a_repeal_by_a_unique_title_counts() -> None:
    found = derive([edition("a", began="2021-07-01"), repealing("b", "2024-05-01", f"《{CITY}》同时废止。")])
    assert of(found, "a").superseded_on == date(2024, 5, 1)


def test_a_repeal_of_another_number_is_of_another_document() -> None:
    old = edition("a", began="2021-07-01", document_number="临委办发〔2021〕18号")
    found = derive([old, repealing("b", "2024-05-01", f"《{CITY}》（临委办发〔2016〕3号）同时废止。")])
    assert of(found, "a").superseded_on is None
    assert found.doubts == ()


def test_the_predecessor_is_named_once() -> None:
    """Later editions still repeal what their first one did; that ended long ago."""
    first = edition("a", "临江市反馈问题办理办法", "2018-01-01")
    repeal = "《临江市反馈问题办理办法》同时废止。"
    second, third = (
        edition("b", began="2021-07-01", body=BODY + repeal),
        edition("c", began="2024-05-01", body=REVISED + repeal),
    )
    found = derive([first, second, third])
    assert of(found, "a").superseded_on == date(2021, 7, 1)
    assert of(found, "c").supersedes == f"{CITY}（2021-07-01）"


@pytest.mark.parametrize(
    "title", [CITY + "（试行）", CITY + "(试行)（2020年印发）", "临江市巡察整改工作暂行办法", CITY + "_试行"]
)
def test_a_repeal_finds_the_trial_edition_however_it_is_marked(title: str) -> None:
    found = derive([edition("a", title, "2021-07-01"), repealing("b", "2024-05-01", f"《{CITY}（试行）》同时废止。")])
    assert of(found, "a").superseded_on == date(2024, 5, 1)


def test_a_repeal_of_the_trial_edition_leaves_the_formal_one() -> None:
    found = derive([edition("a", began="2021-07-01"), repealing("b", "2024-05-01", f"《{CITY}（试行）》同时废止。")])
    assert of(found, "a").superseded_on is None


def test_of_two_undated_namesakes_none_is_taken_as_repealed() -> None:
    old = [edition("a"), edition("c", body=OTHER_BODY[::-1])]
    found = derive([*old, repealing("b", "2024-05-01", f"《{CITY}》同时废止。")])
    assert all(each.superseded_on is None for each in found.derived)
    assert ("repeal_unclear", ("a", "b", "c")) in kinds(found)


def test_a_repeal_of_a_document_of_another_year_is_doubtful() -> None:
    old = edition("a", began="2018-07-01")
    found = derive([old, repealing("b", "2024-05-01", f"2009年7月1日印发的《{CITY}》同时废止。")])
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("repeal_unclear", ("a", "b"))]


def test_what_came_later_is_not_repealed() -> None:
    found = derive([edition("a", began="2025-07-01"), repealing("b", "2024-05-01", f"《{CITY}》同时废止。")])
    assert of(found, "a").superseded_on is None


def test_a_county_repeals_no_rule_of_its_city() -> None:
    city = edition("a", began="2021-07-01", level="municipal")
    county = replace(repealing("b", "2024-05-01", f"《{CITY}》同时废止。"), version=Version(level="county"))
    found = derive([city, county])
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("repeal_by_lower_level", ("a", "b"))]


def test_a_repeal_without_a_date_names_the_predecessor_only() -> None:
    found = derive([edition("a", began="2021-07-01"), repealing("b", None, f"《{CITY}》同时废止。")])
    assert of(found, "b").supersedes == f"{CITY}（2021-07-01）"
    assert of(found, "a").superseded_on is None
    assert kinds(found) == [("date_missing", ("a", "b"))]


def test_the_notice_that_issued_a_rule_ends_with_it() -> None:
    number = "临委办发〔2021〕18号"
    rule = edition("a", began="2021-07-01", document_number=number)
    title = f"中共临江市委办公室关于印发《{CITY}》的通知"
    notice = edition("n", title, "2021-07-01", "现印发给你们，请遵照执行。", genre="notice", document_number=number)
    found = derive([rule, notice, repealing("b", "2024-05-01", f"《{CITY}》（{number}）同时废止。")])
    assert of(found, "a").superseded_on == of(found, "n").superseded_on == date(2024, 5, 1)
    assert of(found, "b").supersedes == f"{CITY}（{number}）"
    assert found.doubts == ()


def test_a_rewritten_edition_that_repeals_its_predecessor_is_no_doubt() -> None:
    new = edition("b", began="2024-05-01", body=OTHER_BODY + f"2021年6月25日印发的《{CITY}》同时废止。")
    found = derive([edition("a", began="2021-07-01"), new])
    assert of(found, "a") == Derived("a", "a", None, date(2024, 5, 1))
    assert of(found, "b").rule == "a"
    assert found.doubts == ()


def test_a_speech_repeals_nothing() -> None:
    speech = edition("b", "在会议上的讲话", "2024-05-01", f"《{CITY}》同时废止。", genre="speech")
    assert of(derive([edition("a", began="2021-07-01"), speech]), "a").superseded_on is None


# What a person stated.


def test_stated_dates_win_and_are_compared() -> None:
    old = edition("a", began="2021-07-01", ends="2024-06-01", stated=["superseded_on"])
    found = derive([old, edition("b", began="2024-05-01", body=REVISED)])
    assert of(found, "a").superseded_on == date(2024, 6, 1)
    assert kinds(found) == [("stated_differs", ("a", "b"))]
    assert found.doubts[0].facts == {"title": CITY, "stated": "2024-06-01", "derived": "2024-05-01"}


def test_a_stated_predecessor_ends_where_its_successor_begins() -> None:
    old = edition("a", "临江市反馈问题办理办法", "2021-07-01", document_number="临委办发〔2021〕18号")
    for named in (
        "临江市反馈问题办理办法（临委办发〔2021〕18号）",
        "临委办发〔2021〕18号",
        "临江市反馈问题办理办法（2021-07-01）",
    ):
        new = edition("b", began="2024-05-01", body=OTHER_BODY, supersedes=named, stated=["supersedes"])
        found = derive([old, new])
        assert of(found, "a").superseded_on == date(2024, 5, 1)
        assert of(found, "b").supersedes == named


def test_derived_before_is_not_stated() -> None:
    old = edition("a", began="2021-07-01", ends="2022-01-01")
    found = derive([old, edition("b", began="2024-05-01", body=REVISED, supersedes="别的办法")])
    assert of(found, "a").superseded_on == date(2024, 5, 1)
    assert of(found, "b").supersedes == f"{CITY}（2021-07-01）"


def test_a_person_settles_a_doubt_by_stating_the_end() -> None:
    settled = edition("a", began="2021-07-01", ends="2024-05-01", stated=["superseded_on"])
    found = derive([settled, edition("b", body=REVISED)])
    assert found.doubts == ()
    assert of(found, "a").superseded_on == date(2024, 5, 1)


# Properties.

_TITLES = (CITY, CITY + "（试行）", CITY + "_2023", "临江市粮食储备规定", "青岭县" + CITY[3:])
_SENTENCES = (
    "",
    f"《{CITY}》同时废止。",
    f"《{CITY}（试行）》（甲发〔2020〕1号）同时废止。",
    "2021年1月1日印发的《临江市粮食储备规定》废止。",
)
_DATES = (None, "2019-01-01", "2020-01-01", "2020-06-01", "2021-01-01", "2024-05-01")
_MADE: dict[tuple[object, ...], Edition] = {}


@st.composite
def libraries(draw: st.DrawFn) -> list[Edition]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(_TITLES),
                st.sampled_from(_DATES),
                st.sampled_from([BODY, REVISED, OTHER_BODY]),
                st.sampled_from(_SENTENCES),
                st.sampled_from([None, "甲发〔2020〕1号", "甲发〔2021〕2号"]),
                st.sampled_from([None, "municipal", "county"]),
            ),
            max_size=6,
        )
    )
    return [replace(_made(*row), id=f"d{at}") for at, row in enumerate(rows)]


def _made(title: str, began: str | None, body: str, sentence: str, number: str | None, level: str | None) -> Edition:
    key = (title, began, body, sentence, number, level)
    if key not in _MADE:
        version = {name: value for name, value in (("document_number", number), ("level", level)) if value}
        _MADE[key] = edition("d", title, began, body + sentence, **version)  # type: ignore[arg-type]
    return _MADE[key]


@settings(deadline=None)
@given(libraries(), st.integers(0, 1000))
def test_the_order_of_documents_does_not_matter(library: list[Edition], seed: int) -> None:
    shuffled = [*library]
    random_module.Random(seed).shuffle(shuffled)
    assert derive(shuffled) == derive(library)


@settings(deadline=None)
@given(libraries())
def test_deriving_again_changes_nothing(library: list[Edition]) -> None:
    first = derive(library)
    applied = [
        replace(each, version=replace(each.version, supersedes=found.supersedes, superseded_on=found.superseded_on))
        for each, found in zip(library, first.derived, strict=True)
    ]
    assert derive(applied) == first


@settings(deadline=None)
@given(libraries())
def test_an_unrelated_document_changes_nothing_for_the_others(library: list[Edition]) -> None:
    alone = derive(library)
    unrelated = edition("a0", "临江市路灯养护规程", "2020-01-01", "路灯每晚七时开启，早晨六时关闭，故障当日修复。" * 3)
    joined = derive([*library, unrelated])
    assert tuple(each for each in joined.derived if each.id != "a0") == alone.derived
    assert joined.doubts == alone.doubts


@settings(deadline=None)
@given(libraries())
def test_nothing_ends_before_it_began(library: list[Edition]) -> None:
    found = {each.id: each for each in derive(library).derived}
    for each in library:
        ended = found[each.id].superseded_on
        assert ended is None or each.begins is None or ended > each.begins


def test_every_step_among_five_thousand_rules_is_found() -> None:
    random = np.random.default_rng(5)
    rules = []
    for rule in range(1000):
        title, row = f"某市{rule}号事项管理办法", random.integers(0, 2**32, 256, dtype=np.uint32)
        for at in range(5):
            mixed = np.where(np.arange(256) < 200, row, random.integers(0, 2**32, 256, dtype=np.uint32))
            values = (3000).to_bytes(4, "little") + mixed.astype("<u4").tobytes()
            number = f"某发〔{2010 + at}〕{rule}号"
            version = Version(document_number=number, effective_from=date(2010 + at, 1, 1))
            before = Repeal(title, f"某发〔{2009 + at}〕{rule}号", Span(0, 0))
            rules.append(Edition(f"{rule}-{at}", title, "regulation", version, f"{rule}-{at}", values, (before,)))
    found = derive(rules)
    assert sum(each.superseded_on is not None for each in found.derived) == 4000
    assert found.doubts == ()


# Real documents.


def test_editions_and_mislabelled_bodies_among_the_real_documents(shared_data: Path) -> None:
    def read(name: str) -> str:
        return next((shared_data / "real-docs").glob(name)).read_text(encoding="utf-8")

    def real(identity: str, title: str, text: str, began: date | None) -> Edition:
        version = Version(effective_from=began)
        return Edition(identity, title, "regulation", version, text_digest(text), signature(text), tuple(repeals(text)))

    mislabelled = "被巡视党组织配合中央巡视工作规定"
    both = read("02-*")
    cut = both.index(mislabelled, both.index(mislabelled) + 1)
    found = derive(
        [
            real("01", "中国共产党巡视工作条例", read("01-*"), date(2015, 8, 3)),
            real("02a", mislabelled, both[:cut], None),
            real("02b", mislabelled, both[cut:], date(2015, 8, 3)),
            real("04", "中央巡视组工作规则（试行）", read("04-*"), date(2010, 4, 1)),
            real("05", "中国共产党纪律处分条例_2023", read("05-*"), date(2024, 1, 1)),
            real("06", "中国共产党纪律处分条例_2018", read("06-*"), date(2018, 10, 1)),
        ]
    )
    assert {each.id: each.superseded_on for each in found.derived if each.superseded_on} == {"06": date(2024, 1, 1)}
    assert kinds(found) == [("different_body", ("02a", "02b")), ("same_body", ("01", "02b"))]
    assert all(isinstance(doubt, Doubt) and doubt.facts["title"] for doubt in found.doubts)


def test_every_repeal_in_the_laws_is_read_and_partial_ones_are_not(shared_data: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared_data / "laws").rglob("*.md"))]
    whole = [each for text in texts for each in repeals(text)]
    assert len(whole) >= 200
    assert not [each for each in whole if "修改和废止" in each.title or "废止和修改" in each.title]
