from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.documents.metadata import catalogue_of, metadata
from assistant.errors import UsageError

RULE = """# 某市会议费管理办法（试行）

（2021年6月25日市委办公室印发　某委办发〔2021〕18号）

第一条　为了节约，制定本办法。
第二条　本办法适用于市级机关。
第三条　本办法自2021年7月1日起施行。
"""


def test_a_rule_says_what_it_is() -> None:
    found = metadata(RULE, Path("a.md"))
    assert found.title == "某市会议费管理办法（试行）"
    assert found.genre == "regulation"
    assert found.version.document_number == "某委办发〔2021〕18号"
    assert found.version.issued_on == date(2021, 6, 25)
    assert found.version.effective_from == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("在全市巡察工作会议上的讲话", "speech"),
        ("关于巡察某局党组的反馈意见", "feedback"),
        ("某局党组巡察整改方案", "plan"),
        ("关于集中整改进展情况的报告", "report"),
        ("关于做好整改工作的通知", "notice"),
        ("纪律处分条例2023", "regulation"),
        ("随笔", "other"),
    ],
)
def test_the_title_tells_the_genre(title: str, genre: str) -> None:
    assert metadata(f"{title}\n正文在此。", Path("a.txt")).genre == genre


def test_without_a_title_the_files_name_serves() -> None:
    text = "这是一段没有标题的话，它有逗号和句号。" * 5
    assert metadata(text, Path("12-会议记录.txt")).title == "会议记录"


def test_the_catalogue_wins_over_the_text() -> None:
    found = metadata(RULE, Path("a.md"), {"title": "另名", "genre": "notice", "superseded_on": date(2024, 5, 1)})
    assert (found.title, found.genre) == ("另名", "notice")
    assert found.version.superseded_on == date(2024, 5, 1)
    assert found.version.effective_from == date(2021, 7, 1)


@pytest.mark.parametrize("stated", [{"genre": "poem"}, {"issued_on": "gestern"}])
def test_a_wrong_word_in_the_catalogue_is_named(stated: dict[str, object]) -> None:
    with pytest.raises(UsageError) as caught:
        metadata(RULE, Path("a.md"), stated)
    assert next(iter(stated)) in str(caught.value)


@pytest.mark.parametrize("text", ["just words", "- title: no path", "[", "documents: 3"])
def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "catalogue.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        catalogue_of(tmp_path)
    assert "catalogue.yaml" in str(caught.value)
