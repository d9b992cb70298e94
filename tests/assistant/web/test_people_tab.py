"""The administrators' tab, driven without a server."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest
from argon2 import PasswordHasher
from starlette.requests import Request

from assistant.desk.desk import Desk
from assistant.library.reach import Secrecy
from assistant.people import passwords
from assistant.people.office import People
from assistant.people.viewer import SOLE, Role
from assistant.web.people_tab import PeopleTab
from assistant.web.site import Site
from assistant.web.visitor_bar import VisitorBar
from assistant.web.visitors import mark

PASSWORD = "整改 台账 逐项销号 2026"


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    people = People(tmp_path)
    people.add("主任", PASSWORD, Role.ADMIN, clearance=Secrecy.SECRET, by="console")
    return people


@pytest.fixture
def tab(people: People, tmp_path: Path, build: Any) -> Any:
    documents = [SimpleNamespace(collection="default"), SimpleNamespace(collection="personnel")]
    assistant = SimpleNamespace(documents=lambda: documents, within=lambda _: assistant)

    def made() -> PeopleTab:
        with gr.Blocks(), gr.Tabs():
            tab = PeopleTab(Site(cast("Any", assistant), tmp_path / "page-files", "zh", people), Desk(tmp_path))
            tab.listen()
        return tab

    return build(made)


@pytest.fixture
def request_of(people: People) -> Any:
    def made(name: str = "主任") -> Any:
        scope: dict[str, Any] = {"type": "http"}
        viewer = next((each.viewer for each in people.accounts() if each.name == name), SOLE)
        mark(scope, viewer)
        return SimpleNamespace(request=Request(scope), headers={})

    return made


def test_the_tab_shows_accounts_collections_and_what_was_done(tab: Any, request_of: Any, people: People) -> None:
    people.add("li", PASSWORD, Role.READER, groups=["<i>组"], by="主任")
    shown = tab.arrive(None, request_of())
    assert "主任" in shown[tab._table]
    assert "<i>" not in shown[tab._table]
    assert "personnel" in shown[tab._collections]
    assert "所有用户" in shown[tab._collections]
    assert "新建用户" in shown[tab._deeds]


def test_while_there_is_no_account_only_an_administrators_can_be_made(
    tab: Any, request_of: Any, people: People
) -> None:
    shown = tab.arrive(None, request_of())
    assert (shown[tab._of_account]["visible"], shown[tab._role]["value"]) == (True, "reader")
    tab._site.accounts.accounts = list
    shown = tab.arrive(None, request_of("nobody"))
    assert (shown[tab._of_account]["visible"], shown[tab._role]["value"]) == (False, "admin")


def test_collections_that_the_program_makes_are_shown_by_their_names_in_words(tab: Any, request_of: Any) -> None:
    shown = tab.arrive(None, request_of())
    assert "本单位资料" in shown[tab._collections]
    assert ("本单位资料", "default") in shown[tab._collection]["choices"]


def test_the_groups_of_a_collection_are_shown_before_they_are_changed(tab: Any, people: People) -> None:
    people.keep_to("personnel", ["二组", "一组"], by="主任")
    assert tab.pick_collection("personnel") == ("一组、二组", "personnel")
    assert tab.pick_collection("default") == ("", "default")


def test_an_account_is_added_in_the_name_of_the_administrator(tab: Any, request_of: Any, people: People) -> None:
    shown = tab.add("李四", "drafter", "一组，二组 ; 三组", "SECRET", PASSWORD, request_of())
    assert "已保存" in shown[tab._reply]
    assert shown[tab._password] == ""
    made = people.accounts()[1]
    assert (made.role, made.groups, made.clearance) == (Role.DRAFTER, {"一组", "二组", "三组"}, Secrecy.SECRET)
    assert people.deeds()[0].who == "主任"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda tab, request: tab.add("", "reader", "", "PUBLIC", PASSWORD, request), "先选定"),
        (lambda tab, request: tab.add("李四", "reader", "", "PUBLIC", "short", request), "密码须有"),
        (lambda tab, request: tab.disable("主任", request), "管理员"),
        (lambda tab, request: tab.change("nobody", "", "admin", "", "PUBLIC", request), "nobody"),
        (lambda tab, request: tab.keep(None, "", "一组", request), "先选定"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    tab: Any, request_of: Any, people: People, act: Any, said: str
) -> None:
    before = people.accounts(), people.collections(), people.deeds()
    assert said in act(tab, request_of())[tab._reply]
    assert (people.accounts(), people.collections(), people.deeds()) == before


def test_only_what_differs_is_changed(tab: Any, request_of: Any, people: People) -> None:
    people.add("li", PASSWORD, Role.READER, groups=["一组"], by="主任")
    told = tab.pick("li")
    assert (told[tab._role], told[tab._groups], told[tab._clearance]) == ("reader", "一组", "PUBLIC")
    before = len(people.deeds())
    tab.change("li", "li", "reader", "一组", "INTERNAL", request_of())
    assert [each.what for each in people.deeds()[: len(people.deeds()) - before]] == ["clearance_changed"]


def test_particulars_of_one_account_or_collection_go_to_no_other(tab: Any, request_of: Any, people: People) -> None:
    """The page may still show those of the one that was picked before."""
    people.add("li", PASSWORD, Role.READER, groups=["一组"], by="主任")
    before = people.accounts(), people.collections()
    for act in (
        tab.change("li", "主任", "admin", "", "SECRET", request_of()),
        tab.keep("personnel", "default", "", request_of()),
    ):
        assert "再按一次" in act[tab._reply]
    assert (people.accounts(), people.collections()) == before


def test_the_account_that_is_chosen_is_shown_with_what_it_has_whenever_the_tab_is_opened(
    tab: Any, request_of: Any, people: People
) -> None:
    people.add("li", PASSWORD, Role.LIBRARIAN, groups=["一组"], clearance=Secrecy.INTERNAL, by="主任")
    shown = tab.arrive("li", request_of())
    assert (shown[tab._role]["value"], shown[tab._clearance]["value"]) == ("librarian", "INTERNAL")
    assert (shown[tab._groups], shown[tab._details_of]) == ("一组", "li")
    assert tab.arrive("new", request_of())[tab._role]["value"] == "reader"


def test_a_password_is_set_an_account_disabled_and_enabled(tab: Any, request_of: Any, people: People) -> None:
    people.add("li", PASSWORD, Role.READER, by="主任")
    tab.set_password("li", "另一个 足够长的 密码", request_of())
    tab.disable("li", request_of())
    assert [each.is_enabled for each in people.accounts()] == [False, True]
    tab.enable("li", request_of())
    assert people.sign_in("li", "另一个 足够长的 密码", "a")


def test_a_collection_is_kept_to_groups(tab: Any, request_of: Any, people: People) -> None:
    assert "一组、二组" in tab.keep("personnel", "personnel", "一组,二组", request_of())[tab._collections]
    assert people.collections() == {"personnel": {"一组", "二组"}}


# --- the line that says who is signed in


@pytest.fixture
def bar(people: People, tmp_path: Path, build: Any) -> Any:
    def made() -> tuple[VisitorBar, dict[Role, Any]]:
        with gr.Blocks() as page:
            bar = VisitorBar(Site(cast("Any", None), tmp_path, "zh", people))
            parts = {role: gr.Button(visible=False) for role in Role}
            bar.listen(page, {role: [part] for role, part in parts.items()})
        return bar, parts

    return build(made)


@pytest.mark.parametrize("role", [*Role, None])
def test_everybody_is_shown_what_his_role_reaches(bar: Any, people: People, request_of: Any, role: Role | None) -> None:
    made, parts = bar
    if role is not None:
        people.add("li", PASSWORD, role, by="主任")
    shown = made.arrive(request_of("li"))
    reached = {each for each, part in parts.items() if shown[part]["visible"]}
    assert reached == {each for each in Role if (role or Role.ADMIN).may_act_as(each)}
    assert ("li" in shown[made._html]["value"]) == (role is not None)


@pytest.fixture
def leaving(people: People, tmp_path: Path) -> Desk:
    """The desk of somebody who has asked a question."""
    people.add("li", PASSWORD, Role.READER, by="主任")
    people.add("wang", PASSWORD, Role.READER, by="主任")
    desk = Desk(tmp_path)
    desk.conversations.ask("li", "整改期限是多久？", {})
    return desk


def test_before_an_account_is_deleted_somebody_is_asked_what_becomes_of_its_work(
    tab: Any, request_of: Any, people: People, leaving: Desk
) -> None:
    removal = tab._removal
    asked = removal.ask("li", request_of())
    assert "1 个对话" in asked[removal._question]
    assert asked[removal._fate]["value"] is None
    assert asked[removal._target] == "li", "whoever is chosen by the time it is answered"
    assert asked[removal._heir]["choices"] == ["wang", "主任"]
    for fate, heir in ((None, None), ("hand_over", None)):
        assert "请" in removal.delete("li", fate, heir, request_of())[removal._reply]
    assert len(people.accounts()) == 3
    assert leaving.work_of("li").conversations == 1


@pytest.mark.parametrize(("fate", "heir", "kept"), [("purge", "wang", 0), ("hand_over", "wang", 1)])
def test_an_account_is_deleted_as_was_decided(
    tab: Any, request_of: Any, people: People, leaving: Desk, fate: str, heir: str, kept: int
) -> None:
    removal = tab._removal
    shown = removal.delete("li", fate, heir, request_of())
    assert "已删除" in shown[removal._reply]
    assert not shown[removal._asked]["visible"]
    assert shown[tab._name]["value"] is None
    assert [each.name for each in people.accounts()] == ["wang", "主任"]
    assert (leaving.work_of("li").conversations, leaving.work_of("wang").conversations) == (0, kept)


@pytest.mark.parametrize(("name", "said"), [("主任", "管理员"), ("nobody", "nobody"), (None, "先选定")])
def test_who_cannot_be_deleted_stays(tab: Any, request_of: Any, people: People, name: Any, said: str) -> None:
    assert said in tab._removal.delete(name, "purge", None, request_of())[tab._removal._reply]
    assert len(people.accounts()) == 1
