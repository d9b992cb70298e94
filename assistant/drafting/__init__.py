"""From a feedback document to a rectification plan: findings, measures, slots, deadlines, checks."""
