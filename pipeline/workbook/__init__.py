"""The workbook: how a city without an extractor gives its tables, as an Excel file or a folder of CSV files.

`template` writes one, empty or filled in; `sheets` is what `excel`, `folder` and `text` read; `forms` turns
sheets into tables or names every problem by sheet, row and column; `store` writes an edition, whole or not at all.
"""
