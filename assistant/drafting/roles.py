"""What a stretch of a feedback document says: problems, advice, demands, or something else."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a stretch of the document says."""

    PROBLEMS = "problems"
    SUGGESTIONS = "suggestions"
    REQUIREMENTS = "requirements"
    """整改要求 beside 意见建议: by when to report and how. Where no suggestions stand, these are the suggestions."""
    OTHER = "other"
    """Opening, overall evaluation, leads handed over, statements of stance, signature."""
    UNCLEAR = "unclear"
    """A heading that says nothing we know."""
