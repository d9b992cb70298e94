"""A .docx of ours, read back: the record that it was made of, and what somebody has changed since."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import RejectedFile
from assistant.export.gbt9704 import to_docx
from assistant.export.word.embedded import Record, read_back
from tests.assistant.export.samples import DAY, REPORT

RECORD = Record("report", {"甲": ["乙\x01", 1, None, {"丙": "\ufffe"}]})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(to_docx(REPORT, on=DAY, record=RECORD))
    return path


def test_the_record_comes_back_as_it_was(file: Path) -> None:
    read = read_back(file)
    assert read is not None
    assert (read.record, read.edits) == (RECORD, ())


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text())))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_record_comes_back_as_it_was(tmp_path: Path, value: dict[str, object]) -> None:
    (tmp_path / "a.docx").write_bytes(to_docx(REPORT, on=DAY, record=Record("a", value)))
    read = read_back(tmp_path / "a.docx")
    assert read is not None
    assert read.record.value == value


def edited(
    file: Path, edit: Callable[[docx.document.Document], object]
) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The edits that are noticed after a person edited the file with another program."""
    document = docx.Document(str(file))
    edit(document)
    document.save(str(file))
    read = read_back(file)
    assert read is not None
    return [(found.kind, found.before, found.after) for found in read.edits]


def test_saving_in_another_program_is_no_edit(file: Path) -> None:
    assert edited(file, lambda document: None) == []


def test_an_edit_by_hand_is_noticed(file: Path) -> None:
    def change(document: docx.document.Document) -> None:
        wanted = next(one for one in document.paragraphs if one.text.startswith("现将"))
        wanted.runs[0].text = "现报告如下。"

    assert edited(file, change) == [("replace", ("现将集中整改进展情况报告如下。",), ("现报告如下。",))]


def test_a_paragraph_that_was_added_or_taken_out_is_noticed(file: Path) -> None:
    def add(document: docx.document.Document) -> None:
        next(one for one in document.paragraphs if one.text == "见表。").insert_paragraph_before("新加。")

    def remove(document: docx.document.Document) -> None:
        wanted = next(one for one in document.paragraphs if one.text == "新加。")
        wanted._p.getparent().remove(wanted._p)

    assert edited(file, add) == [("insert", (), ("新加。",))]
    assert edited(file, remove) == []


def test_a_changed_cell_of_a_table_is_noticed(file: Path) -> None:
    def change(document: docx.document.Document) -> None:
        document.tables[0].cell(1, 1).paragraphs[0].runs[0].text = "核销"

    assert edited(file, change) == [("replace", ("清理[1]",), ("核销[1]",))]


def test_a_docx_of_somebody_else_holds_no_record(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "other.docx"))
    assert read_back(tmp_path / "other.docx") is None


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "no document", "xml", "version", "entity"])
def test_a_damaged_or_hostile_file_is_refused(file: Path, damage: str) -> None:
    parts = {name: zipfile.ZipFile(file).read(name) for name in zipfile.ZipFile(file).namelist()}
    data = file.read_bytes()
    if damage == "empty":
        file.write_bytes(b"")
    elif damage == "text":
        file.write_bytes("不是文档".encode())
    elif damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    else:
        item = "customXml/item1.xml"
        if damage == "no document":
            del parts["word/document.xml"]
        elif damage == "xml":
            parts[item] = parts[item][:-20]
        elif damage == "version":
            parts[item] = parts[item].replace(b'version="1"', b'version="9"')
        else:
            parts[item] = (
                b'<!DOCTYPE r [<!ENTITY a "aaaa">]>'
                b'<record xmlns="urn:inspection-assistant:record" version="1">&a;</record>'
            )
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
    with pytest.raises(RejectedFile, match=r"report\.docx"):
        read_back(file)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_record_survives_libreoffice(file: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "saved"]
    subprocess.run([*command, str(file)], cwd=tmp_path, check=True, capture_output=True, timeout=100)
    read = read_back(tmp_path / "saved" / "report.docx")
    assert read is not None
    assert (read.record, read.edits) == (RECORD, ())
