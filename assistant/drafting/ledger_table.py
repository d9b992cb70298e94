"""The cells of a table → the rows of a ledger (整改台账): columns found by name, in any order, under any title.

Cells in, rows out, with the number that each row has in its file. It knows neither files nor plans, and judges nothing:
what a table lacks is listed, what it has beyond the ledger's columns is kept under its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Protocol

from assistant.drafting.ledger_records import LedgerRow, LedgerTable
from assistant.errors import RejectedFile
from assistant.text.terms import fold

Cells = tuple[int, Mapping[int, str]]
"""A row: its number in the file, and its cells by column."""

COLUMNS = {
    "number": "序号",
    "problem": "反馈问题",
    "goal": "整改目标",
    "measures": "整改措施",
    "leader": "责任领导",
    "lead_unit": "牵头单位",
    "co_units": "配合单位",
    "due": "完成时限",
    "completion_mark": "完成标志",
    "evidence": "佐证材料",
}
"""The ten columns of a ledger, by field."""

BESIDE = {
    "status": "整改状态",
    "id": "措施编号",
    "origin": "问题来源",
    "progress": "进展情况",
    "obtained": "已附佐证",
    "reason": "未完成原因",
    "next_due": "下步时限",
    "escalation": "督办情况",
}
"""Columns that a ledger may have besides, by field."""

_UNIT = "(?:单位|部门|科室|处室|股室|支部|党组织)"
_NAMES = {
    "number": ("序号|编号|项次", "问题(?:编号|序号)"),
    "problem": (
        "(?:巡[视察]组?|反馈|存在|发现|指出|具体|主要|突出|的)*问题(?:内容|描述|表现|清单|表述|情况|原文)?",
        "反馈(?:意见|内容)(?:原文)?|(?:反馈|问题|建议)原文",
    ),
    "goal": ("(?:整改|工作|预期|阶段|成效)*目标(?:要求)?", "预期成效"),
    "measures": ("(?:具体|整改|主要|细化|工作|落实)*(?:措施|举措|对策)(?:内容|清单)?", "(?:整改|具体)任务"),
    "leader": (
        "(?:整改|责任|牵头|分管|包案|包抓|包保|领办|主要)*(?:班子)?领导(?:同志)?",
        "(?:第一|直接|主要|整改|牵头)*责任人",
        "责任(?:领导人|班子成员)|牵头人",
    ),
    "lead_unit": (f"(?:牵头|责任|主责|主办|承办|整改)+{_UNIT}",),
    "co_units": (f"(?:配合|协助|协办|协同|参与|责任)+{_UNIT}",),
    "due": ("(?:整改|完成|办结|计划|销号|要求)*(?:时限|期限|时间|日期)(?:要求)?", "时间节点|截[止至](?:时间|日期)"),
    "completion_mark": ("(?:整改|任务)?(?:完成|验收|销号|衡量|达标)的?(?:标志|标准|依据)", "整改标准"),
    "evidence": ("(?:需|应|拟)?(?:提供|提交)?(?:佐证|印证|支撑|证明|档案)(?:材料|资料)?(?:清单|目录|名称)?",),
    "status": (
        "(?:整改|完成|目前|当前|办理|销号)*(?:状态|完成情况|销号情况)",
        "是否(?:已)?(?:完成|销号)(?:整改)?",
    ),
    "id": ("措施(?:编号|序号)",),
    "origin": ("(?:问题|反馈)?来源",),
    "progress": ("(?:整改|工作|目前|最新)*(?:进展|进度|成效|落实)(?:情况)?", "整改(?:落实)?情况"),
    "obtained": ("已(?:附|有|提供|提交|取得)的?(?:佐证|印证|支撑|证明)(?:材料|资料)?",),
    "reason": ("未(?:完成|销号)的?(?:原因|理由)(?:说明)?",),
    "next_due": ("下一?步(?:时限|期限|完成时[限间])", "(?:预计|延期后?)(?:完成)?(?:时间|时限)|延期至"),
    "escalation": ("(?:督办|督查督办|提醒督办)(?:情况|记录)?",),
}
"""Every name that a column goes under, as patterns for the whole name."""

_PATTERNS = {name: re.compile("|".join(patterns)) for name, patterns in _NAMES.items()}
_REMARK = re.compile(r"[(（][^()（）]*[)）]|[\s*_:：]+")
_HEADER_WITHIN = 15
"""Rows in which a header is looked for."""
_FEWEST_NAMES = 2

_OF_PROBLEM = ("number", "origin", "problem", "goal", "leader", "lead_unit", "co_units")
"""What a row without a problem of its own shares with the row above: people merge these cells, or leave them blank."""

_GROUP = re.compile(
    r"^[（(]?[一二三四五六七八九十]{1,3}[)）、]|方面[的：:]?(?:问题)?$|^第[一二三四五六七八九十]+[部类]"
)
_TITLE = re.compile(r"(?:台账|清单|一览表|登记表)\W*$")
_FOOT = re.compile(r"^(?:合计|总计|小计|填表|填报|审核|制表|备注|说明|注)(?:$|[^\u4e00-\u9fff]|人|单位|日期|时间)")


class Sheet(Protocol):
    """What is needed of a sheet: its name, and its rows that hold anything, in order."""

    @property
    def name(self) -> str: ...

    @property
    def rows(self) -> Sequence[Cells]: ...


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a ledger: where it is, and which column holds what."""

    row: int
    """Its last row, as the file counts rows."""
    fields: Mapping[str, int]
    names: Mapping[int, str]
    """Every named column, as it is written."""

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for field, name in COLUMNS.items() if field not in self.fields)

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        known = COLUMNS | BESIDE
        pairs = ((self.names[column], known[field]) for field, column in self.fields.items())
        return tuple((written, understood) for written, understood in pairs if _plain(written) != understood)


def ledger_table(sheets: Iterable[Sheet], path: str) -> LedgerTable:
    """The ledger in a file: the rows of every sheet that has its header; the fullest header is the ledger's.

    Raises RejectedFile (`drafting.no_ledger`) where no sheet has a header that names two columns, the problem or the
    measures among them.
    """
    found = [(header, sheet) for sheet in sheets if (header := header_of(sheet.rows)) is not None]
    if not found:
        raise RejectedFile("drafting.no_ledger", path=path, columns="、".join(COLUMNS.values()))
    fullest, first = max(found, key=lambda pair: len(pair[0].fields))
    return LedgerTable(
        path=path,
        title=_title(first, fullest),
        rows=tuple(replace(row, sheet=sheet.name) for header, sheet in found for row in rows_under(header, sheet.rows)),
        columns=tuple(fullest.fields),
        missing=fullest.missing,
        renamed=fullest.renamed,
        notes=tuple(note for header, sheet in found for note in _notes(header, sheet.rows)),
    )


def field_of(name: str) -> str | None:
    """The field of LedgerRow that a column's name stands for.

    >>> field_of("完成时限"), field_of("责任 部门（科室）"), field_of("整改责任／牵头领导"), field_of("备注")
    ('due', 'lead_unit', 'leader', None)
    """
    for part in (name, name.rpartition("／")[2]):
        plain = _plain(part)
        found = next((field for field, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)
        if found:
            return found
    return None


def header_of(rows: Sequence[Cells]) -> Header | None:
    """The header of a table; None where no row names two columns, the problem or the measures among them."""
    for at, (number, cells) in enumerate(rows[:_HEADER_WITHIN]):
        header = Header(number, _fields(cells), cells)
        if at + 1 < len(rows):
            header = _two_levels(header, rows[at + 1]) or header
        if len(header.fields) >= _FEWEST_NAMES and {"problem", "measures"} & header.fields.keys():
            return header
    return None


def rows_under(header: Header, rows: Iterable[Cells]) -> list[LedgerRow]:
    """The rows of a ledger below its header, without headings of groups, totals and repeated headers."""
    found: list[LedgerRow] = []
    below = [(number, cells) for number, cells in rows if number > header.row]
    own = _own_columns(header, {column for _, cells in below for column in cells})
    for number, cells in below:
        if _is_record(cells, header):
            row = _row(number, cells, header, own)
            found.append(_continued(row, found[-1]) if found else row)
    return found


def _fields(names: Mapping[int, str]) -> dict[str, int]:
    """Which column holds what; where two names mean the same, the ledger's own name goes first."""
    known = COLUMNS | BESIDE
    found: dict[str, int] = {}
    for column, name in names.items():
        field = field_of(name)
        if field is not None and (field not in found or _plain(name) == known[field] != _plain(names[found[field]])):
            found[field] = column
    return {field: found[field] for field in known if field in found}


def _two_levels(upper: Header, below: Cells) -> Header | None:
    """整改责任 over 责任领导 and 牵头单位: the names of both rows, where the lower one names columns and nothing else.

    A name that is merged downwards stands in both rows.
    """
    number, cells = below
    added = {column: text for column, text in cells.items() if upper.names.get(column) != text}
    if not added or any(field_of(text) is None for text in added.values()):
        return None
    names = {**upper.names, **added}
    return Header(number, _fields(names), names)


def _is_record(cells: Mapping[int, str], header: Header) -> bool:
    """Whether a row is a record, and no heading of a group, line below the table, or the header once more."""
    held = {column: text.strip() for column, text in cells.items() if text.strip()}
    if not held or _is_header_again(held, header):
        return False
    first = held[min(held)]
    stands_alone = len(set(held.values())) == 1
    has_measures = header.fields.get("measures", -1) in held
    is_group = stands_alone and _GROUP.search(first) is not None
    return not is_group and not (_FOOT.search(first) and (stands_alone or not has_measures))


def _own_columns(header: Header, columns: Iterable[int]) -> dict[int, str]:
    """The names of the office's own columns, no name twice: of two 备注 the second is 备注（2）."""
    taken = set(header.fields.values())
    names: dict[int, str] = {}
    for column in sorted(set(columns) - taken):
        written = header.names.get(column, "").strip() or f"第{column + 1}列"
        numbered = (f"{written}（{number}）" for number in count(2))
        names[column] = next(name for name in chain((written,), numbered) if name not in names.values())
    return names


def _row(number: int, cells: Mapping[int, str], header: Header, own: Mapping[int, str]) -> LedgerRow:
    others = ((own[column], text.strip()) for column, text in cells.items() if column in own)
    texts = {field: cells.get(column, "").strip() for field, column in header.fields.items()}
    return LedgerRow(row=number, others=tuple((name, text) for name, text in others if text), **texts)


def _continued(row: LedgerRow, above: LedgerRow) -> LedgerRow:
    """A row with measures but no problem of its own belongs to the problem above."""
    if row.problem or row.number or not row.measures:
        return row
    return replace(row, **{name: getattr(row, name) or getattr(above, name) for name in _OF_PROBLEM})


def _is_header_again(cells: Mapping[int, str], header: Header) -> bool:
    """Printed ledgers show the header again on every page."""
    return all(_plain(cells.get(column, "")) == _plain(name) for column, name in header.names.items())


def _title(sheet: Sheet, header: Header) -> str:
    """What stands above the header, in one cell, and calls itself a ledger, or is the first; else the sheet's name."""
    above = [cells for number, cells in sheet.rows if number < header.row]
    lines = [next(iter(cells.values())).strip() for cells in above if len(set(cells.values())) == 1]
    return next((line for line in lines if _TITLE.search(line)), lines[0] if lines else sheet.name)


def _notes(header: Header, rows: Iterable[Cells]) -> Iterator[str]:
    """Lines that are no rows: what stands above the header, headings of groups, totals."""
    for number, cells in rows:
        is_header = all(header.names.get(column) == text for column, text in cells.items())
        is_note = number < header.row or (number > header.row and not _is_record(cells, header))
        if is_note and not is_header and not _is_header_again(cells, header):
            yield " ".join(dict.fromkeys(text.strip() for text in cells.values() if text.strip()))


def _plain(name: str) -> str:
    return _REMARK.sub("", fold(name))
