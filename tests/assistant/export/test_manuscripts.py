"""Reports and speeches as Markdown, JSON and Word."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from assistant.drafting.forms import Form, Genre
from assistant.drafting.manuscript import Line, Manuscript
from assistant.drafting.progress import report_progress
from assistant.drafting.remarks import write_remarks
from assistant.errors import UsageError
from assistant.export.manuscript_files import check_output, manuscript_bytes
from assistant.export.manuscripts import (
    manuscript_to_document,
    manuscript_to_markdown,
    progress_to_json,
    remarks_notes,
    remarks_to_json,
)
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search
from tests.assistant.drafting.ledger_samples import ROWS, table

SPEECH = write_remarks(Genre.PLEDGE, document(LETTER), search(LIBRARY), minutes=8, on=date(2024, 6, 20))
REPORT = report_progress(table(ROWS), Form.INTERNAL)


def words_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_a_speech_begins_with_its_salutation_and_carries_no_letterhead() -> None:
    laid_out = manuscript_to_document(SPEECH.manuscript)
    assert (laid_out.letterhead, laid_out.addressee, laid_out.signer) == (None, "尊敬的各位领导，同志们", "")
    assert not laid_out.carries_letterhead


def test_a_report_has_an_addressee_and_a_signer_and_is_marked_as_draft() -> None:
    laid_out = manuscript_to_document(REPORT.manuscript)
    assert (laid_out.document_type, laid_out.addressee, laid_out.signer) == (
        "报告",
        "【待填：单位名称】",
        "市供销社党组",
    )
    assert "草稿" in laid_out.draft_mark


def test_what_is_complete_carries_no_draft_mark() -> None:
    done = Manuscript("标题", "讲话", (Line("同志们：", 0),))
    assert manuscript_to_document(done).draft_mark == ""
    assert "草稿" not in manuscript_to_markdown(done)


@pytest.mark.parametrize("manuscript", [SPEECH.manuscript, REPORT.manuscript], ids=["speech", "report"])
def test_the_word_file_says_all_that_the_draft_says(manuscript: Manuscript) -> None:
    told = "".join(words_of(manuscript_bytes(manuscript, {}, Path("稿.docx"), date(2024, 6, 20))).split())
    for line in manuscript.lines:
        assert "".join(line.text.split()) in told


def test_words_of_documents_are_no_markup() -> None:
    hostile = Manuscript("<script>|**题**", "讲话", (Line("# 不是标题 [1](http://a)", 0), Line("一、<b>", 1)))
    told = manuscript_to_markdown(hostile)
    assert "<script>" not in told
    assert "\n# " not in told.split("\n", 1)[1]
    assert re.search(r"(?<!\\)\]\(", told) is None


def test_the_bases_stand_behind_a_speech_with_their_numbers() -> None:
    told = manuscript_to_markdown(SPEECH.manuscript)
    assert "## 依据" in told
    for citation in SPEECH.manuscript.citations:
        assert f"- \\[{citation.n}\\]" in told


def test_json_is_whole_and_counts_what_is_spoken() -> None:
    values = json.loads(manuscript_bytes(SPEECH.manuscript, remarks_to_json(SPEECH), Path("稿.json"), date.today()))
    assert values["kind"] == "表态发言"
    assert values["characters"] == sum(len("".join(line["text"].split())) for line in values["lines"])
    assert {slot["label"] for slot in values["slots"]} >= {"姓名", "日期"}
    assert values["citations"][0]["n"] == 1


def test_the_figures_of_a_report_are_in_its_json() -> None:
    figures = progress_to_json(REPORT)["figures"]
    assert figures["problems"]["total"] == 2
    assert figures["measures"]["standings"]["未完成"] == 4
    assert figures["measures"]["percent"]["未完成"] == "100.00"


def test_a_length_that_does_not_fit_is_said_in_both_languages() -> None:
    short = replace(SPEECH, minutes=90.0)
    assert len(list(remarks_notes(short, language="zh"))) == 2
    assert any("within one hour" in note for note in remarks_notes(short, language="en"))
    assert list(remarks_notes(SPEECH)) == []


def test_a_suffix_that_is_not_known_is_refused_before_anything_is_done() -> None:
    with pytest.raises(UsageError, match=r"\.docx \.md \.json"):
        check_output(Path("稿.pdf"))


def test_a_date_that_nobody_knows_is_a_slot_where_the_date_stands() -> None:
    laid_out = manuscript_to_document(REPORT.manuscript)
    assert (laid_out.signer, laid_out.date) == ("市供销社党组", "【待填：成文日期】")
    printed = words_of(manuscript_bytes(REPORT.manuscript, {}, Path("报告.docx"), date(2024, 6, 20)))
    assert printed.rstrip().splitlines()[-2:] == ["市供销社党组", "【待填：成文日期】"]
