"""The coverage matrix on the page."""

from collections.abc import Callable

import pytest

from assistant.drafting.records import Plan
from assistant.web.coverage_view import matrix


@pytest.mark.parametrize(("language", "columns"), [("zh", ["措施", "责任人"]), ("en", ["measure", "owner"])])
def test_each_finding_has_a_cell_for_each_thing_that_reviewers_look_for(
    plan: Callable[..., Plan], language: str, columns: list[str]
) -> None:
    shown = matrix(plan(), language)
    assert all(column in shown.lower() for column in columns)
    assert shown.count("<td") == 12, "six for the finding, six for all"


def test_an_open_slot_counts_as_open_and_not_as_there(plan: Callable[..., Plan]) -> None:
    shown = matrix(plan(), "zh")
    assert '<td class="open" title="待填" data-label="责任人">… 0&#47;1</td>' in shown
    assert '<td class="held" title="齐备" data-label="措施">✓ 1&#47;1</td>' in shown
