"""The quote guard, by examples and by one-character errors seeded into sentences over the sample corpus."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import resources
from assistant.grounding.quotes import check

SOURCE = (
    "《临江市巡察整改工作办法》（临委办发〔2024〕9号）第十五条第二款：自2024年5月1日起，有遗漏问题、责任领导不明确的，应当退回，"
    "5个工作日内修改，占12.5%，罚款二万元。（三）完成时限。"
)


def marks(sentence: str) -> list[tuple[str, str, bool]]:
    return [(one.kind, sentence[one.start : one.end], one.is_checked) for one in check(sentence, [SOURCE])]


@pytest.mark.parametrize(
    "sentence",
    [
        "“应当退回”",
        "“有遗漏问题……的，应当退回”",
        "「责任领导 不明确」",
        "临委办发〔2024〕9号",
        "依据临委办发(2024)9号",
        "第十五条",
        "第15条第2款",
        "第三项",
        "2024年5月1日",
        "2024年5月",
        "5月1日",
        "五个工作日内",
        "百分之十二点五",
        "20000元",
        "2万元",
    ],
)
def test_what_is_cited_is_checked(sentence: str) -> None:
    assert [is_checked for *_, is_checked in marks(sentence)] != []
    assert all(is_checked for *_, is_checked in marks(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "“应当退还”",
        "“应当退回……有遗漏问题”",
        "临委办发〔2024〕8号",
        "第十六条",
        "第十五条之一",
        "第三款",
        "第四项",
        "2024年5月2日",
        "2023年",
        "6月1日",
        "5日内",
        "5个月",
        "12.6%",
        "12.5元",
        "三万元",
    ],
)
def test_what_is_not_cited_is_not_checked(sentence: str) -> None:
    assert False in [is_checked for *_, is_checked in marks(sentence)]


def test_a_mark_shows_what_it_is_and_where() -> None:
    assert marks("按第十五条，“5个工作日内修改”，罚款三万元，召开一次会议。") == [
        ("article", "第十五条", True),
        ("quotation", "5个工作日内修改", True),
        ("figure", "三万元", False),
    ]


def test_without_sources_nothing_is_checked() -> None:
    assert [one.is_checked for one in check("第十五条规定“应当退回”。", [])] == [False, False]


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=2))
def test_any_input_gives_marks_inside_the_sentence(sentence: str, cited: list[str]) -> None:
    assert all(0 <= one.start < one.end <= len(sentence) for one in check(sentence, cited))


@given(st.text(alphabet="第一二三十五条款日内年月2024整改“”《》", max_size=40))
def test_a_sentence_agrees_with_itself(text: str) -> None:
    assert all(one.is_checked for one in check(text, [text]))


@dataclass(frozen=True)
class Seeded:
    sentence: str
    """Right."""
    broken: str
    """With one character changed inside `start` to `end`."""
    start: int
    end: int
    cited: str


def drafted() -> Iterator[tuple[str, str, str]]:
    """Sentences as a draft has them, with the words they hold that can be checked, and the article they cite."""
    for file in sorted((resources.corpus() / "regulations").glob("*.md")):
        for article in re.split(r"\n(?=第[一二三四五六七八九十]+条)", file.read_text(encoding="utf-8"))[1:]:
            label = article[: article.index("条") + 1]
            yield f"{label}对此有规定。", label, article
            for clause in re.findall(r"[\u4e00-\u9fff\d]{8,40}(?=[，。；])", article):
                yield f"{label}规定：“{clause}”。", clause, article
                for figure in re.findall(r"\d+(?:个工作日|个月|日|天|人|名|份|件|元|%)", clause):
                    yield f"按照规定，{clause}。", figure, article


def seeded(count: int) -> list[Seeded]:
    chance = random.Random(20240501)
    made: list[Seeded] = []
    by_kind: dict[str, list[tuple[str, str, str]]] = {"label": [], "quotation": [], "figure": []}
    for sentence, words, cited in drafted():
        kind = (
            "label" if words.startswith("第") and words.endswith("条") else "quotation" if "“" in sentence else "figure"
        )
        by_kind[kind].append((sentence, words, cited))
    for kind, found in by_kind.items():
        for sentence, words, cited in chance.sample(found, min(len(found), count // 3 + 1)):
            at = sentence.index(words)
            spot = at + chance.choice([n for n, mark in enumerate(words) if kind == "quotation" or mark in _FIGURES])
            choices = _FIGURES if sentence[spot] in _FIGURES else "整改监督问题责任单位会议人员"
            other = chance.choice(
                [mark for mark in choices if mark != sentence[spot] and mark.isdigit() == sentence[spot].isdigit()]
            )
            made.append(Seeded(sentence, sentence[:spot] + other + sentence[spot + 1 :], at, at + len(words), cited))
    return made[:count]


_FIGURES = "0123456789一二三四五六七八九十"


def flagged(sentence: str, start: int, end: int, cited: str) -> bool:
    return any(one.start < end and start < one.end and not one.is_checked for one in check(sentence, [cited]))


def test_seeded_errors_of_one_character_are_found() -> None:
    cases = seeded(500)
    found = sum(flagged(case.broken, case.start, case.end, case.cited) for case in cases)
    assert len(cases) == 500
    assert found / len(cases) >= 0.99


def test_right_sentences_raise_no_alarm() -> None:
    marked = [one for sentence, _, cited in drafted() for one in check(sentence, [cited])]
    alarms = sum(not one.is_checked for one in marked)
    assert len(marked) >= 500
    assert alarms / len(marked) <= 0.005
