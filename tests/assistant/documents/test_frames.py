"""What a reader sends arrives as it was, whatever is in the text."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.frames import EndOfFramesError, item, receive, send, send_item
from assistant.documents.readers.items import Enclosed, Item, Pages, Reading
from assistant.records import Place, StyledHeading

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
COUNT = st.integers(0, 10**6)
READINGS = st.builds(
    Reading,
    text=ANY_TEXT,
    format=st.sampled_from(["docx", "pdf"]),
    encoding=st.sampled_from(["", "gb18030"]),
    places=st.lists(st.builds(Place, COUNT, st.just("page"), COUNT, st.text(max_size=5)), max_size=3).map(tuple),
    headings=st.lists(st.builds(StyledHeading, COUNT, COUNT, st.integers(0, 9)), max_size=3).map(tuple),
    stated_title=st.text(max_size=10),
    warnings=st.lists(st.sampled_from(["headers_left_out", "notes_moved"]), max_size=2).map(tuple),
)
ITEMS = st.one_of(
    READINGS, st.builds(Enclosed, st.text(max_size=10), st.binary(max_size=40)), st.builds(Pages, st.integers(0, 2000))
)


@given(st.lists(ITEMS, max_size=4))
def test_items_arrive_as_they_were_sent(sent: list[Item]) -> None:
    pipe = io.BytesIO()
    for each in sent:
        send_item(pipe, each)
    pipe.seek(0)
    assert [item(*receive(pipe)) for _ in sent] == sent
    with pytest.raises(EndOfFramesError):
        receive(pipe)


@pytest.mark.parametrize("kept", [0, 5, -1])
def test_a_frame_that_breaks_off_is_the_end(kept: int) -> None:
    pipe = io.BytesIO()
    send(pipe, {"is": "enclosed", "name": "甲.txt"}, b"abc")
    broken = io.BytesIO(pipe.getvalue()[:kept])
    with pytest.raises(EndOfFramesError):
        receive(broken)


def test_a_frame_of_unknown_kind_is_no_item() -> None:
    with pytest.raises(ValueError, match="no item"):
        item({"is": "surprise"}, b"")
