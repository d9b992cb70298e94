from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.decoding import decode, looks_binary

TEXT = (
    "中共临江市委办公室关于印发整改办法的通知\n各县（区）委，市直各单位：\n现将办法印发给你们，请认真贯彻执行。\n" * 4
)
TRADITIONAL = "關於加強巡視整改工作的意見，各級黨委（黨組）要認真貫徹執行。這是責任，也是紀律。\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030", "utf-8"])
def test_traditional_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


def test_one_broken_byte_costs_one_character_and_is_said() -> None:
    data = bytearray(TEXT.encode())
    data[30] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert decoded.evidence == "lossy"
    assert 1 <= decoded.text.count("\ufffd") <= 3


def test_a_few_characters_are_enough_for_gbk() -> None:
    assert decode("巡察整改".encode("gbk")).text == "巡察整改"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 4, b"\0" * 100])
def test_pictures_and_programs_are_no_text(data: bytes) -> None:
    assert looks_binary(data)


@given(st.text(max_size=200))
def test_utf8_always_comes_back(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data:
        assert decode(data).text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
