"""Saved web pages: a step a file; `page` is the entry."""
