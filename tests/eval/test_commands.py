"""`python -m eval` as it is called: what goes where, and which exit code means what."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval import commands
from eval.__main__ import main
from eval.kinds import KINDS
from eval.kinds.kind import ShelfOf
from eval.records import Response, Sample
from tests.eval.builders import TableSubject, a_citation, a_response, an_abstention

HEAD = "name: small\npurpose: to test\nowner: tests\ncorpus: documents\nlanguage: zh\nthresholds:\n  hit@5: {hit}\n"


def answer(sample: Sample) -> Response:
    if not sample.answerable:
        return an_abstention(gold=())
    if "error" in sample.tags:
        raise RuntimeError("server gone")
    return a_response(a_citation(), retrieved=() if "miss" in sample.tags else a_response().retrieved)


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def open_table(shelf_of: ShelfOf, corpus: Path) -> TableSubject:
        assert corpus == tmp_path / "documents"
        return TableSubject(answer)

    monkeypatch.setitem(KINDS, "ask", replace(KINDS["ask"], open=open_table))
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    return tmp_path


def write(folder: Path, *, hit: float = 0.9) -> None:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "documents" / "a.md").write_text("会议费三十日内报销。", encoding="utf-8")
    (folder / "suite.yaml").write_text(HEAD.format(hit=hit), encoding="utf-8")
    gold = [{"path": "a.md", "quote": "三十日内"}]
    rows = [
        {"id": "a", "question": "几天？", "answerable": True, "gold": gold, "tags": ["good"], "split": "dev"},
        {"id": "b", "question": "几日？", "answerable": True, "gold": gold, "tags": ["good"]},
        {"id": "c", "question": "谁批？", "answerable": False, "tags": ["good"]},
        {"id": "miss", "question": "何时？", "answerable": True, "gold": gold, "tags": ["miss"]},
        {"id": "broken", "question": "多久？", "answerable": True, "gold": gold, "tags": ["error"]},
    ]
    (folder / "cases.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.splitlines()[-1]


def test_thresholds_met_is_0(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(suite), "--filter", "good"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("# ✅ Evaluation: pass\n")
    assert printed.err == "small: pass. 3 cases, all 1 thresholds met\n"


def test_a_threshold_missed_is_1(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(suite), "--filter", "good", "--filter", "miss"]) == 1
    assert last_line(capsys) == "small: fail. hit@5 = 0.6667 < 0.9 (n = 3)"


def test_a_threshold_on_the_command_line_is_stronger(suite: Path) -> None:
    assert main(["run", str(suite), "--filter", "good", "--filter", "miss", "--fail-under", "hit@5=0.5"]) == 0
    assert main(["run", str(suite), "--filter", "good", "--fail-under", "over_refusal=0"]) == 0


def test_an_error_is_3(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(suite)]) == 3
    assert (
        last_line(capsys)
        == "small: inconclusive. 1 of 5 cases brought an error, first broken: RuntimeError: server gone"
    )


def test_no_case_selected_is_5(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(suite), "--filter", "nothing"]) == 5
    assert last_line(capsys) == "small: no case selected. no case was selected"
    assert main(["run", str(suite), "--filter", "nothing", "--list"]) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        ["run", "drafting", "--subject", "command:cat answers.jsonl"],
        ["run", "nosuite"],
        ["run", "SUITE", "--fail-under", "hit@6=0.9"],
        ["run", "SUITE", "--fail-under", "hit@5=90"],
        ["run", "SUITE", "--fail-under", "hit@5"],
        ["run", "SUITE", "--max-errors", "2"],
        ["run", "SUITE", "--jobs", "0"],
        ["run", "SUITE", "--limit", "-1"],
        ["run", "SUITE", "--split", "train"],
        ["run", "SUITE", "-o", "report.pdf"],
        ["run", "SUITE", "--no-such-option"],
        ["run", "SUITE", "--judge", "oracle"],
        ["run", "SUITE", "--judge-budget", "5"],
        ["run", "SUITE", "--subject", "nothing"],
        ["run", "SUITE", "--subject", "command:no-such-program-anywhere"],
        ["run", "SUITE", "--subject", "openai:ftp://host#model"],
        ["run", "SUITE", "--history", "SUITE"],
        ["import", "ragas", "nowhere.json", "-o", "out"],
        ["import", "trulens", "nowhere.json", "-o", "out"],
        ["export", "ragas", "nowhere.json", "-o", "out"],
        ["annotate", "nowhere.json"],
        ["judge"],
        ["judge", "--claims", "nowhere.jsonl"],
        ["nosuch"],
        [],
    ],
)
def test_wrong_usage_is_2_with_a_reason(suite: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(suite) if one == "SUITE" else one for one in wrong]) == 2
    printed = capsys.readouterr()
    assert printed.err.strip()
    assert printed.out == ""


def test_an_interrupt_is_130(suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run", interrupt)
    assert main(["run", str(suite)]) == 130
    assert "--resume" in last_line(capsys)


def test_a_fault_of_ours_is_4(suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(commands, "decide", fail)
    assert main(["run", str(suite)]) == 4
    assert "ZeroDivisionError: oops" in last_line(capsys)


def test_help_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--help"]) == 0
    assert "--fail-under" in capsys.readouterr().out


def test_json_goes_to_stdout_alone(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(suite), "--filter", "good", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [case["id"] for case in report["suites"][0]["cases"]] == ["a", "b", "c"]


def test_reports_are_written_and_two_runs_write_the_same_bytes(suite: Path) -> None:
    names = ["out/report.json", "out/junit.xml", "out/summary.md"]
    outputs = [part for name in names for part in ("-o", name)]
    assert main(["run", str(suite), "--filter", "good", *outputs]) == 0
    first = [(suite / name).read_bytes() for name in names]
    assert main(["run", str(suite), "--filter", "good", "--jobs", "4", *outputs]) == 0
    assert [(suite / name).read_bytes() for name in names] == first


def test_a_report_that_cannot_be_written_is_2(suite: Path) -> None:
    assert main(["run", str(suite), "--filter", "good", "-o", "suite.yaml/report.json"]) == 2


def test_listing_asks_nothing(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(suite), "--list", "--split", "dev"]) == 0
    assert capsys.readouterr().out == "small\ta\tdev\tgood\t几天？\n"
    assert not (suite / "eval-out").exists()


def test_resume_asks_only_what_is_missing(suite: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(suite), "--limit", "2", "--json"]) == 0
    log = suite / "eval-out" / "small.jsonl"
    before = log.read_text(encoding="utf-8").splitlines()[1:]
    assert main(["run", str(suite), "--filter", "good", "--resume", "--json"]) == 0
    assert log.read_text(encoding="utf-8").splitlines()[1 : 1 + len(before)] == before


def test_several_suites_are_judged_together_and_the_worst_comes_last(
    suite: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(suite), str(suite), "--filter", "miss", "--json"]) == 1
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)["suites"]) == 2
    assert printed.err.splitlines()[-1].startswith("small: fail.")


def test_the_embedded_judge_is_benched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {
            "id": "1",
            "source": "会议费在30日内报销。",
            "claim": "会议费在30日内报销。",
            "label": "supported",
            "kind": "verbatim",
        },
        {
            "id": "2",
            "source": "会议费在30日内报销。",
            "claim": "会议费在60日内报销。",
            "label": "unsupported",
            "kind": "number",
        },
    ]
    (tmp_path / "claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["judge", "--claims", str(tmp_path / "claims.jsonl"), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["rows"], figures["balanced_accuracy"], figures["auroc"]) == (2, 1.0, 1.0)
    assert main(["judge", "--claims", str(tmp_path / "claims.jsonl")]) == 0
    assert "by_kind.number\trows 1  right 1.0\n" in capsys.readouterr().out
