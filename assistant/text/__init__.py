"""Pure text work on Chinese office prose: strings in, spans and records out. Imports nothing else of ours."""
