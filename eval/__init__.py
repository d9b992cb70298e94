"""The evaluation harness: suites of cases put to an assistant, scored, and turned into a verdict for CI."""
