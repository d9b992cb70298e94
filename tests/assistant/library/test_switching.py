"""A library can be switched to another embedder while it is asked, and whoever has it open follows."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.application import Assistant
from assistant.cli import run
from assistant.errors import EndpointError, LibraryUnavailable, UsageError
from assistant.library.coming import ComingCatalogue
from assistant.library.embedding import load_encoder
from assistant.library.lock import switching, writing
from assistant.library.static_embedder import StaticEmbedder
from assistant.library.traces import search, vector_needles
from assistant.settings import EmbeddingSettings, Settings
from tests.embedders import DIMENSION, small_static, tiny_bert
from tests.model_server import ModelServer, status

Write = Callable[[str, str], Path]

QUESTION = "会议费每人每天多少元"


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    return small_static(tmp_path_factory.mktemp("model") / "小模型")


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> str:
    return small_static(tmp_path_factory.mktemp("model") / "另一模型", seed=1)


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.switching.BATCH_PASSAGES", 8)


@pytest.fixture
def a_base_however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)


@pytest.fixture
def filled(assistant: Assistant, write: Write) -> Assistant:
    assistant.ingest([write(f"{name}.txt", rule(name)) for name in "甲乙丙"])
    return assistant


def rule(name: str) -> str:
    articles = (f"第{n}条　{name}类第{n}项事务由{name}{n}科办理，限期{n}日，并抄送备案。" for n in range(2, 12))
    return "\n".join([f"{name}办法", f"第一条　{name}类会议费每人每天500元。", *articles])


def answers(assistant: Assistant) -> bool:
    answer = assistant.ask(QUESTION)
    return "500元" in answer.text and not answer.degraded


def encoded(assistant: Assistant) -> dict[str, Any]:
    """Passage id → vector, as the catalogue holds them."""
    batches = assistant.store.catalogue.vectors()
    return {one: vector for ids, _, vectors, _ in batches for one, vector in zip(ids, vectors, strict=True)}


@pytest.mark.usefixtures("a_base_however_few")
def test_every_passage_is_in_the_new_embedder_and_nothing_is_left_of_the_old(
    filled: Assistant, home: Path, small: str, tmp_path: Path
) -> None:
    before = encoded(filled)
    needles = vector_needles(np.stack([*before.values()]).astype(np.float16))
    assert search(home, needles).traces
    done = Assistant.switch_embedder(Settings(home=home, embedder=small))
    assert (done.before, done.now, done.passages, done.is_cleared) == ("static-zh", "小模型", len(before), True)
    assert search(home, needles).traces == ()
    with (
        Assistant(Settings(home=home, embedder=small)) as opened,
        Assistant(Settings(home=tmp_path / "afresh", embedder=small)) as afresh,
    ):
        afresh.ingest([tmp_path / "documents"])
        assert encoded(opened).keys() == before.keys()
        for one, vector in encoded(afresh).items():
            assert np.array_equal(encoded(opened)[one], vector)
        assert opened.verify().findings == ()
        assert opened.store.vectors.generation() is not None
        assert list(opened.store.catalogue.facts_of("strength")) == [opened.store.encoder.fingerprint]
        assert list(opened.store.catalogue.facts_of("generation")) == [opened.store.encoder.fingerprint]
        assert len(list((home / "vectors").iterdir())) == 1
        assert answers(opened)


def test_the_space_of_the_old_vectors_is_given_back(filled: Assistant, home: Path, small: str) -> None:
    assert filled.documents()
    Assistant.switch_embedder(Settings(home=home, embedder=small))
    connection = sqlite3.connect(home / "catalogue.sqlite3")
    assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert connection.execute("SELECT count(*) FROM coming_vectors").fetchone() == (0,)
    connection.close()
    assert (home / "catalogue.sqlite3-wal").stat().st_size < 20_000


def test_while_a_reader_will_not_let_go_the_space_is_given_back_later(
    filled: Assistant, home: Path, small: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.documents()
    monkeypatch.setenv("ASSISTANT_EMBEDDER", small)
    reader = sqlite3.connect(home / "catalogue.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM documents").fetchone()
    assert run(["--home", str(home), "embedder", "switch"]) == 0
    assert "下次打开资料库时清除" in capsys.readouterr().err
    assert answers(filled)
    reader.close()
    with Assistant(Settings(home=home, embedder=small)) as opened:
        assert opened.store.catalogue.fact("left_behind") is None
        assert answers(opened)


@pytest.mark.usefixtures("a_base_however_few")
def test_the_base_in_use_stays_until_all_are_switched(
    filled: Assistant, home: Path, small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    complete = ComingCatalogue.complete

    def looked_at(self: ComingCatalogue, *given: Any) -> None:
        seen.append((filled.store.vectors.generation() is not None, len(list((home / "vectors").iterdir()))))
        complete(self, *given)

    monkeypatch.setattr(ComingCatalogue, "complete", looked_at)
    Assistant.switch_embedder(Settings(home=home, embedder=small))
    assert seen == [(True, 2)]


def test_a_switch_in_the_middle_of_a_question_spoils_no_answer(
    filled: Assistant, home: Path, small: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled.store
    assert store.in_use.near(QUESTION, 3, None, frozenset())  # the vectors so far are in memory now
    encode, left = store.encoder.encode_query, [small]

    def switched_meanwhile(text: str) -> Any:
        vector = encode(text)
        if left:
            Assistant.switch_embedder(Settings(home=home, embedder=left.pop()))
            with Assistant(Settings(home=home, embedder=small)) as another:
                another.ingest([write("丁.txt", rule("丁"))])
        return vector

    monkeypatch.setattr(store.encoder, "encode_query", switched_meanwhile)
    found = store.in_use.near(QUESTION, 50, None, frozenset())
    expected = encoded(filled)
    question = store.encoder.encode_query(QUESTION)
    assert len(found) == len(expected)
    for hit in found:
        assert abs(hit.score - float(expected[hit.passage_id] @ question)) < 1e-3


@pytest.mark.usefixtures("a_base_however_few")
def test_who_has_the_library_open_follows(filled: Assistant, home: Path, small: str) -> None:
    assert answers(filled)
    Assistant.switch_embedder(Settings(home=home, embedder=small))
    assert answers(filled)
    assert filled.store.encoder.dimension == DIMENSION
    assert filled.ingest([home.parent / "documents"]).count("unchanged") == 3


def test_what_an_open_library_takes_in_after_a_switch_is_in_the_new_embedder(
    filled: Assistant, home: Path, small: str, write: Write
) -> None:
    Assistant.switch_embedder(Settings(home=home, embedder=small))
    filled.ingest([write("丁.txt", rule("丁"))])
    assert {len(vector) for vector in encoded(filled).values()} == {DIMENSION}
    with Assistant(Settings(home=home, embedder=small)) as opened:
        assert opened.verify().findings == ()


def test_questions_are_answered_with_the_old_embedder_meanwhile(filled: Assistant, home: Path, small: str) -> None:
    asked = []

    def ask(_: object) -> None:
        asked.append((answers(filled), filled.store.encoder.name))
        with Assistant(Settings(home=home)) as another:
            asked.append((answers(another), another.store.encoder.name))

    Assistant.switch_embedder(Settings(home=home, embedder=small), ask)
    assert set(asked) == {(True, "static-zh")}
    assert len(asked) > 6


def test_who_opens_it_with_the_new_setting_meanwhile_is_answered_and_told(
    filled: Assistant, home: Path, small: str
) -> None:
    told = []

    def ask(_: object) -> None:
        with Assistant(Settings(home=home, embedder=small)) as another:
            answer = another.ask(QUESTION)
            told.append(("500元" in answer.text, *answer.degraded))

    Assistant.switch_embedder(Settings(home=home, embedder=small), ask)
    for right, said in told:
        assert right
        assert "static-zh" in said
        assert "小模型" in said


def test_documents_may_come_and_go_meanwhile(filled: Assistant, home: Path, small: str, write: Write) -> None:
    coming = iter("丁戊己庚辛")

    def change(_: object) -> None:
        name = next(coming, None)
        if name is not None:
            filled.ingest(
                [write(f"{name}.txt", rule(name)), write("甲.txt", rule("甲") + f"\n第十二条　至{name}为止。")]
            )
        if name == "己":
            filled.remove(next(row.id for row in filled.documents() if row.title == "乙办法"))

    Assistant.switch_embedder(Settings(home=home, embedder=small), change)
    assert {row.title for row in filled.documents()} == {f"{name}办法" for name in "甲丙丁戊己庚辛"}
    assert {len(vector) for vector in encoded(filled).values()} == {DIMENSION}
    with Assistant(Settings(home=home, embedder=small)) as opened:
        assert opened.verify().findings == ()


class Stop(Exception):  # noqa: N818
    """What a test stops a switch with."""


def stop_at(batch: int) -> Callable[[object], None]:
    calls = iter(range(100))

    def watch(_: object) -> None:
        if next(calls) == batch:
            raise Stop

    return watch


def test_an_interrupted_switch_goes_on_where_it_was(
    filled: Assistant, home: Path, small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=home, embedder=small)
    with pytest.raises(Stop):
        Assistant.switch_embedder(settings, stop_at(2))
    assert answers(filled)
    count = 0
    encode = StaticEmbedder.encode_documents

    def counted(self: StaticEmbedder, texts: list[str]) -> Any:
        nonlocal count
        count += len(texts)
        return encode(self, texts)

    monkeypatch.setattr(StaticEmbedder, "encode_documents", counted)
    done = Assistant.switch_embedder(settings)
    assert done.reused == 16
    assert count == done.passages - done.reused  # nothing was encoded twice; too few to measure
    assert answers(filled)


def test_without_a_switch_another_embedder_is_refused_and_both_are_named(
    filled: Assistant, home: Path, small: str
) -> None:
    assert filled.documents()
    with pytest.raises(UsageError) as caught:
        Assistant(Settings(home=home, embedder=small))
    for language in ("zh", "en"):
        said = caught.value.in_language(language)
        assert all(word in said for word in ("static-zh", "小模型", "assistant embedder switch"))
    Assistant.switch_embedder(Settings(home=home, embedder=small))
    with pytest.raises(UsageError, match=r"小模型.*static-zh"):
        Assistant(Settings(home=home))


def test_embedders_of_one_name_are_told_apart(filled: Assistant, home: Path, tmp_path: Path) -> None:
    assert filled.documents()
    namesake = small_static(tmp_path / "static-zh")
    with pytest.raises(UsageError) as caught:
        Assistant(Settings(home=home, embedder=namesake))
    assert caught.value.facts["stored"] != caught.value.facts["wanted"]


def test_who_sets_the_old_embedder_again_gives_the_switch_up(filled: Assistant, home: Path, small: str) -> None:
    with pytest.raises(Stop):
        Assistant.switch_embedder(Settings(home=home, embedder=small), stop_at(2))
    with ComingCatalogueOf(home) as coming:
        half = np.concatenate([vectors for _, _, vectors, _ in coming.vectors()]).astype(np.float16)
    assert len(half) == 16
    done = Assistant.switch_embedder(Settings(home=home))
    assert done.before == done.now == "static-zh"
    assert search(home, vector_needles(half)).traces == ()
    with pytest.raises(UsageError):
        Assistant(Settings(home=home, embedder=small))


class ComingCatalogueOf:
    def __init__(self, home: Path) -> None:
        self._opened = ComingCatalogue(home / "catalogue.sqlite3")

    def __enter__(self) -> ComingCatalogue:
        return self._opened

    def __exit__(self, *_: object) -> None:
        self._opened.close()


def test_a_switch_to_a_third_embedder_begins_anew(filled: Assistant, home: Path, small: str, other: str) -> None:
    with pytest.raises(Stop):
        Assistant.switch_embedder(Settings(home=home, embedder=small), stop_at(2))
    done = Assistant.switch_embedder(Settings(home=home, embedder=other))
    assert (done.before, done.now, done.reused) == ("static-zh", "另一模型", 0)
    assert answers(filled)
    assert filled.store.encoder.name == "另一模型"


def test_what_is_purged_meanwhile_leaves_no_vector_of_either_embedder(
    filled: Assistant, home: Path, small: str
) -> None:
    with pytest.raises(Stop):
        Assistant.switch_embedder(Settings(home=home, embedder=small), stop_at(3))
    gone = filled.documents()[0].id
    with ComingCatalogueOf(home) as coming:
        vectors = coming.vectors_of([gone])
    assert vectors.shape[1] == DIMENSION
    done = filled.purge([gone])
    assert done.is_clean
    assert search(home, vector_needles(vectors)).traces == ()
    Assistant.switch_embedder(Settings(home=home, embedder=small))
    assert gone not in {row.id for row in filled.documents()}


def test_an_old_embedder_that_is_gone_leaves_the_words_and_is_named(
    home: Path, small: str, other: str, write: Write, tmp_path: Path
) -> None:
    folder = small_static(tmp_path / "将被移走")
    with Assistant(Settings(home=home, embedder=folder)) as opened:
        opened.ingest([write("甲.txt", rule("甲"))])
    Path(folder).rename(tmp_path / "已移走")
    with pytest.raises(Stop):
        Assistant.switch_embedder(Settings(home=home, embedder=other), stop_at(1))
    with Assistant(Settings(home=home, embedder=other)) as opened:
        answer = opened.ask(QUESTION)
        assert "500元" in answer.text
        assert "将被移走" in answer.degraded[0]
        assert "另一模型" in answer.degraded[0]
        with pytest.raises(UsageError, match="将被移走"):
            opened.ingest([write("乙.txt", rule("乙"))])
    Assistant.switch_embedder(Settings(home=home, embedder=other))
    with Assistant(Settings(home=home, embedder=other)) as opened:
        assert answers(opened)


def test_a_library_that_does_not_say_where_its_embedder_comes_from_is_in_the_shipped_one(
    filled: Assistant, home: Path, small: str
) -> None:
    filled.store.catalogue.remove_fact("embedder_source")
    with pytest.raises(Stop):
        Assistant.switch_embedder(Settings(home=home, embedder=small), stop_at(1))
    with Assistant(Settings(home=home, embedder=small)) as opened:
        assert "500元" in opened.ask(QUESTION).text
        assert opened.store.encoder.name == "static-zh"


def test_the_catalogue_holds_no_key_and_no_address(home: Path, write: Write) -> None:
    with ModelServer() as server:
        server.will(status(200, {"data": [{"index": n, "embedding": [1.0, n]} for n in range(11)]}))
        embedding = EmbeddingSettings(base_url=server.url, api_key="geheim-1", query_prompt="问：")
        with Assistant(Settings(home=home, embedder="bge-m3", embedding=embedding)) as opened:
            opened.ingest([write("甲.txt", rule("甲"))])
            said = opened.store.catalogue.fact("embedder_source") or ""
    assert json.loads(said) == {"embedder": "bge-m3", "is_endpoint": True, "query_prompt": "问："}


def test_an_empty_library_is_in_whatever_is_set(home: Path, small: str) -> None:
    done = Assistant.switch_embedder(Settings(home=home, embedder=small))
    assert done.before == done.now == "小模型"


def test_a_server_that_fails_costs_nothing_that_was_encoded(filled: Assistant, home: Path) -> None:
    def vectors(texts: int, length: int = 3) -> Any:
        return status(200, {"data": [{"index": n, "embedding": [1.0] * length} for n in range(texts)]})

    with ModelServer() as server:
        embedding = EmbeddingSettings(base_url=server.url)
        settings = Settings(home=home, embedder="bge-m3", embedding=embedding)
        server.will(vectors(8))
        server.will(status(400))
        with pytest.raises(EndpointError):
            Assistant.switch_embedder(settings)
        assert answers(filled)
        server.will(vectors(8, length=4))
        with pytest.raises(UsageError, match="3 维、4 维"):
            Assistant.switch_embedder(settings)
        left = filled.store.catalogue.counts()[1] - 8
        for _ in range(left // 8):
            server.will(vectors(8))
        server.will(vectors(left % 8))
        assert Assistant.switch_embedder(settings).reused == 8
        answer = filled.ask(QUESTION)
        assert "500元" in answer.text, "by words alone: the address is not in these settings"
        assert "bge-m3" in answer.degraded[0]


def test_a_switch_waits_for_another_writer(filled: Assistant, home: Path, small: str) -> None:
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(home):
            held.set()
            free.wait(30)

    writer = threading.Thread(target=hold)
    writer.start()
    held.wait(30)
    switch = threading.Thread(target=Assistant.switch_embedder, args=(Settings(home=home, embedder=small),))
    switch.start()
    time.sleep(0.3)
    assert filled.store.encoder.name == "static-zh"
    free.set()
    writer.join()
    switch.join(60)
    assert filled.store.encoder.name == "小模型"


def test_a_writer_waits_a_moment_for_its_turn(filled: Assistant, home: Path, write: Write) -> None:
    held = threading.Event()

    def hold() -> None:
        with writing(home):
            held.set()
            time.sleep(0.3)

    switch = threading.Thread(target=hold)
    switch.start()
    held.wait(30)
    assert filled.ingest([write("丁.txt", rule("丁"))]).count("added") == 1
    switch.join()


def test_a_second_switch_is_refused(filled: Assistant, home: Path, small: str) -> None:
    assert filled.documents()
    with switching(home), pytest.raises(LibraryUnavailable) as caught:
        Assistant.switch_embedder(Settings(home=home, embedder=small))
    assert caught.value.key == "switch_locked"


def test_a_rebuild_meanwhile_is_noticed(filled: Assistant, home: Path, small: str) -> None:
    def rebuild(_: object) -> None:
        Assistant.rebuild_from_originals(Settings(home=home))

    with pytest.raises(LibraryUnavailable) as caught:
        Assistant.switch_embedder(Settings(home=home, embedder=small), rebuild)
    assert caught.value.key == "switch_overtaken"
    assert answers(filled)


def test_any_model_can_be_switched_to(filled: Assistant, home: Path, tmp_path: Path) -> None:
    bert = tiny_bert(tmp_path / "BERT")
    Assistant.switch_embedder(Settings(home=home, embedder=bert))
    assert answers(filled)
    assert filled.store.encoder.name == "BERT"
    expected = load_encoder(bert).encode_documents([f"甲办法\n{filled.passages(filled.documents()[0].id)[0].text}"])
    assert len(expected[0]) == DIMENSION


def test_the_command_tells_what_it_did(
    filled: Assistant, home: Path, small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled.documents()
    given = ["--home", str(home), "embedder", "switch"]
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("ASSISTANT_EMBEDDER", small)
        assert run([*given, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["now"] == "小模型"
        assert run(given) == 0
        assert "不用换" in capsys.readouterr().err
    assert run(given) == 0
    assert "static-zh" in capsys.readouterr().err
    assert run(["--home", str(home), "ask", QUESTION]) == 0


def test_a_library_of_an_earlier_release_can_be_switched(filled: Assistant, home: Path, small: str) -> None:
    """Its passages have no checksums."""
    filled.close()
    with sqlite3.connect(home / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE passages SET checksum = NULL")
    connection.close()
    Assistant.switch_embedder(Settings(home=home, embedder=small))
    with Assistant(Settings(home=home, embedder=small)) as opened:
        assert opened.verify().findings == ()
