from __future__ import annotations

import pytest

from assistant.grounding.attribution import attribution, origin
from assistant.grounding.evidence import compare, source

RULE = "某市实施《气象法》办法\n第三条　整改期为三个月。\n第四条　方案报市委巡察办。"


@pytest.mark.parametrize(
    ("claim", "title", "article"),
    [
        ("根据《某办法》第三条，整改期为三个月。", "某办法", 3),
        ("《某办法》第十二条规定：整改期为三个月。", "某办法", 12),
        ("依据《某市实施《气象法》办法》，整改期为三个月。", "某市实施《气象法》办法", None),
    ],
)
def test_the_head_of_a_claim_says_where_it_is_from(claim: str, title: str, article: int | None) -> None:
    said = attribution(claim)
    assert said is not None
    assert (said.title, said.article, claim[said.end :]) == (title, article, "整改期为三个月。")


@pytest.mark.parametrize("claim", ["整改期见《某办法》第三条。", "《某办法》废止。", "第三条规定了期限。"])
def test_a_rule_that_is_spoken_of_is_no_attribution(claim: str) -> None:
    assert attribution(claim) is None


@pytest.mark.parametrize(
    ("head", "text", "known", "right"),
    [
        ("《某市实施《气象法》办法》第三条，", RULE, True, True),
        ("《某市实施《气象法》办法》第四条，", RULE, True, False),
        ("《另一办法》第三条，", RULE, False, True),
        ("《某市实施《气象法》办法》，", RULE, True, None),
        ("《某办法》第三条，", "整改期为三个月。", False, None),
    ],
)
def test_title_and_article_are_held_against_the_evidence(head: str, text: str, known: bool, right: bool | None) -> None:
    said = attribution(f"{head}整改期为三个月。")
    assert said is not None
    shown = origin(said, compare("整改期为三个月。", [source(text)]))
    assert (shown.title_is_known, shown.article_is_right) == (known, right)
