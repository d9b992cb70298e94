"""Any command that reads questions and prints answers is evaluated; whatever it does ends in an answer or an error."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import AssistantError, UsageError
from eval.__main__ import main
from eval.records import Gold, Response, Sample
from eval.scorers import SCORERS
from eval.shelf import Shelf, open_shelf
from eval.subjects import opener
from eval.subjects.command import CommandSubject

RULES = (
    "会议费管理办法\n\n第一条　为了规范会议费管理，制定本办法。\n第二条　会议费应当在会议结束后30日内办理报销手续。\n"
)
QUOTE = "会议费应当在会议结束后30日内办理报销手续。"
SAMPLES = tuple(
    Sample(f"case-{number}", "多少日内报销？", True, as_of=date(2025, 7, 1), gold=(Gold("fees.md", QUOTE),))
    for number in range(3)
)

ANSWERS = """
import json, sys
for line in sys.stdin:
    row = json.loads(line)
    citation = {{"n": 1, "path": "{path}", "quote": "{quote}"}}
    row = {{"id": row["id"], "sentences": [{{"text": "{quote}", "citations": [1]}}], "citations": [citation]}}
    print(json.dumps(row), flush={flush})
"""


@pytest.fixture
def shelf(write: Callable[[str, str], Path]) -> Iterator[Shelf]:
    with open_shelf(write("fees.md", RULES).parent) as opened:
        yield opened


def asked(shelf: Shelf, script: str, *, silence_s: float = 30.0) -> list[Response | str]:
    subject = CommandSubject([sys.executable, "-c", script], shelf, silence_s=silence_s)
    subject.announce(SAMPLES)
    outcomes: list[Response | str] = []
    for sample in SAMPLES:
        try:
            outcomes.append(subject.answer(sample))
        except AssistantError as error:
            outcomes.append(str(error))
    subject.close()
    return outcomes


def answering(path: str = "fees.md", *, flush: bool = True) -> str:
    return ANSWERS.format(path=path, quote=QUOTE, flush=flush)


@pytest.mark.parametrize("flush", [True, False], ids=["one by one", "all at the end"])
def test_answers_are_read_and_their_citations_held_against_the_documents(shelf: Shelf, flush: bool) -> None:
    for sample, response in zip(SAMPLES, asked(shelf, answering(flush=flush)), strict=True):
        assert isinstance(response, Response)
        scores = {name: scorer.score(response, sample).value for name, scorer in SCORERS.items()}
        assert (scores["citation_validity"], scores["citation_recall"], scores["alce_recall"]) == (1.0, 1.0, 1.0)
        assert scores["hit@5"] is None
        assert not response.abstained


def test_a_path_as_another_program_names_it_is_recognised(shelf: Shelf) -> None:
    (response, *_) = asked(shelf, answering("/somewhere/else/fees.md"))
    assert isinstance(response, Response)
    assert response.citations[0].span.path == "fees.md"


def test_a_quote_that_stands_nowhere_is_a_broken_citation(shelf: Shelf) -> None:
    (response, *_) = asked(shelf, answering().replace(QUOTE, "四十日内报销。"))
    assert isinstance(response, Response)
    assert response.citations[0].source is None


MISBEHAVIOUR = {
    "ends at once": ("", "ended"),
    "is killed half way": ("import os, sys; sys.stdin.readline(); os.kill(os.getpid(), 9)", "ended"),
    "talks nonsense": ("print('no json')", "Invalid JSON"),
    "prints another shape": ('print(\'{"id": "case-0", "sentences": 7}\')', "sentences"),
    "prints bytes that are no text": ("import sys; sys.stdout.buffer.write(bytes(range(256)))", "JSON"),
    "prints without an end": ("import sys; sys.stdout.write('x' * 40_000_000)", "JSON"),
    "answers other questions": ('print(\'{"id": "other"}\')', "ended"),
}


@pytest.mark.parametrize(("script", "told"), MISBEHAVIOUR.values(), ids=MISBEHAVIOUR)
def test_a_command_that_misbehaves_is_the_error_of_each_case(shelf: Shelf, script: str, told: str) -> None:
    outcomes = asked(shelf, script)
    assert all(isinstance(one, str) and told in one for one in outcomes)


def test_a_command_that_falls_silent_is_given_up(shelf: Shelf) -> None:
    outcomes = asked(shelf, "import time; time.sleep(60)", silence_s=0.2)
    assert all(isinstance(one, str) and "nothing came" in one for one in outcomes)


@pytest.mark.parametrize("said", ["command:no-such-program-anywhere x", "command:'", "command:", "openai:x", "nothing"])
def test_what_cannot_be_started_is_a_usage_error(said: str) -> None:
    with pytest.raises(UsageError):
        opener(said)


def test_a_recorded_file_of_answers_is_evaluated_by_a_command_that_prints_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = tmp_path / "suite"
    (suite / "documents").mkdir(parents=True)
    (suite / "documents" / "fees.md").write_text(RULES, encoding="utf-8")
    head = "name: s\npurpose: p\nowner: o\ncorpus: documents\nlanguage: zh\nthresholds: {citation_recall: 1.0}\n"
    (suite / "suite.yaml").write_text(head, encoding="utf-8")
    gold = [{"path": "fees.md", "quote": QUOTE}]
    case = {"id": "a", "question": "几日？", "answerable": True, "gold": gold}
    (suite / "cases.jsonl").write_text(json.dumps(case), encoding="utf-8")
    citation = {"n": 1, "path": "fees.md", "quote": QUOTE}
    answer = {
        "id": "a",
        "sentences": [{"text": QUOTE, "citations": [1]}],
        "citations": [citation],
        "retrieved": [citation],
    }
    (tmp_path / "answers.jsonl").write_text(json.dumps(answer), encoding="utf-8")
    subject = f"command:cat {shlex.quote(str(tmp_path / 'answers.jsonl'))}"
    assert main(["run", str(suite), "--subject", subject, "--json"]) == 0
    metrics = json.loads(capsys.readouterr().out)["suites"][0]["metrics"]
    assert (metrics["citation_recall"]["value"], metrics["hit@5"]["value"]) == (1.0, 1.0)
