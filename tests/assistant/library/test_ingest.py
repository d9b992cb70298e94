"""Files go in whole or not at all, once each, and the three stores agree."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.application import Assistant
from assistant.errors import LibraryUnavailable, NotInLibrary
from assistant.library import ingest as ingesting
from assistant.library.lock import writing
from assistant.library.migrations import MIGRATIONS
from assistant.settings import Settings

Write = Callable[[str, str], Path]

FIRST = "甲办法\n第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每人每天500元。\n第三条　自印发之日起施行。"
SECOND = "乙讲话\n同志们：我们要抓好河道清淤。清淤工程投入380万元。"


def outcomes(assistant: Assistant, *paths: Path) -> list[str]:
    return [report.outcome for report in assistant.ingest(paths).files]


def agree(assistant: Assistant) -> bool:
    """Every ready passage is in the term index and found by its own vector, and nothing else is."""
    store = assistant.store
    ids = {found.passage.id for batch in store.catalogue.texts() for found in batch}
    hits = {
        hit.passage_id
        for batch in store.catalogue.texts()
        for found in batch
        for hit in store.terms.search(found.passage.text, 100)
    }
    near = {
        hit.passage_id
        for batch_ids, _, vectors, _ in store.catalogue.vectors()
        for at in range(len(batch_ids))
        for hit in store.vectors.search(vectors[at], len(ids) + 1)
    }
    return hits == ids and near == ids


def test_a_file_is_added_once(assistant: Assistant, write: Write) -> None:
    path = write("甲.txt", FIRST)
    assert outcomes(assistant, path) == ["added"]
    assert outcomes(assistant, path) == ["unchanged"]
    assert len(assistant.documents()) == 1
    assert agree(assistant)


def test_the_same_bytes_under_two_names_are_one_document(assistant: Assistant, write: Write) -> None:
    assert outcomes(assistant, write("甲.txt", FIRST), write("甲副本.txt", FIRST)) == ["added", "unchanged"]


def test_the_same_bytes_in_two_collections_are_two_documents(assistant: Assistant, write: Write) -> None:
    path = write("甲.txt", FIRST)
    assistant.ingest([path], collection="一组")
    assistant.ingest([path], collection="二组")
    assert len({document.id for document in assistant.documents()}) == 2


def test_a_changed_file_replaces_its_old_content(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("甲.txt", FIRST)])
    assert outcomes(assistant, write("甲.txt", FIRST.replace("15个", "20个"))) == ["replaced"]
    assert len(assistant.documents()) == 1
    assert "20个工作日" in assistant.ask("整改方案应当在多少个工作日内报送？").text
    assert "15个" not in str(assistant.retrieve("整改方案多少个工作日内报送"))
    assert agree(assistant)


def test_a_bad_file_never_stops_the_others(assistant: Assistant, write: Write, tmp_path: Path) -> None:
    good, empty, table = write("甲.txt", FIRST), write("空.txt", ""), write("目录.bin", "a\tb")
    report = assistant.ingest([tmp_path / "没有.txt", good.parent])
    found = {Path(file.path).name: file.outcome for file in report.files}
    assert found == {"没有.txt": "rejected", "甲.txt": "added", empty.name: "rejected", table.name: "skipped"}
    assert report.failed


def test_a_removed_document_is_gone_from_every_store(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("甲.txt", FIRST), write("乙.txt", SECOND)])
    gone = next(document for document in assistant.documents() if document.title == "乙讲话")
    assistant.remove(gone.id)
    assert [document.title for document in assistant.documents()] == ["甲办法"]
    assert assistant.ask("清淤工程投入多少万元？").abstained
    assert len(list((assistant.store.originals).iterdir())) == 1
    with pytest.raises(NotInLibrary):
        assistant.remove(gone.id)


def test_the_original_bytes_are_kept(assistant: Assistant, write: Write) -> None:
    path = write("甲.txt", FIRST)
    assistant.ingest([path])
    (kept,) = assistant.store.originals.iterdir()
    assert kept.read_bytes() == path.read_bytes()


def test_a_second_writer_is_refused_by_name(assistant: Assistant, write: Write) -> None:
    path = write("甲.txt", FIRST)
    with writing(assistant.store.home), pytest.raises(LibraryUnavailable) as caught:
        assistant.ingest([path])
    assert caught.value.key == "library_locked"
    assert str(caught.value.facts["pid"]).isdigit()
    assert outcomes(assistant, path) == ["added"]


def test_what_a_crash_left_pending_is_taken_back(home: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", FIRST)])

        def crash(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(assistant.store.catalogue, "make_ready", crash)
        with pytest.raises(KeyboardInterrupt):
            assistant.ingest([write("乙.txt", SECOND)])
    monkeypatch.undo()
    with Assistant(Settings(home=home)) as assistant:
        assert [document.title for document in assistant.documents()] == ["甲办法"]
        assert assistant.ask("清淤工程投入多少万元？").abstained
        assert outcomes(assistant, write("丙.txt", SECOND.replace("乙", "丙"))) == ["added"]
        assert assistant.store.catalogue.pending() == []
        assert agree(assistant)


def test_lost_caches_come_back_from_the_catalogue(home: Path, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", FIRST)])
    shutil.rmtree(home / "terms")
    shutil.rmtree(home / "vectors")
    with Assistant(Settings(home=home)) as assistant:
        assert assistant.ask("会议费每人每天多少元？").citations
        assistant.ingest([write("乙.txt", SECOND)])
        assert agree(assistant)
        assert assistant.store.vectors.generation() is not None


def test_a_damaged_catalogue_is_named(home: Path, write: Write) -> None:
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([write("甲.txt", FIRST)])
    for leftover in home.glob("catalogue.sqlite3-*"):
        leftover.unlink()
    (home / "catalogue.sqlite3").write_bytes(b"no database at all" * 400)
    with pytest.raises(LibraryUnavailable) as caught:
        Assistant(Settings(home=home))
    assert caught.value.key == "library_damaged"


def test_a_catalogue_of_a_newer_version_is_left_alone(home: Path) -> None:
    home.mkdir()
    with sqlite3.connect(home / "catalogue.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryUnavailable) as caught:
        Assistant(Settings(home=home))
    assert caught.value.key == "library_newer"


def test_the_order_of_files_does_not_matter(tmp_path: Path, write: Write) -> None:
    paths = [write("甲.txt", FIRST), write("乙.txt", SECOND)]
    texts = []
    for number, order in enumerate((paths, paths[::-1])):
        with Assistant(Settings(home=tmp_path / f"home{number}")) as assistant:
            assistant.ingest(order)
            texts.append([(d.id, d.title, d.passages) for d in assistant.documents()])
    assert texts[0] == texts[1]


def test_many_passages_are_committed_in_steps(
    assistant: Assistant, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH_PASSAGES", 2)
    for number in range(5):
        write(f"{number}.txt", FIRST.replace("甲办法", f"第{number}号办法"))
    report = assistant.ingest([write("尾.txt", SECOND).parent])
    assert report.count("added") == 6
    assert agree(assistant)


def test_removed_passages_never_crowd_out_those_that_stay(
    assistant: Assistant, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base keeps the rows of a removed document until it is built anew; the search reaches past them."""
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)
    kept = write("甲.txt", "甲纪要\n河道清淤由水务局负责，清淤工程投入380万元。")
    crowd = write("乙.txt", "\n".join(f"第{n}条　河道清淤由水务局负责，清淤工程投入{n}万元。" for n in range(1, 90)))
    assistant.ingest([kept, crowd])
    gone = next(row for row in assistant.documents() if row.path == str(crowd))
    monkeypatch.setattr("assistant.library.vectors.MOST_DEAD", 1.0)
    assistant.remove(gone.id)
    store = assistant.store
    generation = store.vectors.generation()
    assert generation is not None
    assert generation.rows > len(store.catalogue.passages(assistant.documents()[0].id))
    hits = store.vectors.search(store.encoder.encode_query("河道清淤由水务局负责"), 1)
    assert store.catalogue.find([hit.passage_id for hit in hits])
    monkeypatch.setattr("assistant.library.vectors.MOST_DEAD", 0.05)
    assistant.ingest([write("丙.txt", SECOND)])
    assert agree(assistant)


def test_a_base_of_mostly_removed_documents_is_built_anew(
    assistant: Assistant, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)
    assistant.ingest([write("甲.txt", FIRST), write("乙.txt", SECOND)])
    first = assistant.store.vectors.generation()
    assistant.remove(next(row.id for row in assistant.documents() if row.title == "甲办法"))
    second = assistant.store.vectors.generation()
    assert first is not None
    assert second is not None
    assert second.rows < first.rows


def zipped(folder: Path, name: str, **members: str) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in members.items():
            archive.writestr(f"{member}.txt", text)
    return path


def test_every_document_of_an_archive_goes_in_and_a_second_run_adds_nothing(
    assistant: Assistant, tmp_path: Path
) -> None:
    path = zipped(tmp_path, "甲乙.zip", 甲=FIRST, 乙=SECOND)
    assert outcomes(assistant, path) == ["added"]
    assert outcomes(assistant, path) == ["unchanged"]
    assert [(d.title, d.member) for d in assistant.documents()] == [("甲办法", "甲.txt"), ("乙讲话", "乙.txt")]
    assert len(list(assistant.store.originals.iterdir())) == 1
    assert agree(assistant)


def test_a_changed_archive_replaces_all_of_its_documents(assistant: Assistant, tmp_path: Path) -> None:
    assistant.ingest([zipped(tmp_path, "甲乙.zip", 甲=FIRST, 乙=SECOND)])
    assert outcomes(assistant, zipped(tmp_path, "甲乙.zip", 甲=FIRST.replace("15个", "20个"))) == ["replaced"]
    assert [document.title for document in assistant.documents()] == ["甲办法"]
    assert agree(assistant)


def test_the_bad_file_of_an_archive_is_reported_each_time(assistant: Assistant, tmp_path: Path) -> None:
    path = zipped(tmp_path, "甲空.zip", 甲=FIRST, 空="")
    for outcome in ("added", "unchanged"):
        report = assistant.ingest([path])
        assert {file.path: file.outcome for file in report.files} == {f"{path}!空.txt": "rejected", str(path): outcome}
        assert report.failed


def test_what_a_catalogue_says_anew_of_the_same_bytes_is_taken_over(assistant: Assistant, write: Write) -> None:
    path = write("甲.txt", FIRST)
    assistant.ingest([path])
    (before,) = assistant.documents()
    write("甲.txt.yaml", "title: 甲乙丙办法\nissued_on: 2024-03-01\n")
    assert outcomes(assistant, path) == ["replaced"]
    assert outcomes(assistant, path) == ["unchanged"]
    (after,) = assistant.documents()
    assert (after.id, after.title, str(after.version.issued_on)) == (before.id, "甲乙丙办法", "2024-03-01")
    assert assistant.retrieve("甲乙丙")[0].title == "甲乙丙办法"
    assert agree(assistant)


def test_a_library_of_an_earlier_release_is_brought_up_to_date(home: Path) -> None:
    """Tables as they were before documents had members, addresses and editions."""
    home.mkdir()
    with sqlite3.connect(home / "catalogue.sqlite3") as connection:
        for migrate in MIGRATIONS[:2]:
            migrate(connection)
        connection.execute("PRAGMA user_version = 2")
        connection.execute(
            "INSERT INTO documents VALUES ('a', 'ready', '甲', '甲.txt', 'default', 'other', '{}', '[]', 'o.txt',"
            " '正文', '正文', '[]', '{}')"
        )
        connection.execute(
            'INSERT INTO passages (id, document_id, start, "end", original_start, original_end, heading, vector)'
            " VALUES ('p', 'a', 0, 2, 0, 2, '', zeroblob(4))"
        )
    connection.close()
    with Assistant(Settings(home=home)) as assistant:
        assert [(document.title, document.member) for document in assistant.documents()] == [("甲", "")]
        assert [passage.text for passage in assistant.passages("a")] == ["正文"]
