from __future__ import annotations

import pytest

from assistant.drafting.feedback_records import Excerpt, Finding
from assistant.drafting.findings import read_findings
from assistant.drafting.measures import Wording, Writer
from assistant.drafting.points import points_of
from assistant.drafting.problem_classes import advices, classes, classify, general
from assistant.text.facts import facts
from tests.assistant.drafting.feedback_samples import document


def findings(*problems: str) -> tuple[Finding, ...]:
    lines = "\n".join(f"{n}.{problem}" for n, problem in enumerate(problems, 1))
    return read_findings(document(f"市委巡察组反馈意见\n主要问题\n{lines}\n")).findings


def corrected(writer: Writer, point: Excerpt, finding: Finding) -> Wording:
    [(wording, answered)] = writer.corrections([point], finding)
    assert answered == (point,)
    return wording


@pytest.mark.parametrize(
    ("problem", "name"),
    [
        ("党组理论学习中心组学习不够深入", "study"),
        ("主体责任压得不实", "responsibility"),
        ("大额资金支出没有经党组会集体研究", "decision"),
        ("专项资金长期闲置", "funds"),
        ("工程项目规避招标", "tender"),
        ("干部轮岗交流执行不严", "personnel"),
        ("会议费超标准列支", "style"),
        ("廉洁风险防控薄弱", "integrity"),
        ("党支部换届超期", "party_building"),
        ("巡察反馈问题整改不彻底", "rectification"),
        ("燃气安全隐患没有消除", "safety"),
        ("窗口服务效率低", "people"),
        ("标本登记不全", "general"),
        ("对供水公司、燃气集团的亏损缺少办法", "general"),
        ("问题线索仅办结3件", "general"),
        ("中层干部年龄老化", "staffing"),
        ("2个岗位空缺", "staffing"),
        ("维修费有20万元没有及时入账", "funds"),
    ],
)
def test_a_problem_is_classed_by_its_words(problem: str, name: str) -> None:
    assert classify(problem).name == name


def test_every_measure_names_the_matter_in_the_words_of_the_document() -> None:
    [finding] = findings("储备粮轮换监管缺位。")
    writer = Writer()
    written = [corrected(writer, finding.excerpt, finding), writer.lasting(finding)]
    assert all("储备粮轮换监管" in wording.text for wording in written)


def test_a_fact_is_named_with_its_headline_only_where_it_would_read_like_another() -> None:
    [finding] = findings("会议费管理不严。2023年有4次会议没有列入计划。")
    [point] = points_of(finding)
    writer = Writer()
    texts = [corrected(writer, point, finding).text for _ in range(8)]
    assert "“2023年有4次会议没有列入计划”" in texts[0]
    assert "“会议费管理不严”中" not in texts[0]
    assert any("“会议费管理不严”中“2023年有4次会议没有列入计划”" in text for text in texts)


def corrections(problem: str) -> list[Wording]:
    [finding] = findings(problem)
    return [wording for wording, _ in Writer().corrections(points_of(finding), finding)]


def test_each_counted_fact_has_a_measure_with_its_own_figures() -> None:
    sheets, handovers = corrections("干部管理不严。抽查30份任免材料，有4份没有纪实表，7人没有办理交接。")
    assert "“抽查30份任免材料，有4份没有纪实表”" in sheets.text
    assert sheets.metric.baseline == "反馈所列：30份、4份"
    assert "“7人没有办理交接”" in handovers.text
    assert handovers.metric.baseline == "反馈所列：7人"


def test_facts_that_count_nothing_and_need_one_act_are_named_in_one_measure() -> None:
    [together] = corrections("干部管理不严。任免材料没有纪实表，离任干部没有办理交接。")
    assert "任免材料没有纪实表”、“离任干部没有办理交接" in together.text
    assert together.metric.baseline == f"以{together.evidence_required[0]}所列为准"


def test_facts_of_two_kinds_get_a_measure_each_with_its_own_figures() -> None:
    violation, undone = corrections("会议费管理不严。3次会议超标准列支，5个处室没有编报会议计划。")
    assert "3次会议超标准列支" in violation.text
    assert violation.metric.baseline == "反馈所列：3次"
    assert "5个处室没有编报会议计划" in undone.text
    assert undone.metric.baseline == "反馈所列：5个"


def test_more_facts_than_a_measure_names_are_all_cited() -> None:
    [finding] = findings(
        "档案管理不严。" + "，".join(f"{n}份{name}没有归档" for n, name in enumerate("甲乙丙丁戊己", 2)) + "。"
    )
    [(wording, answered)] = Writer().corrections(points_of(finding), finding)
    assert len(answered) == 6
    assert "等" in wording.text
    assert "“7份己没有归档”" not in wording.text


def test_sub_points_are_answered_one_by_one() -> None:
    [finding] = findings("招标监管缺位。（1）3个项目未招标；（2）标后核查流于形式。")
    assert [point.verbatim for point in points_of(finding)] == ["3个项目未招标", "标后核查流于形式。"]


def test_who_answers_for_a_problem_is_no_point_of_it() -> None:
    [finding] = findings("会议费管理不严。有3次会议超标准列支。局党组负主体责任。")
    assert [point.verbatim for point in points_of(finding)] == ["有3次会议超标准列支"]


def test_what_the_document_hides_stays_open_in_the_measure() -> None:
    [finding] = findings("会议费超标准列支X万元。")
    text = corrected(Writer(), finding.excerpt, finding).text
    assert "【待填：金额】万元" in text
    assert "X" not in text


def test_what_was_done_against_a_rule_is_put_right_at_once() -> None:
    violation, weakness = findings("违规发放津补贴。", "理论学习不够深入。")
    writer = Writer()
    assert corrected(writer, violation.excerpt, violation).immediate
    assert not corrected(writer, weakness.excerpt, weakness).immediate


def test_the_baseline_is_the_figure_of_what_is_wrong_not_of_the_rule_it_broke() -> None:
    [finding] = findings("有12个项目没有招标，违反招标办法关于50万元以上项目须招标的规定，涉及“两个责任”。")
    assert corrected(Writer(), finding.excerpt, finding).metric.baseline == "反馈所列：12个"


def test_two_findings_with_the_same_words_get_different_texts() -> None:
    first, second = findings("会议费管理不严。", "会议费管理不严。")
    writer = Writer()
    assert writer.lasting(first).text != writer.lasting(second).text


def test_who_answers_for_it_in_brackets_is_no_part_of_what_a_measure_names() -> None:
    texts = [wording.text for wording in corrections("收费不规范。有3笔食堂收入没有上缴（学校书记负第一责任人责任）。")]
    assert "有3笔食堂收入没有上缴" in texts[0]
    assert not any("第一责任人" in text for text in texts)


def test_measures_follow_the_facts_in_their_order() -> None:
    texts = [w.text for w in corrections("仓储建设滞后。计划新建仓房6栋，建成4栋；计划改造9个库点，实际完成5个。")]
    assert [("仓房" in text, "库点" in text) for text in texts[:2]] == [(True, False), (False, True)]


def test_a_suggestion_to_keep_a_rule_makes_no_rule() -> None:
    kept, looked_at, made = (
        Writer().advice(asked).text
        for asked in ("严格落实每半年专题研究制度", "对采购流程开展一次体检", "健全专题研究制度")
    )
    assert "没有执行的" in kept
    assert "“对采购流程开展一次体检”" in looked_at
    assert ["【待填：制度名称】" in text for text in (kept, looked_at, made)] == [False, False, True]


def test_a_suggestion_is_named_with_what_is_to_be_done() -> None:
    assert "“对燃气隐患实行销号管理”" in Writer().advice("对燃气隐患实行销号管理").text


def test_a_quoted_problem_is_told_once_and_with_its_year() -> None:
    texts = [wording.text for wording in corrections("2020年审计指出的“违规出借公款”问题改而未尽，仍有2笔没有收回。")]
    assert all("问题的问题" not in text and "尽的问题" not in text for text in texts)
    assert "2020年审计指出的“违规出借公款”问题改而未尽" in texts[0]


@pytest.mark.parametrize(
    ("asked", "word"),
    [("健全议事规则", "制度"), ("清理历年欠款", "逐件"), ("配齐专职人员", "逐岗"), ("加强理论学习", "结果")],
)
def test_a_suggestion_is_acted_on_by_what_it_asks_for(asked: str, word: str) -> None:
    text = Writer().advice(asked).text
    assert asked[2:] in text
    assert asked not in text
    assert word in text


def test_templates_hold_no_figure_of_their_own() -> None:
    acts = [act for kind in (general(), *classes()) for act in kind.acts.values()] + [one.act for one in advices()]
    words = [
        word
        for act in acts
        for word in (*act.texts, act.indicator, act.completion, act.target, *act.evidence, *act.stages)
    ]
    assert [fact for word in words for fact in facts(word)] == []
    assert not any(character.isdigit() for word in words for character in word)


def test_the_general_class_has_every_act() -> None:
    wanted = {"weakness", "omission", "violation", "stalled", "formalism", "undone", "lasting"}
    assert general().acts.keys() == wanted
    assert all(kind.acts.keys() <= {*wanted, "any"} for kind in classes())
    assert general().acts["lasting"].stages
