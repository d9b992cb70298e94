"""Copying an answer, saying that it was right or wrong, and taking the conversation away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.web.answer_actions import AnswerActions
from assistant.web.answer_feedback import FeedbackBook
from assistant.web.talks import Talk
from tests.assistant.web.talking import ANSWER, ZH, Office


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home, ANSWER)


@pytest.fixture
def talk(office: Office) -> Talk:
    return office.answered("再问？", office.answered("先问？"))


@pytest.fixture
def actions(office: Office, tmp_path: Path, build: Any) -> Any:
    def make() -> AnswerActions:
        with gr.Blocks(analytics_enabled=False):
            return AnswerActions(office.site, office.talks, FeedbackBook(tmp_path / "feedback.jsonl"), gr.HTML())

    return build(make)


def link(name: str, key: str) -> gr.EventData:
    return gr.EventData(None, {"owner": key, "name": name, "text": ""})


def test_the_answer_that_was_pointed_at_is_copied(actions: Any, talk: Talk) -> None:
    for turn in talk.turns:
        assert "未找到依据" in actions.copy(link("copy", turn.key), ZH)[actions._text]


@pytest.mark.parametrize(("make", "suffix"), [("as_docx", ".docx"), ("as_markdown", ".md")])
def test_a_conversation_becomes_a_file_of_the_pages_own_folder(
    actions: Any, office: Office, talk: Talk, make: str, suffix: str
) -> None:
    path = Path(getattr(actions, make)(talk.id, ZH)[actions._file])
    assert path.suffix == suffix
    assert path.name.startswith("问答记录-")
    assert path.is_relative_to(office.site.files)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("make", ["as_docx", "as_markdown"])
def test_before_the_first_question_there_is_nothing_to_take_away(actions: Any, make: str) -> None:
    update = getattr(actions, make)("", ZH)
    assert "请先提问" in update[actions._reply]
    assert update[actions._file] is None


@pytest.mark.parametrize("said", ["good", "bad", "wrong_citation"])
@pytest.mark.parametrize("at", [0, 1])
def test_what_is_said_of_any_answer_becomes_a_case(actions: Any, talk: Talk, said: str, at: int) -> None:
    actions.judge(link(said, talk.turns[at].key), ZH)
    (case,) = actions._book.cases()
    assert (case.said, case.question, case.history, case.as_of) == [
        (said, "先问？", (), "2025-01-01"),
        (said, "再问？", ("先问？",), "2025-01-01"),
    ][at]


@pytest.mark.parametrize("act", ["copy", "judge"])
def test_an_answer_that_was_deleted_meanwhile_is_said_to_be_gone(
    actions: Any, office: Office, talk: Talk, act: str
) -> None:
    office.talks.delete(ZH, talk.id)
    update = getattr(actions, act)(link("good", talk.turns[0].key), ZH)
    assert "没有这次对话" in update[actions._reply]
    assert actions._book.cases() == []
