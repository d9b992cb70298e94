"""Degrees of secrecy, and what a reach covers."""

from __future__ import annotations

import pytest

from assistant.errors import UsageError
from assistant.library.reach import Reach, Secrecy, check_collection, degree_of


@pytest.mark.parametrize(
    ("mark", "degree"),
    [
        (None, Secrecy.PUBLIC),
        ("", Secrecy.PUBLIC),
        ("公开", Secrecy.PUBLIC),
        ("内部", Secrecy.INTERNAL),
        ("内部资料 注意保管", Secrecy.INTERNAL),
        ("秘密", Secrecy.SECRET),
        ("秘 密★ 5年", Secrecy.SECRET),
        ("机密★1年", Secrecy.CONFIDENTIAL),
        ("绝密★长期", Secrecy.TOP_SECRET),
        ("商密三级", Secrecy.TOP_SECRET),
    ],
)
def test_a_mark_stands_for_a_degree_and_one_that_is_not_understood_for_the_highest(
    mark: str | None, degree: Secrecy
) -> None:
    assert degree_of(mark) is degree


def test_a_reach_ends_at_its_clearance_and_at_closed_collections() -> None:
    reach = Reach(Secrecy.SECRET, frozenset({"案件"}))
    assert reach.covers("default", "秘密")
    assert not reach.covers("default", "机密★1年")
    assert not reach.covers("案件", None)


@pytest.mark.parametrize("name", ["", "  ", "甲\n乙", "甲\t乙", "\x1b[31m", "长" * 61])
def test_a_collection_is_named_with_what_can_be_shown_in_a_line(name: str) -> None:
    with pytest.raises(UsageError):
        check_collection(name)
    check_collection("第一巡察组 2026")
