"""An office's own template is filled, and can do nothing else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from assistant.errors import RejectedFile, UsageError
from assistant.export.plan_docx import plan_to_docx
from assistant.export.plan_reading import read_plan
from assistant.export.plans import plan_to_json
from assistant.export.review import remarks
from assistant.export.templates import fill_template
from tests.assistant.export.layout import Layout
from tests.assistant.export.samples import DAY, REPORT, plan_of

pytest.importorskip("docxtpl", reason="the extra templates is not installed")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template of three paragraphs: a letterhead, the title, the text."""
    return made(tmp_path, "本局文件", "标题：{{ title }}", "{{ body }}", "落款：{{ signer }} {{ date }}")


def made(folder: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "模板.docx"))
    return folder / "模板.docx"


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def test_the_document_stands_where_the_template_says(template: Path) -> None:
    filled = texts(fill_template(template, REPORT, on=DAY))
    assert filled[0] == "本局文件"
    assert filled[1] == f"标题：{REPORT.title}"
    assert filled[2] == "现将集中整改进展情况报告如下。"
    assert "落款：中共市粮食局党组 2024年9月3日" in filled


def test_annexes_come_last_unless_the_template_has_a_place_for_them(template: Path, tmp_path: Path) -> None:
    filled = texts(fill_template(template, REPORT, on=DAY))
    assert filled.index("附件1") > filled.index("落款：中共市粮食局党组 2024年9月3日")
    placed = texts(fill_template(made(tmp_path, "{{ annexes }}", "{{ body }}"), REPORT, on=DAY))
    assert placed[0] == "附件1"
    assert placed.count("附件1") == 1


def test_styles_that_the_template_has_stay_its_own_and_others_are_added(template: Path) -> None:
    layout = Layout(fill_template(template, REPORT, on=DAY))
    assert layout.style("GwBody", "rPr/rFonts", "eastAsia") == "仿宋_GB2312"
    own = Layout(template.read_bytes()).style("Heading1", "rPr/sz", "val")
    assert layout.style("Heading1", "rPr/sz", "val") == own != "32"


def test_a_plan_in_a_template_comes_back_and_has_its_remarks(template: Path, tmp_path: Path) -> None:
    plan = plan_of()
    data = plan_to_docx(plan, review=True, template=template)
    (tmp_path / "方案.docx").write_bytes(data)
    read = read_plan(tmp_path / "方案.docx")
    assert (plan_to_json(read.plan), read.edits) == (plan_to_json(plan), ())
    shown = list(docx.Document(BytesIO(data)).comments)
    assert len(shown) == len(list(remarks(plan)))
    assert data == plan_to_docx(plan, review=True, template=template)


def test_markup_and_templates_in_a_document_stay_text(template: Path) -> None:
    from dataclasses import replace

    words = "<w:p/>{{ 7*7 }}{% if 1 %}&"
    filled = texts(fill_template(template, replace(REPORT, title=words), on=DAY))
    assert filled[1] == f"标题：{words}"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("{{ body }} 正文", "各占一段"),
        ("没有", "没有正文的位置"),
        ("{{ body }}{{ secret }}", "secret"),
        ("{{ body }}{% for a in title %}{{ a }}{% endfor %}", "for"),
        ("{{ body }}{{ title.upper() }}", "不允许"),
        ("{{ body }}{{ title.__class__ }}", "不允许"),
        ("{{ body }}{{ title * 1000000000 }}", "不允许"),
        ("{{ body }}{{ title|center(1000000000) }}", "不允许"),
        ("{{ body }}{% if %}", "不允许"),
        ("{{ body }}{{ range(10) }}", "range"),
        ("{{ body }}{% include 'x' %}", "include"),
    ],
)
def test_a_template_that_does_more_than_fill_in_is_refused(tmp_path: Path, words: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        fill_template(made(tmp_path, *words.replace("}}{", "}}\n{").split("\n")), REPORT, on=DAY)


@pytest.mark.parametrize("data", [b"", b"no docx", b"PK\x03\x04"])
def test_what_is_no_docx_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "模板.docx").write_bytes(data)
    with pytest.raises(UsageError, match=r"模板\.docx"):
        fill_template(tmp_path / "模板.docx", REPORT, on=DAY)


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RejectedFile, match=r"没有\.docx"):
        fill_template(tmp_path / "没有.docx", REPORT, on=DAY)
