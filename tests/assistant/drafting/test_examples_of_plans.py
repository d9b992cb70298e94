"""Measures of earlier plans, shown as examples."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.examples import example_for, without_examples
from assistant.drafting.plan import draft_plan
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, evidence, search

EARLIER = evidence(
    "4.1 对没有列入会议计划的会议费逐笔清退。完成时限：8月。\n4.2 清退会议费3.2万元。",
    title="市农业农村局整改方案",
    article=None,
)


def test_the_nearest_measure_without_figures_is_the_example() -> None:
    found = example_for("会议费管理不严，4次会议没有列入年度会议计划", [EARLIER])
    assert found is not None
    assert found.span.of(EARLIER.passage.text) == "对没有列入会议计划的会议费逐笔清退"


def test_rules_and_plans_on_other_matters_give_none() -> None:
    assert example_for("会议费管理不严，没有列入年度会议计划", LIBRARY) is None
    assert example_for("储备粮轮换没有公开招标", [EARLIER]) is None


def test_an_example_is_no_source_of_the_plan_and_leaves_it_when_it_is_final() -> None:
    plan = draft_plan(document(LETTER), search([*LIBRARY, EARLIER]))
    [example] = [example for item in plan.findings for example in item.examples]
    assert example.title == "市农业农村局整改方案"
    assert example.document_id not in {citation.document_id for citation in plan.citations}
    assert without_examples(plan).findings == tuple(replace(item, examples=()) for item in plan.findings)
