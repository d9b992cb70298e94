"""What a person says of a document holds, is told apart from what the program did, and outlasts a rebuild."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant import resources
from assistant.application import Assistant
from assistant.errors import LibraryUnavailable, NotInLibrary, RejectedFile, UsageError
from assistant.library.reach import Reach, Secrecy
from assistant.records import CORRECTION, Document
from assistant.settings import Settings

Write = Callable[[str, str], Path]

OLD = "值班办法\n\n第一条 汛期实行二十四小时值班，值班人员不得离岗。\n\n第二条 本办法自2020年1月1日起施行。\n"
NEW = "值班办法\n\n第一条 汛期实行二十四小时值班，值班人员不得离岗。\n\n第二条 本办法自2024年1月1日起施行。\n"
GLOSSED = resources.corpus() / "damaged" / "tiyuju-tuijinhui-jianghua.txt"


def added(assistant: Assistant, path: Path) -> str:
    (report,) = assistant.ingest([path]).files
    (document_id,) = report.document_ids
    return document_id


def summary_of(assistant: Assistant, document_id: str) -> object:
    return next(each for each in assistant.documents() if each.id == document_id)


@pytest.fixture
def glossed(assistant: Assistant) -> Document:
    """A document with suggestions."""
    document = assistant.document(added(assistant, GLOSSED))
    assert len(document.repair.suggestions) >= 2
    return document


def test_an_accepted_suggestion_is_in_the_text_as_a_persons_change(assistant: Assistant, glossed: Document) -> None:
    suggestion, other, *_ = glossed.repair.suggestions
    assistant.settle(glossed.id, [suggestion], by="甲")
    now = assistant.document(glossed.id)
    assert now.text[suggestion.start : suggestion.end] == suggestion.after
    (change,) = [each for each in now.repair.repairs if each.kind == CORRECTION]
    assert (change.before, change.after, change.is_guess) == (suggestion.before, suggestion.after, False)
    assert now.original_text == glossed.original_text
    assert suggestion.after not in [each.after for each in now.repair.suggestions if each.start == suggestion.start]
    assert other.after in [each.after for each in now.repair.suggestions]
    assert all(now.text[each.start : each.end] == each.after for each in now.repair.repairs)
    (origin,) = assistant.store.catalogue.origins()
    assert '"by": "甲"' in origin.stated


def test_the_search_finds_the_corrected_words_and_no_store_keeps_the_old_ones(
    assistant: Assistant, glossed: Document
) -> None:
    suggestion = glossed.repair.suggestions[0]
    before = {each.id for each in assistant.passages(glossed.id)}
    assistant.settle(glossed.id, [suggestion])
    after = assistant.passages(glossed.id)
    (touched,) = [each for each in after if each.start <= suggestion.start < each.end]
    assert touched.id not in before, "other words under an id that was cited"
    assert {each.id for each in after} - {touched.id} <= before
    found = assistant.retrieve(touched.text, k=1)
    assert [each.passage.text for each in found] == [touched.text]
    assert assistant.verify().findings == ()


def test_a_declined_suggestion_is_not_made_again(assistant: Assistant, glossed: Document) -> None:
    suggestion = glossed.repair.suggestions[0]
    assistant.settle(glossed.id, [], [suggestion])
    now = assistant.document(glossed.id)
    assert now.text == glossed.text
    assert suggestion not in now.repair.suggestions


def test_accepting_twice_changes_once(assistant: Assistant, glossed: Document) -> None:
    suggestion = glossed.repair.suggestions[0]
    assistant.settle(glossed.id, [suggestion])
    once = assistant.document(glossed.id)
    assistant.settle(glossed.id, [suggestion])
    assert assistant.document(glossed.id) == once


def test_facts_said_by_hand_win_and_count_on_their_date(assistant: Assistant, write: Write) -> None:
    document_id = added(assistant, write("值班办法.txt", OLD))
    facts = {"title": "防汛值班办法", "genre": "notice", "issuer": "市水务局", "secrecy": "内部"}
    dates = {"effective_from": date(2021, 5, 1), "superseded_on": date(2022, 1, 1)}
    assert assistant.describe(document_id, {**facts, **dates}) == document_id
    document = assistant.document(document_id)
    assert (document.title, document.genre, document.secrecy) == ("防汛值班办法", "notice", "内部")
    assert (document.version.issuer, document.version.superseded_on) == ("市水务局", date(2022, 1, 1))
    assert document.version.status(date(2023, 1, 1)).value == "superseded"


def test_a_fact_that_was_emptied_stays_empty(assistant: Assistant, write: Write) -> None:
    document_id = added(assistant, write("值班办法.txt", OLD))
    assert assistant.document(document_id).version.effective_from == date(2020, 1, 1)
    assistant.describe(document_id, {"effective_from": None})
    assert assistant.document(document_id).version.effective_from is None


def test_a_repeal_that_a_person_denied_is_not_derived_again(assistant: Assistant, write: Write) -> None:
    old, new = added(assistant, write("旧.txt", OLD)), added(assistant, write("新.txt", NEW))
    assert assistant.document(old).version.superseded_on == date(2024, 1, 1)
    assistant.describe(old, {"superseded_on": date(2025, 1, 1)})
    assert assistant.document(old).version.superseded_on == date(2025, 1, 1)
    assert new in {each.id for question in assistant.review() for each in question.documents}


def test_what_was_said_outlasts_reading_the_same_folder_again(assistant: Assistant, write: Write) -> None:
    path = write("值班办法.txt", OLD)
    document_id = added(assistant, path)
    assistant.describe(document_id, {"title": "防汛值班办法"})
    assert [each.outcome for each in assistant.ingest([path]).files] == ["unchanged"]
    path.with_name(f"{path.name}.yaml").write_text("title: 别名\nissuer: 市水务局\n", encoding="utf-8")
    assert [each.outcome for each in assistant.ingest([path]).files] == ["replaced"]
    document = assistant.document(document_id)
    assert (document.title, document.version.issuer) == ("防汛值班办法", "市水务局")


@pytest.mark.parametrize(("stated", "mark"), [("", "机密"), ("秘密★1年\n\n", "秘密★1年")])
def test_of_a_file_that_changed_only_the_secrecy_said_by_hand_still_holds(
    assistant: Assistant, write: Write, stated: str, mark: str
) -> None:
    path = write("值班办法.txt", OLD)
    assistant.describe(added(assistant, path), {"title": "防汛值班办法", "secrecy": "机密"})
    document = assistant.document(added(assistant, write("值班办法.txt", stated + NEW)))
    assert (document.title, document.secrecy) == ("值班办法", mark)
    again = assistant.document(added(assistant, write("值班办法.txt", f"{NEW}\n第三条 由办公室解释。\n")))
    assert again.secrecy == "机密"


def test_what_was_said_outlasts_a_catalogue_made_anew_from_the_originals(home: Path, write: Write) -> None:
    settings = Settings(home=home)
    with Assistant(settings) as assistant:
        document_id = added(assistant, write("值班办法.txt", OLD))
        glossed = added(assistant, GLOSSED)
        assistant.describe(document_id, {"title": "防汛值班办法"})
        assistant.settle(glossed, assistant.document(glossed).repair.suggestions[:1])
        text = assistant.document(glossed).text
    for name in ("catalogue.sqlite3", "catalogue.sqlite3-wal", "catalogue.sqlite3-shm"):
        (settings.home / name).unlink(missing_ok=True)
    Assistant.rebuild_from_originals(settings)
    with Assistant(settings) as assistant:
        assert assistant.document(document_id).title == "防汛值班办法"
        assert assistant.document(glossed).text == text


def test_a_document_moves_to_another_collection_with_what_was_said(assistant: Assistant, write: Write) -> None:
    document_id = added(assistant, write("值班办法.txt", OLD))
    assistant.describe(document_id, {"title": "防汛值班办法"})
    moved = assistant.describe(document_id, {}, collection="机要")
    (summary,) = assistant.documents()
    assert (summary.id, summary.title, summary.collection) == (moved, "防汛值班办法", "机要")
    with pytest.raises(NotInLibrary):
        assistant.document(document_id)
    assert assistant.verify().findings == ()


def test_it_does_not_move_to_where_the_same_file_is(assistant: Assistant, write: Write) -> None:
    path = write("值班办法.txt", OLD)
    document_id = added(assistant, path)
    assistant.ingest([path], collection="机要")
    with pytest.raises(UsageError):
        assistant.describe(document_id, {}, collection="机要")
    assert len(assistant.documents()) == 2


def test_who_does_not_see_a_document_cannot_change_it_and_nobody_moves_one_out_of_his_reach(
    assistant: Assistant, write: Write
) -> None:
    document_id = added(assistant, write("值班办法.txt", OLD))
    reader = assistant.within(Reach(Secrecy.PUBLIC, frozenset({"机要"})))
    with pytest.raises(UsageError):
        reader.describe(document_id, {}, collection="机要")
    assistant.describe(document_id, {"secrecy": "秘密"})
    for change in (lambda: reader.describe(document_id, {"title": "乙"}), lambda: reader.settle(document_id, [])):
        with pytest.raises(NotInLibrary):
            change()


@pytest.mark.parametrize("facts", [{"genre": "诗"}, {"issued_on": "去年"}])
def test_a_fact_of_the_wrong_shape_changes_nothing(assistant: Assistant, write: Write, facts: dict[str, str]) -> None:
    document_id = added(assistant, write("值班办法.txt", OLD))
    before = assistant.document(document_id)
    with pytest.raises((UsageError, RejectedFile)):
        assistant.describe(document_id, facts)
    assert assistant.document(document_id) == before


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_without_its_original_a_document_stays_as_it_is(assistant: Assistant, write: Write, damage: str) -> None:
    document_id = added(assistant, write("值班办法.txt", OLD))
    (original,) = [path for path in assistant.store.originals.iterdir() if path.is_file()]
    if damage == "gone":
        original.unlink()
    else:
        original.write_text("别的", encoding="utf-8")
    before = assistant.document(document_id)
    with pytest.raises(LibraryUnavailable):
        assistant.describe(document_id, {"title": "乙"})
    assert assistant.document(document_id) == before
