"""Who holds an office, kept the minutes, or gave a speech is told from lists, minutes, titles and tables; who is named
nowhere is not made up.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.application import Assistant

NOTICE = """乙县信访办关于成立积案化解工作领导小组的通知

各乡镇：

为做好积案化解工作，决定成立领导小组，组成人员如下：

组　长：岑晚晴　县委副书记、县长
副组长：厉行舟　县委常委、政法委书记
　　　　霍雨　副县长
成　员：薛冬生　县信访局局长

领导小组办公室设在县信访局，薛冬生兼任办公室主任。
"""

MINUTES = """乙县水务局党组会议纪要

时间：2025年5月20日
主持：龙在田
出席：龙在田、岑晚晴、霍雨
记录：范小鱼

会议决定，重新招标一事由霍雨负责，6月底前报结果。
"""

SPEECH = """在乙县第四轮巡察动员会上的讲话
（2025年4月18日）
县委常委、县纪委书记　宋一鸣

同志们：

今天部署第四轮巡察，请大家抓好落实。县委第二巡察组由顾佩文任组长，进驻水务局。
"""

PLAN = """# 乙县文化节会务安排

| 小组 | 组长 | 职责 |
| --- | --- | --- |
| 会务组 | 尚可 | 会场布置、签到 |
| 保障组 | 薛建国 | 车辆、用餐 |
"""


@pytest.fixture
def library(assistant: Assistant, write: Callable[[str, str], Path]) -> Assistant:
    papers = {"通知.txt": NOTICE, "纪要.txt": MINUTES, "讲话.txt": SPEECH, "安排.md": PLAN}
    assistant.ingest([write(name, text) for name, text in papers.items()])
    return assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("积案化解工作领导小组组长是谁？", ["岑晚晴"]),
        ("积案化解领导小组的副组长有哪些人？", ["厉行舟", "霍雨"]),
        ("谁是县信访局局长？", ["薛冬生"]),
        ("县委第二巡察组由谁任组长？", ["顾佩文"]),
        ("水务局党组会是谁主持的？", ["龙在田"]),
        ("第四轮巡察动员会上是谁讲的话？", ["宋一鸣"]),
        ("文化节保障组的组长是谁？", ["薛建国"]),
        ("重新招标由谁负责？", ["霍雨"]),
    ],
)
def test_who_it_is_is_told(library: Assistant, question: str, told: list[str]) -> None:
    answer = library.ask(question).text
    assert all(name in answer for name in told)


@pytest.mark.parametrize("question", ["县财政局局长是谁？", "县委第一巡察组组长是谁？", "积案化解领导小组秘书长是谁？"])
def test_who_is_named_nowhere_is_not_made_up(library: Assistant, question: str) -> None:
    assert library.ask(question).abstained


def test_who_answers_for_one_entry_of_a_ledger_is_not_who_answers_for_another(
    assistant: Assistant, tmp_path: Path
) -> None:
    ledger = Workbook()
    heads = ("序号", "反馈问题", "整改措施", "责任领导", "责任科室", "完成时限", "整改进展")
    closed, open_till_now = "已完成。闸门3座更换完毕。", "推进中。2处已签合同，1处未处置。"
    rows = (
        (
            1,
            "三座水闸带病运行",
            "1.1 逐座加固；1.2 建立台账",
            "局党组书记、局长 田立群",
            "工程科",
            "2025年6月底",
            closed,
        ),
        (
            2,
            "旧泵房长期闲置",
            "2.1 提出方案；2.2 拆除",
            "局党组成员、总督学 顾佩文",
            "计划科",
            "2025年9月底",
            open_till_now,
        ),
    )
    for row in (("水利局巡察整改台账",), heads, *rows):
        ledger.active.append(row)
    ledger.save(tmp_path / "水利局巡察整改台账.xlsx")
    assistant.ingest([tmp_path / "水利局巡察整改台账.xlsx"])
    answer = assistant.ask("水利局台账上旧泵房长期闲置问题的责任领导是谁？").text
    assert "顾佩文" in answer
    assert "田立群" not in answer
