"""The durable store: truth in SQLite and the originals, Chroma and tantivy as caches built from it."""
