"""Conversations as their owners find them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.desk.desk import Desk
from assistant.desk.records import Standing
from assistant.errors import ChangedMeanwhile, NotOnDesk, UsageError

ASKED = {"as_of": None, "genres": []}
ANSWER = {"sentences": [{"text": "书记负责。"}]}


def done(desk: Desk, owner: str, question: str, conversation_id: str = "", version: int = 0, **more: Any) -> str:
    """A question with its answer; the conversation's id."""
    kept = desk.conversations
    conversation_id, key = kept.ask(
        owner, question, ASKED, conversation_id=conversation_id, expected_version=version, **more
    )
    assert kept.finish(key, Standing.DONE, [], "书记负责。", answer=ANSWER)
    return conversation_id


def test_a_question_is_there_before_its_answer(desk: Desk, another_page: Desk) -> None:
    conversation_id, key = desk.conversations.ask("甲", "谁负责？", ASKED)
    (turn,) = another_page.conversations.open("甲", conversation_id).turns
    assert (turn.key, turn.question, turn.standing, turn.asked) == (key, "谁负责？", Standing.MAKING, ASKED)


def test_what_was_written_so_far_is_there_and_then_the_answer(desk: Desk, another_page: Desk) -> None:
    _, key = desk.conversations.ask("甲", "谁负责？", ASKED)
    assert desk.conversations.keep_progress(key, [{"name": "search"}], "书记")
    assert another_page.conversations.turn("甲", key).written == "书记"
    desk.conversations.finish(key, Standing.DONE, [], "书记负责。", answer=ANSWER)
    turn = another_page.conversations.turn("甲", key)
    assert (turn.standing, turn.answer) == (Standing.DONE, ANSWER)


def test_an_answer_whose_maker_was_ended_is_broken_off_and_keeps_its_text(desk: Desk, another_page: Desk) -> None:
    conversation_id, key = desk.conversations.ask("甲", "谁负责？", ASKED)
    desk.conversations.keep_progress(key, [], "书记")
    desk.close()
    turn = another_page.conversations.turn("甲", key)
    assert (turn.standing, turn.written, turn.question) == (Standing.BROKEN_OFF, "书记", "谁负责？")
    (heading,) = another_page.conversations.headings("甲")
    assert not heading.is_making
    another_page.conversations.ask(
        "甲", "谁负责？", ASKED, conversation_id=conversation_id, expected_version=1, instead_of=key
    )
    (again,) = another_page.conversations.open("甲", conversation_id).turns
    assert again.standing is Standing.MAKING


def test_an_answer_that_another_process_makes_goes_on(desk: Desk, another_page: Desk) -> None:
    conversation_id, _ = desk.conversations.ask("甲", "谁负责？", ASKED)
    assert another_page.conversations.headings("甲")[0].is_making
    with pytest.raises(UsageError):
        another_page.conversations.ask("甲", "再问", ASKED, conversation_id=conversation_id, expected_version=1)


def test_an_old_page_overwrites_no_newer_dialogue(desk: Desk, another_page: Desk) -> None:
    conversation_id = done(desk, "甲", "一")
    done(another_page, "甲", "二", conversation_id, 1)
    with pytest.raises(ChangedMeanwhile):
        desk.conversations.ask("甲", "三", ASKED, conversation_id=conversation_id, expected_version=1)
    kept = desk.conversations.open("甲", conversation_id)
    assert ([turn.question for turn in kept.turns], kept.version) == (["一", "二"], 2)


def test_only_the_last_question_is_asked_anew(desk: Desk) -> None:
    conversation_id = done(desk, "甲", "一")
    done(desk, "甲", "二", conversation_id, 1)
    first, last = (turn.key for turn in desk.conversations.open("甲", conversation_id).turns)
    with pytest.raises(ChangedMeanwhile):
        desk.conversations.ask(
            "甲", "改一", ASKED, conversation_id=conversation_id, expected_version=2, instead_of=first
        )
    done(desk, "甲", "改二", conversation_id, 2, instead_of=last)
    assert [turn.question for turn in desk.conversations.open("甲", conversation_id).turns] == ["一", "改二"]


def test_stopping_stands_against_an_answer_that_comes_later(desk: Desk) -> None:
    _, key = desk.conversations.ask("甲", "谁负责？", ASKED)
    desk.conversations.keep_progress(key, [], "书记")
    assert desk.conversations.stop("甲", key)
    assert not desk.conversations.keep_progress(key, [], "书记负责")
    assert not desk.conversations.finish(key, Standing.DONE, [], "书记负责。", answer=ANSWER)
    turn = desk.conversations.turn("甲", key)
    assert (turn.standing, turn.written, turn.answer) == (Standing.STOPPED, "书记", None)
    assert not desk.conversations.stop("甲", key)


OF_ONE_CONVERSATION = {
    "open": lambda kept, owner, at, key: kept.open(owner, at),
    "turn": lambda kept, owner, at, key: kept.turn(owner, key),
    "ask": lambda kept, owner, at, key: kept.ask(owner, "问", ASKED, conversation_id=at, expected_version=1),
    "stop": lambda kept, owner, at, key: kept.stop(owner, key),
    "rename": lambda kept, owner, at, key: kept.rename(owner, at, "新名"),
    "delete": lambda kept, owner, at, key: kept.delete(owner, at),
}


@pytest.mark.parametrize("act", OF_ONE_CONVERSATION.values(), ids=OF_ONE_CONVERSATION)
def test_somebody_elses_looks_as_what_is_not_there(desk: Desk, act: Any) -> None:
    conversation_id = done(desk, "甲", "甲的问题")
    (turn,) = desk.conversations.open("甲", conversation_id).turns
    said = []
    for at, key in ((conversation_id, turn.key), ("0" * 32, "0" * 32)):
        with pytest.raises(NotOnDesk) as caught:
            act(desk.conversations, "乙", at, key)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert desk.conversations.headings("乙") == []
    assert desk.conversations.open("甲", conversation_id).turns == (turn,)


def test_nobody_elses_conversations_are_purged_or_marked(desk: Desk) -> None:
    conversation_id = done(desk, "甲", "甲的问题")
    desk.conversations.mark_seen("乙", conversation_id)
    assert desk.conversations.purge("乙") == 0
    (heading,) = desk.conversations.headings("甲")
    assert not heading.is_seen
    desk.conversations.mark_seen("甲", conversation_id)
    assert desk.conversations.headings("甲")[0].is_seen


def test_a_conversation_is_called_by_its_first_question_until_it_is_renamed(desk: Desk) -> None:
    conversation_id = done(desk, "甲", "收到反馈意见之后\n多长时间" + "很" * 60 + "长？")
    (heading,) = desk.conversations.headings("甲")
    assert heading.title.startswith("收到反馈意见之后 多长时间")
    assert len(heading.title) == 40
    desk.conversations.rename("甲", conversation_id, " 期限 ")
    assert desk.conversations.headings("甲")[0].title == "期限"
    with pytest.raises(UsageError):
        desk.conversations.rename("甲", conversation_id, "  ")


def test_the_conversation_changed_last_comes_first(desk: Desk) -> None:
    first, second = done(desk, "甲", "一"), done(desk, "甲", "二")
    assert [heading.id for heading in desk.conversations.headings("甲")] == [second, first]
    done(desk, "甲", "三", first, 1)
    headings = desk.conversations.headings("甲")
    assert [(heading.id, heading.turns, heading.version) for heading in headings] == [(first, 2, 2), (second, 1, 1)]


@pytest.mark.parametrize("way", ["delete", "purge"])
def test_nothing_of_a_deleted_conversation_is_left_in_any_file(desk: Desk, home: Path, way: str) -> None:
    secret = "临江市水务局会议费四万八千元"
    for n in range(30):
        gone = done(desk, "甲", f"{secret}{n}？")
        desk.conversations.delete("甲", gone) if way == "delete" else None
    done(desk, "乙", "乙的问题")
    if way == "purge":
        assert desk.conversations.purge("甲") == 30
    held = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert "乙的问题".encode() in held
    assert secret.encode() not in held


def test_nobody_else_on_the_machine_reads_the_file(desk: Desk, home: Path) -> None:
    done(desk, "甲", "谁负责？")
    files = [path for path in home.iterdir() if path.name.startswith("desk.sqlite3")]
    assert len(files) == 3
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_half_a_character_and_a_nul_lose_no_question(desk: Desk) -> None:
    conversation_id = done(desk, "甲", "谁\ud800负\0责？")
    assert desk.conversations.open("甲", conversation_id).turns[0].question == "谁?负\0责？"


def test_nothing_of_a_purged_document_is_left_in_anybodys_answers(desk: Desk, home: Path) -> None:
    words = "会议费四万八千元整"
    cited = {"citations": [{"document_id": "d1", "quote": words}]}
    kept = desk.conversations
    of_first, first = kept.ask("甲", "谁负责？", ASKED)
    kept.finish(first, Standing.DONE, [], words, answer=cited)
    _, stopped = kept.ask("乙", "谁？", ASKED)
    kept.finish(stopped, Standing.STOPPED, [], words)
    untouched = done(desk, "乙", "别的问题")
    assert kept.forget_documents(["d1", "d9"]) == 1
    (turn,) = kept.open("甲", of_first).turns
    assert (turn.question, turn.standing, turn.answer) == ("谁负责？", Standing.FAILED, None)
    assert "彻底清除" in str(turn.problem)
    assert kept.open("乙", untouched).turns[0].answer == ANSWER
    assert words.encode() not in b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
