"""Word documents (.docx): a part of the format a file; `document` is the entry."""
