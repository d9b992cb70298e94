"""Questions about two things, about the most of several and about what stands under a heading, asked of small
papers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.application import Assistant

Write = Callable[[str, str], Path]
Asked = Callable[[str], str]

LEDGER = """乙县民生工程推进情况通报
一、总体情况
全县10个站集中推进民生工程，进展总体平稳。
二、各站进度
| 站名 | 接到诉求 | 已经办结 | 评估结果 |
| --- | --- | --- | --- |
| 东岭站 | 41 | 39 | 好 |
| 西河站 | 67 | 50 | 差 |
| 南坪站 | 67 | 61 | 较好 |
| 北塘站 | 28 | 28 | 好 |
| 合计 | 203 | 178 | — |

群众测评中，得票率最高的是东岭站，为98.2%；最低的是西河站，为71.5%，要求重新整改。
护林员持证率由38%提高到91%，巡护里程有所增加。
"""

PERMITS = """乙县临时用地管理办法
第一条　为了规范临时用地，制定本办法。
第二条　临时用地分为抢险型和施工型。
第三条　抢险型用地按照每亩每年300元缴纳；施工型用地按照每亩每年900元缴纳。
第四条　单笔补偿2万元以下的由站长批准；2万元（含）以上15万元以下的由分管县长批准；15万元（含）以上的由常务会议研究。
"""

FEEDBACK = """关于对乙县林业站巡察情况的反馈
一、总体评价
近年来，林业站各项工作有新的进展。
二、发现的主要问题
（一）护林责任落实不到位
护林员配备不足，巡护记录不全。
（二）资金管理不规范
挪用造林款3万元，没有归还。
（三）队伍建设薄弱
空缺岗位4个。
三、意见建议
（一）压紧责任链条
把巡护责任落实到人。
（二）管好造林资金
建立专账。
"""

SPEECH = """在乙县水务站整改动员会上的讲话
同志们：
今天我重点讲三件事，件件都要有着落。
第一件，管网改造。去年漏损率很高，要抓紧。
第二件，水费清缴。欠费的逐户上门。
第三件，值守纪律。值班室不准离人。
"""

NEWS = """巡察组向乙县种子站反馈情况
巡察组向乙县种子站反馈了巡察情况。
主要问题
巡察发现的主要问题是：
种源保护不够有力。2023年有8份种源没有入库，只补录了3份。
质量抽检打折扣。抽检批次只有计划的一半。
岗位轮换流于形式。仓管岗位9年没有轮换。
整改建议
请种子站抓紧整改。
"""


@pytest.fixture
def asked(assistant: Assistant, write: Write) -> Asked:
    papers = {"通报.md": LEDGER, "办法.txt": PERMITS, "反馈.txt": FEEDBACK, "讲话.txt": SPEECH, "消息.txt": NEWS}
    assistant.ingest([write(name, text) for name, text in papers.items()])
    return lambda question: assistant.ask(question).text


def test_one_sentence_that_tells_both_sides_answers_for_both(asked: Asked) -> None:
    answer = asked("临时用地里抢险型跟施工型，缴费的标准有啥两样？")
    assert "300元" in answer
    assert "900元" in answer


def test_the_highest_and_the_lowest_are_told_by_the_sentence_that_names_both(asked: Asked) -> None:
    answer = asked("群众测评得票率最高与最低的分别是哪个站、各为多少？")
    assert all(told in answer for told in ("东岭站", "98.2%", "西河站", "71.5%"))


def test_what_became_of_a_figure_answers_for_before_and_after(asked: Asked) -> None:
    answer = asked("护林员持证的占比，整改前跟整改后各是多少？")
    assert "38%" in answer
    assert "91%" in answer


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("乙县民生工程哪个站接到诉求最多？", ("西河站", "南坪站", "67"), ("合计", "203")),
        ("乙县民生工程接到诉求最少的是哪个站？", ("北塘站", "28"), ("西河站",)),
    ],
)
def test_the_most_is_reckoned_from_the_rows_and_ties_are_all_told(
    asked: Asked, question: str, told: tuple[str, ...], not_told: tuple[str, ...]
) -> None:
    answer = asked(question)
    assert all(word in answer for word in told)
    assert not any(word in answer for word in not_told)


SUMS = """乙县植树情况通报
| 类别 | 植树株数 | 评估结果 |
| --- | --- | --- |
| 春季合计 | 300 | 好 |
| 夏季合计 | 100 | 差 |
| 秋季合计 | 200 | 好 |

各乡镇要做好管护。
"""


def test_of_sums_alone_none_is_the_most(assistant: Assistant, write: Write) -> None:
    assistant.ingest([write("植树.md", SUMS)])
    answer = assistant.ask("乙县植树情况哪个类别植树株数最多？")
    assert all(sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("amount", "by"), [("8000元", "站长"), ("2万元", "分管县长"), ("9万元", "分管县长"), ("40万元", "常务会议")]
)
def test_an_amount_is_answered_with_its_own_bracket(asked: Asked, amount: str, by: str) -> None:
    answer = asked(f"临时用地单笔补偿{amount}由谁批准？")
    assert by in answer
    assert sum(other in answer for other in ("站长", "分管县长", "常务会议")) == 1


def test_what_a_heading_announces_is_told_by_the_headings_below_it(asked: Asked) -> None:
    answer = asked("乙县林业站巡察反馈的主要问题有哪些？")
    told = ("护林责任落实不到位", "资金管理不规范", "队伍建设薄弱")
    assert [answer.find(one) for one in told] == sorted(answer.find(one) for one in told)
    assert all(one in answer for one in told)
    assert "压紧责任链条" not in answer


def test_items_that_are_paragraphs_are_told_and_not_only_announced(asked: Asked) -> None:
    answer = asked("乙县水务站整改重点讲的是哪三件事？")
    assert all(one in answer for one in ("管网改造", "水费清缴", "值守纪律"))


def test_the_headlines_of_paragraphs_are_the_items_that_a_sentence_opens(asked: Asked) -> None:
    answer = asked("乙县种子站巡察发现的主要问题")
    assert all(one in answer for one in ("种源保护不够有力", "质量抽检打折扣", "岗位轮换流于形式"))
    assert "抓紧整改" not in answer


@pytest.mark.parametrize(("month", "conflicts"), [("", 1), ("4月底前，", 0)])
def test_figures_of_two_months_are_no_conflict(assistant: Assistant, write: Write, month: str, conflicts: int) -> None:
    own = "7月底前，" if month else ""
    first = f"甲市测评办法\n第一条　{own}满意率低于85%的，责令重新整改。\n"
    second = f"乙县测评细则\n第一条　{month}满意率低于80%的，责令重新整改。\n"
    assistant.ingest([write("甲.txt", first), write("乙.txt", second)])
    assert len(assistant.ask("满意率低于多少要责令重新整改？").conflicts) == conflicts


FOUND = """县委第一巡察组关于巡察乙县茶场的反馈意见
出借资金共计34万元给3户茶农，没有收回。
多收茶农押金，涉及农户147户、茶叶326吨。
"""

PUT_RIGHT = """乙县茶场关于巡察整改进展情况的通报
出借的34万元，收回26万元，另有8万元已经起诉。
核算茶农被多收的押金，退还21.6万元，全部发放到户。
全年举办采摘培训4期，培训386人次。
入场的工人应当参加培训，时间不少于24学时。
"""


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("茶场出借的资金收回来多少了？", "26万元", "没有收回"),
        ("茶场采摘培训办了几期、培训了多少人次？", "386人次", "24学时"),
    ],
)
def test_what_was_done_is_told_and_nothing_beside_it(
    assistant: Assistant, write: Write, question: str, told: str, not_told: str
) -> None:
    assistant.ingest([write("反馈.txt", FOUND), write("通报.txt", PUT_RIGHT)])
    answer = assistant.ask(question).text
    assert told in answer
    assert not_told not in answer
