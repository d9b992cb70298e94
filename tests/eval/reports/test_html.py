"""The report for a browser: one file, text stays text, wanted words are marked."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant import messages
from eval.baseline import baseline_of
from eval.demands import Demand
from eval.gate import decide
from eval.records import CaseResult
from eval.reports import for_file, html
from tests.eval.builders import DOCUMENT, QUOTE, a_citation, a_response, a_run, a_sample, an_abstention, scored

GOOD = scored(a_sample("good", tags=("fact",), expected_facts=("第一责任人",)), a_response(a_citation()))
ERROR = scored(a_sample("broken"), "OSError: gone")
HOSTILE = '<script>alert(1)</script><img src="https://example.org/x"> {{ 7 * 7 }}'


def rendered(*cases: CaseResult) -> str:
    run = a_run(*cases)
    demands = {"hit@5": Demand(0.9, 0.02, 1)}
    return html.render([(run, decide(run, demands, baseline=baseline_of(run), max_errors=1.0))])


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags_of(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(text)
    return parser.seen


def test_the_suffix_chooses_it() -> None:
    assert for_file("report.html") is html.render


def test_verdict_metrics_and_cases_are_there() -> None:
    text = rendered(GOOD, ERROR)
    assert all(part in text for part in ("hit@5", "1.0000", "good", "broken", "OSError: gone", "第一责任人"))


def test_it_asks_the_network_for_nothing() -> None:
    text = rendered(GOOD)
    assert not re.search(r"https?://|@import|url\(", text)
    assert "default-src 'none'" in text


def test_what_is_hostile_in_an_answer_stays_text() -> None:
    answer = a_response(a_citation(quote=HOSTILE, source=HOSTILE))
    case = scored(a_sample(HOSTILE, question=HOSTILE, tags=('"><b>',)), answer)
    tags = tags_of(rendered(case))
    assert [tag for tag, _ in tags].count("script") == 1, "its own"
    assert not {"img", "b", "iframe"} & {tag for tag, _ in tags}
    assert "{{ 7 * 7 }}" in rendered(case)


def test_the_words_that_were_wanted_are_marked_in_what_was_cited() -> None:
    around = f"总则。{QUOTE}其他。"
    text = rendered(scored(a_sample(), a_response(a_citation(start=97, quote=around))))
    assert f"总则。<mark>{QUOTE}</mark>其他。" in text


def test_a_quote_that_its_document_does_not_hold_is_said() -> None:
    text = rendered(scored(a_sample(), a_response(a_citation(source="别的文字"))))
    assert messages.text("evaluation.report.quote_differs") in text


def test_wanted_words_that_nobody_cited_are_listed_as_missing() -> None:
    text = rendered(scored(a_sample(), an_abstention()))
    assert re.search(rf'class="failed">✗</span> {re.escape(QUOTE)}', text)
    assert DOCUMENT in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_speaks_either_language_and_says_which(language: str) -> None:
    with messages.speaking(language):
        text = rendered(GOOD)
    assert f'<html lang="{language}">' in text
    assert messages.text("evaluation.report.met", language=language) in text


def test_the_same_run_gives_the_same_bytes_and_times_only_where_asked() -> None:
    slow = replace(GOOD, response=replace(a_response(a_citation()), elapsed_ms=9000.0))
    assert rendered(GOOD) == rendered(slow)


def test_nothing_scored_is_no_number() -> None:
    text = rendered(ERROR)
    assert "nan" not in text.lower()
