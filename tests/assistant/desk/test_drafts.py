"""Drafts with their versions, as their owners find them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.desk import drafts
from assistant.desk.desk import Desk
from assistant.desk.records import DraftKind
from assistant.errors import ChangedMeanwhile, NotOnDesk


def created(desk: Desk, owner: str = "甲", **state: Any) -> str:
    return desk.drafts.create(owner, DraftKind.PLAN, "整改方案", "反馈.docx", state, by="办公室电脑").id


def test_a_draft_comes_back_as_it_was_saved_in_another_process(desk: Desk, another_page: Desk) -> None:
    draft_id = created(desk, measures=["学习"])
    draft = another_page.drafts.open("甲", draft_id)
    assert (draft.state, draft.heading.version) == ({"measures": ["学习"]}, 1)
    assert (draft.heading.kind, draft.heading.title, draft.heading.source) == (DraftKind.PLAN, "整改方案", "反馈.docx")


def test_of_two_pages_the_second_is_told_and_overwrites_nothing(desk: Desk, another_page: Desk) -> None:
    draft_id = created(desk, text="一")
    assert another_page.drafts.save("甲", draft_id, {"text": "二"}, 1, by="家里电脑").version == 2
    with pytest.raises(ChangedMeanwhile) as caught:
        desk.drafts.save("甲", draft_id, {"text": "三"}, 1)
    assert "家里电脑" in str(caught.value)
    assert caught.value.facts["version"] == 2
    assert desk.drafts.open("甲", draft_id).state == {"text": "二"}


def test_a_save_that_changes_nothing_makes_no_version(desk: Desk) -> None:
    draft_id = created(desk, text="一")
    assert desk.drafts.save("甲", draft_id, {"text": "一"}, 1).version == 1
    assert desk.drafts.save("甲", draft_id, {"text": "一"}, 1, title="新名").version == 2
    assert desk.drafts.headings("甲")[0].title == "新名"


def test_an_earlier_version_is_restored_as_a_new_one(desk: Desk) -> None:
    draft_id = created(desk, text="一")
    desk.drafts.save("甲", draft_id, {"text": "二"}, 1)
    assert desk.drafts.restore("甲", draft_id, 1, 2).version == 3
    assert [desk.drafts.open("甲", draft_id, each.version).state for each in desk.drafts.versions("甲", draft_id)] == [
        {"text": "一"},
        {"text": "二"},
        {"text": "一"},
    ]


def test_the_oldest_versions_go_and_the_latest_stay(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "KEPT_VERSIONS", 3)
    draft_id = created(desk, n=1)
    for n in range(2, 7):
        desk.drafts.save("甲", draft_id, {"n": n}, n - 1)
    assert [each.version for each in desk.drafts.versions("甲", draft_id)] == [6, 5, 4]
    with pytest.raises(NotOnDesk):
        desk.drafts.open("甲", draft_id, 3)


OF_ONE_DRAFT = {
    "open": lambda kept, owner, at: kept.open(owner, at),
    "open a version": lambda kept, owner, at: kept.open(owner, at, 1),
    "versions": lambda kept, owner, at: kept.versions(owner, at),
    "save": lambda kept, owner, at: kept.save(owner, at, {}, 1),
    "restore": lambda kept, owner, at: kept.restore(owner, at, 1, 1),
    "delete": lambda kept, owner, at: kept.delete(owner, at),
}


@pytest.mark.parametrize("act", OF_ONE_DRAFT.values(), ids=OF_ONE_DRAFT)
def test_somebody_elses_looks_as_what_is_not_there(desk: Desk, act: Any) -> None:
    draft_id = created(desk, text="一")
    said = []
    for at in (draft_id, "0" * 32):
        with pytest.raises(NotOnDesk) as caught:
            act(desk.drafts, "乙", at)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert desk.drafts.headings("乙") == []
    assert desk.drafts.open("甲", draft_id).state == {"text": "一"}


def test_the_draft_saved_last_comes_first_and_kinds_are_told_apart(desk: Desk) -> None:
    first, second = created(desk, n=1), created(desk, n=2)
    remarks = desk.drafts.create("甲", DraftKind.REMARKS, "表态发言", "", {}).id
    desk.drafts.save("甲", first, {"n": 3}, 1)
    assert [each.id for each in desk.drafts.headings("甲")] == [first, remarks, second]
    assert [each.id for each in desk.drafts.headings("甲", DraftKind.PLAN)] == [first, second]


@pytest.mark.parametrize("way", ["delete", "purge"])
def test_nothing_of_a_deleted_draft_or_of_its_versions_is_left_in_any_file(desk: Desk, home: Path, way: str) -> None:
    draft_id = created(desk, text="临江市水务局" * 2000)
    desk.drafts.save("甲", draft_id, {"text": "改为交通局" * 2000}, 1)
    created(desk, "乙", text="乙的草稿")
    desk.drafts.delete("甲", draft_id) if way == "delete" else desk.purge("甲")
    held = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert "乙的草稿".encode() in held
    assert "临江市水务局".encode() not in held
    assert "改为交通局".encode() not in held


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("甲乙ab\n\0'"), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text("键名xy"), JSON, max_size=4))
def test_any_state_comes_back_unchanged(desk: Desk, state: dict[str, Any]) -> None:
    assert desk.drafts.open("甲", created(desk, held=state)).state == {"held": state}
