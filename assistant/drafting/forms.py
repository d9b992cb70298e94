"""What can be asked for by name, apart from what makes it, so that a command line can offer it without loading that."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """Who reads a report on rectification."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Genre(StrEnum):
    """What is said at a meeting, and what is laid before one."""

    PLEDGE = "表态发言"
    """Of the head of the inspected unit, when the findings are fed back."""
    OPENING = "动员讲话"
    """Of the head of the inspection group, when it comes."""
    DEPLOYMENT = "部署讲话"
    """Of the head of the unit, when rectification begins."""
    HOST = "主持词"
    SELF_REVIEW = "对照检查"
    """Outline for a meeting of party life."""
