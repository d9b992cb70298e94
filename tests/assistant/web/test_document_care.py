"""One document in the library tab: what is typed is said of it, what is settled is settled, and no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant import resources
from assistant.application import Assistant
from assistant.web.library_tab import LibraryTab
from assistant.web.site import Site

ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})
TEXT = "值班办法\n\n第一条 汛期实行二十四小时值班。\n\n第二条 本办法自2020年1月1日起施行。\n"
GLOSSED = resources.corpus() / "damaged" / "tiyuju-tuijinhui-jianghua.txt"


@pytest.fixture
def tab(assistant: Assistant, tmp_path: Path, build: Any) -> Any:
    def make() -> LibraryTab:
        with gr.Blocks(analytics_enabled=False), gr.Tabs():
            made = LibraryTab(Site(assistant, tmp_path / "files", None))
            made._care._arrive = made.arrive
            return made

    return build(make)


@pytest.fixture
def rule(assistant: Assistant, write: Callable[[str, str], Path]) -> str:
    return assistant.ingest([write("值班办法.txt", TEXT)]).files[0].document_ids[0]


def typed(tab: Any, shown: Any, **changes: str) -> list[str]:
    """What stands in the fields, with some of it changed."""
    said = {name: shown[field] for name, field in tab._care._facts._fields.items()}
    values = {name: each["value"] if isinstance(each, dict) else each for name, each in said.items()}
    return [*(values | changes).values()]


def test_a_document_is_shown_with_what_is_known_of_it(tab: Any, rule: str) -> None:
    shown = tab._care.show(rule, {"list": {}}, ZH)
    values = dict(zip(tab._care._facts._fields, typed(tab, shown), strict=True))
    assert (values["title"], values["genre"], values["effective_from"]) == ("值班办法", "regulation", "2020-01-01")
    assert "第一条" in shown[tab._care._structure]
    first, own = shown[tab.places].values()
    assert (first, {place.document_id for place in own.values()}) == ({}, {rule})


@pytest.mark.parametrize("picked", [None, "d9"])
def test_nothing_picked_is_nothing_shown(tab: Any, picked: str | None) -> None:
    assert tab._care.show(picked, {}, ZH) == {tab._care._whole: gr.update(visible=False), tab._care._shown_of: ""}


def test_only_what_was_changed_is_said_by_hand(tab: Any, rule: str, assistant: Assistant) -> None:
    fields = typed(tab, tab._care.show(rule, {}, ZH), issuer="市水务局", superseded_on="2025年1月1日")
    done = tab._care.save(rule, rule, ZH, *fields)
    assert "已保存" in done[tab._care._reply]
    assert done[tab._picked]["value"] == rule
    version = assistant.document(rule).version
    assert (version.issuer, version.superseded_on) == ("市水务局", date(2025, 1, 1))
    (origin,) = assistant.store.catalogue.origins()
    assert "effective_from" not in origin.stated


def test_a_moved_document_stays_picked(tab: Any, rule: str, assistant: Assistant) -> None:
    done = tab._care.save(rule, rule, ZH, *typed(tab, tab._care.show(rule, {}, ZH), collection="机要"))
    (document,) = assistant.documents()
    assert (document.collection, done[tab._picked]["value"]) == ("机要", document.id)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "没有改动"),
        ({"title": " "}, "不能空着"),
        ({"issued_on": "去年"}, "去年"),
        ({"issuer": "甲\n乙"}, "太长"),
        ({"issuer": "甲" * 400}, "太长"),
    ],
)
def test_what_cannot_be_saved_is_said_and_changes_nothing(
    tab: Any, rule: str, assistant: Assistant, changes: dict[str, str], said: str
) -> None:
    before = assistant.document(rule)
    update = tab._care.save(rule, rule, ZH, *typed(tab, tab._care.show(rule, {}, ZH), **changes))
    assert said in update[tab._care._reply]
    assert assistant.document(rule) == before


def test_what_is_shown_of_one_document_goes_to_no_other(tab: Any, rule: str, assistant: Assistant) -> None:
    """The page may still show the one that was picked before."""
    before = assistant.document(rule)
    fields = typed(tab, tab._care.show(rule, {}, ZH), title="乙")
    for act in (tab._care.save(rule, "d1", ZH, *fields), tab._care.accept(rule, "", [], ZH)):
        assert "再按一次" in act[tab._care._reply]
    assert assistant.document(rule) == before


def test_a_document_that_is_gone_is_not_changed(tab: Any, rule: str, assistant: Assistant) -> None:
    fields = typed(tab, tab._care.show(rule, {}, ZH), title="乙")
    assistant.remove(rule)
    assert "请先" in tab._care.save(rule, rule, ZH, *fields)[tab._care._reply]
    assert "role" in tab._care.accept(rule, rule, ["1-2-甲"], ZH)[tab._care._reply]


def test_chosen_suggestions_are_settled_and_the_others_stay(tab: Any, assistant: Assistant) -> None:
    document_id = assistant.ingest([GLOSSED]).files[0].document_ids[0]
    shown = tab._care.show(document_id, {}, ZH)
    marks = [mark for _, mark in shown[tab._care._suggestions]["choices"]]
    assert "请先勾选" in tab._care.accept(document_id, document_id, [], ZH)[tab._care._reply]
    assert "改正 1 处" in tab._care.accept(document_id, document_id, marks[:1], ZH)[tab._care._reply]
    assert "不采纳 1 处" in tab._care.decline(document_id, document_id, marks[1:2], ZH)[tab._care._reply]
    left = [mark for _, mark in tab._care.show(document_id, {}, ZH)[tab._care._suggestions]["choices"]]
    assert left == marks[2:]
