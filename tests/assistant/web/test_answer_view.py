"""What the page shows of an answer, in progress, finished, abstained or broken off."""

import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.answering import Stage
from assistant.records import Answer, Check, Citation, Nearest, Searched, Sentence, Status, Verdict
from assistant.web.answer_view import message
from assistant.web.conversation import Turn

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
    ):
        assert hostile not in markup
        assert set(re.findall(r'(?:href|src)="([^"]*)"', markup)) <= {"&#35;cite&#45;1", "&#35;near&#45;1"}
        assert not re.search(r"<(?:img|script|iframe|form|object)", markup)
        assert "\u202e" not in markup
