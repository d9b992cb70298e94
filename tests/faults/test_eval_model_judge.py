"""A chat model as the judge of an evaluation, on a server that fails: errors stay errors, and the budget holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import messages
from eval import judged
from eval.__main__ import main
from eval.judge_bench import Claim
from tests.model_server import MODEL, ModelServer, Step, cut, error, finish, pause, raw, role, say, status, usage

pytestmark = pytest.mark.faults

RULES = "第一条　会议费应当在会议结束后30日内办理报销手续。\n第二条　会议费采用银行转账方式结算。\n"
QUOTES = ["会议费应当在会议结束后30日内办理报销手续。", "会议费采用银行转账方式结算。"]


class TruthfulServer(ModelServer):
    """Answers each question by looking whether the claim stands in a source, unless a script says otherwise."""

    def next_script(self) -> tuple[Step, ...]:
        if self._scripts:
            return super().next_script()
        asked = self.chats[-1].messages[-1]["content"]
        (claim,) = re.findall("<话>(.*?)</话>", asked, re.DOTALL)
        sources = re.findall("<原文>(.*?)</原文>", asked, re.DOTALL)
        said = any(claim in source for source in sources)
        verdict = {"verdict": "supported", "evidence": claim} if said else {"verdict": "not_found", "evidence": ""}
        text = json.dumps({**verdict, "reason": "如原文"}, ensure_ascii=False)
        return (role(), say(text), usage(10, 5), finish())


@pytest.fixture
def server() -> Iterator[TruthfulServer]:
    with TruthfulServer() as running:
        yield running


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: TruthfulServer) -> Iterator[Path]:
    """Two cases with recorded answers, the second of which claims what no source says; four labelled claims."""
    messages.use("en")
    monkeypatch.setenv("ASSISTANT_MODEL__BASE_URL", server.url)
    monkeypatch.setenv("ASSISTANT_MODEL__NAME", MODEL)
    monkeypatch.setenv("ASSISTANT_MODEL__TIMEOUT_S", "2")
    labelled = [
        Claim("1", QUOTES[0], QUOTES[0], "supported", "verbatim"),
        Claim("2", QUOTES[1], QUOTES[1], "supported", "verbatim"),
        Claim("3", QUOTES[0], "会议费应当在60日内报销。", "unsupported", "number"),
        Claim("4", QUOTES[1], "会议费可以现金结算。", "unsupported", "other"),
    ]
    monkeypatch.setattr(judged, "rows_of", lambda name, split: labelled)
    folder = tmp_path / "suite"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "fees.md").write_text(RULES, encoding="utf-8")
    head = "name: s\npurpose: p\nowner: o\ncorpus: documents\nlanguage: zh\nthresholds: {alce_recall: 0.4}\n"
    (folder / "suite.yaml").write_text(head, encoding="utf-8")
    said = [QUOTES[0], "巡察组共有90名组员。"]
    cases = [
        {"id": f"c{at}", "question": "?", "answerable": True, "gold": [{"path": "fees.md", "quote": quote}]}
        for at, quote in enumerate(QUOTES)
    ]
    answers = [
        {
            "id": f"c{at}",
            "sentences": [{"text": text, "citations": [1]}],
            "citations": [{"n": 1, "path": "fees.md", "quote": QUOTES[at]}],
        }
        for at, text in enumerate(said)
    ]
    for name, rows in (("cases.jsonl", cases), ("answers.jsonl", answers)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    yield folder
    messages.use(None)


def evaluate(suite: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any], str]:
    subject = f"command:cat {suite / 'answers.jsonl'}"
    code = main(["run", str(suite), "--subject", subject, "--judge", "model", "--json", *options])
    printed = capsys.readouterr()
    return code, json.loads(printed.out)["suites"][0], printed.err


def test_the_model_judges_and_its_errors_and_its_agreement_stand_beside_the_score(
    suite: Path, server: TruthfulServer, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report, said = evaluate(suite, capsys, "-o", "report.md")
    assert (code, report["metrics"]["alce_recall"]["value"]) == (0, 0.5)
    assert report["metrics"]["alce_recall"]["corrected"]["value"] == 0.5
    judge = report["judge"]
    assert judge["name"].startswith(MODEL)
    assert (judge["error"]["sensitivity"]["value"], judge["error"]["specificity"]["value"]) == (1.0, 1.0)
    assert (judge["agreement"]["n"], judge["agreement"]["kappa"]) == (3, 1.0)
    assert "κ = 1.0000" in Path("report.md").read_text(encoding="utf-8")
    # One claim of the run is a labelled one too; a sentence that is not supported is judged clause by clause besides.
    assert "asked 6 times, 0 without a verdict" in said
    body = server.chats[0].body
    assert (body["temperature"], body["seed"] > 0) == (0.0, True)


FAULTS: dict[str, tuple[Step, ...]] = {
    "429": (status(429, error("slow down"), retry_after="1"),),
    "500": (status(500, error("broken")),),
    "a page instead of JSON": (status(200, "<html>login</html>"),),
    "a cut connection": (cut(),),
    "a timeout": (pause(20),),
    "an empty answer": (role(), usage(1, 0), finish()),
    "a refusal": (role(), say("抱歉，我不能协助。"), usage(1, 1), finish()),
    "broken JSON": (role(), say('{"verdict": "supp'), usage(1, 1), finish()),
    "evidence that stands nowhere": (
        role(), say('{"verdict": "supported", "evidence": "九十日", "reason": ""}'), usage(1, 1), finish(),
    ),
    "bytes that are no HTTP answer": (raw(b"\xff\xfe\x00"),),
}  # fmt: skip


@pytest.mark.parametrize("steps", FAULTS.values(), ids=FAULTS)
def test_a_judge_that_fails_is_an_error_of_the_score_and_the_run_is_inconclusive(
    suite: Path, server: TruthfulServer, capsys: pytest.CaptureFixture[str], steps: tuple[Step, ...]
) -> None:
    server.will(*steps)
    server.will(*steps)
    code, report, said = evaluate(suite, capsys)
    recall = report["metrics"]["alce_recall"]
    assert (code, recall["n"], recall["errors"], recall["value"]) == (3, 1, 1, 0.0)
    assert report["errors"] == 0
    assert "alce_recall could not be scored in 1 of 2 cases" in said.splitlines()[-1]


def test_an_error_within_what_is_allowed_does_not_stop_the_verdict(
    suite: Path, server: TruthfulServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will(status(500, error("broken")))
    server.will(status(500, error("broken")))
    code, report, _ = evaluate(suite, capsys, "--max-errors", "0.5", "--fail-under", "alce_recall=0")
    assert (code, report["metrics"]["alce_recall"]["errors"]) == (0, 1)


def test_the_budget_stops_asking_and_says_so(
    suite: Path, server: TruthfulServer, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report, said = evaluate(suite, capsys, "--judge-budget", "1")
    assert len(server.chats) == 1
    assert (code, report["metrics"]["alce_recall"]["n"], report["metrics"]["alce_recall"]["errors"]) == (3, 1, 1)
    assert any("--judge-budget" in case["scores"]["alce_recall"]["facts"].get("error", "") for case in report["cases"])
    assert report["judge"]["error"]["failures"] == 3
    assert "asked 1 times" in said


def test_with_a_cache_a_second_run_asks_nothing_and_says_the_same(
    suite: Path, server: TruthfulServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = str(tmp_path / "verdicts.jsonl")
    first = evaluate(suite, capsys, "--judge-cache", cache)
    server.forget()
    assert evaluate(suite, capsys, "--judge-cache", cache)[:2] == first[:2]
    assert server.chats == []


def test_without_a_model_in_the_settings_it_is_a_usage_error(suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSISTANT_MODEL__NAME")
    assert main(["run", str(suite), "--judge", "model"]) == 2
