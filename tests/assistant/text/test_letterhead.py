from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.text.letterhead import attachments, letterhead

NOTICE = """000012
机密★1年
特急
中共某市委办公室文件
某市财政局
某委办发〔2024〕5号　　签发人：王　某
关于印发《某市整改办法》的通知
各县（区）委，市级各部门：
现将《某市整改办法》印发给你们，请遵照执行。
附件：1. 某市整改办法
　　　2. 整改台账（样表）
中共某市委办公室
某市财政局
2024年5月6日
抄送：省委巡视办，市纪委监委。
中共某市委办公室　2024年5月7日印发
附件2
整改台账（样表）
序号　问题　措施
"""


def elements(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in letterhead(text):
        found.setdefault(element.kind, []).append(element.of(text))
    return found


def test_every_element_of_a_letterhead_is_found_in_its_place() -> None:
    found = elements(NOTICE)
    assert found["copy_number"] == ["000012"]
    assert found["secrecy"] == ["机密★1年"]
    assert found["urgency"] == ["特急"]
    assert found["issuing_mark"] == ["中共某市委办公室文件", "某市财政局"]
    assert found["document_number"] == ["某委办发〔2024〕5号"]
    assert found["signer"] == ["王　某"]
    assert found["recipient"] == ["各县（区）委，市级各部门"]
    assert found["signature"] == ["中共某市委办公室", "某市财政局"]
    assert found["written_on"] == ["2024年5月6日"]
    assert found["attachment_note"] == ["1. 某市整改办法\n　　　2. 整改台账（样表）"]


def test_copies_and_the_imprint_are_found_at_the_end() -> None:
    found = elements(NOTICE.partition("附件2")[0])
    assert found["copied_to"] == ["省委巡视办，市纪委监委。"]
    assert found["printed"] == ["中共某市委办公室　2024年5月7日印发"]


def test_a_note_that_names_attachments_is_no_attachment() -> None:
    assert [(each.label, each.title) for each in attachments(NOTICE)] == [("附件2", "整改台账（样表）")]


def test_a_number_cited_in_the_body_is_not_the_documents_own() -> None:
    text = "关于整改的通知\n各单位：\n根据《某通知》（某发〔2020〕1号），现通知如下。\n某发〔2021〕2号文件同时废止。"
    assert "document_number" not in elements(text)


def test_a_salutation_addresses_no_organ() -> None:
    assert elements("在大会上的讲话\n同志们：\n今天开会。") == {}
    assert elements("报告\n各位代表：\n我代表市政府报告工作。") == {}


def test_a_date_in_chinese_numerals_signs_too() -> None:
    text = "通知\n现通知如下。\n某市人民政府\n二〇二四年五月六日"
    assert elements(text)["written_on"] == ["二〇二四年五月六日"]


@given(st.text(alphabet="附件抄送：:某市委办公室文件〔2024〕1号年月日。\n 　机密特急★", max_size=150))
def test_elements_are_spans_of_the_text(text: str) -> None:
    for element in letterhead(text):
        assert 0 <= element.start < element.end <= len(text)
        assert "\n" not in element.of(text) or element.kind == "attachment_note"
    for each in attachments(text):
        assert 0 <= each.start < each.end <= len(text)
