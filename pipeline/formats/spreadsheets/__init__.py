"""Spreadsheets: .xlsx with openpyxl, .xls and .ods with calamine → tables and lines."""
