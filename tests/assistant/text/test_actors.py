from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.actors import actors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委巡察办应当自收到整改方案之日起7日内审核。", ["市委巡察办"]),
        ("被巡察党组织应当制定整改方案。", ["被巡察党组织"]),
        ("领导班子其他成员是第一责任人。", ["领导班子其他成员"]),
        ("报行业监督部门和市财政局审核。", ["行业监督部门", "市财政局"]),
        ("由市委巡察工作领导小组约谈。", ["市委巡察工作领导小组"]),
        ("各单位、有关人员", ["各单位", "有关人员"]),
        ("由乡镇（街道）党（工）委处理。", ["乡镇（街道）党（工）委"]),
        ("第四条　巡察组应当公布电话。", ["巡察组"]),
        ("承办单位收到转办的信访件后办理。", ["承办单位"]),
        ("不得阻碍科技成果的转化。", []),
        ("由市财政局局长任副组长。", ["市财政局局长", "副组长"]),
        ("单位不得拖延。", []),
        ("整改期限为三个月。", []),
        ("依照整改办法执行。", []),
        ("", []),
    ],
)
def test_who_acts_is_named_whole(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in actors(text)] == expected


@given(st.text(alphabet="市委巡察办党组应当由向，。整改人员", max_size=50))
def test_actors_lie_apart_inside_the_text(text: str) -> None:
    end = 0
    for span in actors(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
