"""What people work on: conversations and drafts, each private to its owner, in one SQLite file under the home."""
