"""The HTTP interface for other programs of an office, under `/api/v1`."""
