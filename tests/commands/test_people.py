"""`assistant people …` end to end: what is printed, and what is never taken as an argument."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from assistant.cli import run
from assistant.desk.desk import Desk
from assistant.people import passwords
from assistant.people.office import People

PASSWORD = "整改 台账 逐项销号 2026"

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("add", "li", typed=…)` gives exit code, stdout and stderr of `assistant people add li`."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)

    def given(*words: str, typed: str = f"{PASSWORD}\n") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = run(["--home", str(tmp_path), "people", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return given


def listed(command: Command) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(command("list", "--json")[1])
    return rows


def test_accounts_are_made_changed_and_listed(command: Command, tmp_path: Path) -> None:
    assert command("add", "主任", "--role", "admin", "--clearance", "机密")[0] == 0
    assert command("add", "Li", "--group", "一组", "--group", "二组")[:2] == (0, "li\n")
    for words in (
        ("role", "LI", "librarian"),
        ("groups", "li", "三组"),
        ("clearance", "li", "internal"),
        ("disable", "li"),
    ):
        assert command(*words)[0] == 0
    assert listed(command) == [
        {"name": "li", "role": "librarian", "groups": ["三组"], "clearance": "internal", "enabled": False},
        {"name": "主任", "role": "admin", "groups": [], "clearance": "confidential", "enabled": True},
    ]
    assert "li\tlibrarian\t三组\tinternal\t停用" in command("list")[1]
    assert People(tmp_path).sign_in("主任", PASSWORD, "a")


def test_the_password_comes_on_standard_input_and_not_as_an_argument(command: Command, tmp_path: Path) -> None:
    command("add", "主任", "--role", "admin")
    assert command("password", "主任", PASSWORD)[0] == 2
    assert command("password", "主任", typed="另一个 足够长的 密码\r\n")[0] == 0
    assert People(tmp_path).sign_in("主任", "另一个 足够长的 密码", "a")


def test_a_password_typed_differently_twice_is_not_taken(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter((PASSWORD, "something else"))
    monkeypatch.setattr("assistant.cli.people.getpass", lambda _: next(typed))
    monkeypatch.setattr("assistant.cli.people._is_at_a_terminal", lambda: True)
    code, _, error = command("add", "主任", "--role", "admin")
    assert (code, "两次" in error) == (2, True)
    assert listed(command) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "li"), 2, "管理员"),
        (("role", "nobody", "admin"), 1, "nobody"),
        (("role", "nobody", "king"), 2, "king"),
        (("clearance", "nobody", "top"), 2, "绝密"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(
    command: Command, words: tuple[str, ...], code: int, said: str
) -> None:
    given, _, error = command(*words)
    assert given == code
    assert said in error


def test_a_key_is_shown_once_and_lets_a_program_in(command: Command, tmp_path: Path) -> None:
    command("add", "主任", "--role", "admin")
    code, key, said = command("key", "主任")
    assert code == 0
    assert "Bearer" in said
    assert People(tmp_path).viewer_with_key(key.strip()) is not None


def test_collections_are_kept_to_groups(command: Command) -> None:
    command("collection", "干部", "一组", "二组")
    assert command("collection")[1] == "干部\t一组,二组\n"
    command("collection", "干部")
    assert command("collection")[1] == ""


def test_the_record_says_who_did_what_to_whom(command: Command) -> None:
    command("add", "主任", "--role", "admin")
    command("collection", "干部", "一组")
    rows = json.loads(command("audit", "--json")[1])
    assert [(row["who"], row["what"], row["of"]) for row in rows] == [
        ("console", "collection_changed", "干部"),
        ("console", "account_added", "主任"),
    ]
    assert "console\t新建用户\t主任" in command("audit", "--last", "5")[1]


@pytest.mark.parametrize("options", [["--host", "0.0.0.0"], ["--root-path", "/office"]])
def test_without_accounts_others_than_this_machine_are_not_let_in(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--home", str(tmp_path), "serve", "--port", "1", *options]) == 2
    assert "assistant people add" in capsys.readouterr().err


def test_an_account_is_deleted_only_once_it_is_said_what_becomes_of_its_work(command: Command, tmp_path: Path) -> None:
    command("add", "主任", "--role", "admin")
    command("add", "li")
    command("add", "wang")
    desk = Desk(tmp_path)
    desk.conversations.ask("li", "整改期限是多久？", {})
    for words in ((), ("--purge", "--hand-over-to", "wang")):
        code, _, said = command("delete", "LI", *words)
        assert code == 2
        assert "1 个对话" in said
    assert command("delete", "li", "--hand-over-to", "Wang")[0] == 0
    assert desk.work_of("wang").conversations == 1
    code, _, said = command("delete", "wang", "--purge")
    assert (code, "已清除" in said) == (0, True)
    assert [each["name"] for each in listed(command)] == ["主任"]
    assert command("delete", "主任")[0] != 0
    assert "删除用户" in command("audit")[1]


@pytest.mark.parametrize("name", ["", "甲\n乙"])
def test_what_is_no_name_of_a_collection_is_kept_to_nobody(command: Command, name: str) -> None:
    code, out, err = command("collection", name)
    assert (code, out) == (2, "")
    assert "资料集名称" in err
    assert command("audit")[1] == ""
