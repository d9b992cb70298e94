"""The shipped suite over the sample corpus, asked of the real Assistant. Whether it passes is for its gate to say."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main


def test_every_case_is_answered_and_scored_alike_whatever_the_workers(capsys: pytest.CaptureFixture[str]) -> None:
    codes = {main(["run", "answers", "--jobs", jobs, "-o", f"{jobs}.json"]) for jobs in ("1", "4")}
    one, four = Path("1.json").read_bytes(), Path("4.json").read_bytes()
    assert one == four
    report = json.loads(one)
    (suite,) = report["suites"]
    assert codes == {report["exit_code"]}
    assert (suite["errors"], suite["notes"]) == (0, [])
    assert suite["metrics"]["citation_validity"]["value"] == 1.0
