"""The list of one's own conversations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.errors import NotOnDesk
from assistant.web.conversation_list import ALL, ConversationList
from tests.assistant.web.talking import ANSWER, PAUSE, ZH, Office


@pytest.fixture
def office(home: Path) -> Office:
    return Office(home, ANSWER)


@pytest.fixture
def listed(office: Office, build: Any) -> Any:
    def make() -> ConversationList:
        with gr.Blocks(analytics_enabled=False):
            return ConversationList(office.site, office.talks)

    return build(make)


def pointing(conversation_id: str) -> gr.EventData:
    return gr.EventData(None, {"id": conversation_id})


def test_an_empty_list_says_what_comes_there(listed: Any) -> None:
    assert "只有您自己看得到" in listed.headings(ZH)


def test_conversations_are_listed_by_title_and_nothing_of_them_is_markup(listed: Any, office: Office) -> None:
    office.answered("<script>谁</script>负责？")
    markup = listed.headings(ZH)
    assert "谁" in markup
    assert "<script" not in markup


def test_an_answer_that_nobody_has_seen_is_marked(listed: Any, office: Office) -> None:
    talk = office.answered()
    assert "有新回答" in listed.headings(ZH)
    office.talks.mark_seen(ZH, talk.id)
    assert "有新回答" not in listed.headings(ZH)


def test_an_answer_in_progress_is_marked(listed: Any, office: Office) -> None:
    office.assistant.events = (PAUSE, ANSWER)
    office.ask()
    assert "正在撰写" in listed.headings(ZH)
    office.assistant.go_on.set()


def test_a_conversation_is_renamed(listed: Any, office: Office) -> None:
    talk = office.answered("谁负责？")
    begun = listed.begin_rename(pointing(talk.id), ZH)
    assert (begun[listed._title], begun[listed._target]) == ("谁负责？", talk.id)
    assert "期限" in listed.rename(talk.id, "期限", ZH)[listed.html]
    assert "不能为空" in listed.rename(talk.id, " ", ZH)[listed._reply]


def test_nothing_is_deleted_before_it_is_confirmed(listed: Any, office: Office) -> None:
    talk = office.answered("谁负责？")
    begun = listed.begin_delete(pointing(talk.id), ZH)
    assert begun[listed._deleting]["visible"]
    assert "谁负责" in begun[listed._reply]
    assert not listed.leave(ZH)[listed._deleting]["visible"]
    assert len(office.talks.headings(ZH)) == 1
    assert "已删除 1" in listed.delete(begun[listed._target], ZH)[listed._reply]
    assert office.talks.headings(ZH) == []
    with pytest.raises(NotOnDesk):
        listed.delete(talk.id, ZH)


def test_all_are_deleted_at_once_and_what_is_being_made_ends(listed: Any, office: Office) -> None:
    office.answered("一")
    office.assistant.events = (PAUSE, ANSWER)
    office.ask("二")
    assert "2 次" in listed.begin_purge(ZH)[listed._reply]
    assert "已删除 2" in listed.delete(ALL, ZH)[listed._reply]
    office.assistant.go_on.set()
    assert office.assistant.closed.wait(5)
    assert office.talks.headings(ZH) == []


@pytest.mark.parametrize("begin", ["begin_rename", "begin_delete"])
def test_somebody_elses_conversation_cannot_even_be_pointed_at(listed: Any, begin: str) -> None:
    update = getattr(listed, begin)(pointing("0" * 32), ZH)
    assert listed._target not in update
