"""The bytes of a file → a Document → its Passages. Knows nothing of how they are stored."""
