"""`assistant people …`: accounts, keys, collections, and the record of what was done.

Passwords are never arguments, which other users of the machine can read: they are asked for, or come on standard input.
"""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.output import as_json, flags_of, said, shown
from assistant.errors import UsageError
from assistant.library.reach import Secrecy
from assistant.messages import text
from assistant.people.accounts import Account, degree_named, name_of
from assistant.people.office import CONSOLE, People
from assistant.people.viewer import Role

_JSON = typer.Option("--json", help=text("cli.json"))
_NAME = typer.Argument(help=text("people.help.name"))
_GROUPS = typer.Argument(help=text("people.help.groups_given"))
_ROLE = typer.Argument(help=text("people.help.role_given"))
_CLEARANCE = typer.Argument(help=text("people.help.clearance_given"))


def register(app: typer.Typer) -> None:
    group = typer.Typer(help=text("people.help.people"), no_args_is_help=True)
    group.command("add", help=text("people.help.add"))(_add)
    group.command("list", help=text("people.help.list"))(_list)
    group.command("role", help=text("people.help.role"))(_role)
    group.command("groups", help=text("people.help.groups"))(_groups)
    group.command("clearance", help=text("people.help.clearance"))(_clearance)
    group.command("password", help=text("people.help.password"))(_password)
    group.command("disable", help=text("people.help.disable"))(_disable)
    group.command("enable", help=text("people.help.enable"))(_enable)
    group.command("delete", help=text("people.help.delete"))(_delete)
    group.command("key", help=text("people.help.key"))(_key)
    group.command("collection", help=text("people.help.collection"))(_collection)
    group.command("audit", help=text("people.help.audit"))(_audit)
    app.add_typer(group, name="people")


def _add(
    context: typer.Context,
    name: Annotated[str, _NAME],
    role: Annotated[Role, typer.Option(help=text("people.help.role_given"))] = Role.READER,
    group: Annotated[list[str] | None, typer.Option(help=text("people.help.group_given"))] = None,
    clearance: Annotated[str, typer.Option(help=text("people.help.clearance_given"))] = Secrecy.PUBLIC.name.lower(),
) -> None:
    degree = degree_named(clearance)
    made = _people(context).add(name, _new_password(), role, groups=group or (), clearance=degree, by=CONSOLE)
    shown(made.name)


def _list(context: typer.Context, in_json: Annotated[bool, _JSON] = False) -> None:
    accounts = _people(context).accounts()
    if not accounts:
        said(text("people.nobody"))
    if in_json:
        as_json([_described(each) for each in accounts])
        return
    for each in accounts:
        state = text(f"people.table.{'enabled' if each.is_enabled else 'disabled'}")
        groups = ",".join(sorted(each.groups))
        shown(f"{each.name}\t{each.role.value}\t{groups}\t{each.clearance.name.lower()}\t{state}")


def _described(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "role": account.role.value,
        "groups": sorted(account.groups),
        "clearance": account.clearance.name.lower(),
        "enabled": account.is_enabled,
    }


def _role(context: typer.Context, name: Annotated[str, _NAME], role: Annotated[Role, _ROLE]) -> None:
    _people(context).set_role(name_of(name), role, by=CONSOLE)


def _groups(
    context: typer.Context, name: Annotated[str, _NAME], groups: Annotated[list[str] | None, _GROUPS] = None
) -> None:
    _people(context).set_groups(name_of(name), groups or (), by=CONSOLE)


def _clearance(context: typer.Context, name: Annotated[str, _NAME], clearance: Annotated[str, _CLEARANCE]) -> None:
    _people(context).set_clearance(name_of(name), degree_named(clearance), by=CONSOLE)


def _password(context: typer.Context, name: Annotated[str, _NAME]) -> None:
    _people(context).set_password(name_of(name), _new_password(), by=CONSOLE)


def _disable(context: typer.Context, name: Annotated[str, _NAME]) -> None:
    _people(context).disable(name_of(name), by=CONSOLE)


def _enable(context: typer.Context, name: Annotated[str, _NAME]) -> None:
    _people(context).enable(name_of(name), by=CONSOLE)


def _delete(
    context: typer.Context,
    name: Annotated[str, _NAME],
    purge: Annotated[bool, typer.Option("--purge", help=text("people.help.purge"))] = False,
    hand_over_to: Annotated[str | None, typer.Option(metavar="NAME", help=text("people.help.hand_over_to"))] = None,
) -> None:
    from assistant.desk.desk import Desk  # noqa: PLC0415
    from assistant.web.departure import dismiss  # noqa: PLC0415
    from assistant.web.site import files_of  # noqa: PLC0415

    home, leaving = _home(context), name_of(name)
    desk = Desk(home)
    work = desk.work_of(leaving)
    if work and purge == (hand_over_to is not None):
        raise UsageError("people.work_undecided", name=leaving, conversations=work.conversations, drafts=work.drafts)
    heir = None if hand_over_to is None else name_of(hand_over_to)
    dismiss(People(home), desk, files_of(home), leaving, heir, by=CONSOLE)
    key = "people.deleted" if heir is None else "people.deleted_and_handed_over"
    said(text(key, name=leaving, conversations=work.conversations, drafts=work.drafts, heir=heir))


def _key(context: typer.Context, name: Annotated[str, _NAME]) -> None:
    key = _people(context).new_key(name_of(name), by=CONSOLE)
    said(text("people.key_made", name=name_of(name)))
    shown(key)


def _collection(
    context: typer.Context,
    collection: Annotated[str | None, typer.Argument(help=text("people.help.collection_given"))] = None,
    groups: Annotated[list[str] | None, _GROUPS] = None,
) -> None:
    people = _people(context)
    if collection is not None:
        people.keep_to(collection, groups or (), by=CONSOLE)
        return
    for name, kept_to in people.collections().items():
        shown(f"{name}\t{','.join(sorted(kept_to))}")


def _audit(
    context: typer.Context,
    last: Annotated[int, typer.Option(min=1, help=text("people.help.last"))] = 200,
    in_json: Annotated[bool, _JSON] = False,
) -> None:
    deeds = _people(context).deeds(last)
    if in_json:
        as_json([{"at": each.at.isoformat(), "who": each.who, "what": each.what, "of": each.object} for each in deeds])
        return
    for each in deeds:
        what = text(f"people.deed.{each.what.value}")
        shown(f"{each.at.astimezone():%Y-%m-%d %H:%M:%S}\t{each.who or '–'}\t{what}\t{each.object}")


def _people(context: typer.Context) -> People:
    return People(_home(context))


def _home(context: typer.Context) -> Path:
    from assistant.settings import load  # noqa: PLC0415

    return load(flags_of(context)).home.resolve()


def _new_password() -> str:
    """Asked for twice at a terminal, else the first line of standard input. Raises UsageError where they differ."""
    if not _is_at_a_terminal():
        return sys.stdin.readline().rstrip("\r\n")
    typed = getpass(f"{text('people.new_password')}: ")
    if getpass(f"{text('people.same_password')}: ") != typed:
        raise UsageError("people.passwords_differ")
    return typed


def _is_at_a_terminal() -> bool:
    return sys.stdin.isatty()
