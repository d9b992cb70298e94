"""A plan that comes back from its JSON or its .docx is the same plan; one that somebody broke is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.drafting.records import Fallback, ModelCall, Plan
from assistant.errors import EndpointError, RejectedFile
from assistant.export.finality import hindrances
from assistant.export.markdown import plan_to_markdown
from assistant.export.official_plan import official_plan
from assistant.export.plan_docx import plan_to_docx
from assistant.export.plan_reading import plan_from_json, read_plan
from assistant.export.plans import plan_to_json
from tests.assistant.export.samples import filled, plan_of

HERE = Path("方案.json")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of()


@pytest.fixture
def value(plan: Plan) -> Any:
    return json.loads(json.dumps(plan_to_json(plan)))


def test_a_plan_comes_back_from_its_json(plan: Plan, value: Any) -> None:
    assert plan_to_json(plan_from_json(value, HERE)) == plan_to_json(plan)
    assert official_plan(plan_from_json(value, HERE)) == official_plan(plan)


def test_a_plan_without_dates_comes_back_too() -> None:
    plan = plan_of(received=None, regime=None)
    assert plan_to_json(plan_from_json(plan_to_json(plan), HERE)) == plan_to_json(plan)


def worded(plan: Plan) -> Plan:
    """The plan as a chat model might have worded it."""
    first, *rest = plan.groups
    finding, *others = first.findings
    error = EndpointError("endpoint_budget_too_small", needed=9, limit=2)
    return replace(
        plan,
        groups=(replace(first, findings=(replace(finding, goal="学习制度落实到位。"), *others)), *rest),
        model="qwen",
        calls=(ModelCall("F1", "qwen", {"input_tokens": 9}, {"model": 2.5}),),
        fallbacks=(Fallback("F2", "call", error=error), Fallback("F1-M1", "figure", "99%")),
    )


def test_what_a_model_did_comes_back_too(plan: Plan) -> None:
    told = plan_to_json(worded(plan))
    read = plan_from_json(told, HERE)
    assert plan_to_json(read) == told
    assert "学习制度落实到位" in plan_to_markdown(read)
    assert [fallback.where for fallback in read.fallbacks] == ["F2", "F1-M1"]


def test_a_plan_comes_back_from_its_docx(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "方案.docx").write_bytes(plan_to_docx(plan))
    read = read_plan(tmp_path / "方案.docx")
    assert plan_to_json(read.plan) == plan_to_json(plan)
    assert read.edits == ()
    assert plan_to_docx(read.plan) == plan_to_docx(plan)


def test_a_docx_of_another_kind_is_no_plan(tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "other.docx"))
    with pytest.raises(RejectedFile, match=r"other\.docx"):
        read_plan(tmp_path / "other.docx")


def break_offsets(value: Any) -> None:
    value["groups"][0]["findings"][0]["verbatim"] += "加"


def break_type(value: Any) -> None:
    value["groups"][0]["findings"][0]["measures"] = "无"


def break_key(value: Any) -> None:
    del value["citations"][0]["quote"]


def break_size(value: Any) -> None:
    value["suggestions"][0]["end"] = 10**12


def break_citation(value: Any) -> None:
    value["citations"][0]["end"] += 1


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        (break_offsets, "groups.0.findings.0"),
        (break_type, "groups.0.findings.0.measures"),
        (break_key, "citations.0.quote"),
        (break_size, "suggestions.0.end"),
        (break_citation, "citations.0"),
    ],
)
def test_a_broken_plan_is_refused_and_the_place_named(value: Any, broken: Callable[[Any], None], place: str) -> None:
    broken(value)
    with pytest.raises(RejectedFile, match=place):
        plan_from_json(value, HERE)


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", "[" * 100_000, '{"a": 1}', "\ud800"])
def test_what_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "方案.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(RejectedFile, match=r"方案\.json"):
        read_plan(path)


def test_nothing_bars_the_final_version_of_a_plan_that_is_filled_in(value: Any) -> None:
    plan = plan_from_json(filled(value), HERE)
    assert plan.slots == ()
    assert hindrances(plan, official_plan(plan, final=True)) == []


def test_every_open_slot_bars_the_final_version(plan: Plan) -> None:
    barring = hindrances(plan, official_plan(plan, final=True))
    assert len(barring) == len(plan.slots)
    assert barring[0] == "slot-1 “组织领导”第1段 待填：姓名"


def test_a_slot_that_a_person_wrote_by_hand_bars_it_too(value: Any) -> None:
    done = filled(value)
    done["outline"][0]["paragraphs"][0] += "联系电话【待填】。"
    plan = plan_from_json(done, HERE)
    assert [slot.kind for slot in plan.slots] == ["other"]


def test_a_figure_that_no_source_holds_bars_the_final_version(value: Any) -> None:
    done = filled(value)
    done["groups"][0]["findings"][0]["measures"][0]["text"] += "追缴98765元。"
    plan = plan_from_json(done, HERE)
    assert any("98765" in line for line in hindrances(plan, official_plan(plan, final=True)))
