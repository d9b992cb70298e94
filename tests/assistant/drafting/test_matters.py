from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.defects import DefectKind
from assistant.drafting.matters import matter


@pytest.mark.parametrize(
    ("statement", "kind", "named"),
    [
        ("企业管理精益化程度不高", DefectKind.WEAKNESS, "企业管理精益化程度"),
        ("基层党建工作还不够规范。", DefectKind.WEAKNESS, "基层党建工作"),
        ("对所属9家子公司的监督存在盲区", DefectKind.WEAKNESS, "所属9家子公司的监督"),
        ("已建成的入托率只有22.5%", DefectKind.WEAKNESS, "已建成的入托率"),
        ("主体责任压得不实。", DefectKind.WEAKNESS, "主体责任"),
        ("2023年以来，局党组没有专题研究全面从严治党工作", DefectKind.OMISSION, "专题研究全面从严治党工作"),
        ("公务用车管理制度没有修订", DefectKind.OMISSION, "公务用车管理制度"),
        ("老旧小区改造推进迟缓", DefectKind.STALLED, "老旧小区改造推进"),
        ("直管公房欠租没有收回", DefectKind.STALLED, "直管公房欠租"),
        ("违规经商办企业问题突出", DefectKind.VIOLATION, "违规经商办企业"),
        ("廉政谈话流于形式", DefectKind.FORMALISM, "廉政谈话"),
        ("重业务，轻党建", DefectKind.WEAKNESS, "重业务，轻党建"),
        ("理論學習不夠深入", DefectKind.WEAKNESS, "理論學習"),
    ],
)
def test_a_problem_statement_names_its_matter(statement: str, kind: DefectKind, named: str) -> None:
    found = matter(statement)
    assert (found.kind, found.object) == (kind, named)


def test_where_the_words_name_no_thing_the_clause_stands_for_it() -> None:
    found = matter("2024年度责任清单15项中，有9项与2023年完全相同")
    assert (found.object, found.is_thing) == ("责任清单15项中，有9项与2023年完全相同", False)


def test_the_fact_counts_and_not_the_clause_that_names_the_broken_rule() -> None:
    found = matter("2023年8月至2024年6月，有4个项目的评标专家在开标3天前抽取，违反该规定第十五条关于抽取时间的要求")
    assert found.clause == "4个项目的评标专家在开标3天前抽取"


def test_what_was_done_or_left_undone_counts_before_how_well() -> None:
    assert matter("发现隐患186处，截至检查时仍有37处没有整改").clause == "截至检查时仍有37处没有整改"


@given(st.text(alphabet="党组会议费管理不严未按规定，。；“”《》（）2023年X次", min_size=1, max_size=60))
def test_a_matter_is_made_of_the_words_of_its_text(text: str) -> None:
    found = matter(text)
    assert found.clause in text
    assert set(found.object) <= set(text)
