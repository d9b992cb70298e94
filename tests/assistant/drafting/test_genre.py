from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.findings import read_findings
from assistant.drafting.genre import is_feedback, looks_like, may_be_feedback
from tests.assistant.drafting.feedback_samples import document

CORPUS = Path(__file__).parents[3] / "corpus"
OTHERS = sorted(
    path for kind in ("speeches", "regulations", "notices", "plans", "reports") for path in CORPUS.glob(f"{kind}/*.txt")
)


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("采购合同\n甲方：某局\n乙方：某公司", "contract"),
        ("关于市委巡察反馈问题的整改方案\n一、总体要求", "plan"),
        ("关于巡察整改进展情况的通报\n现公布如下", "report"),
        ("在全市巡察工作会议上的讲话\n（2025年2月20日）", "remarks"),
        ("第一条　甲。\n第二条　乙。\n第三条　丙。", "regulation"),
        ("本报讯（记者 ××）昨日，市委召开会议。", "news"),
        ("关于编报会议计划的通知\n各单位：", "notice"),
        ("县委文件\n县委办〔2024〕4号\n关于做好巡察整改工作有关事项的通知\n各单位：", "notice"),
        ("领导班子专题民主生活会对照检查材料\n一、存在问题", "report"),
        ("今天天气很好。", "other"),
    ],
)
def test_a_document_is_known_by_what_it_calls_itself(text: str, genre: str) -> None:
    assert looks_like(text) == genre


def test_problems_alone_make_no_feedback() -> None:
    article = "如何做好巡察工作\n" + "实践表明，做好巡察工作要抓住关键。" * 20 + "一些单位责任落实不到位。"
    assert not is_feedback(article, [12])


def test_a_plan_that_quotes_findings_is_no_feedback() -> None:
    assert not is_feedback("关于市委巡察反馈问题的整改方案\n（一）理论学习不深入", [7])


def test_a_notice_of_what_is_to_be_mended_at_once_is_feedback() -> None:
    text = "县委第二巡察组立行立改通知书\n县粮站党支部：\n巡察期间发现你单位存在以下问题。\n1. 账目混乱。"
    assert is_feedback(text, [5])


def test_a_speech_counts_only_where_it_hands_the_findings_over() -> None:
    assert is_feedback("同志们：\n现代表市委第八巡察组反馈巡察情况。", [20])
    assert not is_feedback("在整改动员部署会上的讲话\n同志们：\n市委第三巡察组反馈了意见。", [20])


def test_a_notice_on_how_to_rectify_is_no_feedback_and_one_that_hands_findings_over_is() -> None:
    told = "县委第六巡察组对你支部进行了巡察，现反馈如下：\n1.账目混乱。"
    assert not is_feedback(f"关于做好巡察整改工作有关事项的通知\n各单位：\n{told}", [5])
    assert is_feedback(f"关于反馈县联社党支部巡察情况的通知\n{told}", [5])


def test_whoever_hands_over_what_an_inspection_found_gives_feedback() -> None:
    told = "市直机关工委对36家单位进行了专项督查。现将督查情况通报如下：\n账目混乱。"
    assert is_feedback(f"关于机关党建专项督查情况的通报\n{told}", [5])


def test_a_bare_list_of_problems_needs_no_title() -> None:
    text = "1.理论学习不深入。\n2.会议费管理不严。\n3.换届超期。"
    assert is_feedback(text, [8, 8, 5]) is False
    assert is_feedback(text.replace("\n", ""), [10, 10, 6]) is True


@pytest.mark.parametrize(
    "title",
    [
        "巡察建议书",
        "整改通知书",
        "立行立改交办单",
        "关于立行立改事项的通知",
        "联动巡察问题移交表",
        "关于有关问题的提醒函",
    ],
)
def test_letters_by_which_problems_are_handed_over_are_feedback(title: str) -> None:
    assert is_feedback(f"{title}\n县粮站党支部：\n1. 账目混乱。", [5])


def test_only_what_is_written_to_one_organisation_may_be_feedback_by_another_name() -> None:
    assert may_be_feedback("情况说明\n县粮站党支部：\n存在以下问题：")
    assert not may_be_feedback("情况说明\n各单位：\n存在以下问题：")
    assert not may_be_feedback("如何写好报告\n常见的有以下问题：")
    assert not may_be_feedback("房屋租赁合同\n县粮站党支部：\n存在以下问题：")


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_no_finding_is_read_out_of_a_document_that_is_no_feedback(path: Path) -> None:
    assert read_findings(document(path.read_text(encoding="utf-8"))).findings == ()
