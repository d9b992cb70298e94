"""What stands beside a sentence: the rule that says it, and which of its words were compared with what it cites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant import messages
from assistant.marking import marked
from assistant.records import Citation, Sentence, Status, Verdict

QUOTE = "整改方案应当在15个工作日内报送。"
RULE = Citation(
    n=1, document_id="d", title="甲办法", path="甲办法.txt", status=Status.CURRENT, heading="", quote=QUOTE,
    start=0, end=len(QUOTE), original_start=0, original_end=len(QUOTE), score=1.0,
    address="《甲办法》第一条", issued_on=date(2024, 5, 1),
)  # fmt: skip
SPEECH = replace(RULE, n=2, title="乙讲话", address=None)
SAID = Sentence("整改方案要在15个工作日内报送。", (1,), Verdict.SUPPORTED)


@pytest.mark.parametrize(
    ("citations", "cited", "basis"),
    [
        ([RULE], (1,), "《甲办法》第一条（2024-05-01）"),
        ([SPEECH, RULE], (2, 1), "《甲办法》第一条（2024-05-01）"),
        ([SPEECH, RULE], (2,), ""),
        ([RULE], (), ""),
    ],
    ids=["of a rule", "of a speech and a rule", "of a speech alone", "of nothing"],
)
def test_the_rule_that_says_it_is_named_with_its_date(
    citations: list[Citation], cited: tuple[int, ...], basis: str
) -> None:
    messages.use("zh")
    assert marked(replace(SAID, citations=cited), citations, ()).basis == basis


def test_a_rule_out_of_force_or_without_a_date_is_said_to_be() -> None:
    was = marked(SAID, [replace(RULE, status=Status.SUPERSEDED)], ()).basis
    undated = marked(SAID, [replace(RULE, issued_on=None)], ()).basis
    assert len({was, undated, marked(SAID, [RULE], ()).basis}) == 3
    assert all("《甲办法》第一条" in one for one in (was, undated))


def test_figures_are_compared_with_what_is_cited_and_with_the_context() -> None:
    def compared(text: str, *context: str) -> list[tuple[str, bool]]:
        checks = marked(replace(SAID, text=text), [RULE], context).checks
        assert all(text[one.start : one.end] == one.text for one in checks)
        return [(one.text, one.is_checked) for one in checks if one.kind == "figure"]

    assert [held for _, held in compared(SAID.text)] == [True]
    assert [held for _, held in compared("整改方案要在20个工作日内报送。")] == [False]
    assert [held for _, held in compared("整改方案要在20个工作日内报送。", "整改方案要在20个工作日内报送")] == [True]


def test_what_cites_nothing_is_not_compared() -> None:
    assert marked(replace(SAID, citations=()), [RULE], ()).checks == ()
