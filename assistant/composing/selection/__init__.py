"""Ranked sentences → what an answer tells, one way of choosing for each kind of question."""
