"""Whose conversations are shown, and what of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.application import Assistant
from assistant.errors import ChangedMeanwhile, NotOnDesk, UsageError
from assistant.people.viewer import Role, Viewer
from assistant.records import Citation, Status
from assistant.web import talks as talks_module
from assistant.web.site import Site
from assistant.web.talks import Talk
from tests.assistant.web.talking import ANOTHER_TAB, ANSWER, PAUSE, ZH, Office, wait_for

CITING = replace(
    ANSWER, citations=(Citation(1, "d1", "机密办法", "a.md", Status.CURRENT, "", "机密的话", 0, 4, 0, 4, 1.0),)
)


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home, ANSWER)


@pytest.fixture
def come_as(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Requests come from whom the test says."""

    def became(viewer: Viewer) -> None:
        monkeypatch.setattr(talks_module, "viewer_of", lambda _: viewer)

    return became


def test_a_second_page_sees_the_answer_in_progress(office: Office) -> None:
    office.assistant.events = (PAUSE, ANSWER)
    talk = office.ask("谁负责？")
    assert not office.talks.open(ANOTHER_TAB, talk.id).is_finished
    office.assistant.go_on.set()
    wait_for(lambda: office.talks.open(ANOTHER_TAB, talk.id).is_finished)
    assert office.talks.open(ANOTHER_TAB, talk.id).turns[0].answer == ANSWER


def test_an_old_page_asks_nothing_and_its_question_is_not_lost_in_the_newer_dialogue(office: Office) -> None:
    old = office.answered("一")
    office.answered("二", old)
    with pytest.raises(ChangedMeanwhile):
        office.ask("三", old)
    assert [turn.question for turn in office.talks.open(ZH, old.id).turns] == ["一", "二"]


def test_a_question_is_not_answered_beside_another_of_its_conversation(office: Office) -> None:
    office.assistant.events = (PAUSE, ANSWER)
    talk = office.ask("一")
    with pytest.raises(UsageError):
        office.ask("二", talk)
    office.talks.stop(ZH, talk)
    office.ask("二", office.talks.open(ZH, talk.id))
    office.assistant.go_on.set()


def test_earlier_questions_are_told_without_the_one_that_is_asked_anew(office: Office) -> None:
    talk = office.answered("二", office.answered("一"))
    office.ask("改二", talk, instead_of=talk.turns[-1].key)
    assert office.assistant.asked["history"] == ("一",)


def test_what_ended_unseen_is_found_and_what_was_seen_is_not(office: Office) -> None:
    assert office.talks.unseen(ZH) == ""
    talk = office.answered()
    assert office.talks.unseen(ZH) == talk.id
    office.talks.mark_seen(ZH, talk.id)
    assert office.talks.unseen(ZH) == ""


def test_an_answer_that_has_not_ended_is_not_seen(office: Office) -> None:
    office.assistant.events = (PAUSE, ANSWER)
    talk = office.ask()
    office.talks.mark_seen(ZH, talk.id)
    assert office.talks.unseen(ZH) == talk.id
    office.assistant.go_on.set()


def test_nobody_sees_stops_or_deletes_somebody_elses_conversation(office: Office, come_as: Any) -> None:
    come_as(Viewer("甲", Role.READER))
    talk = office.answered()
    come_as(Viewer("乙", Role.READER))
    assert office.talks.headings(ZH) == []
    assert office.talks.purge(ZH) == 0
    for act in (office.talks.open, office.talks.delete):
        with pytest.raises(NotOnDesk):
            act(ZH, talk.id)
    for act in (office.talks.turn, office.talks.around):
        with pytest.raises(NotOnDesk):
            act(ZH, talk.turns[0].key)


@pytest.mark.parametrize(("held", "is_shown"), [(["d1", "d2"], True), (["d2"], False)])
def test_an_answer_from_a_document_that_may_not_be_seen_any_more_is_withheld(
    office: Office, come_as: Any, monkeypatch: pytest.MonkeyPatch, held: list[str], is_shown: bool
) -> None:
    come_as(Viewer("甲", Role.READER))
    office.assistant.events = (CITING,)
    talk = office.answered()
    monkeypatch.setattr(office.assistant, "documents", lambda: [SimpleNamespace(id=each) for each in held])
    for turn in (office.talks.open(ZH, talk.id).turns[0], office.talks.turn(ZH, talk.turns[0].key)):
        assert ("机密的话" in repr(turn)) == is_shown
        assert (turn.problem is None) == is_shown


def test_an_answer_that_cannot_be_read_any_more_is_said_so_and_the_question_stays(office: Office) -> None:
    talk = office.answered("谁负责？")
    with office.desk._file.database.transaction() as connection:
        connection.execute("""UPDATE turns SET answer = '{"question": "谁"}'""")
    (turn,) = office.talks.open(ZH, talk.id).turns
    assert turn.question == "谁负责？"
    assert "读不出来" in str(turn.problem)


def test_a_conversation_that_is_not_begun_has_no_turns(office: Office) -> None:
    assert office.talks.open(ZH, "") == Talk()


def test_nothing_of_a_purged_document_is_left_under_the_home_although_an_answer_cited_it(
    assistant: Assistant, write: Any
) -> None:
    assistant.ingest([write("甲.txt", "甲办法\n第一条　会议费每人每天500元，超出部分由单位自行承担。")])
    (held,) = assistant.documents()
    home = assistant.settings.home
    office = Office(home)
    office.site = Site(assistant, home / "page-files", None)
    office.talks = talks_module.Talks(office.site, office.desk, office.makings)
    talk = office.answered("会议费每天多少？")
    assert talk.turns[0].answer is not None
    assert talk.turns[0].answer.citations
    office.desk.conversations.forget_documents([held.id])
    assert assistant.purge([held.id]).is_clean
    assert "彻底清除" in str(office.talks.open(ZH, talk.id).turns[0].problem)
