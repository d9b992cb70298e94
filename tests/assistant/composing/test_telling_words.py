"""What names, roles and means look like in a sentence, where a question asks for one."""

from __future__ import annotations

import pytest

from assistant.composing.expected import holds_kind
from assistant.composing.questions import analyse
from assistant.composing.telling_words import names_company, names_role


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("茶树菇又叫什么？", "茶树菇又名茶薪菇，原产于南方。", True),
        ("乙县茶场原来叫什么名字？", "乙县茶场前称东岭农场。", True),
        ("乙县茶场原来叫什么名字？", "1998年更名为乙县茶场。", True),
        ("便民服务卡简称什么？", "以下简称便民卡。", True),
        ("乙县茶场原来叫什么名字？", "茶场面积3200亩。", False),
        ("乙县茶场场长叫什么名字？", "乙县茶场（以下称为茶场）面积3200亩。", False),
        ("服务热线电话是多少？", "热线又名民生线。", False),
    ],
)
def test_what_something_is_called_is_told_by_words_that_give_names(question: str, text: str, holds: bool) -> None:
    assert holds_kind(analyse(question), text) is holds


def test_a_role_that_is_named_must_be_told() -> None:
    assert names_role(analyse("重新招标由谁牵头？"))
    assert not names_role(analyse("谁去开会？"))


def test_a_company_is_told_from_the_word() -> None:
    assert names_company("由东岭建设公司承建。")
    assert not names_company("由该公司承建。")
