"""A person puts right what was read wrongly; the words stay those of the document."""

from __future__ import annotations

import pytest

from assistant.drafting.feedback_records import Findings
from assistant.drafting.findings import read_findings
from assistant.drafting.mending import Mending, mended
from assistant.drafting.plan import draft_plan
from assistant.errors import UsageError
from tests.assistant.drafting.feedback_samples import LETTER, LIBRARY, document, search

READ = read_findings(document(LETTER))
TEXT = READ.document.text


def stand_in_the_document(findings: Findings) -> bool:
    return all(
        TEXT[part.start : part.end] == part.verbatim
        for finding in findings.findings
        for part in (finding.excerpt, finding.headline, *finding.sub_points)
    )


def test_nothing_said_nothing_changed() -> None:
    assert mended(READ, Mending()) == READ


def test_what_is_no_finding_is_left_out_and_the_rest_is_named_anew() -> None:
    after = mended(READ, Mending(left_out=frozenset({"F1", "A1"})))
    assert [each.excerpt for each in after.findings] == [each.excerpt for each in READ.findings[1:]]
    assert [each.id for each in after.findings] == [f"F{n}" for n in range(1, len(READ.findings))]
    assert [each.excerpt for each in after.suggestions] == [each.excerpt for each in READ.suggestions[1:]]


def test_a_finding_that_was_split_is_joined() -> None:
    group = next(group for group in READ.groups if len(group.findings) > 1)
    first, second = group.findings[:2]
    after = mended(READ, Mending(joined=frozenset({second.id})))
    whole = next(each for each in after.findings if each.excerpt.start == first.excerpt.start)
    assert whole.excerpt.end == second.excerpt.end
    assert whole.sub_points[-1].end == second.excerpt.end
    assert len(after.findings) == len(READ.findings) - 1
    assert stand_in_the_document(after)


def test_a_finding_that_was_missed_is_added_in_its_place() -> None:
    without = mended(READ, Mending(left_out=frozenset({"F2"})))
    missed = READ.findings[1]
    after = mended(without, Mending(added=(missed.verbatim,)))
    assert [each.excerpt for each in after.findings] == [each.excerpt for each in READ.findings]
    assert stand_in_the_document(after)


@pytest.mark.parametrize("words", ["文件里没有的话", READ.findings[0].verbatim[2:9]])
def test_words_that_are_not_there_or_there_already_are_no_finding(words: str) -> None:
    with pytest.raises(UsageError):
        mended(READ, Mending(added=(words,)))


def test_a_plan_answers_what_the_person_confirmed() -> None:
    after = mended(READ, Mending(left_out=frozenset({"F1"})))
    plan = draft_plan(READ.document, search(LIBRARY), findings=after)
    assert [each.finding for each in plan.findings] == list(after.findings)
