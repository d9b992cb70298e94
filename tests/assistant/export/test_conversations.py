"""A conversation as a file: nothing is left out, and one number means one passage in all of it."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from assistant.export.conversations import (
    Exchange,
    answer_to_text,
    conversation_to_document,
    conversation_to_markdown,
)
from assistant.export.gbt9704 import to_docx
from assistant.records import Answer, Change, Citation, Searched, Sentence, Status, Verdict


def citation(n: int, document: str, start: int = 0, **changes: object) -> Citation:
    cited = Citation(
        n,
        document,
        f"{document}办法",
        "a.md",
        Status.CURRENT,
        "第五条",
        f"{document}的原话",
        start,
        start + 4,
        0,
        4,
        0.9,
    )
    return replace(cited, **changes)  # type: ignore[arg-type]


def answer(*sentences: Sentence, citations: tuple[Citation, ...] = (), **changes: object) -> Answer:
    given = Answer("问？", date(2026, 1, 1), False, None, sentences, citations, Searched(3, 40), "extractive")
    return replace(given, **changes)  # type: ignore[arg-type]


FIRST = answer(
    Sentence("书记负责。", (1, 2), Verdict.SUPPORTED), citations=(citation(1, "甲"), citation(2, "乙", guesses=()))
)
SECOND = answer(
    Sentence("三个月内完成。", (1,), Verdict.NOT_FOUND, uncertain=True, basis="乙办法第五条"),
    citations=(citation(1, "乙"),),
    degraded=("没有用上所设的模型。",),
    rewritten="整改期限多长？",
)
SILENT = answer(abstained=True, reason="在 3 份资料中未找到依据。")
ALL = [Exchange("谁负责？", FIRST), Exchange("多久？", SECOND), Exchange("预算？", SILENT), Exchange("没等完", None)]


def test_one_number_means_one_passage_in_the_whole_file() -> None:
    text = conversation_to_markdown(ALL, language="zh")
    assert r"书记负责。\[1\]\[2\]" in text
    assert r"（未找到依据）（请人工核实）\[2\]" in text
    assert text.count("- \\[") == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_that_the_page_showed_is_left_out(language: str) -> None:
    text = conversation_to_markdown(ALL, language=language)
    for part in (
        "谁负责？",
        "没等完",
        "没有用上所设的模型",
        "整改期限多长？",
        "乙办法第五条",
        "在 3 份资料中未找到依据",
        "2026-01-01",
    ):
        assert part in text


def test_words_of_documents_are_no_markup() -> None:
    hostile = answer(Sentence("<b>甲</b> | **乙**", (), Verdict.SUPPORTED))
    text = conversation_to_markdown([Exchange("# 问", hostile)], language="zh")
    assert "<b>" not in text
    assert "**乙" not in text
    assert "\n## \\# 问" in text


def test_the_word_file_holds_questions_answers_and_the_annex_of_sources() -> None:
    data = to_docx(conversation_to_document(ALL, language="zh"), on=date(2026, 1, 1))
    document = Document(BytesIO(data))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "一、谁负责？" in said
    assert "书记负责。" in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "乙的原话" in "".join(cells)


def test_a_copied_answer_carries_the_list_of_its_sources_with_what_is_guessed() -> None:
    guessed = Change("glyph", 0, 1, 0, 1, "口", "甲", 0.5)
    given = replace(FIRST, citations=(citation(1, "甲", guesses=(guessed,), page=3), citation(2, "乙")))
    text = answer_to_text(given, language="zh")
    assert text.startswith("书记负责。[1][2]")
    assert "[1] 《甲办法》第五条（现行） 第 3 页：甲的原话（“甲”是推测，原文为“口”）" in text


def test_an_answer_that_found_nothing_copies_as_such() -> None:
    assert "未找到依据" in answer_to_text(SILENT, language="zh")
