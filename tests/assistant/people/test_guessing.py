"""What is easy to guess in an office, and what is not."""

from __future__ import annotations

import random
import string

import pytest

from assistant.people.guessing import FEWEST, tries


@pytest.mark.parametrize(
    "password",
    [
        "1qaz2wsx3edc",  # a run of the keyboard
        "Passw0rd2026",  # a leaked one, with a digit for a letter and a year
        "qwer1234!@#$",
        "woaini1314520",
        "asdfghjkl;'",
        "zhangxiaoming123456",  # somebody's name
        "ZhangWei@1988",
        "wangfang19900101",
        "OuyangNana888",
        "xunchaban2026",  # an office in pinyin
        "linjiangshi@2026",
        "临江市交通运输局2026",  # an office
        "市委巡察办123456",
        "13800001234",  # a telephone number, an identity number, a day
        "110101199003071234",
        "1990-03-07 1990-03-07",
        "abcabcabcabcabc",
        "admin@2026!!",  # a common word, a year, and the marks that a form asked for
        "Ljswj@2026!",
    ],
)
def test_what_everybody_tries_first_is_easy(password: str) -> None:
    assert tries(password) < FEWEST


@pytest.mark.parametrize(
    "password",
    [
        "整改 台账 逐项销号 2026",
        "correct horse battery",
        "zhenggai taizhang chuang qian yue",
        "x7Kp2mQ9vR",
        "雨水 自行车 第三棵 银杏",
    ],
)
def test_what_nobody_knows_is_not(password: str) -> None:
    assert tries(password) >= FEWEST


def test_words_that_go_with_the_account_are_no_secret() -> None:
    assert tries("brunhilde-kx9qz7", ["brunhilde-kx9qz7"]) < FEWEST <= tries("brunhilde-kx9qz7")
    assert tries("第三监督检查室 kx7", ["第三监督检查室"]) < FEWEST


def test_nearly_every_password_that_a_machine_draws_is_taken() -> None:
    drawn, letters = random.Random(7), string.ascii_letters + string.digits
    refused = sum(tries("".join(drawn.choices(letters, k=12))) < FEWEST for _ in range(200))
    assert refused <= 2


def test_a_password_of_any_length_and_script_is_counted() -> None:
    for password in ("𠮷" * 300, "a4@8({[<369!1|70$5+%2" * 12, "\u0000\u0301é" * 40, "ǚ" * 10):
        assert tries(password) > 0
