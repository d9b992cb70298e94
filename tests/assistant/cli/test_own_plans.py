"""A .docx of ours is checked by the plan inside it, as long as nobody has changed its text."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from assistant.cli.checks import own_plan
from assistant.drafting.plan import draft_plan
from assistant.export.plan_docx import plan_to_docx
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    plan = draft_plan(document(LETTER), search(LIBRARY), received=date(2024, 6, 13), on=date(2024, 6, 20))
    path = tmp_path / "方案.docx"
    path.write_bytes(plan_to_docx(plan))
    return path


def edited(path: Path, before: str, after: str) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(
                entry, data.replace(before.encode(), after.encode()) if entry.endswith("document.xml") else data
            )
    path.write_bytes(held.getvalue())


def test_the_plan_inside_is_what_is_checked(docx: Path) -> None:
    own = own_plan(docx)
    assert own is not None
    assert [finding["id"] for group in own["groups"] for finding in group["findings"]] == ["F1", "F2"]


def test_a_document_that_a_person_changed_is_checked_by_its_text_and_that_is_said(
    docx: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(docx, "总体要求", "总的要求")
    assert own_plan(docx) is None
    assert "手工修改" in capsys.readouterr().err


def test_other_files_are_read_as_they_are(tmp_path: Path) -> None:
    assert own_plan(tmp_path / "方案.md") is None
    assert own_plan(tmp_path / "没有.docx") is None
