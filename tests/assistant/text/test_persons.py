"""Names of people are seen where a rank or an office shows them, and words of every day are none."""

from __future__ import annotations

import pytest

from assistant.text.persons import asked_about, persons


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("专班由办公室主任方小满任组长。", ["方小满"]),
        ("副县长贺知远、纪委副书记沈青担任副组长", ["贺知远", "沈青"]),
        ("主任应当签字，书记高度重视，局长任组长。", []),
        ("由董事长担任组长", []),
    ],
)
def test_a_rank_shows_a_name(text: str, names: list[str]) -> None:
    assert persons(text) == names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("贺知远是什么职务？", ["贺知远"]),
        ("沈青为什么受处分？", ["沈青"]),
        ("方案是什么时候报的？", []),
        ("石门县有没有报？", []),
    ],
)
def test_who_a_question_is_about_is_seen(question: str, names: list[str]) -> None:
    assert asked_about(question) == names
