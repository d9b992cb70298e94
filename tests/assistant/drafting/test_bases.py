from __future__ import annotations

from assistant.drafting.bases import (
    NamedRule,
    bases_for,
    bases_of,
    bases_of_points,
    basis_in,
    named_rules,
    nearest_to,
    provisions_on,
)
from assistant.drafting.problem import Problem
from assistant.records import Status
from tests.assistant.drafting.feedback_samples import LIBRARY, OLD_RULE, RULE, UNRELATED, evidence

PROBLEM = "会议费管理不严。有4次会议没有列入年度会议计划，仍然安排会议费。"


def quoted(found: list[object]) -> list[str]:
    return [basis.span.of(basis.evidence.passage.text) for basis in found]  # type: ignore[attr-defined]


def test_a_rule_on_the_same_matter_is_a_basis_and_no_other() -> None:
    assert quoted([*bases_for(Problem(PROBLEM), LIBRARY, not_from="feedback", most=2)]) == [RULE]


def test_a_superseded_rule_is_no_basis() -> None:
    old = evidence(OLD_RULE, title="会议费管理办法", status=Status.SUPERSEDED)
    assert bases_for(Problem(PROBLEM), [old], not_from="feedback", most=2) == []
    assert basis_in(NamedRule("会议费管理办法", 4), PROBLEM, [old]) is None


def test_feedback_and_speeches_are_no_basis() -> None:
    for title in ("关于巡察市粮食局党组的反馈意见", "在全市巡察工作会议上的讲话", "整改方案"):
        assert bases_for(Problem(PROBLEM), [evidence(RULE, title=title)], not_from="feedback", most=2) == []
    own = evidence(RULE, title="市级机关会议费管理办法")
    assert bases_for(Problem(PROBLEM), [own], not_from=own.passage.document_id, most=2) == []


def test_a_rule_on_something_else_is_no_basis() -> None:
    other = evidence(UNRELATED, title="公共图书馆服务规定")
    assert bases_for(Problem(PROBLEM), [other], not_from="feedback", most=2) == []


def test_rules_that_a_finding_names_are_read_with_their_articles() -> None:
    text = "违反《会议费管理办法》第四条、第十一条；又违反该办法第十二条，《会议纪要》除外。"
    assert named_rules(text) == [
        NamedRule("会议费管理办法", 4),
        NamedRule("会议费管理办法", 11),
        NamedRule("会议费管理办法", 12),
    ]


def test_a_named_article_is_found_by_its_number_and_not_by_likeness() -> None:
    other = evidence(RULE, title="市级机关会议费管理办法", article="第五条")
    named = evidence("第四条　本办法所称会议分为三类，按照类别控制规模。", title="市级机关会议费管理办法")
    found = basis_in(NamedRule("市级机关会议费管理办法", 4), PROBLEM, [other, named])
    assert found is not None
    assert found.evidence is named


def test_where_a_finding_names_its_rules_no_other_is_looked_for() -> None:
    named = evidence("第四条　会议按照类别控制规模。", title="市级机关会议费管理办法")
    other = evidence(RULE, title="会议费支出管理办法", article="第六条")
    problem = Problem(f"{PROBLEM}违反《市级机关会议费管理办法》第四条。")
    found = bases_of(problem, lambda text, k: [other, named], not_from="feedback", most=2)
    assert [basis.evidence for basis in found] == [named]
    assert bases_of(problem, lambda text, k: [other], not_from="feedback", most=2) == []


def test_of_a_rule_named_without_an_article_the_sentence_that_bears_on_the_problem_is_quoted() -> None:
    first = evidence("第一条　为了规范会议费管理，制定本办法。", title="市级机关会议费管理办法", article="第一条")
    fourth = evidence(RULE, title="市级机关会议费管理办法")
    found = basis_in(NamedRule("会议费管理办法", None), PROBLEM, [first, fourth])
    assert found is not None
    assert found.evidence is fourth


def test_each_sub_point_that_names_no_rule_has_its_own_basis() -> None:
    named = evidence("第四条　会议按照类别控制规模。", title="市级机关会议费管理办法")
    own = evidence("第九条　不得到风景名胜区召开会议。", title="会议费管理规定", article="第九条")
    points = ["（1）违反《市级机关会议费管理办法》第四条；", "（2）3次到风景名胜区召开会议。"]
    problem = Problem("会议费管理松懈。\n" + "\n".join(points))
    found = bases_of_points(problem, "会议费管理松懈。", points, lambda text, k: [named, own], not_from="feedback")
    assert [basis.evidence for basis in found] == [named, own]


def test_what_bears_far_less_than_the_best_is_left_out() -> None:
    best = evidence("第九条　不得到风景名胜区召开业务会议。", title="会议费管理办法", article="第九条")
    less = evidence("第十条　会议费应当单独列示，业务会议不得突破。", title="会议费管理办法", article="第十条")
    problem = Problem("会议费管理松懈。3次到风景名胜区召开业务会议。")
    assert [basis.evidence for basis in bases_for(problem, [less, best], not_from="feedback", most=2)] == [best]


def test_where_nothing_is_sure_the_nearest_provisions_are_offered_and_nothing_that_is_dead_or_on_other_things() -> None:
    notice = evidence("各单位应当每月报送会议费清单。", title="关于做好会议费清理工作的通知", article=None)
    old = evidence(RULE, title="会议费管理办法", status=Status.SUPERSEDED)
    other = evidence(UNRELATED, title="公共图书馆服务规定")
    problem = Problem("会议费清理不力。有3个处室没有建账。")
    found = nearest_to(problem, lambda text, k: [other, old, notice], not_from="feedback", most=2)
    assert [basis.evidence for basis in found] == [notice]


def test_a_topic_that_states_no_problem_finds_the_provision_in_its_words() -> None:
    found = provisions_on("年度会议计划和会议费的安排", LIBRARY, not_from="feedback", most=3)
    assert quoted([*found]) == [RULE]
    assert provisions_on("图书借阅", LIBRARY, not_from="feedback", most=3) == []
