"""Cases that are no questions, and what a system makes of them: records, a file a kind."""
