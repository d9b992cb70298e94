"""The passage that a citation opens, marked in its surroundings."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.application import Assistant
from assistant.errors import NotInLibrary, NotOnDesk
from assistant.records import Answer, Citation, Document, Nearest, Searched, Status, Version
from assistant.text.offsets import OffsetMap
from assistant.web.conversation import Turn
from assistant.web.markup import escape
from assistant.web.site import Site
from assistant.web.source_panel import SURROUNDINGS, Place, SourcePanel, passage, places_of


def document(text: str, **version: Any) -> Document:
    return Document(
        "d1", "整改办法", "a.md", "default", "regulation", Version(**version), text, text, OffsetMap.identity(len(text))
    )


def shown_text(markup: str) -> tuple[str, str, str]:
    """What stands before, inside and after the mark."""
    found = re.search(r'<div class="text".*?<p>([^<]*)<mark>([^<]*)</mark>([^<]*)</p>', markup)
    assert found is not None
    before, marked, after = (unescape(part) for part in found.groups())
    return before, marked, after


@given(st.data())
def test_the_mark_holds_exactly_the_cited_span(data: st.DataObject) -> None:
    text = data.draw(st.text("第一条，整改\n<b>&。", min_size=1, max_size=6 * SURROUNDINGS))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    before, marked, after = shown_text(passage(document(text), Place("d1", "", start=start, end=end), "zh"))
    assert marked == text[start:end]
    assert before == text[start - len(before) : start]
    assert after == text[end : end + len(after)]


def test_what_is_left_out_of_a_long_document_is_counted() -> None:
    text = "前" * 5000 + "依据" + "后" * 5000
    markup = passage(document(text), Place("d1", "", start=5000, end=5002), "zh")
    assert markup.count(f"略去 {5000 - SURROUNDINGS} 字") == 2


def test_surroundings_end_at_a_line_break_where_one_is_near() -> None:
    text = "一" * 3000 + "\n" + "二" * (SURROUNDINGS + 100) + "依据"
    before, _, _ = shown_text(passage(document(text), Place("d1", "", start=len(text) - 2, end=len(text)), "zh"))
    assert set(before) == {"二"}


HIDDEN = re.compile(r'<span hidden="">.*?</span>')


@given(st.data())
def test_a_heading_reads_as_one_and_no_character_moves(data: st.DataObject) -> None:
    lines = data.draw(
        st.lists(st.sampled_from(["## 第三章 罚则", "第一条", "# 总则", "#不是标题", "  ### 节", ""]), min_size=1)
    )
    text = "\n".join([*lines, "依据"])
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    markup = passage(document(text), Place("d1", "", start=start, end=end), "zh").partition('class="text"')[2]
    body = markup.partition("<p>")[2].partition("</p>")[0]
    marked = body.partition("<mark>")[2].partition("</mark>")[0]
    assert unescape(re.sub("<[^>]*>", "", body)) == text
    assert unescape(re.sub("<[^>]*>", "", marked)) == text[start:end]
    seen = unescape(re.sub("<[^>]*>", "", HIDDEN.sub("", body)))
    assert seen.split("\n") == [re.sub(r"^\s*#+\s+", "", line) for line in text.split("\n")]


def test_a_reader_sees_issuer_number_dates_status_and_heading() -> None:
    version = {"issuer": "市委办公室", "document_number": "临办发〔2024〕3号", "issued_on": date(2024, 3, 1)}
    markup = passage(
        document("正文", **version), Place("d1", "整改办法", "第二章 › 第五条", 0, 2, Status.SUPERSEDED), "zh"
    )
    for part in ("整改办法", "市委办公室", "临办发〔2024〕3号", "2024&#45;03&#45;01 发布", "已废止", "第二章 › 第五条"):
        assert part in markup


def test_a_document_opens_at_its_start_where_nothing_is_cited() -> None:
    assert "<mark>" not in passage(document("正文"), Place("d1", "整改办法"), "zh")


def test_links_of_an_answer_are_its_citations_and_the_nearest_material() -> None:
    citation = Citation(3, "d1", "甲", "a", Status.CURRENT, "", "引", 1, 2, 1, 2, 0.5)
    searched = Searched(1, 1, (), (Nearest("d2", "乙", "第一条", "近", 4, 5),))
    answer = Answer("问", date(2025, 1, 1), False, None, (), (citation,), searched, "extractive")
    places = places_of(answer)
    assert (places["cite-3"].document_id, places["near-1"].start) == ("d1", 4)


class TestFollowingALink:
    """`show` as the page calls it."""

    ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})

    @staticmethod
    def turn(_: Any, key: str) -> Turn:
        if key != "kept":
            raise NotOnDesk("conversation_missing")
        citation = Citation(3, "d1", "甲", "a", Status.CURRENT, "", "乙", 1, 2, 1, 2, 0.5)
        answer = Answer("问", date(2025, 1, 1), False, None, (), (citation,), Searched(1, 1), "extractive")
        return Turn("问", answer=answer)

    @pytest.fixture
    def show(self, build: Any) -> Any:
        import gradio as gr

        def find(document_id: str) -> Document:
            if document_id != "d1":
                raise NotInLibrary("no_such_document", id=document_id)
            return document("甲乙丙丁")

        site: Any = SimpleNamespace(assistant_for=lambda _: SimpleNamespace(document=find), language=None)
        talks: Any = SimpleNamespace(turn=self.turn)

        def make() -> SourcePanel:
            with gr.Blocks(analytics_enabled=False):
                return SourcePanel(site, talks)

        panel = build(make)

        def follow(places: dict[str, dict[str, Place]], **link: str) -> str:
            return str(panel.show(gr.EventData(None, link), self.ZH, places, {}, {}))

        return follow

    def test_opens_the_place_under_the_key_of_its_answer(self, show: Any) -> None:
        places = {
            "k1": {"cite-1": Place("d1", "甲", start=0, end=1)},
            "k2": {"cite-1": Place("d1", "甲", start=2, end=3)},
        }
        assert "<mark>丙</mark>" in show(places, owner="k2", name="cite-1")

    @pytest.mark.parametrize("link", [{"owner": "k9", "name": "cite-1"}, {"owner": "k1", "name": "cite-9"}])
    def test_an_unknown_link_is_answered_with_what_to_do(self, show: Any, link: dict[str, str]) -> None:
        assert "请重新提问" in show({"k1": {"cite-1": Place("d1", "甲")}}, **link)

    def test_an_answer_of_a_conversation_needs_nothing_that_the_page_holds(self, show: Any) -> None:
        assert "<mark>乙</mark>" in show({}, owner="kept", name="cite-3")
        assert "请重新提问" in show({}, owner="kept", name="cite-4")

    def test_a_document_that_was_removed_meanwhile_is_said_to_be_gone(self, show: Any) -> None:
        markup = show({"k1": {"cite-1": Place("d7", "甲")}}, owner="k1", name="cite-1")
        assert escape(NotInLibrary("no_such_document", id="d7").in_language("zh")) in markup

    def test_feedback_that_was_only_drafted_from_opens_all_the_same(self, show: Any) -> None:
        place = Place("d7", "反馈", start=1, end=2, document=document("甲乙丙"))
        assert "<mark>乙</mark>" in show({"k1": {"cite-1": place}}, owner="k1", name="cite-1")


class TestOpeningTheOriginal:
    """`lay_original` as the page calls it."""

    ZH: Any = SimpleNamespace(headers={"accept-language": "zh-CN"})

    @pytest.fixture
    def panel(self, assistant: Assistant, write: Any, tmp_path: Path, build: Any) -> Any:
        import gradio as gr

        assistant.ingest([write("整改 办法.txt", "整改办法\n第一条　由书记负责。\n")])
        files = tmp_path / "files"
        files.mkdir()
        talks: Any = SimpleNamespace(turn=TestFollowingALink.turn)

        def make() -> SourcePanel:
            with gr.Blocks(analytics_enabled=False):
                return SourcePanel(Site(assistant, files, None), talks)

        return build(make)

    def opened(self, panel: Any, document_id: str) -> dict[Any, Any]:
        import gradio as gr

        event = gr.EventData(None, {"owner": "k", "name": "cite-1"})
        laid: dict[Any, Any] = panel.lay_original(event, self.ZH, {"k": {"cite-1": Place(document_id, "甲")}})
        return laid

    def test_the_file_comes_as_it_was_under_its_own_name(self, panel: Any, assistant: Assistant) -> None:
        (row,) = assistant.documents()
        path = Path(self.opened(panel, row.id)[panel._file])
        assert path.name == "整改办法.txt"
        assert path.read_bytes() == Path(row.path).read_bytes()

    def test_an_original_that_is_lost_or_was_never_there_is_said_to_be(self, panel: Any, assistant: Assistant) -> None:
        (row,) = assistant.documents()
        for original in assistant.store.originals.iterdir():
            original.unlink()
        assert "原件" in self.opened(panel, row.id)[panel._html]
        assert "资料库里没有" in self.opened(panel, "d9")[panel._html]
