"""Where an answer is looked for."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.errors import UsageError
from assistant.web.scope import Scope, from_json, limits, to_json
from tests.assistant.web.builders import summary

HELD: Any = SimpleNamespace(
    documents=lambda: [summary("d1", "办法"), summary("d2", "讲话", genre="speech", collection="干部处")]
)


@pytest.fixture
def scope(build: Any) -> Any:
    def make() -> Scope:
        with gr.Blocks(analytics_enabled=False):
            return Scope()

    return build(make)


def test_empty_fields_set_no_limit() -> None:
    assert limits([], " ", None, "") == {"documents": None, "as_of": None, "genres": (), "collection": None}


def test_everything_chosen_is_a_limit() -> None:
    assert limits(["d1"], "2024年5月1日", ["speech"], "干部处") == {
        "documents": frozenset({"d1"}),
        "as_of": date(2024, 5, 1),
        "genres": ("speech",),
        "collection": "干部处",
    }


def test_what_is_no_date_is_named() -> None:
    with pytest.raises(UsageError, match="去年"):
        limits(None, "去年", None, None)


def test_what_the_library_holds_is_offered_by_name(scope: Any) -> None:
    offered = scope.arrive(HELD, None, None, None, "zh")
    assert offered[scope.genres]["choices"] == [("制度", "regulation"), ("讲话", "speech")]
    assert offered[scope.collection]["choices"] == [("全部", ""), ("本单位资料", "default"), ("干部处", "干部处")]
    assert [value for _, value in offered[scope.documents]["choices"]] == ["d1", "d2"]


def test_what_was_chosen_stays_as_far_as_it_is_still_there(scope: Any) -> None:
    offered = scope.arrive(HELD, ["d2", "d9"], ["speech", "plan"], "已删的", "zh")
    values = [offered[field]["value"] for field in (scope.documents, scope.genres, scope.collection)]
    assert values == [["d2"], ["speech"], ""]


def test_what_is_chosen_while_the_page_asks_what_there_is_is_not_undone(scope: Any) -> None:
    offered = scope.arrive(HELD, ["d2"], [], "", "zh")
    assert all("value" not in offered[field] for field in (scope.documents, scope.genres, scope.collection))


def test_an_uploaded_document_lifts_the_limits_that_would_hide_it(scope: Any) -> None:
    limited = scope.limit_to(HELD, ["d1"])
    values = [limited[field]["value"] for field in (scope.documents, scope.genres, scope.collection)]
    assert values == [["d1"], [], ""]


@pytest.mark.parametrize("chosen", [([], " ", None, ""), (["d2", "d1"], "2024年5月1日", ["speech"], "干部处")])
def test_limits_come_back_from_the_desk_as_they_were(chosen: Any) -> None:
    assert from_json(to_json(limits(*chosen))) == limits(*chosen)


def test_a_page_that_is_older_than_the_server_still_asks_within_its_limits(scope: Any) -> None:
    """The server never offered these choices to anybody."""
    assert scope.documents.preprocess(["d1"]) == ["d1"]
    assert scope.collection.preprocess("") == ""
    assert scope.documents.preprocess([{"不是": "编号"}]) == []
