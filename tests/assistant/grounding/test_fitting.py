from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.grounding import coefficients
from assistant.grounding.evidence import source
from assistant.grounding.features import FORMS, NAMES, examine
from assistant.grounding.fitting import NEVER_SPEAKS_AGAINST, NEVER_SUPPORTS, PRIOR, Labelled, fit

SOURCE = source("被巡察党组织应当在15个工作日内制定整改方案，报市委巡察办审核。")
RIGHT = ("被巡察党组织应当在15个工作日内制定整改方案。", "被巡察党组织须在十五个工作日内制定整改方案。")
WRONG = ("被巡察党组织应当在20个工作日内制定整改方案。", "水库大坝每年检查两次，发现渗漏立即处置。")
LABELLED = [Labelled(examine(claim, [SOURCE]), claim in RIGHT) for claim in (*RIGHT, *WRONG)]


def test_what_was_fitted_tells_right_from_wrong() -> None:
    fitted = fit([(1.0, LABELLED)])
    assert [fitted.probability(one.examined) > 0.5 for one in LABELLED] == [True, True, False, False]


def test_no_coefficient_turns_against_its_sense() -> None:
    upside_down = [Labelled(one.examined, not one.supported) for one in LABELLED]
    for column in fit([(1.0, upside_down)]).columns.values():
        weights = dict(zip(NAMES, column.weights, strict=True))
        assert all(weights[name] <= 0 for name in NEVER_SUPPORTS)
        assert all(weights[name] >= 0 for name in NEVER_SPEAKS_AGAINST)


def test_every_name_that_fitting_knows_is_a_feature() -> None:
    assert {*PRIOR, *NEVER_SUPPORTS, *NEVER_SPEAKS_AGAINST} <= set(NAMES)


def test_coefficients_come_back_from_their_file(tmp_path: Path) -> None:
    fitted = fit([(1.0, LABELLED)])
    file = tmp_path / "judge.json"
    file.write_text(json.dumps({"columns": coefficients.as_table(fitted)}), encoding="utf-8")
    assert coefficients.read(file) == fitted


def test_a_feature_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "judge.json"
    file.write_text(json.dumps({"columns": {form: {"constant": 0, "mood": 1} for form in FORMS}}), encoding="utf-8")
    with pytest.raises(ValueError, match="mood"):
        coefficients.read(file)


def test_the_shipped_coefficients_say_where_they_come_from() -> None:
    table = json.loads(
        (Path(coefficients.__file__).parents[1] / "models" / coefficients.FILE).read_text(encoding="utf-8")
    )
    assert table["command"].startswith("python benchmarks/train_judge.py")
    assert len(table["fitted_on"]) == len(table["claims"])
    assert set(coefficients.shipped().columns) == set(FORMS)
