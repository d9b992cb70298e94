from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.text.rarity import rarity, tagged
from assistant.text.terms import fold


def test_names_are_rarer_than_what_every_text_says() -> None:
    assert rarity("发展") < rarity("殡仪馆") < rarity("弗拉德里希") == 1.0


@settings(deadline=None)  # the dictionary is loaded by whichever comes first
@given(st.text(max_size=40))
def test_words_cover_the_text_and_have_a_rarity(text: str) -> None:
    words = tagged(text)
    assert "".join(word.text for word in words) == fold(text)
    assert all(fold(text)[word.start : word.end] == word.text for word in words)
    assert all(0.0 <= rarity(word.text) <= 1.0 for word in words)
