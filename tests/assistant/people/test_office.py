"""Accounts as people meet them: who comes in, for how long, who sees what, and what is written down of it."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import AssistantError, LibraryUnavailable, NotInLibrary, UsageError
from assistant.library.reach import Reach, Secrecy
from assistant.people import passwords
from assistant.people.deeds import Deed
from assistant.people.office import FILE_NAME, FirstKey, People
from assistant.people.sessions import Spans
from assistant.people.viewer import Role, Viewer

PASSWORD = "整改 台账 逐项销号 2026"


class Clock:
    """The time as a test has it, in seconds."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords as they are kept, with the least work that Argon2 takes."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)


@pytest.fixture
def people(tmp_path: Path, clock: Clock) -> People:
    people = People(tmp_path, Spans(idle_s=1800, longest_s=43200), clock)
    people.add("主任", PASSWORD, Role.ADMIN, by="console")
    people.add("reader", PASSWORD, Role.READER, groups=["一组"], clearance=Secrecy.INTERNAL, by="主任")
    return people


def why(act: Callable[[], Any]) -> str:
    """The key of the error that something ends in; empty where it ends well."""
    try:
        act()
    except AssistantError as error:
        return error.key
    return ""


def tried(people: People, name: str, address: str, password: str = "wrong") -> str:
    """What becomes of a try to sign in."""
    return why(lambda: people.sign_in(name, password, address))


def test_while_nobody_is_set_up_there_is_no_file_and_looking_makes_none(tmp_path: Path) -> None:
    people = People(tmp_path)
    assert not people.are_set_up()
    assert people.viewer("x") is None
    assert (people.accounts(), people.deeds(), people.collections()) == ([], [], {})
    assert not (tmp_path / FILE_NAME).exists()


def test_the_file_is_for_the_programs_own_user_alone(people: People, tmp_path: Path) -> None:
    for path in tmp_path.glob(f"{FILE_NAME}*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_neither_passwords_nor_tokens_stand_in_the_file(people: People, tmp_path: Path) -> None:
    token, key = people.sign_in("reader", PASSWORD, "a"), people.new_key("reader", by="主任")
    held = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE_NAME}*"))
    assert b"reader" in held
    assert not any(secret.encode() in held for secret in (token, key, PASSWORD))


def test_whoever_signs_in_is_known_by_role_groups_and_clearance(people: People) -> None:
    token = people.sign_in(" Ｒeader ", PASSWORD, "a")
    assert people.viewer(token) == Viewer("reader", Role.READER, frozenset({"一组"}), Secrecy.INTERNAL)
    assert people.viewer(token[:-1]) is None
    assert people.viewer("") is None


def test_every_session_has_another_token(people: People) -> None:
    tokens = {people.sign_in("reader", PASSWORD, "a") for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(token) >= 43 for token in tokens)  # 256 bits


def test_a_session_ends_when_nothing_is_done_and_lasts_while_something_is(people: People, clock: Clock) -> None:
    token = people.sign_in("reader", PASSWORD, "a")
    for _ in range(4):
        clock.now += 1700
        assert people.viewer(token) is not None
    clock.now += 1801
    assert people.viewer(token) is None


def test_watching_is_not_doing(people: People, clock: Clock) -> None:
    token = people.sign_in("reader", PASSWORD, "a")
    for _ in range(3):
        clock.now += 590
        assert people.viewer(token, is_used=False) is not None
    clock.now += 100
    assert people.viewer(token) is None


def test_a_session_ends_at_the_latest_after_half_a_day(people: People, clock: Clock) -> None:
    token = people.sign_in("reader", PASSWORD, "a")
    for _ in range(26):
        clock.now += 1700
        lasts = people.viewer(token) is not None
    assert not lasts


def test_a_restart_ends_no_session(people: People, tmp_path: Path, clock: Clock) -> None:
    token = people.sign_in("reader", PASSWORD, "a")
    assert People(tmp_path, clock=clock).viewer(token) is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda people: people.set_password("reader", PASSWORD[::-1], by="主任"),
        lambda people: people.set_role("reader", Role.DRAFTER, by="主任"),
        lambda people: people.set_groups("reader", ["二组"], by="主任"),
        lambda people: people.set_clearance("reader", Secrecy.SECRET, by="主任"),
        lambda people: people.disable("reader", by="主任"),
        lambda people: people.change_password("reader", PASSWORD, PASSWORD[::-1], "a"),
    ],
)
def test_a_change_of_the_account_ends_all_its_sessions_and_no_other(
    people: People, change: Callable[[People], None]
) -> None:
    tokens = [people.sign_in("reader", PASSWORD, "a") for _ in range(2)]
    other = people.sign_in("主任", PASSWORD, "a")
    change(people)
    assert [people.viewer(token) for token in tokens] == [None, None]
    assert people.viewer(other) is not None


def test_signing_out_ends_one_session(people: People) -> None:
    here, there = (people.sign_in("reader", PASSWORD, "a") for _ in range(2))
    people.sign_out(here)
    assert people.viewer(here) is None
    assert people.viewer(there) is not None


def test_a_key_lets_a_program_in_until_it_is_taken(people: People) -> None:
    first, key = people.new_key("reader", by="主任"), people.new_key("reader", by="主任")
    assert people.viewer_with_key(first) is None
    viewer = people.viewer_with_key(key)
    assert viewer is not None
    assert viewer.name == "reader"
    assert people.viewer(key) is None  # a key is no session
    people.disable("reader", by="主任")
    assert people.viewer_with_key(key) is None
    people.enable("reader", by="主任")
    people.set_password("reader", PASSWORD[::-1], by="主任")
    assert people.viewer_with_key(key) is None


# --- wrong passwords


def test_wrong_name_wrong_password_and_disabled_account_look_alike(people: People) -> None:
    people.disable("reader", by="主任")
    tries = [("nobody", PASSWORD), ("主任", "wrong"), ("reader", PASSWORD), ("reader", "wrong")]
    errors = []
    for name, password in tries:
        with pytest.raises(UsageError) as refused:
            people.sign_in(name, password, f"address of {name}")
        errors.append((refused.value.key, refused.value.facts))
    assert errors == [("people.sign_in_wrong", {})] * 4


def test_a_name_that_nobody_has_costs_the_same_work(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    hasher = passwords._hasher()

    class Counting:
        hash = staticmethod(hasher.hash)

        def verify(self, kept: str, typed: str) -> bool:
            compared.append(kept)
            return hasher.verify(kept, typed)

    monkeypatch.setattr(passwords, "_hasher", Counting)
    for name in ("nobody", "reader"):
        tried(people, name, f"address of {name}")
        assert len(compared) == 1
        compared.clear()


def test_after_five_wrong_passwords_the_wait_grows(people: People, clock: Clock) -> None:
    waits = []
    for n in range(9):
        while True:
            with pytest.raises(UsageError) as refused:
                people.sign_in("reader", "wrong", f"address {n}")
            if refused.value.key == "people.sign_in_wrong":
                break
            waits.append(refused.value.facts["seconds"])
            clock.now += waits[-1]
    assert waits == [60, 120, 240, 480]


def test_the_right_password_has_to_wait_as_well_and_ends_the_counting(people: People, clock: Clock) -> None:
    for _ in range(5):
        tried(people, "reader", "a")
    assert tried(people, "reader", "b", PASSWORD) == "people.sign_in_wait"
    clock.now += 60
    people.sign_in("reader", PASSWORD, "b")
    assert [tried(people, "reader", "b") for _ in range(5)] == ["people.sign_in_wrong"] * 5


def test_names_that_nobody_has_are_counted_alike(people: People) -> None:
    def outcomes(name: str) -> list[str]:
        return [tried(people, name, f"{name} {n}") for n in range(8)]

    assert outcomes("nobody") == outcomes("reader")


def test_one_address_tries_ten_passwords_a_minute_at_most_whatever_the_names(people: People, clock: Clock) -> None:
    for minute in range(5):
        keys = [tried(people, f"name{minute}-{n}", "a") for n in range(40)]
        assert keys.count("people.sign_in_wrong") <= 10
        clock.now += 60


def test_an_account_of_ones_own_does_not_buy_tries_at_others(people: People) -> None:
    evaluated = 0
    for n in range(40):
        evaluated += tried(people, f"name{n}", "a") == "people.sign_in_wrong"
        tried(people, "reader", "a", PASSWORD)
    assert evaluated == 10


def test_hundreds_of_tries_at_the_same_moment_are_hundreds_of_tries(people: People) -> None:
    outcomes: list[str] = []

    def attempt() -> None:
        address = threading.current_thread().name
        outcomes.extend(tried(people, "reader", address) for _ in range(10))

    threads = [threading.Thread(target=attempt) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (outcomes.count("people.sign_in_wrong"), len(outcomes)) == (5, 200)


def test_changing_the_password_with_a_wrong_one_counts_as_a_try(people: People) -> None:
    for _ in range(5):
        assert why(lambda: people.change_password("reader", "wrong", "x" * 9 + "yz!", "a")) == "people.sign_in_wrong"
    assert why(lambda: people.change_password("reader", PASSWORD, "another one 1", "a")) == "people.sign_in_wait"


# --- accounts


@pytest.mark.parametrize(
    ("name", "password", "key"),
    [
        ("li", "short", "people.password_length"),
        ("li", "x" * 257, "people.password_length"),
        ("li", "aaaaaaaaaaaaaaaa", "people.password_easy"),
        ("lisi", "LiSi2026 and more", "people.password_easy"),
        ("li", "zhangxiaoming123456", "people.password_easy"),
        ("", PASSWORD, "people.name_wrong"),
        ("a b", PASSWORD, "people.name_wrong"),
        ("<b>", PASSWORD, "people.name_wrong"),
        ("console", PASSWORD, "people.name_wrong"),
        ("x" * 41, PASSWORD, "people.name_wrong"),
        ("READER", PASSWORD, "people.name_taken"),
    ],
)
def test_a_bad_name_or_password_makes_no_account(people: People, name: str, password: str, key: str) -> None:
    before = people.accounts(), people.deeds()
    assert why(lambda: people.add(name, password, Role.READER, by="主任")) == key
    assert (people.accounts(), people.deeds()) == before


def test_a_deleted_account_is_out_at_once_and_its_name_is_given_to_nobody(people: People) -> None:
    token, key = people.sign_in("reader", PASSWORD, "a"), people.new_key("reader", by="主任")
    people.delete("reader", by="主任")
    assert people.viewer(token) is None
    assert people.viewer_with_key(key) is None
    assert [each.name for each in people.accounts()] == ["主任"]
    assert tried(people, "reader", "b", PASSWORD) == "people.sign_in_wrong"
    assert (people.deeds()[1].what, people.deeds()[1].object) == (Deed.ACCOUNT_DELETED, "reader")
    assert why(lambda: people.add("Reader", PASSWORD, Role.READER, by="主任")) == "people.name_was_given"
    assert why(lambda: people.delete("reader", by="主任")) == "people.no_such_account"


def test_there_is_always_an_administrator(people: People, tmp_path: Path) -> None:
    for act in (
        lambda: people.delete("主任", by="主任"),
        lambda: people.disable("主任", by="主任"),
        lambda: people.set_role("主任", Role.LIBRARIAN, by="主任"),
        lambda: People(tmp_path / "new").add("first", PASSWORD, Role.READER, by="console"),
    ):
        assert why(act) == "people.last_administrator"
    assert people.accounts()[1].role is Role.ADMIN
    assert not People(tmp_path / "new").are_set_up()
    people.set_role("reader", Role.ADMIN, by="主任")
    people.disable("主任", by="reader")
    assert [each.is_enabled for each in people.accounts()] == [True, False]


def test_only_one_can_be_the_first(people: People) -> None:
    assert why(lambda: people.add("late", PASSWORD, Role.ADMIN, by="", is_first=True)) == "people.first_exists"


def test_an_account_that_is_not_there_is_named(people: People) -> None:
    for act in (
        lambda: people.set_role("nobody", Role.ADMIN, by="主任"),
        lambda: people.set_password("nobody", PASSWORD, by="主任"),
        lambda: people.disable("nobody", by="主任"),
        lambda: people.new_key("nobody", by="主任"),
    ):
        with pytest.raises(NotInLibrary) as missing:
            act()
        assert "nobody" in missing.value.in_language("zh")


# --- who sees what


def test_a_collection_is_open_until_it_is_kept_to_groups(people: People) -> None:
    viewer = people.accounts()[0].viewer
    assert people.reach_of(viewer) == Reach(Secrecy.INTERNAL)
    people.keep_to("干部", ["二组", "三组"], by="主任")
    people.keep_to("案卷", ["一组", "二组"], by="主任")
    assert people.reach_of(viewer) == Reach(Secrecy.INTERNAL, frozenset({"干部"}))
    people.keep_to("干部", [], by="主任")
    assert people.reach_of(viewer) == Reach(Secrecy.INTERNAL)


def test_an_administrator_is_in_no_group_by_being_one(people: People) -> None:
    people.keep_to("干部", ["二组"], by="主任")
    assert people.reach_of(people.accounts()[1].viewer).closed == {"干部"}


# --- the record


def test_what_was_done_is_written_down_with_who_and_to_whom(people: People) -> None:
    people.sign_out(people.sign_in("reader", PASSWORD, "a"))
    tried(people, "reader", "a")
    why(lambda: people.sign_in(PASSWORD, "typed into the wrong field", "a"))
    people.note("reader", Deed.DOCUMENT_REMOVED, "d1")
    said = [(each.who, each.what, each.object) for each in people.deeds()]
    assert said == [
        ("reader", Deed.DOCUMENT_REMOVED, "d1"),
        ("", Deed.SIGN_IN_REFUSED, ""),
        ("", Deed.SIGN_IN_REFUSED, "reader"),
        ("reader", Deed.SIGNED_OUT, ""),
        ("reader", Deed.SIGNED_IN, ""),
        ("主任", Deed.ACCOUNT_ADDED, "reader"),
        ("console", Deed.ACCOUNT_ADDED, "主任"),
    ]


@pytest.mark.parametrize("statement", ["DELETE FROM deeds", "UPDATE deeds SET who = 'x'"])
def test_the_record_cannot_be_changed(people: People, tmp_path: Path, statement: str) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as tables, pytest.raises(sqlite3.DatabaseError, match="only added"):
        tables.execute(statement)
    tables.close()


# --- the file


def test_a_file_that_cannot_be_read_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryUnavailable) as broken:
        People(tmp_path).are_set_up()
    assert FILE_NAME in broken.value.in_language("en")


def test_a_file_of_a_newer_version_is_left_alone(people: People, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as tables:
        tables.execute("PRAGMA user_version=99")
    tables.close()
    assert why(lambda: People(tmp_path).accounts()) == "people.newer"


def test_the_first_key_opens_once_typed_right() -> None:
    key = FirstKey()
    assert key.opens(f" {key.text}\n")
    assert not any(key.opens(typed) for typed in ("", key.text[:-1], FirstKey().text, "口令"))
