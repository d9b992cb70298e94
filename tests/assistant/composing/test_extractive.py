from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.application import Assistant

Write = Callable[[str, str], Path]

RULE = """甲市会议管理办法
第一条　为了节约会议费，制定本办法。
第二条　会议费不得列支下列费用：
（一）烟酒；
（二）礼品；
（三）旅游。
第三条　三类会议的综合定额为每人每天450元，会期不得超过1天。
第四条　会议审批由办公室负责，主要负责人是第一责任人。
第五条　本办法自2024年5月1日起施行。
"""


@pytest.fixture
def asked(assistant: Assistant, write: Write) -> Callable[[str], str]:
    assistant.ingest([write("办法.txt", RULE)])
    return lambda question: assistant.ask(question).text


def test_a_figure_is_answered_with_the_sentence_that_holds_it(asked: Callable[[str], str]) -> None:
    assert "450元" in asked("三类会议的综合定额是每人每天多少元？")


def test_a_date_is_answered_with_the_sentence_that_holds_it(asked: Callable[[str], str]) -> None:
    assert "2024年5月1日" in asked("会议管理办法从什么时候开始施行？")


def test_a_list_is_told_whole(asked: Callable[[str], str]) -> None:
    answer = asked("会议费不得列支哪些费用？")
    assert all(item in answer for item in ("烟酒", "礼品", "旅游"))


def test_an_article_is_told_whole(asked: Callable[[str], str]) -> None:
    answer = asked("《甲市会议管理办法》第二条怎么规定的？")
    assert "烟酒" in answer
    assert "旅游" in answer
    assert "450元" not in answer


def test_an_article_that_is_not_there_is_not_made_up(asked: Callable[[str], str]) -> None:
    assert asked("《甲市会议管理办法》第三十条怎么规定的？") == ""


@pytest.mark.parametrize("question", ["差旅费住宿标准是每天多少元？", "一号桥的造价是多少？", "今天天气怎么样？"])
def test_what_the_material_does_not_say_is_not_answered(asked: Callable[[str], str], question: str) -> None:
    assert asked(question) == ""


def test_a_redacted_figure_is_told_as_redacted(assistant: Assistant, write: Write) -> None:
    assistant.ingest(
        [write("讲话.txt", "在全市会议上的讲话\n今年以来，全市共处置问题线索 X 件、立案 X 件。去年开会12次。")]
    )
    answer = assistant.ask("全市今年处置问题线索多少件？")
    assert all(sentence.uncertain for sentence in answer.sentences)
    assert not any(mark.isdigit() for sentence in answer.sentences for mark in sentence.text)


def test_a_sentence_about_another_year_is_no_answer(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("报告.txt", "燃气检查报告\n2023年检查餐饮场所412家。")])
    assert assistant.ask("2024年检查餐饮场所多少家？").abstained
    assert "412家" in assistant.ask("2023年检查餐饮场所多少家？").text


def test_the_same_question_is_always_answered_alike(sample: Assistant) -> None:
    first, second = (sample.ask("整改方案要在多少个工作日内报送？") for _ in range(2))
    assert (first.sentences, first.citations) == (second.sentences, second.citations)


TABLE = """甲市整改情况通报
一、进度
| 单位 | 反馈问题 | 已完成 | 评估结果 |
| --- | --- | --- | --- |
| 甲局 | 12 | 9 | 较好 |
| 乙局 | 21 | 17 | 好 |
"""


def test_a_figure_in_a_table_is_told_with_its_column_and_cited_with_its_header(
    assistant: Assistant, write: Write
) -> None:
    assistant.ingest([write("通报.md", TABLE)])
    answer = assistant.ask("乙局的反馈问题有多少个？")
    assert "反馈问题21" in answer.text
    assert "12" not in answer.text
    assert all(words in "".join(citation.quote for citation in answer.citations) for words in ("反馈问题", "21"))


def test_only_the_clause_that_answers_is_told(assistant: Assistant, write: Write) -> None:
    assistant.ingest(
        [write("办法.txt", "会议办法\n第一条　二类会议不超过200人；三类会议不超过120人；四类会议不超过50人。\n")]
    )
    assert assistant.ask("四类会议不超过多少人？").sentences[0].text == "四类会议不超过50人。"


def test_an_item_is_told_with_the_lead_in_it_cannot_do_without(assistant: Assistant, write: Write) -> None:
    items = "（一）本组形成的，由科室负责人批准；\n（二）其他组形成的，由分管负责人批准。\n"
    text = f"档案办法\n第一条　查阅档案按照下列权限审批：\n{items}"
    assistant.ingest([write("办法.txt", text)])
    (sentence,) = assistant.ask("查阅其他组形成的档案由谁批准？").sentences
    assert sentence.text == "查阅档案按照下列权限审批：其他组形成的，由分管负责人批准。"


def test_a_rule_is_called_by_its_name(asked: Callable[[str], str]) -> None:
    assert "《甲市会议管理办法》自2024年5月1日起施行" in asked("甲市会议管理办法从什么时候起施行？")


def test_where_a_rule_says_it_instrument_article_and_date_are_named(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("办法.txt", RULE)])
    (sentence,) = assistant.ask("三类会议的综合定额是每人每天多少元？").sentences
    assert sentence.basis.startswith("《甲市会议管理办法》第三条（")


def test_the_number_of_the_article_is_told_where_it_is_asked_for(asked: Callable[[str], str]) -> None:
    assert "第四条" in asked("会议审批由办公室负责是哪一条规定的？")


@pytest.mark.parametrize(
    ("question", "only"), [("《甲市会议管理办法》第二条第（二）项是什么？", "礼品"), ("会议管理办法第五条", "施行")]
)
def test_an_article_is_found_by_its_address(asked: Callable[[str], str], question: str, only: str) -> None:
    answer = asked(question)
    assert only in answer
    assert "450元" not in answer
    assert "烟酒" not in answer


def test_a_missing_article_is_said_to_be_missing(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("办法.txt", RULE)])
    answer = assistant.ask("《甲市会议管理办法》第三十条怎么规定的？")
    assert answer.abstained
    assert "甲市会议管理办法" in (answer.reason or "")


def test_what_is_missing_from_an_answer_is_named(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("报告.txt", "整改情况报告\n第五轮巡察移交问题线索46件。\n各单位认真整改。\n")])
    answer = assistant.ask("第五轮巡察移交了多少件问题线索，花费了多少万元？")
    assert "46件" in answer.text
    assert answer.outcome == "partly"
    assert answer.missing == ("花费了多少万元",)


OLD = "甲市整改办法\n（2021年6月1日印发）\n第一条　集中整改期为2个月。\n第二条　本办法自2021年7月1日起施行。\n"
NEW = """甲市整改办法
（2021年6月1日印发，2024年4月1日修订）
第一条　集中整改期为3个月。
第二条　本办法自2024年5月1日起施行。2021年6月1日印发的《甲市整改办法》同时废止。
"""


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("集中整改期是几个月？", ["3个月"]),
        ("现行的整改办法规定集中整改期是几个月？", ["3个月"]),
        ("2022年时，集中整改期是几个月？", ["2个月"]),
        ("2024年修订以前，集中整改期是几个月？", ["2个月"]),
        ("修订前的整改办法规定集中整改期是几个月？", ["2个月"]),
        ("整改办法修订前后，集中整改期有什么变化？", ["2个月", "3个月"]),
    ],
)
def test_the_edition_asked_for_answers_and_no_other(
    assistant: Assistant, write: Write, question: str, months: list[str]
) -> None:
    assistant.ingest([write("旧.txt", OLD), write("新.txt", NEW)])
    answer = assistant.ask(question)
    assert [
        months for sentence in answer.sentences for months in ("2个月", "3个月") if months in sentence.text
    ] == months


def test_sources_that_disagree_stand_side_by_side(assistant: Assistant, write: Write) -> None:
    first = "甲市测评办法\n第一条　满意率低于85%的，责令重新整改。\n"
    second = "乙县测评细则\n第一条　满意率低于80%的，责令重新整改。\n"
    assistant.ingest([write("甲.txt", first), write("乙.txt", second)])
    (conflict,) = assistant.ask("满意率低于多少要责令重新整改？").conflicts
    sides = conflict["sources"]
    assert isinstance(sides, list)
    assert sorted(value for side in sides for value in side["values"]) == ["80%", "85%"]


TERMS = """甲市整改工作办法
第一条　被巡察单位应当自收到意见之日起15个工作日内，制定整改方案，经会议审议后报市委巡察办。
第二条　市委巡察办应当自收到整改方案之日起7个工作日内提出审核意见。整改方案被退回的，应当在5个工作日内修改后重新报送。
第三条　党组织主要负责人是整改第一责任人，应当做到：
（一）主持制定整改方案；
（二）每月听取1次整改情况汇报。
第四条　会议费可以开支住宿费、伙食费、场地租金。
第五条　会议费不得列支下列费用：
（一）烟酒；
（二）礼品。
第六条　会议费应当在会议结束后30日内报销。
第七条　市统计局整改完成率为98%，销毁清册由2名以上人员编制。
"""


@pytest.fixture
def of_terms(assistant: Assistant, write: Write) -> Callable[[str], str]:
    assistant.ingest([write("整改办法.txt", TERMS)])
    return lambda question: assistant.ask(question).text


@pytest.mark.parametrize(
    ("question", "wanted", "not_wanted"),
    [
        ("整改方案要在多少个工作日内报送？", "15个工作日", "5个工作日内修改"),
        ("退回的整改方案要在几个工作日内重新报送？", "5个工作日内修改", "7个工作日"),
        ("会议费可以开支哪些费用？", "场地租金", "烟酒"),
        ("会议费什么时候报销？", "30日内", "烟酒"),
    ],
)
def test_the_general_rule_comes_before_the_special_case_nobody_asked_about(
    of_terms: Callable[[str], str], question: str, wanted: str, not_wanted: str
) -> None:
    answer = of_terms(question)
    assert wanted in answer
    assert not_wanted not in answer


def test_a_clause_that_says_who_is_told_without_the_list_behind_it(of_terms: Callable[[str], str]) -> None:
    answer = of_terms("整改的第一责任人是谁？")
    assert answer.startswith("党组织主要负责人是整改第一责任人。")
    assert "主持制定" not in answer


@pytest.mark.parametrize("question", ["市统计局的参保率是多少？", "市统计局的党员有多少名？"])
def test_another_side_of_what_the_material_speaks_of_is_not_answered(
    of_terms: Callable[[str], str], question: str
) -> None:
    assert of_terms(question) == ""


def test_what_can_be_compared_with_the_source_is_compared(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("整改办法.txt", TERMS)])
    (sentence,) = assistant.ask("整改方案要在多少个工作日内报送？").sentences
    assert [(check.kind, check.text, check.is_checked) for check in sentence.checks] == [("figure", "15个工作日", True)]
    assert all(sentence.text[check.start : check.end] == check.text for check in sentence.checks)


def test_a_plan_does_not_tell_what_was_done(assistant: Assistant, write: Write) -> None:
    assistant.ingest(
        [
            write("方案.txt", "甲局党组关于巡察反馈意见的整改方案\n挪用的彩票公益金，8月30日前归还。"),
            write("报告.txt", "甲局党组关于巡察整改情况的报告\n挪用的彩票公益金，已于8月14日归还。"),
        ]
    )
    assert "8月14日" in assistant.ask("甲局挪用的彩票公益金是哪天归还的？").text


def test_the_sentence_that_names_comes_before_the_one_that_speaks_of_it(assistant: Assistant, write: Write) -> None:
    told = "2021年6月，南河水务公司完成了对星河供水公司的收购。这次收购使南河水务的供水范围进一步扩大。"
    assistant.ingest([write("年报.txt", f"南河水务公司2021年年报\n{told}")])
    assert "星河供水公司" in assistant.ask("南河水务公司2021年6月收购了哪家公司？").text


def test_another_level_of_government_is_not_answered_for(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("办法.txt", "甲市巡察整改办法\n第一条　市委巡察的集中整改期为3个月。")])
    assert "3个月" in assistant.ask("市委巡察的集中整改期是几个月？").text
    assert assistant.ask("省委巡视的集中整改期是几个月？").abstained
