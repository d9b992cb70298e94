"""A library whose base lies on a real Chroma server gives what an embedded one gives, whatever the server does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.application import Assistant
from assistant.cli import run
from assistant.errors import LibraryUnavailable
from assistant.library import fault_points, served_vectors
from assistant.library.served_record import read_served
from assistant.settings import LibrarySettings, Settings
from tests.chroma_process import ChromaProcess
from tests.embedders import small_static

pytestmark = pytest.mark.faults

Write = Callable[[str, str], Path]

QUESTION = "乙事项7由谁负责？"


@pytest.fixture(autouse=True)
def a_base_however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The few passages of these tests would be searched exactly, without a base; and nobody waits for the server."""
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)
    monkeypatch.setattr(served_vectors, "PAUSE_S", 0.0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaProcess]:
    process = ChromaProcess(tmp_path / "chroma")
    process.start()
    yield process
    process.kill()


@pytest.fixture
def settings(home: Path, server: ChromaProcess) -> Settings:
    return Settings(home=home, library=LibrarySettings(chroma_url=server.url))


@pytest.fixture
def rules(write: Write) -> list[Path]:
    return [
        write(f"{name}.txt", "\n".join(f"第{n}条　{name}事项{n}由办公室负责，{n}日内报送。" for n in range(1, 30)))
        for name in ("甲办法", "乙办法", "丙办法")
    ]


def nearest(assistant: Assistant, limit: int = 9) -> list[tuple[str, float]]:
    vector = assistant.store.encoder.encode_query("乙事项7由办公室负责")
    return [(hit.passage_id, hit.score) for hit in assistant.store.vectors.search(vector, limit)]


def exactly(assistant: Assistant, limit: int = 9) -> list[tuple[str, object]]:
    """What the search must find, by plain multiplication over the catalogue."""
    vector = assistant.store.encoder.encode_query("乙事项7由办公室负责")
    rows = [
        (id_, float(own @ vector))
        for ids, _, vectors, _ in assistant.store.catalogue.vectors()
        for id_, own in zip(ids, vectors, strict=True)
    ]
    best = sorted(rows, key=lambda row: (-row[1], row[0]))[:limit]
    return [(id_, pytest.approx(score, abs=1e-4)) for id_, score in best]


def is_served(assistant: Assistant) -> bool:
    """Whether the base answered the last search, and not the catalogue alone."""
    newer = assistant.store.vectors._newer
    return newer is not None and newer[1].after > 0


def test_a_base_on_a_server_finds_what_is_nearest(
    settings: Settings, server: ChromaProcess, rules: list[Path], home: Path
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        found = assistant.verify()
        assert found.findings == ()
        assert found.base_rows == found.passages
        assert assistant.ask(QUESTION).degraded == ()
    assert len(server.names()) == 1
    assert not list((home / "vectors").glob("*"))


def test_filters_reach_the_server(settings: Settings, rules: list[Path]) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        vector = assistant.store.encoder.encode_query("乙事项7由办公室负责")
        one = next(document.id for document in assistant.documents() if document.title == "丙办法")
        within = assistant.store.vectors.search(vector, 5, within=frozenset([one]))
        assert {
            assistant.store.catalogue.find([hit.passage_id])[hit.passage_id].passage.document_id for hit in within
        } == {one}
        without = assistant.store.vectors.search(vector, 99, without=frozenset([one]))
        held = {passage.id for passage in assistant.passages(one)}
        assert without
        assert held.isdisjoint(hit.passage_id for hit in without)


def test_a_server_that_was_restarted_goes_on_and_a_killed_one_too(
    settings: Settings, server: ChromaProcess, rules: list[Path]
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        for end in (server.stop, server.kill):
            end()
            assert nearest(assistant) == exactly(assistant)
            assert not is_served(assistant)
            (said,) = assistant.ask(QUESTION).degraded
            assert server.url in said
            server.start()
            assert nearest(assistant) == exactly(assistant)
            assert is_served(assistant)
            assert assistant.ask(QUESTION).degraded == ()


def test_a_library_opens_and_answers_while_its_server_is_down(
    settings: Settings, server: ChromaProcess, rules: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        right = assistant.ask(QUESTION)
    server.kill()
    place = ["--home", str(settings.home)]
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("ASSISTANT_LIBRARY__CHROMA_URL", server.url)
        assert run([*place, "ask", QUESTION, "--json"]) == 0
        printed = capsys.readouterr()
        assert [each["text"] for each in json.loads(printed.out)["sentences"]] == [
            each.text for each in right.sentences
        ]
        assert server.url in printed.err
        assert run([*place, "doctor"]) == 1
        assert server.url in capsys.readouterr().out
        assert run([*place, "library", "verify"]) == 1
        assert server.url in capsys.readouterr().out


def test_what_comes_while_the_server_is_down_is_in_and_gets_its_base_later(
    settings: Settings, server: ChromaProcess, rules: list[Path]
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules[:1])
        server.kill()
        with pytest.raises(LibraryUnavailable) as caught:
            assistant.ingest(rules[1:])
        assert caught.value.key == "chroma_unreachable"
        assert len(assistant.documents()) == 3
        assert nearest(assistant) == exactly(assistant)
        server.start()
        assistant.ingest(rules)
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        assert assistant.verify().findings == ()
    assert len(server.names()) == 1


def test_a_server_killed_in_the_middle_of_a_build_leaves_nothing_half(
    settings: Settings, server: ChromaProcess, rules: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_vectors, "_BATCH", 20)
    with Assistant(settings) as assistant:
        assistant.ingest(rules[:1])
        added = []

        def die(point: str) -> None:
            if point == "served.added":
                added.append(point)
                if len(added) == 2:
                    server.kill()

        monkeypatch.setattr(served_vectors, "reach", die)
        with pytest.raises(LibraryUnavailable):
            assistant.ingest(rules[1:])
        monkeypatch.undo()
        monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)
        monkeypatch.setattr(served_vectors, "PAUSE_S", 0.0)
        assert nearest(assistant) == exactly(assistant)
        server.start()
        assert {finding.kind for finding in assistant.verify().findings} == {"left_on_server"}
        assistant.ingest(rules)
        assert nearest(assistant) == exactly(assistant)
        assert assistant.verify().findings == ()
    assert len(server.names()) == 1


def test_a_server_that_lost_its_data_is_noticed_and_filled_again(
    settings: Settings, server: ChromaProcess, rules: list[Path], tmp_path: Path
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        server.kill()
        server.folder = tmp_path / "another"
        server.start()
        assert nearest(assistant) == exactly(assistant)
        assert assistant.ask(QUESTION).degraded
        assert {finding.kind for finding in assistant.verify().findings} == {"base_damaged"}
        assistant.rebuild()
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        assert assistant.verify().findings == ()


def test_a_collection_that_somebody_changed_is_not_believed(
    settings: Settings, server: ChromaProcess, rules: list[Path]
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        base = assistant.store.vectors.generation()
        assert base is not None
        assistant.store.vectors._server.add(
            base.collection, ["x"], ["y"], np.ones((1, assistant.store.encoder.dimension), np.float32)
        )  # type: ignore[attr-defined]
    with Assistant(settings) as assistant:
        assert nearest(assistant) == exactly(assistant)
        assert not is_served(assistant)
        assert assistant.ask(QUESTION).degraded
        assistant.ingest(rules)
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)


def test_a_reader_follows_when_the_writer_replaces_the_base(
    settings: Settings, server: ChromaProcess, rules: list[Path]
) -> None:
    with Assistant(settings) as writer, Assistant(settings) as reader:
        for count in (1, 2, 3):
            writer.ingest(rules[:count])
            assert nearest(reader) == exactly(reader)
            assert is_served(reader)
        assert reader.ask(QUESTION).degraded == ()
    assert len(server.names()) == 1


def test_two_libraries_share_a_server(settings: Settings, server: ChromaProcess, rules: list[Path], home: Path) -> None:
    with Assistant(settings) as one, Assistant(settings.model_copy(update={"home": home.with_name("two")})) as two:
        one.ingest(rules[:2])
        two.ingest(rules[2:])
        one.remove(one.documents()[0].id)
        for each in (one, two):
            assert nearest(each) == exactly(each)
            assert is_served(each)
    assert len(server.names()) == 2


def test_purging_says_that_the_disk_of_the_server_is_out_of_reach(
    settings: Settings, server: ChromaProcess, rules: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        (before,) = server.names()
        gone = assistant.documents()[0].id
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("ASSISTANT_LIBRARY__CHROMA_URL", server.url)
        assert run(["--home", str(settings.home), "library", "purge", gone]) == 1
    assert server.url in capsys.readouterr().out
    assert before not in server.names()
    with Assistant(settings) as assistant:
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        assert assistant.verify().findings == ()


def test_purging_is_finished_later_where_the_server_is_down(
    settings: Settings, server: ChromaProcess, rules: list[Path]
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
        gone = assistant.documents()[0].id
        server.kill()
        with pytest.raises(LibraryUnavailable):
            assistant.purge([gone])
        assert gone not in {document.id for document in assistant.documents()}
        assert nearest(assistant) == exactly(assistant)
        server.start()
    with Assistant(settings) as assistant:
        assert assistant.verify().findings == ()
        assert is_served(assistant) or nearest(assistant) == exactly(assistant)
    assert len(server.names()) == 1


def test_moving_to_a_server_and_back(settings: Settings, server: ChromaProcess, rules: list[Path], home: Path) -> None:
    embedded = Settings(home=home)
    with Assistant(embedded) as assistant:
        assistant.ingest(rules)
        assert list((home / "vectors").glob("*"))
    with Assistant(settings) as assistant:
        assistant.rebuild()
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        assert assistant.verify().findings == ()
        assert not list((home / "vectors").glob("*"))
    with Assistant(embedded) as assistant:
        assert nearest(assistant) == exactly(assistant)
        assistant.rebuild()
        assert is_served(assistant) or nearest(assistant) == exactly(assistant)
        assert assistant.purge([assistant.documents()[0].id]).servers == (server.url,)


def test_a_catalogue_made_anew_knows_the_collections_of_the_old_one(
    settings: Settings, server: ChromaProcess, rules: list[Path]
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
    (before,) = server.names()
    Assistant.rebuild_from_originals(settings)
    with Assistant(settings) as assistant:
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        assert assistant.verify().findings == ()
        assert len(read_served(assistant.store.catalogue).noted) == 1
    (after,) = server.names()
    assert after != before


def test_an_embedder_is_switched_and_only_the_new_collection_stays(
    settings: Settings, server: ChromaProcess, rules: list[Path], tmp_path: Path
) -> None:
    other = settings.model_copy(update={"embedder": small_static(tmp_path / "small")})
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
    (before,) = server.names()
    Assistant.switch_embedder(other)
    (after,) = server.names()
    assert after != before
    with Assistant(other) as assistant:
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        assert assistant.verify().findings == ()


def test_a_switch_goes_on_once_the_server_is_back(
    settings: Settings, server: ChromaProcess, rules: list[Path], tmp_path: Path
) -> None:
    other = settings.model_copy(update={"embedder": small_static(tmp_path / "small")})
    with Assistant(settings) as assistant:
        assistant.ingest(rules)
    server.kill()
    with pytest.raises(LibraryUnavailable):
        Assistant.switch_embedder(other)
    with Assistant(settings) as assistant:
        assert nearest(assistant) == exactly(assistant)
    server.start()
    assert Assistant.switch_embedder(other).reused > 0
    with Assistant(other) as assistant:
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
    assert len(server.names()) == 1


WRITER = """
import sys
from pathlib import Path
from assistant.application import Assistant
from assistant.library import vectors
from assistant.settings import LibrarySettings, Settings
vectors.MOST_NEWER = 0
home, url, folder = sys.argv[1:]
with Assistant(Settings(home=Path(home), library=LibrarySettings(chroma_url=url))) as assistant:
    assistant.ingest([Path(folder)])
"""


@pytest.mark.parametrize(
    "point", ["served.noted", "served.created", "served.added", "served.named", "served.stale_deleted"]
)
def test_a_writer_killed_at_any_step_leaves_nothing_half(
    settings: Settings, server: ChromaProcess, rules: list[Path], point: str
) -> None:
    with Assistant(settings) as assistant:
        assistant.ingest(rules[:2])
    command = [sys.executable, "-c", WRITER, str(settings.home), server.url, str(rules[0].parent)]
    done = subprocess.run(command, env={**os.environ, fault_points.VARIABLE: point}, check=False)
    assert done.returncode == -signal.SIGKILL
    with Assistant(settings) as assistant:
        assert nearest(assistant) == exactly(assistant)
        assistant.ingest(rules)
        assert nearest(assistant) == exactly(assistant)
        assert is_served(assistant)
        assert assistant.verify().findings == ()
    assert len(server.names()) == 1
