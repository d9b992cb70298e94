"""Accounts, collections and the record of deeds → HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant import messages
from assistant.library.reach import Secrecy
from assistant.people.accounts import Account
from assistant.people.deeds import Deed, Record
from assistant.web.forms import collection_name
from assistant.web.markup import Html, element
from assistant.web.visitor_bar import role_name


def accounts(listed: Sequence[Account], language: str) -> Html:
    """The table of accounts."""
    rows = [
        (
            each.name,
            role_name(each.role, language),
            "、".join(sorted(each.groups)) or "–",
            clearance_name(each.clearance, language),
            _say("enabled" if each.is_enabled else "disabled", language),
        )
        for each in listed
    ]
    if not rows:
        return element("p", _say("nobody", language), class_="remark")
    return _table(("name", "role", "groups", "clearance", "state"), rows, language)


def collections(kept_to: Mapping[str, frozenset[str]], known: Iterable[str], language: str) -> Html:
    """The table of collections, with the groups that each is kept to."""
    rows = [
        (collection_name(name, language), "、".join(sorted(kept_to.get(name, ()))) or _say("everybody", language))
        for name in sorted({*kept_to, *known})
    ]
    return _table(("collection", "groups"), rows, language)


def deeds(listed: Sequence[Record], language: str) -> Html:
    """The table of what was done, as it was given."""
    rows = [
        (
            f"{each.at.astimezone():%Y-%m-%d %H:%M:%S}",
            each.who or "–",
            messages.text(f"people.deed.{each.what.value}", language=language),
            collection_name(each.object, language) if each.what is Deed.COLLECTION_CHANGED else each.object,
        )
        for each in listed
    ]
    return _table(("at", "who", "what", "object"), rows, language)


def clearance_name(clearance: Secrecy, language: str) -> str:
    """A degree of secrecy in words."""
    return messages.text(f"people.clearance.{clearance.name.lower()}", language=language)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> Html:
    head = element("tr", *(element("th", _say(name, language), scope="col") for name in columns))
    body = [
        element(
            "tr",
            *(element("td", cell, data_label=_say(name, language)) for name, cell in zip(columns, row, strict=True)),
        )
        for row in rows
    ]
    return element("table", element("thead", head), element("tbody", *body))


def _say(key: str, language: str) -> str:
    return messages.text(f"people.table.{key}", language=language)
