"""Cases and results of ragas and deepeval come in as suites, ours go out in their shapes, and nothing is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.__main__ import main
from eval.exchange import FORMS
from eval.exchange.records import Row

CONTEXT = "会议费应当在会议结束后30日内办理报销手续。"
OTHER = "会议费采用银行转账方式结算。"

RAGAS = {
    "user_input": "多少日内报销？",
    "retrieved_contexts": [OTHER, CONTEXT],
    "reference_contexts": [CONTEXT],
    "response": "30日内报销。银行转账。",
    "reference": "30日内",
    "faithfulness": 0.5,
    "answer_relevancy": float("nan"),
}
OLD_RAGAS = {"question": "几日？", "answer": "30日。", "contexts": [CONTEXT], "ground_truth": "30日"}
DEEPEVAL = {
    "input": "多少日内报销？",
    "actual_output": "30日内报销。银行转账。",
    "expected_output": "30日内",
    "retrieval_context": [OTHER, CONTEXT],
    "context": [CONTEXT],
    "comments": "other field",
}
STORED_RUN = {
    "testCases": [
        {
            "name": "test_case_0",
            "input": "多少日内报销？",
            "actualOutput": "30日内报销。银行转账。",
            "expectedOutput": "30日内",
            "retrievalContext": [OTHER, CONTEXT],
            "context": [CONTEXT],
            "metricsData": [{"name": "Faithfulness", "score": 0.5, "success": True}, {"name": "GEval", "score": None}],
        }
    ]
}
ROW = Row("多少日内报销？", "30日内报销。银行转账。", (OTHER, CONTEXT), "30日内", (CONTEXT,))

SHAPES = {
    "ragas, lines": ("ragas", json.dumps(RAGAS) + "\n" + json.dumps(RAGAS), 2),
    "ragas, array": ("ragas", json.dumps([RAGAS]), 1),
    "ragas, one line": ("ragas", json.dumps(RAGAS), 1),
    "deepeval, data set": ("deepeval", json.dumps([DEEPEVAL]), 1),
    "deepeval, stored run": ("deepeval", json.dumps(STORED_RUN), 1),
}


@pytest.mark.parametrize(("form", "content", "count"), SHAPES.values(), ids=SHAPES)
def test_every_shape_reads_as_the_same_rows(form: str, content: str, count: int) -> None:
    rows = FORMS[form].read(content)
    assert [Row(r.question, r.response, r.retrieved, r.reference, r.reference_contexts) for r in rows] == [ROW] * count


def test_the_field_names_of_older_ragas_are_read() -> None:
    assert FORMS["ragas"].read(json.dumps(OLD_RAGAS)) == [Row("几日？", "30日。", (CONTEXT,), "30日")]


def test_their_scores_are_kept_and_nan_is_none() -> None:
    (row,) = FORMS["ragas"].read(json.dumps(RAGAS))
    assert row.scores == {"faithfulness": 0.5, "answer_relevancy": None}
    (row,) = FORMS["deepeval"].read(json.dumps(STORED_RUN))
    assert row.scores == {"Faithfulness": 0.5, "GEval": None}


BROKEN = ["", "no json", "7", "[1]", '[{"other": 1}]', '[{"user_input": 7, "input": 7}]', '{"user_input": " "}', "[]]"]


@pytest.mark.parametrize("content", BROKEN)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_such_file_is_a_usage_error_and_writes_nothing(tmp_path: Path, form: str, content: str) -> None:
    file = tmp_path / "rows.json"
    file.write_text(content, encoding="utf-8")
    assert main(["import", form, str(file), "-o", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


texts = st.text(max_size=20)
filled = texts.filter(str.strip)
many = st.lists(filled, max_size=3).map(tuple)


@pytest.mark.parametrize("form", FORMS)
@given(rows=st.lists(st.builds(Row, filled, filled, many, texts, many), min_size=1, max_size=4))
def test_what_is_written_reads_back_the_same(form: str, rows: list[Row]) -> None:
    assert FORMS[form].read(FORMS[form].write(rows)) == rows


@pytest.mark.parametrize(("form", "content", "count"), SHAPES.values(), ids=SHAPES)
def test_an_imported_suite_runs_with_the_answers_that_came_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, content: str, count: int
) -> None:
    (tmp_path / "rows.json").write_text(content, encoding="utf-8")
    suite = tmp_path / "suite"
    assert main(["import", form, str(tmp_path / "rows.json"), "-o", str(suite)]) == 0
    subject = f"command:cat {suite / 'answers.jsonl'}"
    assert main(["run", str(suite), "--subject", subject, "-o", str(tmp_path / "run.json"), "--json"]) == 0
    metrics = json.loads(capsys.readouterr().out)["suites"][0]["metrics"]
    assert metrics["hit@5"] | {"value": 1.0, "n": count} == metrics["hit@5"]
    assert metrics["citation_validity"]["value"] == 0.0  # these harnesses know no citations
    assert main(["export", form, str(tmp_path / "run.json"), "-o", str(tmp_path / "back.json")]) == 0
    back = FORMS[form].read((tmp_path / "back.json").read_text(encoding="utf-8"))
    assert [(row.question, row.response, row.reference_contexts) for row in back] == [
        (ROW.question, ROW.response, ROW.reference_contexts)
    ] * count


def test_rows_without_a_text_that_holds_the_answer_are_left_out_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rows.json").write_text(json.dumps([RAGAS, OLD_RAGAS]), encoding="utf-8")
    assert main(["import", "ragas", str(tmp_path / "rows.json"), "-o", str(tmp_path / "suite")]) == 0
    assert "1 cases, 1 of them with answers; 1 rows" in capsys.readouterr().err
    (tmp_path / "rows.json").write_text(json.dumps([OLD_RAGAS]), encoding="utf-8")
    assert main(["import", "ragas", str(tmp_path / "rows.json"), "-o", str(tmp_path / "other")]) == 2


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text(json.dumps(RAGAS), encoding="utf-8")
    assert main(["import", "ragas", str(tmp_path / "rows.json"), "-o", str(tmp_path)]) == 2


def test_exporting_what_is_no_report_is_a_usage_error(tmp_path: Path) -> None:
    for content in ("", "[]", "{}", '{"suites": [{"cases": [7]}]}'):
        (tmp_path / "run.json").write_text(content, encoding="utf-8")
        assert main(["export", "ragas", str(tmp_path / "run.json"), "-o", str(tmp_path / "out.json")]) == 2
    assert not (tmp_path / "out.json").exists()
