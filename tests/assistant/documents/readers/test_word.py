"""What a person sees in Word is what the reader says: numbers, tables, notes, boxes; and nothing that is deleted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.readers.items import Enclosed, Reading
from assistant.documents.readers.word.counting import counted
from assistant.documents.readers.word.document import read
from assistant.documents.readers.word.styles import without_table_styles
from assistant.errors import RejectedFile
from assistant.text.numerals import to_int
from tests.formats import Block
from tests.formats.docx_writer import write_docx

SCHEMAS = "http://schemas.openxmlformats.org"
RELATION = f"{SCHEMAS}/officeDocument/2006/relationships"
NAMES = " ".join(
    (
        f'xmlns:w="{SCHEMAS}/wordprocessingml/2006/main"',
        f'xmlns:r="{RELATION}"',
        f'xmlns:a="{SCHEMAS}/drawingml/2006/main"',
        f'xmlns:m="{SCHEMAS}/officeDocument/2006/math"',
        f'xmlns:mc="{SCHEMAS}/markup-compatibility/2006"',
        f'xmlns:wp="{SCHEMAS}/drawingml/2006/wordprocessingDrawing"',
        f'xmlns:dgm="{SCHEMAS}/drawingml/2006/diagram"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    )
)


@dataclass
class Parts:
    """A document as Word's parts: the body, and whatever else a case needs by kind of relation."""

    body: str
    others: dict[str, str] = field(default_factory=dict)
    main: str = "word/document.xml"

    def packed(self) -> bytes:
        package = f'xmlns="{SCHEMAS}/package/2006/relationships"'
        relations = "".join(
            f'<Relationship Id="{kind}" Type="{RELATION}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
            for kind in self.others
        )
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
            root = f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="/{self.main}"/>'
            parts.writestr("_rels/.rels", f"<Relationships {package}>{root}</Relationships>")
            parts.writestr("word/_rels/document.xml.rels", f"<Relationships {package}>{relations}</Relationships>")
            parts.writestr(self.main, f"<w:document {NAMES}><w:body>{self.body}</w:body></w:document>")
            for kind, content in self.others.items():
                parts.writestr(f"word/{kind}.xml", content)
        return file.getvalue()


def reading(body: str, **others: str) -> Reading:
    (item,) = list(read(Parts(body, others).packed(), "文件.docx"))
    assert isinstance(item, Reading)
    return item


@contextmanager
def refused(key: str) -> Iterator[None]:
    with pytest.raises(RejectedFile) as caught:
        yield
    assert caught.value.key == key


def root(name: str, content: str) -> str:
    return f"<w:{name} {NAMES}>{content}</w:{name}>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    inner = content if content.startswith("<") else r(content) if content else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, level: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(index: int, number_format: str, text: str, *, suffix: str = "", start: int | None = 1, more: str = "") -> str:
    begins = "" if start is None else f'<w:start w:val="{start}"/>'
    suffixed = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    return (
        f'<w:lvl w:ilvl="{index}">{begins}<w:numFmt w:val="{number_format}"/>{more}{suffixed}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return root("numbering", f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}')


def a_list(list_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="0"/>{overrides}</w:num>'


def style(style_id: str, name: str, properties: str = "", *, based_on: str = "", kind: str = "paragraph") -> str:
    basis = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{basis}{properties}</w:style>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


# The whole


def test_text_tables_and_headings_come_back_in_order() -> None:
    blocks = [
        Block("title", "关于加强台账管理的通知"),
        Block("heading", "一、总体要求", level=1),
        Block("paragraph", "坚持边查边改。"),
        Block("heading", "（一）工作目标", level=2),
        Block("table", rows=(("序号", "问题"), ("1", "台账不全"))),
        Block("paragraph", "特此通知。"),
    ]
    (found,) = list(read(write_docx(blocks), "通知.docx"))
    assert isinstance(found, Reading)
    assert found.text.split("\n") == [
        *("关于加强台账管理的通知", "一、总体要求", "坚持边查边改。", "（一）工作目标"),
        *("序号 | 问题", "1 | 台账不全", "特此通知。"),
    ]
    marked = [(found.text[heading.start : heading.end], heading.level) for heading in found.headings]
    assert marked == [("关于加强台账管理的通知", 0), ("一、总体要求", 1), ("（一）工作目标", 2)]
    assert found.format == "docx"
    assert found.warnings == ()


def test_places_count_every_paragraph_of_the_body_also_empty_ones_and_those_of_tables() -> None:
    found = reading(p("一") + p() + table(row(cell("甲"), cell("乙"))) + p("二"))
    assert [(found.text[place.start], place.number) for place in found.places] == [("一", 1), ("甲", 3), ("二", 5)]


@given(st.lists(st.text("整改台账 　\t", max_size=12), min_size=1, max_size=8))
def test_no_text_is_lost_and_no_line_is_blank(texts: list[str]) -> None:
    data = write_docx([Block("paragraph", text) for text in texts])
    if not "".join(texts).strip():
        with refused("file_no_text"):
            list(read(data, "a.docx"))
        return
    (found,) = list(read(data, "a.docx"))
    assert isinstance(found, Reading)
    assert "".join(found.text.split()) == "".join("".join(texts).split())
    assert all(line.strip() and line == line.rstrip() for line in found.text.split("\n"))
    assert all(found.text[place.start - 1 : place.start] in ("", "\n") for place in found.places)


# Numbering


@pytest.mark.parametrize(
    ("number_format", "label", "shown"),
    [
        ("chineseCounting", "第%1条", "第一条　甲"),
        ("chineseCountingThousand", "%1、", "一、甲"),
        ("japaneseCounting", "（%1）", "（一）甲"),
        ("decimal", "%1.", "1. 甲"),
        ("decimal", "（%1）", "（1）甲"),
        ("decimal", "附件%1", "附件1 甲"),
        ("decimalEnclosedCircle", "%1", "①甲"),
        ("upperRoman", "%1.", "I. 甲"),
        ("lowerLetter", "%1)", "a) 甲"),
        ("bullet", "\uf0b7", "• 甲"),
        ("none", "说明：", "说明：甲"),
    ],
)
def test_an_automatic_number_is_read_as_it_is_seen(number_format: str, label: str, shown: str) -> None:
    assert reading(item("甲"), numbering=numbering(level(0, number_format, label))).text == shown


@pytest.mark.parametrize(("suffix", "shown"), [("tab", "第一条　甲"), ("space", "第一条　甲"), ("nothing", "第一条甲")])
def test_label_and_text_touch_only_where_word_puts_nothing_between(suffix: str, shown: str) -> None:
    levels = level(0, "chineseCounting", "第%1条", suffix=suffix)
    assert reading(item("甲"), numbering=numbering(levels)).text == shown


def test_levels_count_apart_and_restart_after_a_higher_one() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
    body = "".join(item("甲", depth) for depth in (0, 1, 1, 2, 2, 0, 1, 2))
    assert reading(body, numbering=numbering(levels)).text.split("\n") == [
        *("一、甲", "（一）甲", "（二）甲", "1. 甲", "2. 甲", "二、甲", "（一）甲", "1. 甲")
    ]


def test_an_article_counts_on_over_chapters_where_its_level_never_restarts() -> None:
    never = '<w:lvlRestart w:val="0"/>'
    levels = level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2条", more=never)
    body = "".join(item("甲", depth) for depth in (0, 1, 1, 0, 1))
    assert reading(body, numbering=numbering(levels)).text.split("\n")[-2:] == ["第二章　甲", "第三条　甲"]


def test_numbers_of_higher_levels_stand_in_a_label_and_legal_ones_in_arabic() -> None:
    legal = "<w:isLgl/>"
    levels = level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", more=legal)
    body = item("总则", 0) + item("目的", 1) + item("依据", 1)
    assert reading(body, numbering=numbering(levels)).text.split("\n") == ["第一章　总则", "1.1 目的", "1.2 依据"]


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    body = item("甲", 1) + item("乙", 0)
    assert reading(body, numbering=numbering(levels)).text.split("\n") == ["1.1 甲", "2. 乙"]


def test_lists_of_one_definition_count_on_unless_a_start_is_given() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = a_list(1) + a_list(2) + a_list(3, restart)
    body = item("甲", 0, 1) + item("乙", 0, 2) + item("丙", 0, 3) + item("丁", 0, 3)
    found = reading(body, numbering=numbering(level(0, "decimal", "%1."), lists))
    assert found.text.split("\n") == ["1. 甲", "2. 乙", "1. 丙", "2. 丁"]


def test_a_list_may_replace_a_level_of_its_definition() -> None:
    replaced = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'
    found = reading(item("甲"), numbering=numbering(level(0, "decimal", "%1."), a_list(1, replaced)))
    assert found.text == "A. 甲"


def test_a_style_brings_its_list_and_level_with_it() -> None:
    tied = '<w:pStyle w:val="Article"/>'
    levels = level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2条", more=tied)
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = style("Article", "条") + style("Sub", "条（缩进）", based_on="Article")
    styles = styles.replace('<w:name w:val="条"/>', f'<w:name w:val="条"/>{listed}')
    body = p("甲", '<w:pStyle w:val="Article"/>') + p("乙", '<w:pStyle w:val="Sub"/>')
    off = p("丙", '<w:pStyle w:val="Article"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    found = reading(body + off, numbering=numbering(levels), styles=root("styles", styles))
    assert found.text.split("\n") == ["第一条　甲", "第二条　乙", "丙"]


def test_a_definition_may_be_kept_in_a_list_style() -> None:
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    lists = link + a_list(1) + '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = root("styles", style("L", "列表", listed, kind="numbering"))
    found = reading(item("甲", 0, 2), numbering=numbering(level(0, "decimal", "%1."), lists), styles=styles)
    assert found.text == "1. 甲"


def test_a_list_style_that_leads_back_to_itself_numbers_nothing() -> None:
    link = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    styles = root("styles", style("L", "列表", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    assert reading(item("甲"), numbering=root("numbering", link + a_list(1)), styles=styles).text == "甲"


def test_a_custom_format_keeps_its_zeros() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert reading(item("甲"), numbering=numbering(custom)).text == "007 甲"


def test_a_column_of_automatic_numbers_is_not_empty() -> None:
    rows = [row(cell("序号"), cell("问题")), row(cell(item("")), cell("甲")), row(cell(item("")), cell("乙"))]
    found = reading(table(*rows), numbering=numbering(level(0, "decimal", "%1")))
    assert found.text.split("\n") == ["序号 | 问题", "1 | 甲", "2 | 乙"]


def test_a_deleted_paragraph_is_not_counted() -> None:
    gone = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = f'<w:p><w:pPr>{gone}</w:pPr><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>'
    found = reading(item("甲") + deleted + item("乙"), numbering=numbering(level(0, "decimal", "%1.")))
    assert found.text.split("\n") == ["1. 甲", "2. 乙"]


@pytest.mark.parametrize(
    ("number_format", "numerals"),
    [
        ("chineseCounting", {10: "十", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九", 101: "一〇一"}),
        ("chineseCountingThousand", {100: "一百", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"}),
        ("japaneseCounting", {10: "十", 21: "二十一", 100: "百", 101: "百一"}),
        ("ideographDigital", {9: "九", 10: "一〇", 20: "二〇"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 21: "贰拾壹"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("upperRoman", {4: "IV", 9: "IX", 40: "XL", 1999: "MCMXCIX"}),
        ("lowerLetter", {26: "z", 27: "aa", 53: "aaa"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("decimalFullWidth", {12: "１２"}),
        ("ordinal", {1: "1st", 11: "11th", 22: "22nd"}),
        ("lowerLetter", {2_000_000_000: "2000000000"}),
        ("a format of tomorrow", {3: "3"}),
    ],
)
def test_formats_count_as_word_does(number_format: str, numerals: dict[int, str]) -> None:
    assert {number: counted(number, number_format) for number in numerals} == numerals


@given(st.integers(1, 32_767))
def test_a_chinese_numeral_says_its_number(number: int) -> None:
    assert to_int(counted(number, "chineseCountingThousand")) == number


# Headings


@pytest.mark.parametrize(
    ("name", "properties", "expected"),
    [
        ("heading 1", "", 1),
        ("Heading 9", "", 9),
        ("标题 2", "", 2),
        ("标题", "", 0),
        ("Title", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', 0),
        ("公文小标题", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>', 3),
        ("heading 1", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', None),
        ("正文", "", None),
    ],
)
def test_a_style_makes_a_heading(name: str, properties: str, expected: int | None) -> None:
    styles = root("styles", style("S", name, properties) + style("T", "某样式", based_on="S"))
    for style_id in ("S", "T"):
        found = reading(p("总则", f'<w:pStyle w:val="{style_id}"/>') + p("正文。"), styles=styles)
        assert [heading.level for heading in found.headings] == ([] if expected is None else [expected])


def test_a_paragraph_may_set_its_own_outline_level() -> None:
    found = reading(p("　总则", '<w:outlineLvl w:val="1"/>') + p("正文", '<w:outlineLvl w:val="9"/>'))
    assert [(found.text[h.start : h.end], h.level) for h in found.headings] == [("总则", 2)]


def test_a_heading_keeps_its_number() -> None:
    both = '<w:outlineLvl w:val="0"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    found = reading(p("总则", both), numbering=numbering(level(0, "chineseCounting", "第%1章")))
    assert [found.text[h.start : h.end] for h in found.headings] == ["第一章　总则"]


def test_body_text_on_the_line_of_a_heading_is_no_heading() -> None:
    hidden_mark = '<w:outlineLvl w:val="0"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>'
    found = reading(p("一、总体要求。", hidden_mark) + p("坚持边查边改。"))
    assert found.text == "一、总体要求。坚持边查边改。"
    assert [found.text[h.start : h.end] for h in found.headings] == ["一、总体要求。"]


# Tables


def test_merged_cells_are_read_once_and_columns_stay_in_line() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = reading(
        table(
            row(cell("整改台账", '<w:gridSpan w:val="3"/>')),
            row(cell("类别"), cell("问题"), cell("措施"), properties="<w:tblHeader/>"),
            row(cell("党建", restart), cell("甲"), cell("乙")),
            row(cell("", goes_on), cell("丙"), cell("")),
        )
    )
    assert found.text.split("\n") == ["整改台账", "类别 | 问题 | 措施", "党建 | 甲 | 乙", " | 丙 |"]


def test_a_cell_of_several_paragraphs_stays_in_its_row() -> None:
    broken = "<w:p><w:r><w:t>三</w:t><w:br/><w:t>四</w:t></w:r></w:p>"
    assert reading(table(row(cell(p("一") + p("二")), cell(broken)))).text == "一 二 | 三 四"


def test_a_table_in_a_cell_follows_its_row() -> None:
    inner = table(row(cell("甲"), cell("乙")))
    found = reading(table(row(cell("外"), cell(p("见下表") + inner + p()))) + p("后"))
    assert found.text.split("\n") == ["外 | 见下表", "甲 | 乙", "后"]


def test_a_page_laid_out_as_one_cell_keeps_its_paragraphs_and_headings() -> None:
    inner = p("标题行", '<w:outlineLvl w:val="0"/>') + p("正文。") + table(row(cell("甲"), cell("乙"))) + p()
    found = reading(table(row(cell(inner))))
    assert found.text.split("\n") == ["标题行", "正文。", "甲 | 乙"]
    assert len(found.headings) == 1


def test_rows_and_cells_in_content_controls_are_read() -> None:
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{row(cell('甲'), cell('乙'))}</w:sdtContent></w:sdt>"
    one_cell = f"<w:tr><w:sdt><w:sdtContent>{cell('丙')}</w:sdtContent></w:sdt>{cell('丁')}</w:tr>"
    assert reading(table(wrapped, one_cell)).text.split("\n") == ["甲 | 乙", "丙 | 丁"]


def test_deleted_rows_and_cells_are_left_out() -> None:
    deleted = row(cell("旧"), cell("旧"), properties='<w:del w:id="1"/>')
    kept = row(cell("甲"), cell("乙", '<w:cellDel w:id="2"/>'))
    found = reading(table(deleted, kept))
    assert found.text == "甲 |"
    assert found.warnings == ("tracked_deletions_left_out",)


# What is inside a paragraph


def _field(*parts: str) -> str:
    marks = {"{": "begin", "|": "separate", "}": "end"}
    shown = (f'<w:fldChar w:fldCharType="{marks[part]}"/>' if part in marks else part for part in parts)
    return "".join(f"<w:r>{part}</w:r>" for part in shown)


def _instruction(text: str) -> str:
    return f"<w:instrText>{text}</w:instrText>"


_READING = "<w:rubyPr/><w:rt><w:r><w:t>dū</w:t></w:r></w:rt>"
_RUBY = f"<w:ruby>{_READING}<w:rubyBase><w:r><w:t>督</w:t></w:r></w:rubyBase></w:ruby>"

_T = "<w:t>{}</w:t>"
_NESTED = ("{", _instruction("X"), "|", _T.format("1"), "}")
_FRACTION = "<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>"
_MATH = "<m:r><m:t>{}</m:t></m:r>"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲 乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\n乙\n丙"),
        ("<w:r><w:t>甲</w:t><w:br w:type='page'/></w:r>", "甲"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/><w:t>2</w:t></w:r>", "A-12"),
        (r("甲") + r(" 乙 ") + r("丙"), "甲 乙 丙"),
        ("<w:r><w:t>甲</w:t></w:r><w:r><w:t> 乙 </w:t></w:r>", "甲乙"),
        ("<w:r><w:t>\n  甲\n  乙 </w:t></w:r>", "甲   乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
        (f"<w:r>{_RUBY}</w:r><w:r><w:t>查</w:t></w:r>", "督查"),
        ('<w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>', "链接"),
        ("<w:smartTag><w:r><w:t>某市</w:t></w:r></w:smartTag>", "某市"),
        ("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>2024年</w:t></w:r></w:fldSimple>', "2024年"),
        (_field("{", _instruction(" REF x "), "|", _T.format("结果"), "}"), "结果"),
        (_field("{", _instruction("IF "), *_NESTED, "|", _T.format("真"), "}"), "真"),
        (_field("{", _instruction(" XE "), _T.format("索引"), "}") + r("甲"), "甲"),
        (_field("{", _instruction(" eq \\o\\ac(○,3)"), "}"), "③"),
        (_field("{", _instruction("EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(dū),督)"), "}"), "督"),
        (_field("{", _instruction(" EQ \\f(1,2) "), "}"), "1/2"),
        (_field("{", _instruction(" MACROBUTTON None [填写单位]"), "}"), "[填写单位]"),
        (_field("{", _T.format("没有结束的域")), "没有结束的域"),
        (_field("}", _T.format("没有开始的域")), "没有开始的域"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (f"<m:oMath>{_FRACTION.format(_MATH.format(1), _MATH.format(2))}</m:oMath>", "1/2"),
        (f"<m:oMath>{_FRACTION.format(_MATH.format('a+b'), _MATH.format(2))}</m:oMath>", "(a+b)/2"),
        (f"<m:oMath><m:d><m:e>{_MATH.format('a')}</m:e></m:d></m:oMath>", "(a)"),
        (f"<m:oMath><m:sSup><m:e>{_MATH.format(10)}</m:e><m:sup>{_MATH.format(3)}</m:sup></m:sSup></m:oMath>", "10^3"),
        ("<m:oMathPara><m:oMath><m:r><m:t>a</m:t></m:r></m:oMath></m:oMathPara>", "a"),
        ("<w:futureWrapper><w:r><w:t>新</w:t></w:r></w:futureWrapper>", "新"),
    ],
)
def test_a_paragraph_is_read_as_it_is_seen(content: str, shown: str) -> None:
    assert reading(f"<w:p>{content}</w:p>").text == shown


def test_a_box_to_tick_shows_whether_it_is_ticked() -> None:
    def ticked(value: int) -> str:
        data = f'<w:ffData><w:checkBox><w:default w:val="0"/><w:checked w:val="{value}"/></w:checkBox></w:ffData>'
        begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        return f"{begin}<w:r>{_instruction('FORMCHECKBOX')}</w:r>{_field('}')}"

    assert reading(f"<w:p>{ticked(1)}{r('是')}{ticked(0)}{r('否')}</w:p>").text == "☑是☐否"


def test_a_table_of_contents_over_several_paragraphs_is_read() -> None:
    first = f"<w:p>{_field('{', _instruction(' TOC '), '|', _T.format('第一章'))}</w:p>"
    last = f"<w:p>{_field(_T.format('第二章'), '}')}</w:p>"
    assert reading(first + last + p("正文")).text.split("\n") == ["第一章", "第二章", "正文"]


def test_an_unknown_sign_is_said_to_be_lost() -> None:
    found = reading('<w:p><w:r><w:sym w:font="Webdings" w:char="F061"/><w:t>甲</w:t></w:r></w:p>')
    assert found.text == "�甲"
    assert found.warnings == ("lost_characters",)


# Left out, and said to be


def test_insertions_are_kept_and_deletions_left_out() -> None:
    content = f"{r('应当')}<w:del><w:r><w:delText>十日</w:delText></w:r></w:del><w:ins>{r('五日')}</w:ins>{r('内办结')}"
    moved = f"<w:moveFrom>{r('旧处')}</w:moveFrom><w:moveTo>{r('新处')}</w:moveTo>"
    found = reading(f"<w:p>{content}</w:p><w:p>{moved}</w:p>")
    assert found.text.split("\n") == ["应当五日内办结", "新处"]
    assert found.warnings == ("tracked_deletions_left_out",)


def test_paragraphs_whose_mark_is_deleted_become_one() -> None:
    found = reading(p("前半", '<w:rPr><w:del w:id="1"/></w:rPr>') + p("后半", '<w:outlineLvl w:val="0"/>'))
    assert found.text == "前半后半"
    assert [(h.start, h.end) for h in found.headings] == [(0, 4)]


def test_an_earlier_look_of_a_paragraph_does_not_count() -> None:
    before = '<w:pPrChange w:id="1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
    assert reading(p("正文", before)).headings == ()


@pytest.mark.parametrize(
    ("properties", "is_hidden"),
    [
        ("<w:vanish/>", True),
        ('<w:vanish w:val="1"/>', True),
        ('<w:vanish w:val="0"/>', False),
        ('<w:rStyle w:val="H"/>', True),
        ('<w:rStyle w:val="H"/><w:vanish w:val="false"/>', False),
        ("<w:webHidden/>", False),
    ],
)
def test_hidden_text_is_left_out(properties: str, is_hidden: bool) -> None:
    styles = root("styles", style("H", "隐藏", "<w:rPr><w:vanish/></w:rPr>", kind="character"))
    found = reading(p(r("明") + r("暗", properties)), styles=styles)
    assert found.text == ("明" if is_hidden else "明暗")
    assert found.warnings == (("hidden_text_left_out",) if is_hidden else ())


def test_comments_are_left_out() -> None:
    found = reading(f'<w:p>{r("正文")}<w:r><w:commentReference w:id="0"/></w:r></w:p>')
    assert found.text == "正文"
    assert found.warnings == ("comments_left_out",)


@pytest.mark.parametrize(
    ("kind", "content", "is_said"),
    [
        ("header1", p("内部资料"), True),
        ("footer1", p("— 1 —"), False),
        ("footer1", p("第 1 页 共 3 页"), False),
        ("footer1", p("Page 1 of 3"), False),
        ("footer1", p("某市委办公室　第 1 页"), True),
        ("header1", p(), False),
        ("header1", '<w:p><w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r></w:p>', True),
    ],
)
def test_headers_are_left_out_and_said_to_be_where_they_say_more_than_the_page(
    kind: str, content: str, is_said: bool
) -> None:
    found = reading(p("正文"), **{kind: root("hdr", content)})
    assert found.text == "正文"
    assert found.warnings == (("headers_left_out",) if is_said else ())


def test_pictures_are_said_not_to_be_read() -> None:
    picture = '<w:r><w:drawing><wp:inline><a:graphic><a:blip r:embed="x"/></a:graphic></wp:inline></w:drawing></w:r>'
    assert reading(f"<w:p>{r('图一')}{picture}</w:p>").warnings == ("pictures_left_out",)


def test_a_file_of_pictures_alone_is_no_text() -> None:
    picture = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="x"/></v:shape></w:pict></w:r></w:p>'
    with refused("file_no_text"):
        reading(picture)


# Notes and boxes


def _reference(kind: str, note_id: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{note_id}"/></w:r>'


def _note(kind: str, note_id: int, *paragraphs: str) -> str:
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    first, *others = paragraphs
    return f'<w:{kind} w:id="{note_id}"><w:p>{mark}{r(" " + first)}</w:p>{"".join(map(p, others))}</w:{kind}>'


def test_notes_stand_behind_the_paragraph_that_refers_to_them() -> None:
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes = separator + _note("footnote", 2, "见某办法。", "又一段。") + _note("footnote", 3, "同上。")
    body = f"<w:p>{r('甲')}{_reference('footnote', 2)}{r('乙')}{_reference('footnote', 3)}</w:p>"
    body += f"<w:p>{r('丙')}{_reference('endnote', 7)}</w:p>"
    found = reading(body, footnotes=root("footnotes", notes), endnotes=root("endnotes", _note("endnote", 7, "出处。")))
    assert found.text.split("\n") == [
        *("甲［注1］乙［注2］", "［注1］见某办法。", "又一段。", "［注2］同上。"),
        *("丙［尾注1］", "［尾注1］出处。"),
    ]
    assert found.warnings == ("notes_moved",)
    assert [place.number for place in found.places] == [1, 2]


def test_a_note_of_a_table_follows_its_row() -> None:
    body = table(row(cell("甲"), cell(f"<w:p>{r('乙')}{_reference('footnote', 1)}</w:p>")))
    found = reading(body, footnotes=root("footnotes", _note("footnote", 1, "注文")))
    assert found.text.split("\n") == ["甲 | 乙［注1］", "［注1］注文"]


def test_notes_that_refer_to_notes_come_to_an_end() -> None:
    chain = "".join(
        f'<w:footnote w:id="{n}"><w:p>{r(f"注{n}")}{_reference("footnote", (n + 1) % 3_000)}</w:p></w:footnote>'
        for n in range(3_000)
    )
    found = reading(f"<w:p>{r('甲')}{_reference('footnote', 0)}</w:p>", footnotes=root("footnotes", chain))
    assert len(found.text.split("\n")) == 3_001


def test_a_letterhead_in_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent>{p('某市委文件')}{p('某委发〔2024〕3号')}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = reading(f"<w:p>{box}{r('关于整改的通知')}</w:p>{p('正文')}")
    assert found.text.split("\n") == ["某市委文件", "某委发〔2024〕3号", "关于整改的通知", "正文"]
    assert [place.number for place in found.places] == [1, 2]
    behind = reading(f"<w:p>{r('正文')}{box}</w:p>")
    assert behind.text.split("\n") == ["正文", "某市委文件", "某委发〔2024〕3号"]


def test_words_drawn_as_art_and_in_diagrams_are_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="某市人民政府文件"/></v:shape></w:pict></w:r>'
    diagram = '<w:p><w:r><w:drawing><dgm:relIds r:dm="diagramData"/></w:drawing></w:r></w:p>'
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>"
    data = f"<dgm:dataModel {NAMES}>{point.format('立项')}{point.format('销号')}</dgm:dataModel>"
    found = reading(f"<w:p>{art}</w:p>{diagram}", diagramData=data)
    assert found.text.split("\n") == ["某市人民政府文件", "立项", "销号"]


def test_a_field_left_open_in_a_box_does_not_swallow_the_text_around_it() -> None:
    box = f"<w:txbxContent><w:p>{_field('{', _instruction('PAGE'))}</w:p></w:txbxContent>"
    found = reading(f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>{r('正文')}</w:p>")
    assert found.text == "正文"


def test_a_document_within_the_document_is_handed_on() -> None:
    items = list(read(Parts('<w:altChunk r:id="aFChunk"/>', {"aFChunk": "<p>正文</p>"}).packed(), "a.docx"))
    assert items == [Enclosed("word/aFChunk.xml", "<p>正文</p>".encode())]


# Files that are not what they should be


def test_names_of_strict_files_mean_the_same() -> None:
    data = Parts(p("总则", '<w:outlineLvl w:val="0"/>')).packed()
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as usual, zipfile.ZipFile(strict, "w") as parts:
        for name in usual.namelist():
            text = usual.read(name).decode()
            for kind in ("wordprocessingml", "officeDocument"):
                tail = {"wordprocessingml": "main", "officeDocument": "relationships"}[kind]
                text = text.replace(f"{SCHEMAS}/{kind}/2006/{tail}", f"http://purl.oclc.org/ooxml/{kind}/{tail}")
            parts.writestr(name, text)
    (found,) = list(read(strict.getvalue(), "a.docx"))
    assert isinstance(found, Reading)
    assert (found.text, len(found.headings)) == ("总则", 1)


def test_the_text_is_found_whatever_its_part_is_called() -> None:
    data = Parts(p("正文"), main="word/document2.xml").packed()
    (found,) = list(read(data, "a.docx"))
    assert isinstance(found, Reading)
    assert found.text == "正文"


@pytest.mark.parametrize(
    ("part", "found"), [("xl/workbook.xml", "Excel (.xlsx)"), ("OFD.xml", "OFD (.ofd)"), ("照片.txt", "ZIP")]
)
def test_another_kind_of_zip_is_named(part: str, found: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr(part, "x")
    with pytest.raises(RejectedFile) as caught:
        list(read(file.getvalue(), "台账.docx"))
    assert (caught.value.key, caught.value.facts) == ("file_suffix_wrong", {"found": found, "suffix": ".docx"})


@pytest.mark.parametrize("wrapper", ["w:smartTag", "w:sdt"])
def test_deep_nesting_is_refused_or_read_but_never_breaks(wrapper: str) -> None:
    for depth in (40, 120, 240):
        found = reading(f"{f'<{wrapper}>' * depth}{p('深')}{f'</{wrapper}>' * depth}")
        assert found.text == "深"
    with refused("file_damaged"):
        reading(f"{f'<{wrapper}>' * 5_000}{p('深')}{f'</{wrapper}>' * 5_000}")


def test_tables_in_tables_as_deep_as_xml_goes_are_read() -> None:
    nested = p("深")
    for _ in range(80):
        nested = table(row(cell(nested), cell("")))
    assert reading(nested).text.startswith("深")


def test_boxes_in_boxes_are_read() -> None:
    nested = p("深")
    for _ in range(45):
        box = f"<w:txbxContent>{nested}</w:txbxContent>"
        nested = f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert reading(nested).text == "深"


def test_a_hundred_thousand_headings_are_read() -> None:
    heading = p("{}", '<w:outlineLvl w:val="0"/>')
    found = reading("".join(heading.format(f"第{n}节 {n * 7919 % 99991}") for n in range(100_000)))
    assert len(found.headings) == 100_000


_HEADING = '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
_GRID = '<w:style w:type="table" w:styleId="T"><w:tblPr/><w:tblStylePr w:type="firstRow"/></w:style>'


@pytest.mark.parametrize(
    ("styles", "kept"),
    [
        (_HEADING + _GRID, _HEADING),
        (_GRID + _HEADING, _HEADING),
        (f"{_GRID}\n<w:latentStyles/>{_GRID}{_HEADING}", f"\n<w:latentStyles/>{_HEADING}"),
        ('<w:style w:type="table" w:styleId="T"/>' + _HEADING, '<w:style w:type="table" w:styleId="T"/>' + _HEADING),
        (f"<!-- {_GRID} -->{_HEADING}", f"<!-- {_GRID} -->{_HEADING}"),
    ],
)
def test_only_styles_of_tables_are_cut_out(styles: str, kept: str) -> None:
    part = "<w:styles>{}</w:styles>"
    assert without_table_styles(part.format(styles).encode()) == part.format(kept).encode()
