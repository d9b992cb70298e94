"""Lines with places on pages → columns, tables, paragraphs and headings, for every format that only knows places."""
