"""Sheets → tables: the long sheet of each table, the wide sheet of indicators, and what is checked across them."""
