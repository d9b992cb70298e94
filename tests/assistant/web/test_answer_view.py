"""What the page shows of an answer, in progress, finished, abstained or broken off."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.answering import Stage
from assistant.records import Answer, Check, Citation, Nearest, Searched, Sentence, Status, Verdict
from assistant.web.answer_view import message
from assistant.web.conversation import Turn
from assistant.web.source_panel import places_of

QUOTE = "党组织主要负责人是巡察整改第一责任人"
CITATION = Citation(1, "d1", "整改办法", "a.md", Status.CURRENT, "第二章 › 第五条", QUOTE, 10, 28, 10, 28, 0.9)
ANSWER = Answer(
    question="谁负责？",
    as_of=date(2025, 3, 1),
    abstained=False,
    reason=None,
    sentences=(Sentence("由主要负责人负责。", (1,), Verdict.SUPPORTED),),
    citations=(CITATION,),
    searched=Searched(12, 210, ("整改", "负责")),
    model="extractive",
)
STAGES = (Stage("understand"), Stage("search", {"passages": 3}), Stage("compose"), Stage("check", {"sentences": 1}))


def shown(answer: Answer, language: str = "zh") -> str:
    return message(Turn("谁负责？", stages=STAGES, answer=answer), language)


def test_a_sentence_carries_its_number_as_a_link_with_the_quotation() -> None:
    assert '<a class="cite" href="&#35;cite&#45;1" title="整改办法&#10;' in shown(ANSWER)
    assert f"{QUOTE}" in shown(ANSWER)
    assert "✓" in shown(ANSWER)


def test_numbers_stay_those_of_the_answer() -> None:
    sentences = (Sentence("甲。", (2,), Verdict.SUPPORTED), Sentence("乙。", (1, 2), Verdict.SUPPORTED))
    markup = shown(replace(ANSWER, sentences=sentences, citations=(CITATION, replace(CITATION, n=2))))
    assert markup.index("甲。") < markup.index("&#91;2&#93;") < markup.index("乙。") < markup.index("&#91;1&#93;")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (Sentence("甲。", (), Verdict.NOT_FOUND), "⚠ 未找到依据"),
        (Sentence("甲。", (1,), Verdict.CONTRADICTED), "✗ 与来源不符"),
        (Sentence("甲。", (1,), Verdict.SUPPORTED, uncertain=True), "请人工核实"),
    ],
)
def test_a_sentence_that_needs_a_look_says_so_in_words(sentence: Sentence, words: str) -> None:
    assert words in shown(replace(ANSWER, sentences=(sentence,)))


def test_figures_that_stand_in_the_source_are_marked_and_those_that_do_not_are_named() -> None:
    checks = (Check("figure", "15日", 1, 4, is_checked=True), Check("date", "5月1日", 6, 10, is_checked=False))
    held = shown(replace(ANSWER, sentences=(Sentence("限15日。", (1,), Verdict.SUPPORTED, checks=checks[:1]),)))
    assert "已核对" in held
    assert "未核对" not in held
    doubtful = shown(replace(ANSWER, sentences=(Sentence("限15日，5月1日。", (1,), Verdict.SUPPORTED, checks=checks),)))
    assert "未核对：5月1日" in doubtful


def test_an_abstention_says_what_was_searched_and_opens_the_nearest_material() -> None:
    nearest = Nearest("d2", "某通知", "第三条", "最接近的一句。", 5, 12)
    answer = replace(
        ANSWER, abstained=True, sentences=(), citations=(), searched=Searched(12, 210, ("火星",), (nearest,))
    )
    markup = shown(answer)
    for part in ("未找到依据", "12 份资料", "210 个段落", "火星", "某通知", "最接近的一句", 'href="&#35;near&#45;1"'):
        assert part in markup


def test_what_did_not_work_as_configured_is_on_the_page() -> None:
    assert "模型连不上" in shown(replace(ANSWER, degraded=("模型连不上",)))


def test_a_superseded_source_is_marked() -> None:
    assert "已废止" in shown(replace(ANSWER, citations=(replace(CITATION, status=Status.SUPERSEDED),)))


def test_steps_show_while_the_answer_is_made() -> None:
    assert "找到 3 段" in message(Turn("谁负责？", stages=STAGES[:2]), "zh")


def test_a_stopped_answer_keeps_its_text_and_is_called_unchecked() -> None:
    markup = message(Turn("谁负责？", written="写到一半", stopped=True), "zh")
    assert "写到一半" in markup
    assert "未经核对" in markup


def test_a_problem_takes_the_place_of_the_answer() -> None:
    assert "连不上模型" in message(Turn("谁负责？", problem="连不上模型"), "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("status", Status)
def test_every_state_has_words_in_both_languages(language: str, status: Status) -> None:
    sentences = tuple(Sentence("甲。", (1,), verdict, uncertain) for verdict in Verdict for uncertain in (True, False))
    assert shown(replace(ANSWER, sentences=sentences, citations=(replace(CITATION, status=status),)), language)


def test_a_hostile_title_and_quotation_stay_text() -> None:
    hostile = replace(CITATION, title="<b>标题", quote='"><script>x</script>', heading="<i>")
    markup = shown(replace(ANSWER, sentences=(Sentence("<script>", (1,), Verdict.SUPPORTED),), citations=(hostile,)))
    for tag in ("<script", "<b>", "<i>"):
        assert tag not in markup


def test_text_in_progress_says_that_it_is_not_checked_yet() -> None:
    writing = Turn("谁负责？", stages=STAGES[:3], written="局长张三已被免职。")
    for state in (writing, replace(writing, stopped=True), replace(writing, problem="模型连不上")):
        markup = message(state, "zh")
        assert markup.index("尚未核对") < markup.index("局长张三")
    assert "尚未核对" not in message(Turn("谁负责？", stages=STAGES[:1]), "zh")
    assert "尚未核对" not in shown(ANSWER)


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://collect.example/p.png?d=1)",
        "[点这里](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "https://collect.example/?q=1",
        "[x]: https://collect.example",
        "$$\\href{https://collect.example}{x}$$",
        "\u202e。eslaf",
    ],
)
def test_nothing_that_an_answer_says_becomes_a_link_or_markup(hostile: str) -> None:
    """Wherever it comes from: sentence, quotation, title, heading, reason, or text in progress."""
    answer = replace(
        ANSWER,
        sentences=(Sentence(hostile, (1,), Verdict.SUPPORTED),),
        citations=(replace(CITATION, title=hostile, heading=hostile, quote=hostile),),
        reason=hostile,
        degraded=(hostile,),
        searched=Searched(1, 1, (hostile,), (Nearest("d2", hostile, hostile, hostile, 0, 5),)),
        model=hostile,
    )
    for markup in (
        shown(answer),
        shown(replace(answer, abstained=True)),
        message(Turn(hostile, written=hostile), "zh"),
        message(Turn(hostile, answer=answer), "zh", is_last=True, follow_ups=[hostile]),
    ):
        assert hostile not in markup
        ours = {"cite&#45;1", "near&#45;1", "copy", "good", "bad", "wrong&#95;citation", "again", "edit", "follow"}
        assert set(re.findall(r'(?:href|src)="([^"]*)"', markup)) <= {f"&#35;{name}" for name in ours}
        assert not re.search(r"<(?:img|script|iframe|form|object)", markup)
        assert "\u202e" not in markup


def links(markup: str) -> list[str]:
    return re.findall(r'class="act" href="&#35;([a-z]+)', markup)


def test_every_answer_may_be_copied_and_judged_and_the_last_one_asked_anew() -> None:
    turn = Turn("谁负责？", answer=ANSWER)
    assert links(message(turn, "zh")) == ["copy", "good", "bad", "wrong"]
    assert links(message(turn, "zh", is_last=True)) == ["copy", "good", "bad", "wrong", "again", "edit"]
    assert links(message(replace(turn, answer=replace(ANSWER, citations=())), "zh")) == ["copy", "good", "bad"]


@pytest.mark.parametrize("ended", [{"stopped": True}, {"problem": "模型连不上"}, {"broken_off": True}])
def test_a_question_without_an_answer_may_be_asked_anew(ended: dict[str, Any]) -> None:
    assert links(message(Turn("谁负责？", **ended), "zh", is_last=True)) == ["again", "edit"]


def test_an_answer_in_progress_offers_nothing_yet() -> None:
    assert links(message(Turn("谁负责？", written="写"), "zh", is_last=True)) == []


def test_an_answer_that_broke_off_says_so_and_keeps_its_text() -> None:
    markup = message(Turn("谁负责？", written="写到一半", broken_off=True), "zh")
    assert "服务中断" in markup
    assert "写到一半" in markup


def test_an_answer_that_could_not_be_kept_says_so() -> None:
    assert "磁盘已满" in message(Turn("谁负责？", answer=ANSWER, unkept="磁盘已满"), "zh")


def side(title: str, value: str, **changes: Any) -> dict[str, Any]:
    facts = {
        "document_id": title,
        "title": title,
        "address": None,
        "level": "municipal",
        "issued_on": "2024-03-01",
        "status": "current",
        "values": [value],
        "quote": f"应当在{value}内完成",
        "start": 4,
        "end": 12,
    }
    return facts | changes


def test_sources_that_disagree_stand_side_by_side_and_each_opens() -> None:
    sides = [side("甲办法", "15日"), side("乙办法", "30日", level=None, issued_on=None, status="superseded")]
    answer = replace(ANSWER, conflicts=({"unit": "日", "sources": sides},))
    markup = shown(answer)
    (table,) = re.findall(r'<table class="conflict">.*?</table>', markup, re.DOTALL)
    rows = [re.findall(r"<t[hd].*?</t[hd]>|<td>|<td></td>", row) for row in table.split("<tr>")[1:]]
    assert {len(row) for row in rows} == {3}
    for words in ("甲办法", "乙办法", "15日", "30日", "市级", "层级不明", "现行", "已废止", "应当在15日内完成"):
        assert words in table
    places = places_of(answer)
    assert [places[f"side-1-{n}"].document_id for n in (1, 2)] == ["甲办法", "乙办法"]
    assert 'href="&#35;side&#45;1&#45;2"' in table
