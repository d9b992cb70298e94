"""A value that is wrong is told in the user's language, without pydantic's words and without the value."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.misfits import misfit


class _Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")

    count: Annotated[int, Field(ge=1, le=9)] = 1
    share: Annotated[float, Field(gt=0)] = 1.0
    kind: Literal["plan", "remarks"] = "plan"
    day: date | None = None
    words: Annotated[str, Field(min_length=1, max_length=3)] = "甲"
    rows: Annotated[list[str], Field(max_length=1)] = []
    address: str = ""

    @field_validator("address")
    @classmethod
    def _refused(cls, value: str) -> str:
        raise ValueError("Not an address")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"count": 0}, "1"),
        ({"count": 10}, "9"),
        ({"count": "秘密"}, ""),
        ({"share": 0}, "0"),
        ({"share": "秘密"}, ""),
        ({"kind": "秘密"}, "plan, remarks"),
        ({"day": "秘密"}, "2024-07-01"),
        ({"words": ""}, ""),
        ({"words": "秘密秘密"}, "3"),
        ({"words": 3}, ""),
        ({"rows": "秘密"}, ""),
        ({"rows": ["甲", "乙"]}, "1"),
        ({"address": "秘密"}, ""),
        ({"秘密": 1}, ""),
    ],
)
def test_what_is_wrong_is_told_in_either_language(values: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError) as caught:
        _Wanted.model_validate(values)
    detail = caught.value.errors()[0]
    chinese, english = misfit(detail, "zh"), misfit(detail, "en")
    assert named in chinese
    assert named in english
    assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", english)
    assert "秘密" not in chinese + english
    assert detail["msg"] not in chinese + english
