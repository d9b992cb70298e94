"""Reports and speeches on the page."""

from assistant.drafting.manuscript import Line, Manuscript
from assistant.drafting.progress import Notice
from assistant.records import Citation, Status
from assistant.web.manuscript_view import manuscript, notices_in_words

CITED = Citation(1, "d1", "办法", "a.md", Status.CURRENT, "第五条", "引文", 0, 2, 0, 2, 0.9)
SPEECH = Manuscript(
    "在会上的<b>讲话", "讲话", (Line("一、讲认识", 1), Line("由【待填：姓名】负责。", 0, (1, 7))), citations=(CITED,)
)


def test_it_reads_as_it_is_printed_with_slots_marked_and_bases_listed() -> None:
    shown = manuscript(SPEECH, "共9字", ["太短"], "k", "zh")
    assert "在会上的&#60;b&#62;讲话" in shown
    assert "<h3>一、讲认识</h3>" in shown
    assert '<span class="slot">【待填：姓名】</span>' in shown
    assert "姓名 × 1" in shown
    assert "依据（1）" in shown
    assert shown.index("太短") < shown.index("讲认识")


def test_a_number_that_stands_for_nothing_is_not_shown() -> None:
    assert "7" not in manuscript(SPEECH, "", [], "k", "zh")


def test_rows_with_the_same_trouble_make_one_line() -> None:
    notices = [Notice("done_without_result", str(n)) for n in range(1, 13)]
    (line,) = notices_in_words(notices, "zh")
    assert "12 行：1、2" in line
    assert line.endswith("10…）")
