"""Somebody leaves: what becomes of the account, of conversations and drafts, and what is written down of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from assistant.desk.desk import Desk, Work
from assistant.desk.file import NAME
from assistant.desk.records import DraftKind
from assistant.errors import AssistantError, UsageError
from assistant.library.reach import Secrecy
from assistant.people import passwords
from assistant.people.deeds import Deed
from assistant.people.office import People
from assistant.people.viewer import Role
from assistant.web.departure import dismiss
from assistant.web.site import folder_of

PASSWORD = "整改 台账 逐项销号 2026"
ASKED = "暗号甲三七怎么办？"


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> People:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    people = People(tmp_path)
    for name, role, groups, clearance in (
        ("主任", Role.ADMIN, (), Secrecy.PUBLIC),
        ("li", Role.DRAFTER, ("人事",), Secrecy.SECRET),
        ("wang", Role.DRAFTER, ("人事", "综合"), Secrecy.TOP_SECRET),
        ("low", Role.DRAFTER, ("人事",), Secrecy.PUBLIC),
        ("apart", Role.DRAFTER, (), Secrecy.TOP_SECRET),
        ("reader", Role.READER, ("人事",), Secrecy.SECRET),
        ("away", Role.DRAFTER, ("人事",), Secrecy.SECRET),
    ):
        people.add(name, PASSWORD, role, groups=groups, clearance=clearance, by="console")
    people.disable("away", by="主任")
    people.keep_to("personnel", ["人事"], by="主任")
    return people


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.conversations.ask("li", ASKED, {})
    desk.drafts.create("li", DraftKind.PLAN, "暗号甲三七整改方案", "反馈.docx", {"text": "一"})
    desk.drafts.create("wang", DraftKind.PLAN, "别人的", "反馈.docx", {})
    yield desk
    desk.close()


def left_of(desk: Desk, names: tuple[str, ...]) -> dict[str, Work]:
    return {name: desk.work_of(name) for name in names}


def test_work_goes_without_a_trace_where_that_was_asked_for(people: People, desk: Desk, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "page-files", people.account("li").viewer)
    folder.mkdir(parents=True)
    token = people.sign_in("li", PASSWORD, "a")
    assert dismiss(people, desk, tmp_path / "page-files", "li", None, by="主任") == Work(1, 1)
    assert people.viewer(token) is None
    assert left_of(desk, ("li", "wang")) == {"li": Work(0, 0), "wang": Work(0, 1)}
    assert not folder.exists()
    desk.close()
    assert not any("暗号甲三七".encode() in path.read_bytes() for path in tmp_path.glob(f"{NAME}*"))
    told = [(each.who, each.what, each.object) for each in people.deeds(3)]
    assert told == [
        ("主任", Deed.ACCOUNT_DELETED, "li"),
        ("主任", Deed.WORK_PURGED, "li"),
        ("主任", Deed.DISABLED, "li"),
    ]


@pytest.mark.parametrize("heir", [None, "wang"])
def test_what_was_still_in_the_making_is_kept_for_nobody(people: People, desk: Desk, tmp_path: Path, heir: Any) -> None:
    dismiss(people, desk, tmp_path, "li", heir, by="主任")
    for late in (
        lambda: desk.drafts.create("li", DraftKind.PLAN, "迟到的方案", "反馈.docx", {}),
        lambda: desk.conversations.ask("li", ASKED, {}),
    ):
        with pytest.raises(UsageError, match="已删除"):
            late()
    assert desk.work_of("li") == Work(0, 0)


def test_work_becomes_the_heirs_where_that_was_asked_for(people: People, desk: Desk, tmp_path: Path) -> None:
    dismiss(people, desk, tmp_path, "li", "wang", by="主任")
    assert left_of(desk, ("li", "wang")) == {"li": Work(0, 0), "wang": Work(1, 2)}
    assert desk.conversations.headings("wang")[0].title == ASKED
    assert "li → wang" in [each.object for each in people.deeds(3)]


@pytest.mark.parametrize(
    ("name", "heir", "why"),
    [
        ("li", "low", "people.heir_sees_less"),  # a lower clearance
        ("li", "apart", "people.heir_sees_less"),  # a collection that is kept from him
        ("li", "reader", "people.heir_may_not_draft"),
        ("li", "away", "people.heir_gone"),
        ("li", "li", "people.heir_gone"),
        ("li", "nobody", "people.no_such_account"),
        ("nobody", None, "people.no_such_account"),
        ("主任", None, "people.last_administrator"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(
    people: People, desk: Desk, tmp_path: Path, name: str, heir: Any, why: str
) -> None:
    desk.conversations.ask("主任", ASKED, {})
    names = ("li", "主任", "low", "apart", "reader", "away")
    before = people.accounts(), people.deeds(), left_of(desk, names)
    with pytest.raises(AssistantError) as refused:
        dismiss(people, desk, tmp_path, name, heir, by="主任")
    assert refused.value.key == why
    assert (people.accounts(), people.deeds(), left_of(desk, names)) == before


def test_whoever_was_cut_off_half_way_is_deleted_at_the_second_try(
    people: People, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Desk, "purge", lambda self, owner: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            dismiss(people, desk, tmp_path, "li", None, by="主任")
    assert not people.account("li").is_enabled
    dismiss(people, desk, tmp_path, "li", None, by="主任")
    assert "li" not in [each.name for each in people.accounts()]


def test_a_desk_that_was_never_used_is_not_made_for_it(people: People, tmp_path: Path) -> None:
    home = tmp_path / "other"
    assert dismiss(people, Desk(home), tmp_path, "low", None, by="主任") == Work(0, 0)
    assert not home.exists()
