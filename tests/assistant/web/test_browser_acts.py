"""Scripts that the browser runs of itself."""

from __future__ import annotations

import html

import pytest

from assistant import messages
from assistant.web.browser_acts import going_to, saying


@pytest.mark.parametrize(("forced", "chooses"), [("zh", '["zh"]'), ("en", '["en"]'), (None, "navigator.language")])
def test_what_has_begun_is_said_in_the_language_of_the_page(forced: str | None, chooses: str) -> None:
    script = html.unescape(saying("web.working", forced))
    assert chooses in script
    assert all(messages.text("web.working", language=language) in script for language in messages.LANGUAGES)
    assert "</script" not in script


def test_a_page_stays_where_it_says_what_is_wrong() -> None:
    assert going_to("#findings").startswith("(wrong) => wrong ||")
    assert '"#findings"' in going_to("#findings")
