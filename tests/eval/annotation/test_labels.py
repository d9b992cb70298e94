"""People's labels are kept, compared, and become claims for the bench of a judge."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import UsageError
from eval.__main__ import main
from eval.annotation.labels import Item, Label, LabelFile, Mark, agreements, claims_of, items_of, problem_of
from eval.annotation.page import Labelling, build_page
from eval.gate import decide
from eval.judge_bench import rows_of
from eval.reports import json_report
from tests.eval.builders import QUOTE, a_citation, a_response, a_run, a_sample, an_abstention, scored

ITEM = Item("s/a/1", "谁？", "主要负责人。", (QUOTE, "第二段。"))


def report() -> dict[str, Any]:
    run = a_run(
        scored(a_sample("a"), a_response(a_citation(1), a_citation(2, 300, quote="另一句。"))),
        scored(a_sample("b"), an_abstention()),
        scored(a_sample("c"), "OSError: gone"),
    )
    return dict(json.loads(json_report.render([(run, decide(run, {}))])))


def test_the_sentences_that_cite_something_are_the_items() -> None:
    assert [(one.id, one.claim, one.sources) for one in items_of(report())] == [
        ("small/a/1", QUOTE, (QUOTE,)),
        ("small/a/2", "另一句。", ("另一句。",)),
    ]


PROBLEMS = [
    (Label("i", "甲", "supported", "第一责任人"), None),
    (Label("i", "甲", "supported", "第 二 段"), None),
    (Label("i", "甲", "unsupported"), None),
    (Label("i", "甲", "unsure"), None),
    (Label("i", " ", "unsure"), "no_name"),
    (Label("i", "甲", "supported"), "no_span"),
    (Label("i", "甲", "unsupported", "别处的话"), "span_elsewhere"),
]


@pytest.mark.parametrize(("label", "problem"), PROBLEMS)
def test_a_label_needs_a_name_and_words_that_stand_in_a_source(label: Label, problem: str | None) -> None:
    assert problem_of(ITEM, label) == problem


def test_labels_are_on_disk_at_once_and_the_last_of_a_person_counts(tmp_path: Path) -> None:
    file = LabelFile(tmp_path / "deep" / "labels.jsonl")
    file.add(Label("i", "甲", "unsure"))
    file.add(Label("i", "甲", "supported", "词"))
    file.add(Label("i", "乙", "unsupported"))
    assert LabelFile(file.path).labels == [Label("i", "乙", "unsupported"), Label("i", "甲", "supported", "词")]


def test_a_file_that_holds_anything_else_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "labels.jsonl").write_text('{"item": "i", "annotator": "甲", "mark": "maybe"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="line 1, mark"):
        LabelFile(tmp_path / "labels.jsonl")


def marked(annotator: str, *marks: Mark) -> list[Label]:
    return [Label(f"{at}", annotator, mark) for at, mark in enumerate(marks)]


def test_two_people_are_compared_by_kappa() -> None:
    one = marked("甲", "supported", "supported", "unsupported", "unsupported", "unsure")
    other = marked("乙", "supported", "unsupported", "unsupported", "unsupported")
    (agreed,) = agreements([*one, *other])
    assert (set(agreed.annotators), agreed.n, agreed.kappa) == ({"甲", "乙"}, 4, 0.5)
    assert agreements(one) == []


def test_only_what_two_people_see_alike_becomes_a_claim() -> None:
    items = [Item(f"{at}", "?", f"句{at}", ("源一", "源二")) for at in range(5)]
    labels = [
        *marked("甲", "supported", "supported", "unsure", "unsupported", "supported"),
        *marked("乙", "supported", "unsupported", "unsure", "unsupported"),
    ]
    assert [(row["id"], row["label"], row["source"]) for row in claims_of(items, labels)] == [
        ("0", "supported", "源一\n\n源二"),
        ("3", "unsupported", "源一\n\n源二"),
    ]


def test_the_page_goes_on_where_a_person_left_off_and_says_what_is_missing(tmp_path: Path) -> None:
    labelling = Labelling([ITEM, Item("s/b/1", "?", "句", ("源",))], LabelFile(tmp_path / "labels.jsonl"))
    assert labelling.save(0, "甲", None, "") == "Please choose one of the three."
    assert labelling.save(0, "甲", "supported", "") == "Please copy the words of the cited text that say it."
    assert labelling.save(0, " 甲 ", "supported", "第一责任人") is None
    assert labelling.first_open("甲") == 1
    assert labelling.first_open("乙") == 0
    assert labelling.shown(0, "甲")[5:] == ("supported", "第一责任人")
    assert labelling.shown(0, "乙")[5:] == (None, "")
    assert labelling.shown(99, "甲")[0] == 1
    labelling.save(0, "乙", "unsupported", "")
    assert "κ" in labelling.shown(0, "乙")[1]


def test_the_page_is_built_with_a_box_for_each_thing_and_no_markup(tmp_path: Path) -> None:
    async def kinds_of() -> list[str]:  # Gradio opens a loop of its own, and leaves it open, where none is running
        page = build_page(Labelling([ITEM], LabelFile(tmp_path / "labels.jsonl")))
        return [component["type"] for component in page.get_config_file()["components"]]

    kinds = asyncio.run(kinds_of())
    assert kinds.count("radio") == 1
    assert not {"markdown", "html"} & set(kinds)


def test_labels_are_exported_as_a_set_that_the_bench_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, out = tmp_path / "run.json", tmp_path / "claims.jsonl"
    run.write_text(json.dumps(report()), encoding="utf-8")
    assert main(["annotate", str(run), "--export", str(out)]) == 2
    assert not out.exists()
    file = LabelFile(tmp_path / "run.labels.jsonl")
    for name in ("甲", "乙"):
        file.add(Label("small/a/1", name, "supported", QUOTE))
        file.add(Label("small/a/2", name, "unsupported"))
    assert main(["annotate", str(run), "--export", str(out)]) == 0
    assert "κ = 1.0000" in capsys.readouterr().err
    assert [one.label for one in rows_of(str(out))] == ["supported", "unsupported"]
    assert main(["judge", "--claims", str(out), "--json"]) == 0


@pytest.mark.parametrize(
    "content", ["", "[]", '{"suites": []}', '{"suites": [{"name": "s", "cases": [{"answer": null}]}]}']
)
def test_a_report_without_anything_to_label_is_a_usage_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    assert main(["annotate", str(tmp_path / "run.json"), "--export", str(tmp_path / "out.jsonl")]) == 2
