"""PDF: what PDFium gives of a page; `document` is the entry. How lines become paragraphs is in `page_layout`."""
