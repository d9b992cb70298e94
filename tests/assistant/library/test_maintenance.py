"""A library can be checked, rebuilt and emptied of a document, and says what it found."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.application import Assistant
from assistant.cli import run
from assistant.errors import LibraryUnavailable, NotInLibrary
from assistant.library import origins
from assistant.library.traces import Needles, Scanner, search, text_needles, vector_needles, windows
from assistant.settings import Settings

Write = Callable[[str, str], Path]

RULE = "甲办法\n第一条　整改方案应当在15个工作日内报送。\n第二条　会议费每人每天500元。\n第三条　自印发之日起施行。"
SPEECH = "乙讲话\n同志们：我们要抓好河道清淤。清淤工程投入380万元。\n" + "".join(
    f"第{n}项工作由{n}号责任单位牵头办理，按季度上报进展。\n" for n in range(40)
)


@pytest.fixture(autouse=True)
def a_base_however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The few passages of these tests would be searched exactly, without a base."""
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 0)


def kinds(assistant: Assistant) -> set[str]:
    return {finding.kind for finding in assistant.verify().findings}


def id_of(assistant: Assistant, title: str) -> str:
    return next(document.id for document in assistant.documents() if document.title == title)


@pytest.fixture
def two(assistant: Assistant, write: Write) -> Assistant:
    assistant.ingest([write("甲.txt", RULE), write("乙.txt", SPEECH)])
    return assistant


def test_a_sound_library_has_no_findings(two: Assistant) -> None:
    found = two.verify()
    assert found.findings == ()
    assert found.documents == found.originals == 2
    assert found.terms == found.passages == found.base_rows


def test_an_empty_library_is_sound(assistant: Assistant) -> None:
    assert assistant.verify().findings == ()


def change_text(home: Path) -> None:
    with sqlite3.connect(home / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE documents SET text = replace(text, '500', '900')")
    connection.close()


def change_vector(home: Path) -> None:
    with sqlite3.connect(home / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE passages SET vector = zeroblob(length(vector)) WHERE number = 1")
    connection.close()


def move_passage(home: Path) -> None:
    with sqlite3.connect(home / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE passages SET original_start = original_start + 1")
    connection.close()


def lose_original(home: Path) -> None:
    next((home / "originals").iterdir()).unlink()


def change_original(home: Path) -> None:
    path = next((home / "originals").iterdir())
    path.write_bytes(path.read_bytes()[::-1])


def lose_origins(home: Path) -> None:
    (home / "origins.jsonl").unlink()


def damage_terms(home: Path) -> None:
    path = next((home / "terms").glob("*.idx"))
    path.write_bytes(bytes(255 - byte for byte in path.read_bytes()[:9]) + path.read_bytes()[9:])


def damage_base(home: Path) -> None:
    path = next((home / "vectors").glob("*/*/data_level0.bin"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)


def damage_rows_of_base(home: Path) -> None:
    with sqlite3.connect(next((home / "vectors").glob("*/chroma.sqlite3"))) as connection:
        connection.execute("UPDATE embeddings SET embedding_id = 'x' WHERE id = 1")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (change_text, "row_changed"),
        (change_vector, "row_changed"),
        (move_passage, "span_wrong"),
        (lose_original, "original_missing"),
        (change_original, "original_changed"),
        (lose_origins, "origin_missing"),
    ],
)
def test_damage_of_the_truth_is_found(two: Assistant, home: Path, damage: Callable[[Path], None], kind: str) -> None:
    damage(home)
    assert kind in kinds(two)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [(damage_terms, "terms_damaged"), (damage_base, "base_damaged"), (damage_rows_of_base, "base_damaged")],
)
def test_damage_of_a_cache_is_found_and_a_rebuild_mends_it(
    two: Assistant, home: Path, damage: Callable[[Path], None], kind: str
) -> None:
    damage(home)
    two.store.vectors._known_whole.clear()  # another process would not know it either
    assert kinds(two) == {kind}
    rebuilt = two.rebuild()
    assert rebuilt.documents == 2
    assert kinds(two) == set()


def test_a_damaged_term_index_is_mended_by_opening(two: Assistant, home: Path) -> None:
    damage_terms(home)
    with Assistant(Settings(home=home)) as again:
        assert kinds(again) == set()
        assert again.store.terms.search("会议费", 5)


def test_a_damaged_base_is_passed_over_and_answers_are_the_same(two: Assistant, home: Path) -> None:
    vector = two.store.encoder.encode_query("清淤工程")
    before = two.store.vectors.search(vector, 5)
    damage_base(home)
    with Assistant(Settings(home=home)) as again:
        after = again.store.vectors.search(vector, 5)
        assert [hit.passage_id for hit in after] == [hit.passage_id for hit in before]
        again.ingest([])  # the next writer builds anew
        assert kinds(again) == set()


def snapshot(assistant: Assistant) -> list[object]:
    catalogue = assistant.store.catalogue
    return [
        (entry, catalogue.document(entry.id), catalogue.passages(entry.id), catalogue.vectors_of([entry.id]).tolist())
        for entry in catalogue.entries()
    ]


@pytest.mark.parametrize("lost", ["catalogue", "catalogue and origins", "nothing"])
def test_every_document_comes_back_from_its_original(home: Path, write: Write, tmp_path: Path, lost: str) -> None:
    archive = tmp_path / "documents" / "丙.zip"
    rule = write("甲.txt", RULE)
    write("甲.txt.yaml", "title: 甲乙丙办法\nissued_on: 2024-03-01\n")
    with zipfile.ZipFile(archive, "w") as file:
        for name in "丁戊":
            file.writestr(f"{name}.txt", SPEECH.replace("乙", name))
    with Assistant(Settings(home=home)) as assistant:
        assistant.ingest([rule, archive], collection="制度")
        assistant.remove(id_of(assistant, "戊讲话"))
        before = snapshot(assistant)
        assert len(before) == 2
    if lost != "nothing":
        (home / "catalogue.sqlite3").write_bytes(b"no database" * 999)
        with pytest.raises(LibraryUnavailable, match="from-originals"):
            Assistant(Settings(home=home))
    if lost == "catalogue and origins":
        (home / "origins.jsonl").unlink()
    done = Assistant.rebuild_from_originals(Settings(home=home))
    assert (done.carried, done.lost) == ((), ())
    with Assistant(Settings(home=home)) as assistant:
        if lost == "catalogue and origins":  # what was removed or stated by hand is known no more, the content is
            assert {document.title for document in assistant.documents()} >= {"甲办法", "丁讲话"}
        else:
            assert snapshot(assistant) == before
        assert assistant.verify().findings == ()
        assert not (home / "rebuilding").exists()


def test_a_document_whose_original_is_gone_is_taken_over_from_the_catalogue(two: Assistant, home: Path) -> None:
    before = snapshot(two)
    lose_original(home)
    done = Assistant.rebuild_from_originals(two.settings)
    assert len(done.carried) == 1
    assert snapshot(two) == before
    assert kinds(two) == {"original_missing"}


def test_the_last_word_about_an_origin_counts_and_a_torn_line_does_not(tmp_path: Path) -> None:
    first = origins.Origin("a.txt", "default", "甲.txt", "{}", ("1",))
    origins.append(tmp_path, [first, origins.Origin("b.txt", "default", "乙.txt", "{}", ("2",))])
    with (tmp_path / origins.NAME).open("ab") as file:
        file.write(b'0123abcd {"original": "c.txt", "coll')
    origins.append(tmp_path, [origins.Origin("b.txt", "default", "", "", ())])
    assert origins.read(tmp_path) == [first]


def test_nothing_is_left_of_a_purged_document(two: Assistant, home: Path) -> None:
    document_id = id_of(two, "乙讲话")
    text = two.document(document_id).text
    needles = text_needles(windows(text)) | vector_needles(two.store.catalogue.vectors_of([document_id]))
    kinds_before = {(Path(trace.path).parts[0].split("-")[0], trace.kind) for trace in search(home, needles).traces}
    assert {("originals", "text"), ("catalogue.sqlite3", "text"), ("vectors", "vector")} <= kinds_before
    done = two.purge([document_id])
    assert done.is_clean
    assert done.searched.patterns > 100
    assert done.searched.files >= 10
    assert search(home, needles).traces == ()
    assert two.verify().findings == ()
    assert [document.title for document in two.documents()] == ["甲办法"]
    with pytest.raises(NotInLibrary):
        two.purge([document_id])


def test_removing_alone_leaves_traces_and_a_vacuum_wipes_them(two: Assistant, home: Path) -> None:
    document_id = id_of(two, "乙讲话")
    needles = text_needles(windows(two.document(document_id).text))
    two.remove(document_id)
    assert search(home, needles).traces  # in SQLite's log at least
    two.vacuum()
    assert search(home, needles).traces == ()


def test_a_file_with_other_documents_in_it_is_kept_and_said_so(assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "两份.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("甲.txt", RULE)
        file.writestr("乙.txt", SPEECH)
    assistant.ingest([path])
    one, other = id_of(assistant, "甲办法"), id_of(assistant, "乙讲话")
    done = assistant.purge([other])
    assert not done.is_clean
    assert list(done.kept_originals.values()) == [(one,)]
    assert assistant.purge([one]).is_clean
    assert list(assistant.store.originals.iterdir()) == []


def test_what_another_document_says_too_is_no_trace(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("甲.txt", RULE)], collection="一组")
    assistant.ingest([write("甲.txt", RULE), write("乙.txt", SPEECH)], collection="二组")
    twin = next(document.id for document in assistant.documents() if document.collection == "一组")
    done = assistant.purge([twin])
    assert done.searched.traces == ()
    assert done.shared > 5
    assert assistant.store.terms.search("会议费", 5)


def test_an_unknown_document_stops_a_purge_before_anything_is_changed(two: Assistant) -> None:
    with pytest.raises(NotInLibrary):
        two.purge([id_of(two, "甲办法"), "0" * 24])
    assert len(two.documents()) == 2


@pytest.mark.parametrize("at", [0, 1, 5, 8, 100])
def test_the_scanner_finds_every_pattern_at_every_place(at: int) -> None:
    exact = {"整改落实情况报告".encode(): "text", bytes(range(1, 33)): "vector"}
    scanner = Scanner(Needles(exact, {}))
    for needle, kind in exact.items():
        assert dict(scanner.kinds_in(bytes(at) + needle + b"\0" * 3)) == {kind: 1}
        assert not scanner.kinds_in(bytes(at) + needle[:-1] + b"\0" * 9)


def test_a_piece_of_twelve_characters_is_always_found() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(300))
    scanner = Scanner(text_needles(windows(text)))
    for start in range(0, 280, 7):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            assert scanner.kinds_in(b"xx" + text[start : start + 12].encode(encoding))


def test_vectors_are_found_as_they_are_stored_by_either_store() -> None:
    vectors = np.random.default_rng(0).normal(size=(3, 64)).astype(np.float16)
    scanner = Scanner(vector_needles(vectors[:1]))
    single = vectors[0].astype(np.float32)
    for data in (vectors[0], single, single / np.linalg.norm(single)):
        assert scanner.kinds_in(b"abc" + data.tobytes())
    assert not scanner.kinds_in(vectors[1].tobytes())


def test_the_commands_say_by_their_exit_code_whether_all_is_well(
    home: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    def shell(*arguments: str) -> tuple[int, str]:
        code = run(["--home", str(home), *arguments])
        return code, capsys.readouterr().out

    shell("ingest", str(write("甲.txt", RULE)), str(write("乙.txt", SPEECH)))
    code, out = shell("library", "verify", "--json")
    assert (code, json.loads(out)["findings"]) == (0, [])
    lose_original(home)
    code, out = shell("library", "verify")
    assert code == 1
    assert "缺失" in out
    code, out = shell("library", "rebuild", "--from-originals", "--json")
    assert (code, len(json.loads(out)["carried"]), json.loads(out)["documents"]) == (0, 1, 2)
    code, out = shell("library", "rebuild", "--json")
    assert (code, json.loads(out)["documents"]) == (0, 2)
    assert shell("library", "vacuum", "--json")[0] == 0
    gone = json.loads(shell("library", "list", "--json")[1])[0]["id"]
    code, out = shell("library", "purge", gone, "--json")
    assert (code, json.loads(out)["is_clean"], json.loads(out)["documents"]) == (0, True, [gone])
    assert json.loads(out)["searched"]["files"] > 5
    assert shell("library", "purge", gone)[0] == 1
