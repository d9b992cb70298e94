from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.kinds import Asks, kind_of
from assistant.composing.parts import parts
from assistant.composing.questions import analyse, ordinals
from assistant.composing.sides import sides


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("整改的第一责任人是谁？", Asks.WHO),
        ("由哪个单位牵头？", Asks.WHO),
        ("反馈了多少个问题？", Asks.HOW_MANY),
        ("完成率是多少？", Asks.HOW_MANY),
        ("几个工作日内报送？", Asks.HOW_LONG),
        ("从什么时候起施行？", Asks.WHEN),
        ("星期几可以去？", Asks.WHEN),
        ("在哪里公示？", Asks.WHERE),
        ("为什么没有按时完成？", Asks.WHY),
        ("哪一条规定了投标保证金？", Asks.WHICH_ARTICLE),
        ("《甲办法》第三十五条怎么规定？", Asks.ARTICLE_TEXT),
        ("会议费管理办法第八条", Asks.ARTICLE_TEXT),
        ("哪些情形要约谈？", Asks.LIST),
        ("要抓好哪五项工作？", Asks.LIST),
        ("工作滞后的三个原因是什么？", Asks.LIST),
        ("会上部署了五件实事，分别是哪些？", Asks.LIST),
        ("什么叫巡察信访？", Asks.DEFINITION),
        ("四类会议是什么意思？", Asks.DEFINITION),
        ("能用现金结算吗？", Asks.WHETHER),
        ("要不要收保证金？", Asks.WHETHER),
        ("怎么办理借阅？", Asks.HOW_TO),
        ("那家企业叫什么名字？", Asks.NAME),
    ],
)
def test_the_kind_of_answer_is_seen(question: str, kind: Asks) -> None:
    assert kind_of(question) is kind


def test_what_is_counted_and_its_unit_are_seen() -> None:
    asked = analyse("第五轮巡察反馈了多少个问题？")
    assert (asked.unit, asked.nouns, asked.ordinals) == ("个", ("问题",), frozenset({"5轮"}))


def test_the_words_of_a_title_are_not_what_is_asked() -> None:
    assert "管理" not in analyse("《会议费管理办法》从什么时候起施行？解释机关是谁？").words


def test_an_address_is_read_to_its_item() -> None:
    address = analyse("办法第三十条第二款第（三）项是什么？").address
    assert address is not None
    assert (address.article, address.paragraph, address.item) == ("第30条", 2, 3)


def test_a_comparison_is_put_to_each_side() -> None:
    assert sides("急难型和支出型临时救助的办理时限有什么不同？") == (
        "急难型临时救助的办理时限？",
        "支出型临时救助的办理时限？",
    )
    assert sides("书面反馈和整改方案由谁审核？") == ()


def test_each_part_that_asks_is_seen() -> None:
    assert parts("移交了多少件线索，已经办结多少件？") == ["移交了多少件线索", "已经办结多少件"]


@given(st.text(max_size=60))
def test_any_text_can_be_a_question(question: str) -> None:
    asked = analyse(question)
    assert asked == analyse(question)
    assert ordinals(question) == ordinals(question)
    sides(question)
    parts(question)


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "第五轮和第六轮巡察反馈的问题哪一轮多，各是多少？",
            ("第五轮巡察反馈的问题各是多少？", "第六轮巡察反馈的问题各是多少？"),
        ),
        ("甲县和乙县各抽调几个人参加巡察？", ("甲县抽调几个人参加巡察？", "乙县抽调几个人参加巡察？")),
    ],
)
def test_each_of_two_rounds_or_places_is_asked_about(question: str, each: tuple[str, str]) -> None:
    assert tuple(side.replace("各抽", "抽") for side in sides(question)) == each


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("青岭县的立行立改事项有哪些？", ("青岭县", "立行立改", "事项")),
        ("来访群众最多派几个代表？", ("来访", "群众", "派", "代表")),
        ("村级巡察有哪几种方式？", ("村级", "巡察", "方式")),
    ],
)
def test_words_that_only_ask_or_bound_are_none(question: str, about: tuple[str, ...]) -> None:
    assert analyse(question).words == about


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "县域内就诊率2022年是多少，2023年又是多少？",
            ("县域内就诊率2022年是多少？", "县域内就诊率2023年又是多少？"),
        ),
        (
            "窗口的办结率，2023年上半年是多少，年底目标是多少？",
            ("窗口的办结率2023年上半年是多少？", "窗口的办结率年底目标是多少？"),
        ),
        (
            "市自然资源和规划局和市人力资源和社会保障局各收到多少个问题？",
            ("市自然资源和规划局各收到多少个问题？", "市人力资源和社会保障局各收到多少个问题？"),
        ),
        ("2024年移交了多少件线索，其中办结多少件？", ()),
    ],
)
def test_one_thing_at_two_times_or_of_two_offices_is_asked_twice(question: str, each: tuple[str, ...]) -> None:
    assert sides(question) == each


@pytest.mark.parametrize(
    ("question", "marks"),
    [
        ("一批到期的档案要报谁批准？", set()),
        ("一轮巡察中同一类问题有多少件？", set()),
        ("第一批整改任务有多少项？", {"1批"}),
        ("前三轮反馈了多少个问题？", {"前3轮"}),
    ],
)
def test_one_of_something_is_no_number_in_a_row(question: str, marks: set[str]) -> None:
    assert analyse(question).ordinals == marks


def test_a_denial_beside_what_is_asked_is_not_asked_for() -> None:
    assert not analyse("方案没通过审核，要在几天内重报？").negated
    assert analyse("没有整改到位的有多少宗？").negated


def test_an_office_in_short_is_one_word() -> None:
    assert "粮储集团" in analyse("粮储集团的线索移交了几件？").words


def test_what_is_listed_need_not_be_called_so() -> None:
    assert analyse("检查采用哪些检查方式？").classes == {"方式"}
    assert analyse("应当备好哪些材料？").classes == {"材料"}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("后天会不会刮风？", ("后天", "刮风")),
        ("拿旧单子抵账认不认？", ("拿", "旧", "单子", "抵账", "认")),
        ("欠费没收回来怎么弄？", ("欠费", "收回")),
        ("贺知远是什么职务？", ("贺知远", "职务")),
    ],
)
def test_what_only_asks_is_nothing_that_is_asked_about(question: str, words: tuple[str, ...]) -> None:
    assert analyse(question).words == words


def test_a_village_is_one_word_and_what_is_done_to_it_another() -> None:
    assert "大枫村" in analyse("大枫村出借的资金有多少？").words
