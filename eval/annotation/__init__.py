"""People label the sentences of a run: a page to do it on, a file that keeps it, and what two of them agree on."""
