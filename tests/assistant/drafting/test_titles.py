from __future__ import annotations

import pytest

from assistant.drafting.roles import Role
from assistant.drafting.titles import is_subject_only, role_of_title


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("主要问题", Role.PROBLEMS),
        ("巡察发现的主要问题", Role.PROBLEMS),
        ("存在的问题和不足", Role.PROBLEMS),
        ("党的建设方面存在的问题", Role.PROBLEMS),
        ("市图书馆党总支巡察反馈问题清单", Role.PROBLEMS),
        ("意见建议", Role.SUGGESTIONS),
        ("整改意见和建议", Role.SUGGESTIONS),
        ("几点建议", Role.SUGGESTIONS),
        ("整改工作要求", Role.REQUIREMENTS),
        ("整改时限", Role.REQUIREMENTS),
        ("总体评价", Role.OTHER),
        ("巡察工作开展情况", Role.OTHER),
        ("移交问题线索情况", Role.OTHER),
        ("市委第三巡察组移交立行立改问题清单", Role.PROBLEMS),
        ("存在问题及原因分析", Role.PROBLEMS),
        ("原因分析", Role.OTHER),
        ("以案促改意见", Role.SUGGESTIONS),
        ("关于食品安全监管不到位的问题", None),
        ("市公交集团党委巡察发现问题移交清单", Role.PROBLEMS),
        ("整改建议及时限", Role.SUGGESTIONS),
        ("关于整改的意见", Role.SUGGESTIONS),
        ("下步要求", Role.REQUIREMENTS),
        ("整改任务", Role.REQUIREMENTS),
        ("思想作风方面存在的不足", Role.PROBLEMS),
        ("污染防治存在短板", None),
        ("理论学习不深入", None),
        ("落实上级决策部署要求方面", None),
    ],
)
def test_a_heading_announces_by_its_words(title: str, role: Role | None) -> None:
    assert role_of_title(title) is role


def test_a_subject_is_no_problem() -> None:
    assert is_subject_only("落实全面从严治党责任方面")
    assert is_subject_only("收购环节")
    assert is_subject_only("在落实责任方面有差距。")
    assert not is_subject_only("责任落实不到位")


def test_a_problem_in_words_we_do_not_know_is_no_subject() -> None:
    for title in ("食堂承包暗箱操作", "管网改造雷声大雨点小", "纪检委员身兼数职"):
        assert not is_subject_only(title)


def test_a_title_that_names_one_problem_announces_none() -> None:
    assert role_of_title("关于食堂承包暗箱操作的问题") is None
    assert role_of_title("发现的问题及具体表现") is Role.PROBLEMS
