from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing.links import without_links

SOURCE = "详见市政府网站 https://www.linjiang.example/notice 。"


@pytest.mark.parametrize(
    ("text", "expected", "removed"),
    [
        ("整改期限为三个月。", "整改期限为三个月。", 0),
        ("限期三个月[原文](https://a.example/?q=整改)。", "限期三个月原文。", 1),
        ("限期三个月。![](https://a.example/x.png?d=整改)", "限期三个月。", 1),
        ("限期三个月![图][ref]。", "限期三个月。", 1),
        ("限期三个月（https://a.example/x）。", "限期三个月。", 1),
        ("见 www.a.example/x ，限期三个月。", "见  ，限期三个月。", 1),
        ("<a href='https://a.example'>点这里</a>限期三个月。", "点这里限期三个月。", 2),
        ("<img src=x onerror=alert(1)>限期三个月。", "限期三个月。", 1),
        ("详见 https://www.linjiang.example/notice 。", "详见 https://www.linjiang.example/notice 。", 0),
        ("依据《办法》第二条（一）项。", "依据《办法》第二条（一）项。", 0),
        ("比例为3:2，10<20。", "比例为3:2，10<20。", 0),
    ],
)
def test_only_addresses_of_the_sources_stay(text: str, expected: str, removed: int) -> None:
    plain = without_links(text, [SOURCE])
    assert (plain.text, plain.removed) == (expected, removed)


@pytest.mark.parametrize("address", ["javascript:fetch('x')", "data:text/html;base64,AAAA", "file:///etc/passwd"])
def test_no_other_kind_of_address_stays_whole(address: str) -> None:
    plain = without_links(f"限期三个月，见{address}。", [])
    assert address not in plain.text
    assert plain.removed == 1


@given(st.text("整改期限为三个月，。第二条《办法》（）0123456789", max_size=80))
def test_prose_is_never_touched(text: str) -> None:
    assert without_links(text, []) == (text, 0)
