"""An embedder whose server is down or slow: questions are answered by words alone and say so, no file is half in."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.application import Assistant
from assistant.cli import run
from assistant.errors import EndpointError
from assistant.settings import EmbeddingSettings, Settings
from tests.model_server import ModelServer, Step, cut, endlessly, pause, raw, status

Write = Callable[[str, str], Path]

RULE = "甲办法\n第一条　会议费每人每天500元。\n第二条　河道清淤由水务局负责。"
QUESTION = "会议费每人每天多少元"


def vectors(count: int) -> Step:
    return status(200, {"data": [{"index": n, "embedding": [1.0, float(n)]} for n in range(count)]})


@pytest.fixture
def settings(home: Path, server: ModelServer) -> Settings:
    return Settings(home=home, embedder="bge-m3", embedding=EmbeddingSettings(base_url=server.url))


@pytest.fixture
def filled(settings: Settings, server: ModelServer, write: Write) -> Iterator[Assistant]:
    server.will(vectors(1))
    with Assistant(settings) as assistant:
        assistant.ingest([write("甲.txt", RULE)])
        yield assistant


FAULTS: dict[str, tuple[Step, ...]] = {
    "refused": (status(401),),
    "no such model": (status(404),),
    "busy for a minute": (status(429, retry_after="60"),),
    "a page": (status(200, "<html>login</html>"),),
    "cut": (cut(),),
    "silent": (pause(30),),
    "word by word": (raw(b'{"data":'), endlessly(raw(b" "))),
}


@pytest.mark.parametrize("steps", FAULTS.values(), ids=FAULTS)
def test_a_question_is_answered_by_words_alone_in_time_and_says_so(
    filled: Assistant, server: ModelServer, steps: tuple[Step, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.embedding_endpoint._QUESTION_S", 0.5)
    server.will(*steps)
    begun = time.monotonic()
    answer = filled.ask(QUESTION)
    assert time.monotonic() - begun < 5
    assert "500元" in answer.text
    (said,) = answer.degraded
    assert "只按字词查找" in said
    assert "bge-m3" in said or server.url in said


def test_a_server_that_kept_one_question_waiting_is_left_alone_by_the_next(
    filled: Assistant, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.embedding_endpoint._QUESTION_S", 0.5)
    monkeypatch.setattr("assistant.library.embedding_endpoint._QUICK_S", 0.1)
    server.will(pause(30))
    first, asked = filled.ask(QUESTION), len(server.requests)
    assert filled.ask(QUESTION).degraded == first.degraded
    assert len(server.requests) == asked
    monkeypatch.setattr(filled.store.encoder, "_silent", None)
    server.will(vectors(1))
    assert filled.ask(QUESTION).degraded == ()


def test_nobody_at_the_address_delays_no_answer(filled: Assistant, home: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    gone = Settings(home=home, embedder="bge-m3", embedding=EmbeddingSettings(base_url=url))
    with Assistant(gone) as assistant:
        begun = time.monotonic()
        answer = assistant.ask(QUESTION)
        assert time.monotonic() - begun < 5
        assert "500元" in answer.text
        assert url in answer.degraded[0]
        assert assistant.explain(QUESTION)["passages"]


def test_an_answer_with_the_vectors_says_nothing(filled: Assistant, server: ModelServer) -> None:
    server.will(vectors(1))
    assert filled.ask(QUESTION).degraded == ()


def test_the_command_says_it_on_both_channels(
    filled: Assistant,
    server: ModelServer,
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert filled.documents()
    monkeypatch.setenv("ASSISTANT_EMBEDDER", "bge-m3")
    monkeypatch.setenv("ASSISTANT_EMBEDDING__BASE_URL", server.url)
    server.will(status(401))
    assert run(["--home", str(home), "--language", "en", "ask", QUESTION, "--json"]) == 0
    shown = capsys.readouterr()
    assert "only words were searched" in json.loads(shown.out)["degraded"][0]
    assert "only words were searched" in shown.err


def test_who_measures_a_search_is_not_given_half_of_it(filled: Assistant, server: ModelServer) -> None:
    server.will(status(401))
    with pytest.raises(EndpointError):
        filled.retrieve(QUESTION)


def test_a_server_that_fails_while_files_come_in_leaves_each_in_or_out(
    settings: Settings, server: ModelServer, write: Write, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr("assistant.library.ingest.BATCH_PASSAGES", 1)
    files = [write(f"{name}.txt", RULE.replace("甲", name)) for name in "甲乙丙"]
    told = []
    with Assistant(settings) as assistant:
        server.will(vectors(1))
        server.will(status(401))
        with pytest.raises(EndpointError, match="401"):
            assistant.ingest(files, progress=lambda report: told.append(report.outcome))
        assert told == ["added"]
        assert [row.title for row in assistant.documents()] == ["甲办法"]
        assert assistant.store.catalogue.pending() == []
        assert len(list((home / "originals").iterdir())) == 1
        assert assistant.verify().findings == ()
        server.will(vectors(1))
        server.will(vectors(1))
        report = assistant.ingest(files)
        assert (report.count("unchanged"), report.count("added")) == (1, 2)
        assert assistant.verify().findings == ()


def test_the_command_names_the_server_and_fails(
    server: ModelServer, home: Path, write: Write, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_EMBEDDER", "bge-m3")
    monkeypatch.setenv("ASSISTANT_EMBEDDING__BASE_URL", server.url)
    server.will(status(401))
    given: list[Any] = ["--home", home, "ingest", write("甲.txt", RULE)]
    assert run([str(each) for each in given]) == 1
    assert server.url in capsys.readouterr().err
