from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.duplicates import (
    Sketch,
    containment,
    folded,
    groups,
    repeats,
    signature,
    similar_pairs,
    similarity,
    text_digest,
)

CLAUSES = [
    f"第{number}项工作由第{number * 7 % 13}组负责，于{number * 3 % 11}月底前完成并报告情况。" for number in range(1, 80)
]
SPEECH = "".join(CLAUSES)
REPORT = "".join(f"{number}号河段已经清淤{number * 17}米，沿岸住户{number * 5}家表示满意。" for number in range(1, 60))


def sketch(identity: str, text: str, *, is_rule: bool = False) -> Sketch:
    return Sketch(identity, text_digest(text), signature(text), is_rule)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一条　为了整改，制定本办法。", "第一条 为了整改,制定本办法."),
        ("自２０２４年５月１日起施行", "自2024年5月1日起施行"),
        ("“回头看”（一）ABC", '"回头看"(一)abc'),
        ("分两段\n\n写的文字", "分两段写的文字"),
    ],
)
def test_the_same_text_in_another_format_has_the_same_digest(one: str, other: str) -> None:
    assert text_digest(one) == text_digest(other)


def test_another_figure_is_another_text() -> None:
    assert text_digest("集中整改期为2个月。") != text_digest("集中整改期为3个月。")


def test_signatures_never_change() -> None:
    """They are stored: whatever changes them, a new version of numpy too, needs a migration."""
    digest = sha256(signature(SPEECH)).hexdigest()
    assert digest == "b30b848a56d7709afdfab7396ad7737121ef26cb1382a219d4ee86cb49f73ff8"
    assert len(signature("")) == len(signature(SPEECH)) == 1028


def test_a_copy_with_a_dateline_is_a_near_duplicate() -> None:
    copy = "新华社某地11月12日电（记者甲、乙）" + SPEECH
    (group,) = groups([sketch("b", copy), sketch("a", SPEECH), sketch("c", REPORT)])
    assert group.ids == ("a", "b")
    assert not group.same_text


def test_the_same_text_is_grouped_even_where_it_is_a_rule() -> None:
    (group,) = groups([sketch("b", SPEECH.replace("，", ","), is_rule=True), sketch("a", SPEECH, is_rule=True)])
    assert group.ids == ("a", "b")
    assert group.same_text


def test_an_edition_of_a_rule_with_one_new_figure_is_no_duplicate() -> None:
    newer = SPEECH.replace("第5项工作", "第5类工作")
    assert similarity(signature(SPEECH), signature(newer)) > 0.95
    assert groups([sketch("a", SPEECH, is_rule=True), sketch("b", newer, is_rule=True)]) == []
    assert groups([sketch("a", SPEECH, is_rule=True), sketch("b", newer)]) == []


def test_a_rule_inside_the_notice_that_sends_it_is_no_duplicate_of_it() -> None:
    notice = REPORT + SPEECH
    assert containment(signature(SPEECH), signature(notice)) > 0.9
    assert groups([sketch("a", SPEECH), sketch("b", notice)]) == []


def test_texts_without_characters_are_nobodys_duplicates() -> None:
    assert groups([sketch("a", "……"), sketch("b", "  \n")]) == []
    assert similarity(signature(""), signature("。")) == 0
    assert containment(signature(""), signature(SPEECH)) == 0


def test_texts_shorter_than_a_shingle_are_compared_whole() -> None:
    assert similarity(signature("整改"), signature("整 改。")) == 1
    assert similarity(signature("整改"), signature("巡察")) < 0.1


def test_a_signature_of_other_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="1028"):
        similarity(signature("整改"), b"\x00" * 516)


def exact_similarity(one: str, other: str) -> float:
    sets = [{plain[at : at + 5] for at in range(len(plain) - 4)} for plain in map(folded, (one, other))]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@pytest.mark.parametrize("kept", [5, 20, 40, 60, 75])
def test_estimates_are_near_the_truth(kept: int) -> None:
    other = "".join(CLAUSES[:kept]) + REPORT[: 30 * (80 - kept)]
    truth = exact_similarity(SPEECH, other)
    assert similarity(signature(SPEECH), signature(other)) == pytest.approx(truth, abs=0.1)


@given(st.lists(st.sampled_from(CLAUSES[:12]), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(texts: list[str], random: object) -> None:
    sketches = [sketch(str(number), text) for number, text in enumerate(texts)]
    shuffled = [*sketches]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(shuffled) == groups(sketches)


@given(st.text(max_size=40))
def test_every_text_has_a_signature_and_is_like_itself(text: str) -> None:
    assert similarity(signature(text), signature(text)) == (1 if folded(text) else 0)
    assert folded(folded(text)) == folded(text)


def test_every_pair_among_twenty_thousand_documents_is_found() -> None:
    random = np.random.default_rng(7)
    values = random.integers(0, 2**32, (20_000, 256), dtype=np.uint32)
    values[1::10, :245] = values[::10, :245]
    head = (5000).to_bytes(4, "little")
    sketches = [Sketch(f"{at:05}", str(at), head + row.astype("<u4").tobytes(), False) for at, row in enumerate(values)]
    found = groups(sketches)
    assert [group.ids for group in found] == [(f"{at:05}", f"{at + 1:05}") for at in range(0, 20_000, 10)]


def test_pairs_at_the_threshold_are_not_missed() -> None:
    random = np.random.default_rng(3)
    values = random.integers(0, 2**32, (1000, 256), dtype=np.uint32)
    values[1::2, :218] = values[::2, :218]
    values = values[:, random.permutation(256)]
    head = (5000).to_bytes(4, "little")
    pairs = similar_pairs([head + row.astype("<u4").tobytes() for row in values], 218 / 256)
    assert len(pairs) == 500


def test_importing_costs_no_scipy() -> None:
    code = "import sys, assistant.documents.duplicates as d; d.repeats(['甲', '乙']); print('scipy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[3])
    assert run.stdout.strip() == b"False"


# Passages of one answer.

ARTICLE = (
    "第四条　集中整改期为2个月，自被巡察党组织收到书面反馈意见之日起计算。"
    "集中整改期内不能完成的事项，应当明确阶段性目标，继续整改。"
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([], [], id="none"),
        pytest.param([ARTICLE, REPORT[:200], ARTICLE], [None, None, 0], id="the very same"),
        pytest.param([ARTICLE, ARTICLE.replace("　", " ").replace("，", ",")], [None, 0], id="another format"),
        pytest.param([ARTICLE, ARTICLE.replace("书面", "")], [None, 0], id="one word lost"),
        pytest.param([ARTICLE, ARTICLE.replace("2个月", "3个月")], [None, None], id="another figure"),
        pytest.param([ARTICLE, ARTICLE.replace("第四条", "第五条")], [None, None], id="another article"),
        pytest.param(
            [ARTICLE, ARTICLE.replace("应当明确", "不得明确")], [None, None], id="forbidden instead of required"
        ),
        pytest.param([ARTICLE * 2 + REPORT[:90], ARTICLE], [None, 0], id="part of an earlier one"),
        pytest.param([ARTICLE, ARTICLE + REPORT[:300]], [None, None], id="more than the earlier one"),
        pytest.param([ARTICLE, ARTICLE, ARTICLE], [None, 0, 0], id="the first of several"),
        pytest.param(["……", "……"], [None, None], id="nothing to compare"),
        pytest.param(["整改", "整改。"], [None, 0], id="very short"),
    ],
)
def test_what_an_earlier_passage_says_already(texts: list[str], expected: list[int | None]) -> None:
    assert repeats(texts) == expected


@given(st.lists(st.sampled_from([ARTICLE, ARTICLE[:40], SPEECH[:200], REPORT[:100], "", "。"]), max_size=8))
def test_a_passage_only_repeats_earlier_ones(texts: list[str]) -> None:
    assert all(first is None or first < at for at, first in enumerate(repeats(texts)))


# Real documents.


def test_two_pairs_of_copies_among_the_real_documents_and_no_others(shared_data: Path) -> None:
    files = sorted((shared_data / "real-docs").glob("[0-9]*"))
    rules = {f"{number:02}" for number in range(1, 23)}
    sketches = [
        sketch(path.name[:2], path.read_text(encoding="utf-8"), is_rule=path.name[:2] in rules) for path in files
    ]
    assert [group.ids for group in groups(sketches)] == [("47", "48"), ("53", "54")]
    # Held without being told what is a rule, too: editions are further apart than copies.
    anything = [Sketch(each.id, each.digest, each.signature, False) for each in sketches]
    assert [group.ids for group in groups(anything)] == [("47", "48"), ("53", "54")]
