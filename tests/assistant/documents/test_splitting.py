from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.splitting import body_calls_itself, calls_itself_otherwise, parts

RULE = "第一条　为了整改，制定本办法。\n第二条　本办法适用于本市。\n第三条　本办法自印发之日起施行。\n"
PROSE = "各单位要在三十日内完成整改。整改情况要逐项报告。没有完成的要说明原因，并且提出下一步的安排。" * 6
COVER = "关于印发甲办法的通知\n各县（区）委：\n现将《甲办法》印发给你们，请遵照执行。\n某市委办公室\n2024年5月6日\n"


def beginnings(text: str) -> list[str]:
    return [text[part.start : part.end].strip().splitlines()[0] for part in parts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{COVER}甲办法\n{RULE}", ["关于印发甲办法的通知", "甲办法"]),
        (f"{COVER}附件\n甲办法\n（2024年5月6日印发）\n第一章　总则\n{RULE}", ["关于印发甲办法的通知", "附件"]),
        (f"# 甲办法\n{RULE}乙规定\n第一章　总则\n{RULE}", ["# 甲办法", "乙规定"]),
        (f"# 甲办法\n{RULE}# 甲办法\n{RULE}", ["# 甲办法", "# 甲办法"]),
        (
            f"关于做好整改的通知\n现将《整改方案》印发给你们。\n附件1\n整改方案\n一、目标\n{PROSE}\n二、措施\n{PROSE}",
            ["关于做好整改的通知", "附件1"],
        ),
        (
            f"关于做好整改的通知\n现将《整改工作方案》印发给你们。\n整改工作方案\n一、目标\n{PROSE}",
            ["关于做好整改的通知", "整改工作方案"],
        ),
    ],
)
def test_a_text_made_of_several_documents_is_separated(text: str, expected: list[str]) -> None:
    assert beginnings(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"甲办法\n{RULE}",
        f"某市委办公室文件\n某委办发〔2024〕5号\n甲办法\n（2024年5月6日印发）\n{RULE}",
        f"甲办法\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n{RULE}",
        f"甲办法\n{RULE}附件\n登记表\n姓名　单位　职务\n",
        "关于登记的通知\n现将《登记办法》的登记表印发给你们。\n附件\n登记表\n姓名　单位\n张某　某局\n",
        f"{COVER}附件：1. 甲办法\n　　　2. 登记表\n",
        f"甲准则\n全体人员必须遵守本准则。\n工作人员行为规范\n{RULE}",
        f"关于修改甲办法的决定\n将第一条修改为：“第一条　为了整改。”\n将第二条修改为：“第二条　适用于全市。”\n{PROSE}",
        f"学习体会\n《甲办法》\n“第一条　为了整改。\n第二条　适用。”\n{PROSE}",
    ],
)
def test_one_document_stays_one(text: str) -> None:
    assert len(parts(text)) == 1


@given(st.text(alphabet="第一二条附件办法规定《》印发。：\n #甲", max_size=160))
def test_the_parts_hold_all_of_the_text(text: str) -> None:
    found = parts(text)
    assert "".join(part.of(text) for part in found) == text


@pytest.mark.parametrize(
    ("title", "body", "is_reported"),
    [
        ("甲规定", "第一条　为了整改，制定本条例。\n第二条　本条例适用于本市。", True),
        ("甲规定（试行）", "第二条　本条例适用于本市。\n第三条　本条例所称。\n第九条　本条例自发布之日起施行。", True),
        ("甲规定", "第一条　为了整改，制定本规定。\n第二条　参照本条例的，从其规定。", False),
        ("甲实施细则", "第一条　为了整改，制定本细则。", False),
        ("甲暂行办法2023年修订", "第一条　为了整改，制定本暂行办法。", False),
        ("甲规定", "依照本条例处理的，从其规定。", False),
        ("关于整改的通知", "第一条　为了整改，制定本办法。", False),
        ("某某讲话", "同志们：本条例很重要，本条例、本条例。", False),
        ("甲法", "第一条　制定本法。本法律顾问。", False),
    ],
)
def test_a_title_over_another_rules_body_is_reported(title: str, body: str, is_reported: bool) -> None:
    assert calls_itself_otherwise(body, title) is is_reported


def test_a_body_tells_what_it_calls_itself_and_where() -> None:
    text = "第一条　为了整改，制定本条例。\n第二条　本条例适用于本市，不适用本规定的除外。"
    found = body_calls_itself(text)
    assert found is not None
    assert (found.word, found.count, found.counts) == ("条例", 2, {"条例": 2, "规定": 1})
    assert text[found.start :].startswith("本条例。")
    assert body_calls_itself("同志们好。") is None


@pytest.mark.parametrize(
    "text",
    [
        "一、整改\n" * 20_000,
        "附件1：甲办法\n" * 20_000,
        " " * 50_000 + "\n" * 50_000,
        "现将《甲方案》印发。\n" + "甲方案\n" * 20_000,
    ],
)
def test_monotonous_texts_take_no_quadratic_time(text: str) -> None:
    assert len(parts(text)) == 1
    assert not calls_itself_otherwise(text, "甲规定")
