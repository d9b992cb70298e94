"""What no base holds is searched exactly, is never stale, and gets a base once there is too much of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.application import Assistant
from assistant.library import newer as newer_module
from assistant.library.newer import Newer, read_newer

Write = Callable[[str, str], Path]

NAMES = ("甲", "乙", "丙")


def articles(name: str, count: int = 4) -> str:
    return "\n".join([f"{name}办法", *(f"第{n}条　{name}事项{n}由办公室负责，{n}日内报送。" for n in range(1, count))])


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.lists(st.integers(-2, 2), min_size=3, max_size=3)), max_size=30),
    st.integers(1, 8),
    st.none() | st.frozensets(st.sampled_from(NAMES)),
    st.frozensets(st.sampled_from(NAMES)),
)
def test_the_nearest_are_those_that_comparing_with_each_would_give(
    rows: list[tuple[str, list[int]]], limit: int, within: frozenset[str] | None, without: frozenset[str]
) -> None:
    documents: dict[str, int] = {}
    owners = np.array([documents.setdefault(name, len(documents)) for name, _ in rows], np.int32)
    vectors = np.array([vector for _, vector in rows], np.float32).reshape(len(rows), 3)
    held = Newer(0, len(rows), [f"p{at:02}" for at in range(len(rows))], owners, documents, vectors)
    asked = np.array([1.0, 0.5, -0.25], np.float32)
    wanted = [
        (-float(vectors[at] @ asked), f"p{at:02}")
        for at, (name, _) in enumerate(rows)
        if (within is None or name in within) and name not in without
    ]
    hits = held.nearest(asked, limit, within, without)
    assert [(-hit.score, hit.passage_id) for hit in hits] == sorted(wanted)[:limit]


def test_a_search_sees_what_came_and_not_what_went(assistant: Assistant, write: Write) -> None:
    """Between two questions the new rows are added to those in memory; what was removed or replaced goes."""
    store = assistant.store

    def found() -> set[str]:
        hits = store.vectors.search(store.encoder.encode_query("办公室负责的事项"), 1000)
        fresh = read_newer(store.catalogue, 0)
        assert {hit.passage_id for hit in hits} == set(fresh.ids)
        return {assistant.store.catalogue.find([hit.passage_id])[hit.passage_id].title for hit in hits}

    assistant.ingest([write("甲.txt", articles("甲"))])
    assert found() == {"甲办法"}
    assistant.ingest([write("乙.txt", articles("乙"))])
    assert found() == {"甲办法", "乙办法"}
    assistant.ingest([write("甲.txt", articles("丙", 9))])
    assert found() == {"丙办法", "乙办法"}
    assistant.remove(next(row.id for row in assistant.documents() if row.title == "乙办法"))
    assert found() == {"丙办法"}


def test_only_what_is_new_is_read_again(assistant: Assistant, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    assistant.ingest([write("甲.txt", articles("甲"))])
    query = assistant.store.encoder.encode_query("办公室")
    assistant.store.vectors.search(query, 5)
    monkeypatch.setattr(newer_module, "read_newer", lambda *_: pytest.fail("all of it was read again"))
    assistant.ingest([write("乙.txt", articles("乙"))])
    assert len(assistant.store.vectors.search(query, 100)) == assistant.store.catalogue.counts()[1]


def test_a_base_is_built_once_too_much_is_searched_exactly(
    assistant: Assistant, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.vectors.MOST_NEWER", 5)
    assistant.ingest([write("甲.txt", articles("甲"))])
    assert assistant.store.vectors.generation() is None
    assistant.ingest([write("乙.txt", articles("乙", 9))])
    first = assistant.store.vectors.generation()
    assert first is not None
    assert first.rows == assistant.store.catalogue.counts()[1]
    assistant.ingest([write("丙.txt", articles("丙"))])
    assert assistant.store.vectors.generation() == first
