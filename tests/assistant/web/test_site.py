"""What each person is given of the library and of the files."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.requests import Request

from assistant.library.reach import Reach, Secrecy
from assistant.people.deeds import Deed
from assistant.people.office import People
from assistant.people.viewer import SOLE, Role, Viewer
from assistant.web.site import Site, folder_of
from assistant.web.visitors import mark

VIEWER = Viewer("李四", Role.READER, frozenset({"一组"}), Secrecy.SECRET)


def request_of(viewer: Viewer | None) -> Any:
    scope: dict[str, Any] = {"type": "http", "state": {"viewer": "planted"}}
    if viewer is not None:
        mark(scope, viewer)
    else:
        scope["state"] = {}
    return SimpleNamespace(request=Request(scope))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    people = People(tmp_path)
    people.keep_to("干部", ["二组"], by="console")
    assistant = SimpleNamespace(within=lambda reach: reach)
    return Site(cast("Any", assistant), tmp_path / "files", None, people)


def test_the_sole_user_sees_the_whole_library(site: Site) -> None:
    assert site.assistant_for(request_of(SOLE)) is site.assistant


def test_a_person_sees_what_his_groups_and_clearance_reach(site: Site) -> None:
    assert site.assistant_for(request_of(VIEWER)) == Reach(Secrecy.SECRET, frozenset({"干部"}))


def test_a_request_that_came_past_the_gate_is_nobodys(site: Site) -> None:
    with pytest.raises(KeyError):
        site.assistant_for(request_of(None))


def test_a_page_without_accounts_shows_a_person_nothing(tmp_path: Path) -> None:
    assistant = SimpleNamespace(within=lambda reach: reach)
    with pytest.raises(LookupError):
        Site(cast("Any", assistant), tmp_path, None).assistant_for(request_of(VIEWER))


def test_everybody_has_a_folder_of_his_own_that_does_not_name_him(site: Site) -> None:
    site.files.mkdir()
    folder = site.files_for(request_of(VIEWER))
    assert folder == folder_of(site.files, VIEWER)
    assert folder != site.files_for(request_of(Viewer("王五", Role.READER)))
    assert folder.parent == site.files
    assert "李四" not in str(folder)


def test_what_people_do_is_written_down_and_what_the_sole_user_does_is_not(site: Site) -> None:
    site.note(request_of(SOLE), Deed.DOCUMENT_REMOVED, "a")
    site.note(request_of(VIEWER), Deed.DOCUMENT_REMOVED, "b")
    assert [(each.who, each.object) for each in site.accounts.deeds()] == [("李四", "b"), ("console", "干部")]
