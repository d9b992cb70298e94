"""Parts of the page, built without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pandas as pd
import pytest

from assistant.desk.desk import Desk
from assistant.desk.drafts import Drafts
from assistant.drafting.feedback_records import Excerpt, Finding, Findings, Group, Inspection
from assistant.drafting.records import (
    Deadline,
    Due,
    Measure,
    Metric,
    Plan,
    PlannedFinding,
    PlannedGroup,
    Slot,
    SlotKind,
)
from assistant.records import Citation, Document, Status, Version
from assistant.text.offsets import OffsetMap

Built = TypeVar("Built")


class Build(Protocol):
    """`build(make)` gives what `make()` gives."""

    def __call__(self, make: Callable[[], Built]) -> Built: ...


@pytest.fixture
def build() -> Build:
    """Gradio opens an event loop of its own where none is running, and never closes it: here, one is running."""

    def built(make: Callable[[], Built]) -> Built:
        async def within() -> Built:
            return make()

        return asyncio.run(within())

    return built


def as_sent(rows: list[list[str]], page: dict[Any, Any], editor: Any) -> pd.DataFrame:
    """A table as the browser sends it: these rows under the heads that the page shows."""
    return pd.DataFrame(rows, columns=page[editor.parts.table]["value"]["headers"])


@pytest.fixture
def drafts(home: Path) -> Iterator[Drafts]:
    """The drafts on a desk of their own."""
    desk = Desk(home)
    yield desk.drafts
    desk.close()


FEEDBACK = "市交通局党组：理论学习全年仅X次。<script>x</script>"


def _citation(n: int, document_id: str, status: Status = Status.CURRENT) -> Citation:
    return Citation(n, document_id, f"依据{n}", "a.md", status, "第五条", f"引文{n}", 0, 3, 0, 3, 0.9)


@pytest.fixture
def plan() -> Callable[..., Plan]:
    """`plan(received_on=…)` gives a small plan with these facts changed."""
    return _plan


def _plan(**changes: Any) -> Plan:
    document = Document(
        "feedback",
        "反馈意见",
        "f.txt",
        "",
        "feedback",
        Version(),
        FEEDBACK,
        FEEDBACK,
        OffsetMap.identity(len(FEEDBACK)),
    )
    excerpt = Excerpt.of(FEEDBACK, 7, len(FEEDBACK))
    finding = Finding("F1", excerpt, excerpt)
    measure = Measure(
        id="F1-M1",
        text="补学专题，做到【待填：次数】。",
        leader="【待填：责任领导】",
        lead_unit="办公室",
        co_units=("财务科",),
        due=Due(immediate=True, date=date(2026, 3, 1), continuing=True),
        metric=Metric("学习次数", "X次", "【待填：次数】"),
        completion_mark="学习记录齐全",
        evidence_required=("会议纪要", "签到表"),
        citations=(1, 2),
    )
    groups = (Group("一、学习方面", (finding,)),)
    source = Findings(document, Excerpt.of(FEEDBACK, 0, 6), Inspection(), groups, (), (), (), ())
    facts: dict[str, Any] = {
        "source": source,
        "drafted_on": date(2026, 1, 5),
        "received_on": date(2026, 1, 1),
        "deadline": Deadline(None, None, date(2026, 4, 1)),
        "groups": (PlannedGroup("一、学习方面", (PlannedFinding(finding, (measure,)),)),),
        "suggestions": (),
        "citations": (_citation(1, "d1", Status.SUPERSEDED), _citation(2, "feedback")),
        "slots": (Slot("S1", SlotKind.PERSON, "责任领导", "F1-M1.leader"),),
    }
    return Plan(**(facts | changes))
