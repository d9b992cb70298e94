"""Workbooks and delimited files: a record a row; `workbook` and `delimited` are the entries."""
