"""PDF with pdfplumber: what is drawn and written on a page → tables and lines."""
