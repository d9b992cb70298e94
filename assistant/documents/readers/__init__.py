"""One file a format: bytes in, text with places and headings out. Readers run in a limited child process."""
