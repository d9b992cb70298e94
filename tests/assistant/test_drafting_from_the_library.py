"""Drafting through the assistant: from a file, from a document of the library, about a topic."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.drafting.forms import Form, Genre
from assistant.errors import RejectedFile, UsageError
from assistant.export.evidence_pack import packed_evidence
from assistant.settings import Settings

FEEDBACK = """关于巡察临江市水务局党组的反馈意见

根据市委统一部署，市委第三巡察组对临江市水务局党组开展了常规巡察。

巡察发现的主要问题：

一、落实党的理论和路线方针政策方面

（一）学习贯彻不够深入。理论学习中心组全年仅组织集中学习X次。

（二）河湖治理责任落实不到位。部分河段巡查记录缺失。
"""


@pytest.fixture
def feedback(tmp_path: Path) -> Path:
    path = tmp_path / "反馈.txt"
    path.write_text(FEEDBACK, encoding="utf-8")
    return path


@pytest.fixture
def assistant(tmp_path: Path, feedback: Path) -> Iterator[Assistant]:
    with Assistant(Settings(home=tmp_path / ".assistant")) as assistant:
        assistant.ingest([feedback])
        yield assistant


def test_findings_are_the_same_from_the_file_and_from_the_library(assistant: Assistant, feedback: Path) -> None:
    (held,) = assistant.documents()
    from_file, from_library = assistant.findings(feedback), assistant.findings(assistant.document(held.id))
    assert [finding.verbatim for finding in from_file.findings] == [each.verbatim for each in from_library.findings]
    assert len(from_file.findings) == 2


def test_what_is_no_feedback_is_refused_before_anything_is_drafted(assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "菜谱.txt"
    path.write_text("红烧肉\n\n先切块，再小火慢炖。\n", encoding="utf-8")
    with pytest.raises(RejectedFile, match=r"菜谱\.txt"):
        assistant.findings(path)


def test_a_plan_from_the_library_is_proved_by_the_librarys_original(assistant: Assistant) -> None:
    (held,) = assistant.documents()
    plan = assistant.draft_plan(assistant.document(held.id))
    assert {citation.document_id for citation in plan.citations} == {held.id}
    proof = assistant.evidence_of(plan.citations, None)
    assert [source.name for source in proof.sources] == ["反馈.txt"]
    with zipfile.ZipFile(BytesIO(packed_evidence(plan.citations, {}, proof))) as pack:
        assert "manifest.json" in pack.namelist()


def test_a_topic_that_looks_like_a_path_stays_a_topic(feedback: Path) -> None:
    assert Assistant.topic(str(feedback)).text == str(feedback)
    with pytest.raises(UsageError):
        Assistant.topic(" \n ")


def test_remarks_about_a_document_and_a_report_on_a_ledger(assistant: Assistant, tmp_path: Path) -> None:
    (held,) = assistant.documents()
    remarks = assistant.draft_remarks(Genre.PLEDGE, assistant.document(held.id))
    assert remarks.manuscript.about == held.id
    ledger = tmp_path / "台账.csv"
    ledger.write_text(
        "序号,反馈问题,整改措施,责任领导,牵头单位,完成时限,整改状态\n1,学,补,张,办,2026年3月1日,已完成\n",
        encoding="utf-8",
    )
    assert assistant.report_progress(ledger, Form.PUBLIC).of_problems.total == 1
