"""Rules of single stages that the case files do not show."""

from __future__ import annotations

import pytest

from assistant.text.repair import Switches, repair
from assistant.text.repair.entities import is_markup
from assistant.text.repair.glosses import glosses, is_glossed
from assistant.text.repair.readings import is_reading, without_tone
from assistant.text.repair.spaces import block_blanks
from assistant.text.repair.twins import is_simplified_only, is_traditional_only, simplified, simplified_character
from tests.damage import pages

SENTENCE = "各级党组织要认真履行主体责任，抓好巡察整改，持续改进作风，推动高质量发展。"


# -- readings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("character", "syllable"),
    [
        ("現", "xiàn"),
        ("现", "xian"),
        ("調", "diào"),
        ("绿", "lv"),
        ("女", "nǚ"),
        ("略", "lue"),
        ("行", "háng"),
        ("关", "ɡuān"),
    ],
)
def test_readings_hold_for_both_scripts_and_without_tones(character: str, syllable: str) -> None:
    assert is_reading(character, syllable)


@pytest.mark.parametrize(("character", "syllable"), [("現", "xiān"), ("现", "shi"), ("，", "dou"), ("现", "")])
def test_other_syllables_are_no_readings(character: str, syllable: str) -> None:
    assert not is_reading(character, syllable)


def test_tones_come_off_and_the_diaeresis_stays() -> None:
    assert [without_tone(syllable) for syllable in ("xiàn", "lǜ", "dǎng", "de")] == ["xian", "lü", "dang", "de"]


# -- glosses ----------------------------------------------------------------------------------------------------------


def test_one_or_two_glosses_are_never_removed() -> None:
    assert not is_glossed("各級黨(dǎng)組織要履行主體責(zé)任，抓好落實。")


def test_an_unverified_gloss_on_a_glossed_page_stays_and_is_reported() -> None:
    text = "級別領導(dǎo)們、現(xiàn)象們、機關(guān)們、紀(jì)律們、責(zé)任們、幹部(tú)們"
    result = repair(text)
    assert "(tú)" in result.text or "（tú）" in result.text
    assert "unverified_gloss" in {notice.kind for notice in result.warnings}


def test_doubled_brackets_belong_to_one_gloss() -> None:
    (gloss,) = glosses("大會(hui)(hui)開始")
    assert gloss.syllables == ("hui", "hui")
    assert gloss.verified
    assert gloss.is_followed_by_han


# -- script -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traditional", "expected"),
    [("著力解決", "着力解决"), ("顯著成效", "显著成效"), ("著名著作", "著名著作"), ("沖著問題去", "冲着问题去")],
)
def test_zhe_is_a_particle_except_in_words_of_writing(traditional: str, expected: str) -> None:
    assert simplified(traditional) == expected


def test_what_gbk_cannot_write_keeps_its_form() -> None:
    assert simplified("皟") == "皟"


def test_characters_of_both_scripts_belong_to_neither() -> None:
    assert is_traditional_only("國")
    assert is_simplified_only("国")
    assert not any(is_simplified_only(character) for character in "后里干松")
    assert simplified_character("國") == "国"


# -- blanks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", [128, 256, 500, 777])
def test_blanks_at_a_fixed_distance_are_found_wherever_they_fall(block: int) -> None:
    text = SENTENCE * 160
    spaced = pages.block_blanks(text, block)
    assert len(spaced) - len(text) >= 6
    assert repair(spaced).text == text


def test_three_blanks_at_a_fixed_distance_are_chance() -> None:
    text = SENTENCE * 21
    assert block_blanks(pages.block_blanks(text, 256)) == []


def test_blanks_behind_article_numbers_are_not_counted() -> None:
    article = "第{}条 " + SENTENCE
    text = "\n".join(article.format(number) for number in "一二三四五六七八")
    assert repair(text).text == text


# -- width, layout, entities ------------------------------------------------------------------------------------------


def test_folded_marks_come_back_but_not_in_numbers_times_and_addresses() -> None:
    text = (
        "会议于9:30开始,出席1,200人,详见https://a.cn/b?c=1 一文,请各单位按时参加(包括列席人员),"
        "不得无故缺席,确有特殊情况的应当按照规定履行请假手续,特此通知!"
    )
    expected = (
        "会议于9:30开始，出席1,200人，详见https://a.cn/b?c=1 一文，请各单位按时参加（包括列席人员），"
        "不得无故缺席，确有特殊情况的应当按照规定履行请假手续，特此通知！"
    )
    assert repair(text).text == expected


def test_lines_wrapped_at_one_width_are_joined_and_paragraphs_stay() -> None:
    long = "为深入贯彻落实上级部署要求切实做好整改工作现将有关事项通知如下请各单位结合实际认真抓好贯彻执行" * 4
    lines = [long[at : at + 30] for at in range(0, len(long), 30)]
    text = "\n".join([*lines[:-1], lines[-1] + "。", "一、提高认识。"])
    assert repair(text).text == f"{long}。\n一、提高认识。"


def test_markup_is_told_from_prose() -> None:
    assert is_markup("<p>段落</p>")
    assert is_markup("| 甲 | 乙 |\n| --- | --- |")
    assert not is_markup("若 a<b 且 c>d，则成立。")


# -- notices ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("正文锟斤拷锟斤拷正文", "replaced_bytes"),
        ("正文烫烫烫烫正文", "uninitialised_memory"),
        ("正文\ufffd正文", "lost_character"),
        ("正文\ue123正文", "private_use"),
        ("企b7Hh业单位a9Kp管理", "overwritten"),
        ("三、保障措施\n正文。\n四、附则\n正文。", "truncated_start"),
        ("彩票|娱乐|开户|注册|下载|官网|www.abc.com\n关于整改情况的报告", "spam_head"),
    ],
)
def test_what_cannot_be_repaired_is_reported_and_left(text: str, kind: str) -> None:
    result = repair(text)
    assert kind in {notice.kind for notice in result.warnings}
    assert result.text == text


def test_full_width_digits_are_a_house_style_until_someone_asks() -> None:
    assert repair("２０２５年").text == "２０２５年"
    assert repair("２０２５年", switches=Switches(alphanumeric=True)).text == "2025年"
