from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.metadata import Metadata, metadata
from assistant.errors import UsageError
from assistant.records import StyledHeading

RULE = """# 某市会议费管理办法（试行）

（2021年6月25日市委办公室印发　某委办发〔2021〕18号）

第一条　为了节约，制定本办法。
第二条　本办法适用于市级机关。
第三条　本办法自2021年7月1日起施行。
"""

NOTICE = """秘密★1年
特急
中共某河市委办公室文件
某委办发〔2024〕5号
中共某河市委办公室
关于做好整改工作的通知
各县（区）委：
根据《某通知》（省委办发〔2023〕9号），现就2024年3月1日起开展的整改通知如下。
中共某河市委办公室
二〇二四年五月六日
"""


def of(text: str, name: str = "a.txt") -> Metadata:
    return metadata(text, Path(name))


def articles(last: str = "第三条　本办法自发布之日起施行。") -> str:
    return f"第一条　为了整改，制定本办法。\n第二条　适用于本市。\n{last}\n"


def test_a_rule_says_what_it_is() -> None:
    found = of(RULE, "a.md")
    assert found.title == "某市会议费管理办法（试行）"
    assert found.genre == "regulation"
    assert found.version.document_number == "某委办发〔2021〕18号"
    assert found.version.issued_on == date(2021, 6, 25)
    assert found.version.effective_from == date(2021, 7, 1)


def test_a_notice_says_what_it_is_and_where() -> None:
    found = of(NOTICE)
    assert found.title == "中共某河市委办公室关于做好整改工作的通知"
    assert (found.genre, found.secrecy, found.urgency) == ("notice", "秘密★1年", "特急")
    version = found.version
    assert (version.issuer, version.level) == ("中共某河市委办公室", "municipal")
    assert (version.document_number, version.issued_on) == ("某委办发〔2024〕5号", date(2024, 5, 6))
    shown = {name: NOTICE[start:end] for name, (start, end) in found.places.items()}
    assert shown["secrecy"] == "秘密★1年"
    assert shown["document_number"] == "某委办发〔2024〕5号"
    assert shown["issued_on"] == "二〇二四年五月六日"
    assert shown["title"] == "中共某河市委办公室\n关于做好整改工作的通知"


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("在全市巡察工作会议上的讲话", "speech"),
        ("关于巡察某局党组的反馈意见", "feedback"),
        ("某局党组巡察整改方案", "plan"),
        ("某局党组关于巡察反馈意见的整改方案", "plan"),
        ("关于集中整改进展情况的报告", "report"),
        ("关于巡察反馈意见整改情况的通报", "report"),
        ("关于做好整改工作的通知", "notice"),
        ("关于印发《整改工作方案》的通知", "notice"),
        ("在巡察情况反馈会上的表态发言", "speech"),
        ("纪律处分条例2023", "regulation"),
        ("纪律处分条例（2023年修订）", "regulation"),
        ("某办法（试行）", "regulation"),
        ("解读《某意见》", "other"),
        ("报告怎样写", "other"),
        ("随笔", "other"),
    ],
)
def test_the_title_tells_the_genre(title: str, genre: str) -> None:
    assert of(f"{title}\n正文在此。").genre == genre


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("同志们：\n今天开会。", "speech"),
        ("各位代表：\n现在，我代表市政府，向大会报告工作。", "report"),
        (articles(), "regulation"),
    ],
)
def test_without_a_telling_title_the_text_tells_the_genre(text: str, genre: str) -> None:
    assert of(text).genre == genre


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("中共某市委办公室\n关于印发《甲办法》的通知\n各单位：\n现印发。", "中共某市委办公室关于印发《甲办法》的通知"),
        (
            "高举团结奋斗的旗帜\n\n为建设新城市而奋斗\n\n——在党代会上的报告\n同志们：",
            "高举团结奋斗的旗帜 为建设新城市而奋斗",
        ),
        ("在大会上的讲话\n（2024年5月6日）\n张　三\n同志们：\n今天开会。", "在大会上的讲话"),
        ("在全市大会上的讲话（2024年5月6日）张三同志们：今天，我们开会。", "在全市大会上的讲话"),
        ("【正文】\n在大会上的讲话\n同志们：", "在大会上的讲话"),
        ("附件：\n\n**甲管理办法**\n\n第一条　为了整改。", "甲管理办法"),
        ("会 议 纪 要\n时间：2024年5月6日", "会议纪要"),
        ('{:blocks (\n{:content "### 巡察流程\\n\\n应当按流程执行。"', "巡察流程"),
    ],
)
def test_the_title_stands_above_the_body(text: str, title: str) -> None:
    assert of(text).title == title


@pytest.mark.parametrize(
    "text",
    [
        "这是一段没有标题的话，它有逗号和句号。" * 5,
        "同志们：\n今天我们开会，主要任务是部署整改。",
        "大会听取和审议了市长所作的\n政府工作报告\n。会议决定批准这个报告。",
        "一、过去一年的工作总结\n工作扎实。",
    ],
)
def test_without_a_title_the_files_name_serves(text: str) -> None:
    found = of(text, "12-会议记录(2024-05-06).txt")
    assert found.title == "会议记录"
    assert "title" not in found.places


def test_a_style_marks_the_title_wherever_it_stands() -> None:
    text = "内部资料\n第3期\n整改专刊\n各单位动态如下。"
    start = text.index("整改专刊")
    assert metadata(text, Path("a.docx"), headings=[StyledHeading(start, start + 4, 0)]).title == "整改专刊"


def test_the_title_that_a_page_states_comes_without_its_site() -> None:
    assert (
        metadata("各地动态很多。", Path("a.html"), stated_title="整改工作通报 - 某市纪委监委网站").title
        == "整改工作通报"
    )


@pytest.mark.parametrize(
    ("head", "issued", "adopted"),
    [
        ("（2023年11月26日 某市委会议审议通过 2023年12月19日 中共某市委发布）", "2023-12-19", "2023-11-26"),
        ("（1990年6月1日某人大通过　根据2009年8月27日《关于修改部分法规的决定》修正）", "2009-08-27", "1990-06-01"),
        ("（2020年2月26日市委常委会会议审议批准\n\n2020年3月9日市委办公室发布）", "2020-03-09", "2020-02-26"),
        ("2010年1月1日市政府令第5号公布 2018年3月19日市政府令第9号修订", "2018-03-19", None),
        ("（某纪发〔2010〕13号 2010年4月1日）", "2010-04-01", None),
        ("二〇一〇年四月一日 市政府发布", "2010-04-01", None),
        ("２０１２年１２月３日 市政府\n\n市政协发布", "2012-12-03", None),
        ("【发布日期】2010-04-01\n【实施日期】2010-05-01", "2010-04-01", None),
        ("（2017年12月修改）", None, None),
        ("", None, None),
    ],
)
def test_a_rules_history_tells_when_this_edition_came(head: str, issued: str | None, adopted: str | None) -> None:
    found = of(f"甲办法\n{head}\n{articles()}")
    assert found.version.issued_on == (date.fromisoformat(issued) if issued else None)
    assert found.adopted_on == (date.fromisoformat(adopted) if adopted else None)


@pytest.mark.parametrize(
    ("head", "last", "effective"),
    [
        ("", "第三条　本办法自2021年7月1日起施行。", date(2021, 7, 1)),
        ("", "第三条　本办法由市财政局解释，自二〇二一年七月一日起施行。", date(2021, 7, 1)),
        ("（2021年6月1日市政府发布）", "第三条　本办法自发布之日起施行。", date(2021, 6, 1)),
        ("（2021.1.1起施行）", "第三条　本办法由市财政局解释。", date(2021, 1, 1)),
        ("（2010年6月1日发布　2018年6月1日修正）", "第三条　本办法自2010年7月1日起施行。", None),
        ("（2017年12月修改）", "第三条　本办法自2016年1月23日起施行。", None),
        ("", "第三条　自2020年1月1日起执行新标准的单位，另行规定。", None),
    ],
)
def test_when_a_rule_begins_to_apply(head: str, last: str, effective: date | None) -> None:
    assert of(f"甲办法\n{head}\n{articles(last)}").version.effective_from == effective


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("在大会上的讲话（2018年2月12日）张三同志们：今天开会。", date(2018, 2, 12)),
        ("政府工作报告\n——2024年3月5日在市人大会议上\n各位代表：\n报告工作。", date(2024, 3, 5)),
        ("2023-08-18 15:56，正文：近日，巡视组反馈了意见。", date(2023, 8, 18)),
        ("同志们：今天开会。（新华社北京3月6日电）《人民日报》（ 2020年03月07日 02 版）", date(2020, 3, 7)),
        ("旗帜鲜明讲政治※张三我们要讲政治。※这是张三2020年6月29日在学习会上的讲话。", date(2020, 6, 29)),
        ("关于巡察情况的反馈\n（2025年3月14日，市委巡察办副主任 张三）\n现将情况反馈如下。", date(2025, 3, 14)),
        ("在推进会上的讲话\n（2025年3月14日在全市推进会上）\n同志们：今天开会。", date(2025, 3, 14)),
        ("值班安排\n（2025年3月14日 至节后上班）\n各科室轮流值班。", None),
        ("论述摘编\n要整改。（2014年10月16日在会上的讲话）", None),
        ("整改的体会\n2023年6月1日印发的《甲办法》很好。", None),
    ],
)
def test_a_document_that_is_no_rule_is_dated_where_it_says_so(text: str, issued: date | None) -> None:
    assert of(text).version.issued_on == issued


def test_a_date_in_the_files_name_serves_where_the_text_has_none() -> None:
    found = of(f"甲办法\n{articles()}", "甲办法(2018-03-19).md")
    assert found.version.issued_on == date(2018, 3, 19)
    assert "issued_on" not in found.places
    assert of(RULE, "甲办法(2018-03-19).md").version.issued_on == date(2021, 6, 25)
    assert of("随笔\n正文。", "2023.md").version.issued_on is None


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("中共中央办公厅", "central"),
        ("中华人民共和国国务院", "central"),
        ("财政部", "central"),
        ("中共山东省委办公厅", "provincial"),
        ("北京市人民政府", "provincial"),
        ("广西壮族自治区人民政府", "provincial"),
        ("中共济南市委组织部", "municipal"),
        ("山东省济南市人民政府", "municipal"),
        ("济南市历下区人民政府", "county"),
        ("中共青岭县委办公室", "county"),
        ("某某集团有限公司", "unit"),
        ("领导小组办公室", None),
    ],
)
def test_the_level_follows_from_the_issuer_where_it_is_certain(name: str, level: str | None) -> None:
    text = f"{name}文件\n某发〔2024〕5号\n关于做好整改工作的通知\n各单位：\n现通知如下。\n{name}\n2024年5月6日"
    assert of(text).version.level == level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("临江市巡察整改工作办法", "municipal"),
        ("青岭县巡察整改工作实施细则", "county"),
        ("中共山东省委贯彻《甲条例》实施办法", "provincial"),
        ("中国共产党纪律处分条例", "central"),
        ("城市房地产管理办法", None),
        ("市场监督管理办法", None),
        ("县级预算管理办法", None),
        ("自然保护区管理办法", None),
    ],
)
def test_the_level_follows_from_a_place_in_the_title_and_not_from_common_nouns(title: str, level: str | None) -> None:
    assert of(f"{title}\n{articles()}").version.level == level


def test_the_catalogue_wins_over_the_text_and_then_no_place_shows_it() -> None:
    stated = {"title": "另名", "genre": "notice", "superseded_on": date(2024, 5, 1), "secrecy": "内部"}
    found = metadata(RULE, Path("a.md"), stated)
    assert (found.title, found.genre, found.secrecy) == ("另名", "notice", "内部")
    assert found.version.superseded_on == date(2024, 5, 1)
    assert found.version.effective_from == date(2021, 7, 1)
    assert "title" not in found.places
    assert "effective_from" in found.places


@pytest.mark.parametrize("stated", [{"genre": "poem"}, {"issued_on": "gestern"}])
def test_a_wrong_word_in_the_catalogue_is_named(stated: dict[str, object]) -> None:
    with pytest.raises(UsageError) as caught:
        metadata(RULE, Path("a.md"), stated)
    assert next(iter(stated)) in str(caught.value)


@given(st.text(alphabet="关于某市委办发〔2024〕5号年月日通知《》（）印施行自起条第一本法。：\n #", max_size=200))
def test_every_place_is_a_span_of_the_text(text: str) -> None:
    for start, end in of(text).places.values():
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "text",
    ["2024年5月6日\n" * 20_000, "某市委办公室\n" * 20_000, " " * 50_000 + "\n" * 50_000, "《" * 50_000, "（" * 50_000],
)
def test_monotonous_texts_take_no_quadratic_time(text: str) -> None:
    assert of(text).version.document_number is None


def test_a_notice_under_the_title_of_the_rule_that_it_issues_is_a_notice() -> None:
    text = "差旅费管理办法\n各单位：\n我们制定了《差旅费管理办法》。现印发给你们，从2014年1月1日起施行。"
    assert metadata(text, Path("a.md")).genre == "notice"
