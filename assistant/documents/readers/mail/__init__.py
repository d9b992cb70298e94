"""Mails; `message` is the entry."""
