"""What is read is repaired, every change is kept, and every character leads back to the text as read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.answering import _nearest
from assistant.application import Assistant
from assistant.documents.chunking import passages
from assistant.documents.preparing import prepare
from assistant.records import Evidence, Passage, Status
from assistant.text.repair import Switches

Write = Callable[[str, str], Path]

GLOSSED = "关于做好整改工作的讲话\r\n上級領導(dǎo)、總書記、責任、現(xiàn)象、機關(guān)、紀(jì)律建設,都要抓實。\r\n"


def test_a_damaged_text_is_read_as_it_was_meant(write: Write) -> None:
    document = prepare(write("甲.txt", GLOSSED))
    assert document.text == "关于做好整改工作的讲话\n上级领导、总书记、责任、现象、机关、纪律建设，都要抓实。\n"
    assert document.original_text == GLOSSED


def test_every_repair_says_what_stood_where(write: Write) -> None:
    document = prepare(write("甲.txt", GLOSSED))
    assert {change.kind for change in document.repair.repairs} >= {"gloss", "script"}
    for change in document.repair.repairs:
        assert document.original_text[change.original_start : change.original_end] == change.before
        assert document.text[change.start : change.end] == change.after


def test_a_passage_leads_back_to_the_damaged_text(write: Write) -> None:
    document = prepare(write("甲.txt", GLOSSED))
    (passage,) = passages(document, len, 200)
    original = document.original_text[passage.original_start : passage.original_end]
    assert original == GLOSSED.strip()


def test_a_stage_can_be_switched_off(write: Write) -> None:
    document = prepare(write("甲.txt", GLOSSED), switches=Switches(gloss=False))
    assert "dǎo" in document.text


def test_a_simplified_question_finds_a_repaired_page(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("甲.txt", GLOSSED)])
    answer = assistant.ask("领导机关的纪律建设要怎么抓？")
    assert "纪律建设" in answer.text
    for citation in answer.citations:
        document = assistant.document(citation.document_id)
        assert document.text[citation.start : citation.end] == citation.quote
        assert document.repair.repairs


def test_a_guessed_character_is_never_quoted_without_its_mark(shared_data: Path, assistant: Assistant) -> None:
    assistant.ingest([shared_data / "seed"])
    (row,) = assistant.documents()
    document = assistant.document(row.id)
    guesses = [change for change in document.repair.repairs if change.is_guess]
    assert guesses
    marked = 0
    for guess in guesses:
        around = document.text[max(0, guess.start - 12) : guess.end + 12]
        for citation in assistant.ask(f"{around}是怎么说的？").citations:
            if citation.start < guess.end and guess.start < citation.end:
                assert guess in citation.guesses
                marked += 1
    assert marked


def test_nearest_material_marks_its_guesses_too(shared_data: Path, assistant: Assistant) -> None:
    assistant.ingest([shared_data / "seed"])
    (row,) = assistant.documents()
    document = assistant.document(row.id)
    guess = next(change for change in document.repair.repairs if change.is_guess and change.after)
    start, end = guess.start, guess.end + 20
    passage = Passage("p", document.id, start, end, 0, 1, document.text[start:end], "")
    near = _nearest(assistant.store, Evidence(passage, document.title, document.path, Status.UNKNOWN, 1.0))
    assert guess in near.guesses
    assert document.text[near.start : near.end] == near.quote
