"""Suites of the evaluation and their figures, in words: what the command line calls them means little to an office.

Knows nothing of what they measure; a name that nobody put into words is shown as it is.
"""

from __future__ import annotations

from assistant import messages


def suite_name(suite: str, language: str) -> str:
    """What a suite is about, and behind it the name that the command line takes."""
    said = messages.catalogue(language).get(f"web.suite.{suite}")
    return suite if said is None else messages.text("web.suite_named", language=language, said=said, suite=suite)


def metric_name(metric: str, language: str) -> str:
    """What a figure says."""
    return messages.catalogue(language).get(f"web.metric.{metric}", metric)
