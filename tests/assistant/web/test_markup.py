"""Whatever a document says, the page shows it as text."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.markup import Html, element, escape, joined

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "![图](http://evil.example/a.png) [链接](http://evil.example) http://evil.example/",
    "**粗** `码` $$x$$ {{constructor}} ${1+1} | 表 |\n|---|\n\n# 标题",
    "&lt;b&gt; &amp; &#60;",
]


class Reader(HTMLParser):
    """What a browser would make of markup: its elements and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


visible = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")))


@given(visible)
def test_escaped_text_reads_as_itself_and_holds_no_element(text: str) -> None:
    reader = read(escape(text))
    assert reader.text == text
    assert reader.elements == []


@given(visible)
def test_a_value_cannot_leave_its_attribute(text: str) -> None:
    reader = read(element("a", "x", title=text))
    assert reader.elements == [("a", {"title": text})]


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x21)))
def test_no_punctuation_is_left_for_whoever_reads_the_page_next(text: str) -> None:
    assert set(escape(text)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789&#;")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    reader = read(element("p", text))
    assert (reader.text, [name for name, _ in reader.elements]) == (text, ["p"])


def test_markup_has_no_blank_line_that_would_end_it_for_a_markdown_reader() -> None:
    assert "\n" not in element("p", "一\n\n二", title="三\n\n四")


def test_elements_nest_without_being_escaped_again() -> None:
    assert element("p", element("b", "重"), "<") == "<p><b>重</b>&#60;</p>"
    assert joined([Html("<br>"), "<br>"]) == "<br>&#60;br&#62;"


def test_attributes_take_the_names_of_html() -> None:
    assert element("i", class_="mark", aria_label="出处") == '<i class="mark" aria-label="出处"></i>'


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x00", "\x1b", "\ud800"])
def test_characters_that_would_disturb_the_text_around_them_show_as_replaced(character: str) -> None:
    assert escape(f"一{character}二") == "一\ufffd二"
