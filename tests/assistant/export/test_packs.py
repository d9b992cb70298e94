"""An evidence pack holds on another machine, and whatever somebody changes in it is found."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from assistant.application import Assistant
from assistant.documents.preparing import prepare
from assistant.errors import RejectedFile
from assistant.export.evidence_pack import packed_evidence
from assistant.export.pack_checking import check_pack
from assistant.export.pack_reading import read_pack
from assistant.export.plans import plan_to_json
from tests.assistant.drafting.feedback_samples import LETTER, RULE

Files = dict[str, bytes]


@pytest.fixture
def feedback(write: Callable[[str, str], Path]) -> Path:
    return write("反馈意见.txt", LETTER)


@pytest.fixture
def rule(write: Callable[[str, str], Path]) -> Path:
    return write("市级机关会议费管理办法.txt", f"市级机关会议费管理办法\n\n{RULE}\n\n第五条　会议费按标准列支。\n")


@pytest.fixture
def packed(assistant: Assistant, feedback: Path, rule: Path) -> bytes:
    assistant.ingest([rule])
    plan = assistant.draft_plan(feedback)
    assert any(not plan.is_feedback(citation) for citation in plan.citations)
    drafts = {"plan.json": json.dumps(plan_to_json(plan)).encode()}
    return packed_evidence(plan.citations, drafts, assistant.evidence_of(plan.citations, feedback))


@pytest.fixture
def pack(packed: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "证据包.zip"
    path.write_bytes(packed)
    return path


def repacked(path: Path, change: Callable[[Files], None]) -> None:
    """The pack with its files changed."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def manifest(files: Files, change: Callable[[Any], None]) -> None:
    value = json.loads(files["manifest.json"])
    change(value)
    files["manifest.json"] = json.dumps(value).encode()


def faults(path: Path, originals: Path | None = None) -> list[str]:
    return [fault.kind for fault in check_pack(read_pack(path), originals, prepare).faults]


def test_a_pack_holds_and_names_what_it_rests_on(pack: Path) -> None:
    read = read_pack(pack)
    checked = check_pack(read)
    assert checked.holds
    assert (checked.documents, checked.originals) == (2, None)
    assert read.manifest.fingerprints.keys() == {"program", "index", "model", "settings"}
    assert str(pack.parent) not in json.dumps(read.manifest.model_dump(), ensure_ascii=False)


def test_a_pack_is_the_same_every_time(packed: bytes, assistant: Assistant, feedback: Path) -> None:
    plan = assistant.draft_plan(feedback)
    drafts = {"plan.json": json.dumps(plan_to_json(plan)).encode()}
    assert packed_evidence(plan.citations, drafts, assistant.evidence_of(plan.citations, feedback)) == packed


def test_it_holds_against_the_originals(pack: Path, feedback: Path, rule: Path) -> None:
    assert feedback.parent == rule.parent
    checked = check_pack(read_pack(pack), feedback.parent, prepare)
    assert (checked.faults, checked.originals) == ((), 2)


def test_an_original_that_is_missing_or_changed_is_found(pack: Path, feedback: Path) -> None:
    feedback.write_text(LETTER.replace("4次", "5次"), encoding="utf-8")
    assert faults(pack, feedback.parent) == ["original_missing"]


def passage_of(files: Files) -> str:
    return next(name for name in files if name.startswith("passages/"))


def change_passage(files: Files) -> None:
    files[passage_of(files)] += "加".encode()


def remove_passage(files: Files) -> None:
    del files[passage_of(files)]


def add_file(files: Files) -> None:
    files["drafts/extra.txt"] = b"x"


def change_draft(files: Files) -> None:
    files["drafts/plan.json"] = files["drafts/plan.json"].replace(b"F1-M1", b"F1-M9")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (change_passage, {"file_changed", "quote_changed"}),
        (remove_passage, {"file_missing", "quote_changed"}),
        (add_file, {"file_unlisted"}),
        (change_draft, {"file_changed"}),
    ],
)
def test_a_changed_file_is_found(pack: Path, change: Callable[[Files], None], found: set[str]) -> None:
    repacked(pack, change)
    assert set(faults(pack)) == found


def test_a_forged_quotation_is_found_though_all_digests_agree(pack: Path) -> None:
    def forge(files: Files) -> None:
        def change(value: Any) -> None:
            value["citations"][0]["quote"] = "伪" + value["citations"][0]["quote"][1:]

        manifest(files, change)

    repacked(pack, forge)
    assert set(faults(pack)) == {"quote_changed", "not_proved"}


def test_a_pack_that_is_forged_as_a_whole_is_found_with_the_originals(pack: Path, feedback: Path) -> None:
    def forge(files: Files) -> None:
        draft = json.loads(files["drafts/plan.json"])
        value = json.loads(files["manifest.json"])
        quote = value["citations"][0]["quote"]
        forged = "伪" + quote[1:]
        for citation in (*value["citations"], *draft["citations"]):
            citation["quote"] = citation["quote"].replace(quote, forged)
        files["drafts/plan.json"] = json.dumps(draft).encode()
        for name in [name for name in files if name.startswith("passages/")]:
            files[name] = files[name].replace(quote.encode(), forged.encode())
        value["files"] = {name: sha256(files[name]).hexdigest() for name in value["files"]}
        files["manifest.json"] = json.dumps(value).encode()

    repacked(pack, forge)
    assert faults(pack) == []
    assert set(faults(pack, feedback.parent)) == {"not_in_original"}


def test_a_draft_that_cites_what_the_pack_does_not_prove_is_found(pack: Path) -> None:
    repacked(pack, lambda files: manifest(files, lambda value: value["citations"].pop()))
    assert faults(pack) == ["not_proved"]


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "no manifest", "json", "type", "version", "twice", "deep"])
def test_a_damaged_or_hostile_pack_is_refused(pack: Path, damage: str) -> None:
    data = pack.read_bytes()
    if damage in ("empty", "text", "cut"):
        pack.write_bytes({"empty": b"", "text": b"PK no zip", "cut": data[: len(data) // 2]}[damage])
    elif damage == "twice":
        with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(pack, "a") as archive:
            archive.writestr("manifest.json", "{}")
    else:
        repacked(
            pack,
            {
                "no manifest": lambda files: files.pop("manifest.json"),
                "json": lambda files: files.update({"manifest.json": b"{"}),
                "deep": lambda files: files.update({"manifest.json": b"[" * 100_000}),
                "type": lambda files: manifest(files, lambda value: value.update(citations=3)),
                "version": lambda files: manifest(files, lambda value: value.update(version=9)),
            }[damage],
        )
    with pytest.raises(RejectedFile, match=r"证据包\.zip"):
        read_pack(pack)


def test_a_pack_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.export.pack_reading._LARGEST_FILE", 1 << 20)
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(8 << 20))
    (tmp_path / "bomb.zip").write_bytes(bomb.getvalue())
    with pytest.raises(RejectedFile, match=r"bomb\.zip"):
        read_pack(tmp_path / "bomb.zip")
