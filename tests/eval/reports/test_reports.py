"""Reports say what the gate decided, the same way each time, and survive whatever stands in answers."""

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from assistant import messages
from assistant.errors import UsageError
from eval import reports
from eval.baseline import baseline_of
from eval.demands import Demand
from eval.gate import Decision, Outcome, decide
from eval.judge_records import Agreement, Corrected, Disagreement, JudgeError, JudgeReport, Rate
from eval.records import CaseResult, EvalRun, Said
from eval.reports import html, json_report, junit, markdown
from tests.eval.builders import a_citation, a_response, a_run, a_sample, an_abstention, scored

THRESHOLDS = {"hit@5": Demand(0.9), "over_refusal": Demand(0.2)}


def small(*extra: CaseResult, thresholds: dict[str, float] | None = None) -> tuple[EvalRun, Decision]:
    good = [scored(a_sample(f"good-{at}"), a_response(a_citation())) for at in range(3)]
    run = a_run(*good, *extra)
    demands = THRESHOLDS if thresholds is None else {name: Demand(worst) for name, worst in thresholds.items()}
    return run, decide(run, demands, max_errors=0.5)


MISSED = scored(a_sample("missed", question="谁|管 <b>?"), an_abstention(retrieved=()))
ERROR = scored(a_sample("broken"), "OSError: gone")


def dropped() -> tuple[EvalRun, Decision]:
    good = [scored(a_sample(f"{at}"), a_response(a_citation())) for at in range(40)]
    bad = [scored(a_sample(f"{at}"), an_abstention(retrieved=())) for at in range(20)]
    run = a_run(*bad, *good[20:])
    return run, decide(run, {"hit@5": Demand(max_drop=0.02)}, baseline=baseline_of(a_run(*good)))


class TestJson:
    def test_it_holds_verdict_metrics_and_cases(self) -> None:
        report = json.loads(json_report.render([small(MISSED)]))
        (suite,) = report["suites"]
        assert (report["outcome"], report["exit_code"]) == ("fail", 1)
        assert suite["metrics"]["hit@5"] | {"low": 0, "high": 0} == {
            "value": 0.75, "low": 0, "high": 0, "n": 4, "unscored": 0, "errors": 0,
            "higher_is_better": True, "threshold": 0.9, "met": False,
            "max_drop": None, "min_cases": 0, "has_dropped": False, "change": None,
            "uses_judge": False, "corrected": None,
        }  # fmt: skip
        assert [case["passed"] for case in suite["cases"]] == [True, True, True, False]
        assert suite["cases"][3]["scores"]["over_refusal"]["reason"] == "refused"

    def test_the_same_run_gives_the_same_bytes_in_either_language_and_no_times(self) -> None:
        first = json_report.render([small(MISSED, ERROR)])
        messages.use("zh")
        assert json_report.render([small(MISSED, ERROR)]) == first
        assert "elapsed_ms" not in first

    def test_times_are_shown_when_asked_for(self) -> None:
        case = json.loads(json_report.render([small()], True))["suites"][0]["cases"][0]
        assert case["answer"]["elapsed_ms"] == 1.5

    def test_chinese_is_readable_and_keys_are_sorted(self) -> None:
        text = json_report.render([small()])
        assert "谁是第一责任人" in text
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


class TestMarkdown:
    def test_the_verdict_comes_first_then_the_figures_that_decided(self) -> None:
        lines = markdown.render([small(MISSED)]).splitlines()
        assert "fail" in lines[0]
        assert any("hit@5 = 0.7500 < 0.9" in line.replace("\\", "") for line in lines[:6])

    def test_a_metric_stands_beside_what_it_was(self) -> None:
        run, _ = small(MISSED)
        text = markdown.render([(run, decide(run, THRESHOLDS, baseline=baseline_of(small()[0])))])
        assert re.search(r"\| hit@5 \|.*\| \+0\.0000 \| ✗ \|", text)

    def test_each_metric_stands_beside_its_threshold(self) -> None:
        text = markdown.render([small(MISSED)])
        assert re.search(r"\| hit@5 \| 0\.7500 \| 0\.\d{4} – 1\.0000 \| 4 \| ≥ 0\.9 \| – \| ✗ \|", text)
        assert re.search(r"\| fact_recall \| – \| – \| 0 \| – \| – \|", text)

    def test_cases_that_fell_short_are_explained_and_cannot_break_the_page(self) -> None:
        text = markdown.render([small(MISSED, ERROR)])
        assert "谁\\|管 \\<b\\>?" in text
        assert "over_refusal 1.0000: there is an answer, and it abstained" in text
        assert "error: OSError: gone" in text

    def test_long_lists_are_cut_and_say_so(self) -> None:
        many = [scored(a_sample(f"missed-{at}"), an_abstention()) for at in range(60)]
        text = markdown.render([small(*many)])
        assert "10 more in the JSON report" in text
        assert len(text.encode()) < 64_000

    def test_times_are_shown_when_asked_for(self) -> None:
        assert "0.0 s" in markdown.render([small()], True)
        assert "Answering took" not in markdown.render([small()])


class TestJUnit:
    def test_an_allowed_shortfall_is_no_failure(self) -> None:
        root = ElementTree.fromstring(junit.render([small(MISSED, thresholds={"hit@5": 0.5})]))
        (suite,) = root
        assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("5", "0", "0")
        assert suite.findtext("testcase[@name='missed']/system-out")

    def test_a_shortfall_in_a_metric_below_its_threshold_is_a_failure(self) -> None:
        root = ElementTree.fromstring(junit.render([small(MISSED)]))
        failed = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
        assert failed == ["hit@5 >= 0.9", "over_refusal <= 0.2", "missed"]

    def test_a_drop_against_the_baseline_is_a_failure_that_names_the_metric(self) -> None:
        run, decision = dropped()
        assert decision.outcome is Outcome.FAIL
        root = ElementTree.fromstring(junit.render([(run, decision)]))
        failed = [case.get("name") for case in root.iter("testcase") if case.find("failure") is not None]
        assert failed == ["hit@5 max_drop 0.02"]

    def test_a_failed_must_pass_case_is_a_failure(self) -> None:
        must = scored(a_sample("must", must_pass=True), an_abstention())
        root = ElementTree.fromstring(junit.render([small(must, thresholds={})]))
        assert root.find("testsuite/testcase[@name='must']/failure") is not None

    def test_what_could_not_be_judged_is_an_error(self) -> None:
        root = ElementTree.fromstring(junit.render([small(ERROR, thresholds={"fact_recall": 0.5})]))
        errors = [case.get("name") for case in root.iter("testcase") if case.find("error") is not None]
        assert errors == ["fact_recall >= 0.5", "broken"]

    @pytest.mark.parametrize("extra", [(), (MISSED,), (ERROR,), (MISSED, ERROR)])
    @pytest.mark.parametrize("thresholds", [{}, {"hit@5": 0.5}, {"hit@5": 0.9}, {"fact_recall": 0.1}])
    def test_there_is_a_failure_if_and_only_if_the_gate_fails(
        self, extra: tuple[CaseResult, ...], thresholds: dict[str, float]
    ) -> None:
        run, decision = small(*extra, thresholds=thresholds)
        root = ElementTree.fromstring(junit.render([(run, decision)]))
        assert (root.find(".//failure") is not None) is (decision.outcome is Outcome.FAIL)

    def test_characters_that_xml_cannot_hold_are_replaced(self) -> None:
        odd = scored(a_sample("odd\x00id", question="\x0b\ud800"), an_abstention())
        assert ElementTree.fromstring(junit.render([small(odd)])).tag == "testsuites"


def test_every_report_takes_an_empty_run() -> None:
    run = a_run()
    for render in (json_report.render, markdown.render, junit.render):
        assert render([(run, decide(run, THRESHOLDS))], False).endswith("\n")


def test_the_suffix_chooses_the_report() -> None:
    assert reports.for_file("out/summary.md") is markdown.render
    assert reports.for_file("out/junit.xml") is junit.render
    with pytest.raises(UsageError, match="pdf"):
        reports.for_file("report.pdf")


def test_sentences_with_anything_in_them_are_reported() -> None:
    response = a_response(a_citation(), sentences=(Said("🈚️ |`*\u2028\n", (1,)),))
    for render in (json_report.render, markdown.render, junit.render):
        assert render([small(scored(a_sample("odd", expected_facts=("30日",)), response))], True)


JUDGED = JudgeReport(
    "some-model",
    "0123456789abcdef",
    JudgeError(Rate(0.9, 0.8, 0.95, 40), Rate(0.8, 0.7, 0.9, 60), failures=2),
    Agreement("embedded-2", 5, 0.6, (Disagreement("第一责任人<b>", True),)),
)


def test_the_judges_error_stands_beside_the_scores_that_use_it_in_every_report() -> None:
    run, decision = small(MISSED)
    run = replace(run, judge=JUDGED, corrected={"alce_recall": Corrected(0.7, 0.6, 0.8)})
    plain = json.loads(json_report.render([(run, decision)]))["suites"][0]
    assert plain["judge"]["error"]["sensitivity"] == {"value": 0.9, "low": 0.8, "high": 0.95, "n": 40}
    assert plain["metrics"]["alce_recall"]["corrected"]["value"] == 0.7
    for report in (markdown, html):
        text = report.render([(run, decision)])
        assert all(part in text for part in ("some-model", "0.9000", "0.7000", "0.6000", "κ = 0.6000"))
        assert "<b>" not in text


def test_an_estimate_that_was_cut_is_said_to_be_none() -> None:
    run, decision = small()
    run = replace(run, judge=JUDGED, corrected={"alce_recall": Corrected(1.0, 1.0, 1.0, is_cut=True)})
    assert "cannot be estimated well" in markdown.render([(run, decision)])
