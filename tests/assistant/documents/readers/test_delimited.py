"""A table between delimiters is read as records; prose with commas stays prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.readers.items import Reading
from assistant.documents.readers.sheets import delimited
from assistant.documents.readers.sheets.delimited import delimiter_of, read
from assistant.errors import RejectedFile
from tests.formats.text_writer import write_delimited

LEDGER = (
    ("序号", "反馈问题", "整改措施", "完成时限"),
    ("1", "会议过多", "精简会议，压减文件；加强统筹。", "2024年6月"),
    ("2", '所谓"痕迹管理", 过度留痕', "一、减表格\n二、减台账", "长期坚持"),
)
RECORDS = [
    "序号：1；反馈问题：会议过多；整改措施：精简会议，压减文件；加强统筹。完成时限：2024年6月",
    '序号：2；反馈问题：所谓"痕迹管理", 过度留痕；整改措施：一、减表格二、减台账；完成时限：长期坚持',
]


def reading(data: bytes | str, name: str = "台账.csv") -> Reading:
    (found,) = read(data.encode() if isinstance(data, str) else data, name)
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_with_any_delimiter_in_any_encoding_is_records(delimiter: str, encoding: str) -> None:
    found = reading(write_delimited(LEDGER, delimiter, encoding))
    assert found.text.split("\n") == RECORDS
    assert [(place.kind, place.number) for place in found.places] == [("row", 2), ("row", 3)]
    assert found.places[1].start == len(RECORDS[0]) + 1
    assert (found.format, found.warnings) == ("csv", ())


def test_tabs_are_preferred_where_the_name_says_so() -> None:
    found = reading("甲,乙\t丙,丁\n1,2\t3,4\n5,6\t7,8", "表.tsv")
    assert found.text.split("\n") == ["甲,乙：1,2；丙,丁：3,4", "甲,乙：5,6；丙,丁：7,8"]
    assert found.format == "tsv"


def test_what_excel_says_about_the_delimiter_is_believed() -> None:
    assert reading("sep=;\r\n序号;问题\r\n1;会多,文长\r\n").text == "序号：1；问题：会多,文长"


@pytest.mark.parametrize(
    "prose",
    [
        "会议指出,整改是政治任务,要抓紧抓实。\n各单位要加强领导,明确责任,限期完成,不得拖延。\n特此通知。",
        "会议强调,要抓好落实。\n各单位要认真整改,报送情况。\n对拒不整改的,严肃问责。",
        "只有一行话，没有表格。",
        "会议指出,要抓落实。",
        "第一条 为了规范工作\n第二条 本办法适用于市直单位\n",
    ],
)
def test_prose_with_commas_is_not_torn_into_records(prose: str) -> None:
    assert delimiter_of(prose) is None
    assert reading(prose).text == prose.strip()


def test_a_title_above_the_header_is_the_title() -> None:
    found = reading(write_delimited([("巡察整改台账", "", "", ""), *LEDGER]))
    assert found.text.split("\n") == ["巡察整改台账", *RECORDS]
    assert [(heading.start, heading.end, heading.level) for heading in found.headings] == [(0, 6, 0)]


def test_fields_beyond_the_header_are_not_lost() -> None:
    assert reading("甲,乙\n1,2\n3,4,多出\n5,6\n7,8").text.split("\n")[1] == "甲：3；乙：4；多出"


def test_a_quotation_mark_never_closed_does_not_swallow_the_table() -> None:
    found = reading('序号,问题\n1,"会议过多\n' + "".join(f"{n},问题之{n}\n" for n in range(2, 600)))
    assert found.text.count("\n") == 598
    assert found.text.endswith("序号：599；问题：问题之599")


def test_rows_beyond_the_limit_are_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_CELLS", 9)
    found = reading(write_delimited(LEDGER))
    assert found.warnings == ("rows_beyond_limit",)
    assert found.text == RECORDS[0]


@pytest.mark.parametrize(
    ("data", "key"),
    [(b"\n \n", "file_empty"), (b"PK\x03\x04" + bytes(64), "file_not_text"), (b"\xff\x80\xfe\x81" * 500, None)],
)
def test_what_is_no_table_says_why(data: bytes, key: str | None) -> None:
    with pytest.raises(RejectedFile) as caught:
        list(read(data, "台账.csv"))
    assert key in (None, caught.value.key)


@given(st.text(alphabet='甲乙,;\t"\n\r 。1', max_size=80))
def test_no_character_of_any_text_is_lost(text: str) -> None:
    """But for white space, quotation marks and the delimiters themselves, and a header that stands in every record."""
    try:
        found = reading(text)
    except RejectedFile:
        return
    assert all(mark in found.text for mark in set(text) & set("甲乙1。"))
