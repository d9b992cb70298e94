"""What on the desk quotes a document that is to be purged, and drafts without its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.desk.desk import Desk
from assistant.desk.file import NAME
from assistant.desk.quoting import MARK, masked
from assistant.desk.records import DraftKind, Standing
from assistant.library.traces import WINDOW, every_window

TEXT = "第九条　会议费每人每天不得超过伍佰伍拾元，超出部分由举办单位自行承担。"
WORDS = every_window(TEXT)


def kept(desk: Desk, owner: str, source: str, **state: Any) -> str:
    return desk.drafts.create(owner, DraftKind.PLAN, "整改方案", source, state).id


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """Answers and drafts of two people; what was cited is gone from the latest version of one draft."""
    for owner, cited in (("甲", "d1"), ("乙", "d1"), ("乙", "d2")):
        _, key = desk.conversations.ask(owner, "多少钱？", {})
        desk.conversations.finish(key, Standing.DONE, [], "", answer={"citations": [{"document_id": cited}]})
    kept(desk, "甲", "d1")
    cites = kept(desk, "乙", "反馈.docx", citations=[{"document_id": "d1", "quote": TEXT}])
    desk.drafts.save("乙", cites, {"text": "改过了"}, 1)
    kept(desk, "乙", "反馈.docx", citations=[{"document_id": "d2"}, {"document_id": "d10"}])
    return desk


def test_answers_and_drafts_of_everybody_are_found_by_any_version(busy: Desk) -> None:
    found = busy.quoting(["d1"])
    assert (found.answers, [(each.owner, each.kind) for each in found.drafts]) == (
        2,
        [("乙", DraftKind.PLAN), ("甲", DraftKind.PLAN)],
    )
    assert busy.quoting(["d1", "d2"]).answers == 3
    assert len(busy.quoting(["d1", "d2"]).drafts) == 3
    assert busy.quoting(["d3"]).drafts == ()


def test_a_desk_that_nobody_used_quotes_nothing_and_is_not_made(desk: Desk, home: Path) -> None:
    assert desk.quoting(["d1"]).answers == 0
    assert not (home / NAME).exists()


def test_words_are_taken_out_of_all_versions_and_of_the_file(busy: Desk, home: Path) -> None:
    busy.mask_drafts(busy.quoting(["d1"]).drafts, WORDS)
    (heading,) = [each for each in busy.drafts.headings("乙") if len(busy.drafts.versions("乙", each.id)) == 2]
    assert busy.drafts.open("乙", heading.id, 1).state["citations"][0]["quote"] == MARK * 3 + "　" + MARK * (
        len(TEXT) - 4
    )
    assert busy.drafts.open("乙", heading.id).state == {"text": "改过了"}
    busy.close()
    assert not any("伍佰伍拾元".encode() in path.read_bytes() for path in home.glob(f"{NAME}*"))


def test_drafts_are_deleted_with_all_versions_and_others_stay(busy: Desk, home: Path) -> None:
    busy.delete_drafts(busy.quoting(["d1"]).drafts)
    assert busy.drafts.headings("甲") == []
    assert len(busy.drafts.headings("乙")) == 1
    busy.close()
    assert not any("伍佰伍拾元".encode() in path.read_bytes() for path in home.glob(f"{NAME}*"))


@given(
    before=st.text(max_size=12),
    at=st.integers(0, len(TEXT)),
    length=st.integers(0, len(TEXT)),
    behind=st.text(max_size=12),
)
def test_no_piece_is_left_and_what_somebody_else_wrote_stays(before: str, at: int, length: int, behind: str) -> None:
    copied = TEXT[at : at + length]
    after = masked(before + copied + behind, WORDS)
    assert not every_window(after) & WORDS
    assert len(after) == len(before + copied + behind)
    if len(copied) < WINDOW and not every_window(before + copied + behind) & WORDS:
        assert after == before + copied + behind
    if MARK not in after:
        assert len(copied) < WINDOW or not every_window(copied)


def test_what_a_draft_is_read_by_is_not_touched() -> None:
    state = {"会议费每人每天不得超过伍佰": "2026-01-05", "n": 3, "none": None, "on": ["2026-01-05", TEXT]}
    after = masked(state, every_window(TEXT + "2026-01-05"))
    assert json.loads(json.dumps(after)) == {**state, "on": ["2026-01-05", MARK * 3 + "　" + MARK * (len(TEXT) - 4)]}
