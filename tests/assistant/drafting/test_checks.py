"""Each rule of the checks: where it speaks and where it is silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import messages
from assistant.drafting.checks import RULES, check
from assistant.drafting.feedback_records import Excerpt
from assistant.drafting.issue_records import Issue, Severity
from assistant.drafting.records import Due, Measure, Plan, PlannedFinding
from assistant.export.plan_reading import plan_from_json
from assistant.export.plans import issue_text, plan_to_json
from assistant.records import Change, Citation, Status
from tests.assistant.drafting.feedback_samples import evidence

RECEIVED = date(2024, 6, 13)


@pytest.fixture
def plan(draft: Callable[..., Plan]) -> Plan:
    return draft(received=RECEIVED, regime="stated")


def rules(plan: Plan) -> list[tuple[str, str]]:
    return [(issue.rule, issue.where) for issue in check(plan) if issue.severity is not Severity.INFO]


def notes(plan: Plan) -> set[str]:
    return {issue.rule for issue in check(plan) if issue.severity is Severity.INFO}


def with_findings(plan: Plan, *findings: PlannedFinding) -> Plan:
    [group] = plan.groups
    return replace(plan, groups=(replace(group, findings=findings),))


def with_first_measure(plan: Plan, **changes: Any) -> Plan:
    first, *rest = plan.findings
    measure, *others = first.measures
    return with_findings(plan, replace(first, measures=(replace(measure, **changes), *others)), *rest)


def with_all_measures(plan: Plan, change: Callable[[Measure], Measure]) -> Plan:
    changed = [replace(item, measures=tuple(map(change, item.measures))) for item in plan.findings]
    advised = tuple(replace(item, measures=tuple(map(change, item.measures))) for item in plan.suggestions)
    return replace(with_findings(plan, *changed), suggestions=advised)


def test_a_fresh_plan_has_at_most_the_warning_about_missing_rules(plan: Plan) -> None:
    assert rules(plan) == [("no-basis", "plan")]


def test_issues_come_gravest_first(plan: Plan) -> None:
    broken = with_first_measure(plan, citations=(), leader="")
    severities = [issue.severity for issue in check(broken)]
    assert severities == sorted(severities, key=[Severity.ERROR, Severity.WARNING, Severity.INFO].index)


class TestCorrespondence:
    def test_a_finding_left_out(self, plan: Plan) -> None:
        assert ("finding-missing", "F2") in rules(with_findings(plan, plan.findings[0]))

    def test_a_finding_reworded(self, plan: Plan) -> None:
        first, second = plan.findings
        excerpt = first.finding.excerpt
        reworded = Excerpt(excerpt.verbatim.replace("不严", "有待加强"), excerpt.start, excerpt.end)
        changed = replace(first, finding=replace(first.finding, excerpt=reworded))
        assert ("finding-changed", "F1") in rules(with_findings(plan, changed, second))

    def test_findings_in_another_order(self, plan: Plan) -> None:
        first, second = plan.findings
        assert ("finding-out-of-order", "F1") in rules(with_findings(plan, second, first))

    def test_a_finding_without_measures(self, plan: Plan) -> None:
        first, second = plan.findings
        assert ("finding-without-measure", "F1") in rules(with_findings(plan, replace(first, measures=()), second))

    def test_a_suggestion_without_measures_or_left_out(self, plan: Plan) -> None:
        [advised] = plan.suggestions
        assert ("suggestion-without-measure", "A1") in rules(
            replace(plan, suggestions=(replace(advised, measures=()),))
        )
        assert ("suggestion-missing", "A1") in rules(replace(plan, suggestions=()))

    def test_fewer_measures_than_sub_points(self, plan: Plan) -> None:
        first, second = plan.findings
        fewer = replace(second, measures=second.measures[:1])
        assert ("fewer-measures-than-points", "F2") in rules(with_findings(plan, first, fewer))

    def test_one_measure_against_two_problems(self, plan: Plan) -> None:
        text = plan.findings[1].measures[0].text
        assert ("measure-repeated", "F2-M1") in rules(with_first_measure(plan, text=text))

    def test_nothing_but_papers_and_meetings(self, plan: Plan) -> None:
        first, second = plan.findings
        papers = tuple(replace(measure, text=f"召开第{n}类会议传达文件") for n, measure in enumerate(first.measures))
        found = rules(with_findings(plan, replace(first, measures=papers), second))
        assert ("only-papers-and-meetings", "F1") in found
        mixed = (*papers[1:], replace(papers[0], text="召开会议，对违规款项逐笔追缴"))
        found = rules(with_findings(plan, replace(first, measures=mixed), second))
        assert ("only-papers-and-meetings", "F1") not in found


class TestOwners:
    def test_nobody(self, plan: Plan) -> None:
        assert ("no-owner", "F1-M1") in rules(with_first_measure(plan, leader=""))
        assert ("no-owner", "F1-M1") in rules(with_first_measure(plan, lead_unit=""))

    @pytest.mark.parametrize("owner", ["各部门", "有关单位", "班子成员"])
    def test_everybody(self, plan: Plan, owner: str) -> None:
        assert ("collective-owner", "F1-M1") in rules(with_first_measure(plan, lead_unit=owner))

    def test_several(self, plan: Plan) -> None:
        assert ("several-leaders", "F1-M1") in rules(with_first_measure(plan, leader="甲副局长、乙副局长"))
        assert ("several-leaders", "F1-M1") not in rules(with_first_measure(plan, leader="分管财务的副局长"))

    def test_open_owners_are_counted_once(self, plan: Plan) -> None:
        assert "owners-open" in notes(plan)
        named = with_all_measures(plan, lambda measure: replace(measure, leader="甲某", lead_unit="财务科"))
        assert "owners-open" not in notes(named)


class TestDeadlines:
    def test_none_at_all(self, plan: Plan) -> None:
        assert ("no-due", "F1-M1") in rules(with_first_measure(plan, due=Due()))

    def test_relative(self, plan: Plan) -> None:
        assert ("relative-due", "F1-M1") in rules(with_first_measure(plan, due=Due(open_slot="近期完成")))

    def test_continuing_without_stages(self, plan: Plan) -> None:
        assert ("continuing-without-stages", "F1-M1") in rules(with_first_measure(plan, due=Due(continuing=True)))

    def test_beyond_the_limit(self, plan: Plan) -> None:
        late = Due(date=date(2024, 12, 31))
        assert ("beyond-the-limit", "F1-M1") in rules(with_first_measure(plan, due=late))
        lasting = Due(date=date(2024, 12, 31), continuing=True, stages=("年底前完成修订",))
        assert ("beyond-the-limit", "F1-M1") not in rules(with_first_measure(plan, due=lasting))

    def test_nothing_at_once(self, plan: Plan) -> None:
        slow = with_all_measures(plan, lambda measure: replace(measure, due=Due(date=date(2024, 9, 1))))
        assert "nothing-at-once" in notes(slow)
        assert "nothing-at-once" not in notes(plan)

    def test_everything_on_the_last_day(self, plan: Plan) -> None:
        assert "all-on-the-last-day" in notes(plan)
        earlier = with_all_measures(plan, lambda measure: replace(measure, due=Due(date=date(2024, 8, 1))))
        assert "all-on-the-last-day" not in notes(earlier)

    def test_an_open_regime_and_an_open_day_of_receipt(self, draft: Callable[..., Plan], plan: Plan) -> None:
        assert {"regime-open", "received-open"} <= notes(draft())
        assert not {"regime-open", "received-open"} & notes(plan)

    def test_a_regime_that_did_not_hold_then(self, draft: Callable[..., Plan]) -> None:
        assert ("regime-not-in-force", "plan.deadline") in rules(draft(received=RECEIVED, regime="central-2015"))
        assert ("regime-not-in-force", "plan.deadline") not in rules(draft(received=RECEIVED, regime="opinion-2022"))

    def test_a_regime_known_from_reports_only(self, draft: Callable[..., Plan]) -> None:
        assert "regime-uncertain" in notes(draft(received=RECEIVED, regime="central-2024"))
        assert "regime-uncertain" not in notes(draft(received=date(2016, 1, 4), regime="central-2015"))

    def test_a_regime_that_differs_from_what_the_feedback_says(self, draft: Callable[..., Plan]) -> None:
        differs = ("regime-differs-from-feedback", "plan.deadline")
        assert differs in rules(draft(received=RECEIVED, regime="central-2024"))
        assert differs not in rules(draft(received=RECEIVED, regime="opinion-2022"))


class TestFigures:
    def test_a_figure_that_nobody_stated(self, plan: Plan) -> None:
        assert ("figure-without-source", "F1-M1.text") in rules(with_first_measure(plan, text="清退17万元。"))
        assert ("figure-without-source", "F1-M1.text") not in rules(with_first_measure(plan, text="核查4次会议。"))

    def test_the_same_figure_written_otherwise_has_a_source(self, plan: Plan) -> None:
        assert ("figure-without-source", "F1-M1.text") not in rules(with_first_measure(plan, text="核查四次会议。"))

    def test_a_number_where_the_source_hides_one(self, plan: Plan) -> None:
        assert ("figure-without-source", "F1-M1.completion_mark") in rules(
            with_first_measure(plan, completion_mark="收回轮换价差款85万元")
        )

    def test_a_day_from_nowhere(self, plan: Plan) -> None:
        found = rules(with_first_measure(plan, due=Due(date=date(2024, 8, 8))))
        assert ("date-without-source", "F1-M1.due") in found


class TestSources:
    def test_a_measure_that_cites_nothing(self, plan: Plan) -> None:
        assert ("measure-without-citation", "F1-M1") in rules(with_first_measure(plan, citations=()))

    def test_a_number_that_is_in_no_list(self, plan: Plan) -> None:
        assert ("citation-unknown", "F1-M1") in rules(with_first_measure(plan, citations=(1, 99)))

    def test_a_quote_that_is_not_what_stands_there(self, plan: Plan) -> None:
        first, *rest = plan.citations
        assert ("quote-changed", "citation 1") in rules(
            replace(plan, citations=(replace(first, quote="会议费管理良好"), *rest))
        )

    @pytest.mark.parametrize(
        ("status", "rule"), [(Status.SUPERSEDED, "basis-superseded"), (Status.UNKNOWN, "basis-status-unknown")]
    )
    def test_a_basis_that_is_not_in_force(self, plan: Plan, status: Status, rule: str) -> None:
        def changed(citation: Citation) -> Citation:
            return citation if plan.is_feedback(citation) else replace(citation, status=status)

        found = {issue.rule for issue in check(replace(plan, citations=tuple(map(changed, plan.citations))))}
        assert rule in found
        assert rule not in {issue.rule for issue in check(plan)}

    def test_findings_without_a_rule(self, plan: Plan, draft: Callable[..., Plan]) -> None:
        [issue] = [issue for issue in check(draft(library=())) if issue.rule == "no-basis"]
        assert issue.facts == {"count": 2, "findings": "F1, F2", "nearest": ""}
        assert issue_text(issue, "zh") == (
            "资料库里没有找到能确定对应 2 个问题（F1, F2）的条款，依据已留作待填。导入有关规定后重新起草，或人工补充。"
        )

    def test_findings_without_a_rule_name_the_provisions_that_come_nearest(self, draft: Callable[..., Plan]) -> None:
        notice = evidence("各单位应当每月报送会议费管理情况。", title="关于做好会议费管理工作的通知", article=None)
        plan = draft(library=(notice,))
        [issue] = [issue for issue in check(plan) if issue.rule == "no-basis"]
        assert "Near to it, for a person to judge: F1 《关于做好会议费管理工作的通知》." in issue_text(issue, "en")
        read = plan_from_json(plan_to_json(plan), Path("plan.json"))
        assert [item.nearest for item in read.findings] == [item.nearest for item in plan.findings]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_issue_has_a_text_in_both_languages(draft: Callable[..., Plan], language: str) -> None:
    plans = [draft(), draft(library=(), received=RECEIVED, regime="central-2015")]
    plans.append(with_first_measure(plans[0], citations=(99,), leader="各部门", due=Due(), text="清退17万元。"))
    for issue in (issue for plan in plans for issue in check(plan)):
        assert messages.text(f"checks.{issue.rule.replace('-', '_')}", language=language, **issue.facts)


def test_every_rule_has_texts_and_every_text_a_rule() -> None:
    for section in ("checks", "advice"):
        texts = {key.removeprefix(f"{section}.") for key in messages.catalogue("zh") if key.startswith(f"{section}.")}
        assert texts == {rule.replace("-", "_") for rule in RULES}


def test_an_issue_is_compared_by_its_facts() -> None:
    assert Issue("no-owner", Severity.WARNING, "F1-M1") == Issue("no-owner", Severity.WARNING, "F1-M1", {})


def test_guessed_words_are_pointed_out_wherever_they_are_quoted(plan: Plan) -> None:
    guess = Change("shift", 0, 2, 0, 3, "?!皟", "。“", 0.6)
    guessed = replace(plan, citations=(replace(plan.citations[0], guesses=(guess,)), *plan.citations[1:]))
    [issue] = [issue for issue in check(guessed) if issue.rule == "text-guessed"]
    assert issue.severity is Severity.WARNING
    assert issue.facts == {"after": "。“", "before": "?!皟"}
    assert not [issue for issue in check(plan) if issue.rule == "text-guessed"]
