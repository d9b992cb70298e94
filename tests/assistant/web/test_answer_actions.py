"""Copying an answer, and taking the conversation away."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.records import Answer, Searched
from assistant.web.answer_actions import AnswerActions
from assistant.web.answer_feedback import FeedbackBook
from assistant.web.conversation import Turn
from assistant.web.site import Site

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})
ANSWER = Answer("问", date(2025, 1, 1), True, "没有", (), (), Searched(1, 2), "extractive")
TALK = (Turn("先问", answer=ANSWER), Turn("没等完", stopped=True))


@pytest.fixture
def actions(tmp_path: Path, build: Any) -> Any:
    def make() -> AnswerActions:
        with gr.Blocks(analytics_enabled=False):
            return AnswerActions(Site(SimpleNamespace(), tmp_path, None), FeedbackBook(tmp_path / "feedback.jsonl"))  # type: ignore[arg-type]

    return build(make)


def test_the_last_answer_that_was_given_is_copied(actions: Any) -> None:
    assert "未找到依据" in actions.copy(TALK, ZH)[actions._text]


@pytest.mark.parametrize(("make", "suffix"), [("as_docx", ".docx"), ("as_markdown", ".md")])
def test_a_conversation_becomes_a_file_of_the_pages_own_folder(
    actions: Any, make: str, suffix: str, tmp_path: Path
) -> None:
    path = Path(getattr(actions, make)(TALK, ZH)[actions._file])
    assert path.suffix == suffix
    assert path.name.startswith("问答记录-")
    assert path.is_relative_to(tmp_path)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("make", ["copy", "as_docx", "as_markdown", "praise", "blame", "blame_citation"])
def test_before_the_first_answer_there_is_nothing_to_take_away(actions: Any, make: str) -> None:
    update = getattr(actions, make)((), ZH)
    assert "请先提问" in update[actions._reply]
    assert not update.get(actions._file)


@pytest.mark.parametrize(("say", "said"), [("praise", "good"), ("blame", "bad"), ("blame_citation", "wrong_citation")])
def test_what_is_said_of_the_last_answer_becomes_a_case(actions: Any, say: str, said: str) -> None:
    talk = (Turn("再先问", answer=ANSWER), *TALK)
    getattr(actions, say)(talk, ZH)
    (case,) = actions._book.cases()
    assert (case.said, case.question, case.history, case.as_of) == (said, "先问", ("再先问",), "2025-01-01")
