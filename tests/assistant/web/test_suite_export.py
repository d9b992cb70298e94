"""Cases from the page become a suite that the evaluation takes."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from assistant.records import Document, Version
from assistant.text.offsets import OffsetMap
from assistant.web.answer_feedback import Case, Span
from assistant.web.suite_export import suite_zip
from eval.samples import load

TEXT = "值班办法\n\n第一条 汛期实行二十四小时值班。\n"
DOCUMENT = Document(
    "d1",
    "值班/办法: 试行",
    "a.txt",
    "default",
    "regulation",
    Version(issuer="办公室", effective_from=date(2024, 1, 1)),
    TEXT,
    TEXT,
    OffsetMap.identity(len(TEXT)),
)
AT = TEXT.index("汛期")
RIGHT = Case(
    "feedback-1",
    "bad",
    "2026-01-01 10:00",
    "汛期怎样值班？",
    ("先问",),
    "2026-01-01",
    (),
    True,
    ("二十四小时",),
    (Span("d1", AT, AT + 12),),
)
SILENT = replace(RIGHT, id="feedback-2", said="good", answerable=False, facts=(), gold=())
OPEN = replace(RIGHT, id="feedback-3", answerable=None, facts=(), gold=())
GONE = replace(RIGHT, id="feedback-4", gold=(Span("d9", 0, 4),))


def test_complete_cases_become_a_suite_that_loads_without_a_fault(tmp_path: Path) -> None:
    data, count = suite_zip([RIGHT, SILENT, OPEN, GONE], [DOCUMENT], "zh")
    assert count == 2
    with zipfile.ZipFile(BytesIO(data)) as archive:
        archive.extractall(tmp_path)
    suite = load(str(tmp_path / "feedback"))
    first, second = suite.samples
    assert (first.id, first.answerable, first.expected_facts, first.history) == (
        "feedback-1",
        True,
        ("二十四小时",),
        ("先问",),
    )
    assert first.as_of == date(2026, 1, 1)
    assert first.gold[0].quote == TEXT[AT : AT + 12]
    assert not second.answerable


def test_nothing_complete_is_nothing_in_the_suite() -> None:
    assert suite_zip([OPEN], [DOCUMENT], "en")[1] == 0
