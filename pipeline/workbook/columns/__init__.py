"""A city's own table → the tables of an edition, as a `columns.toml` maps its headings; docs/own-table.md shows one.

settings  what columns.toml says
layout    the headings of a sheet, in one row or more, and which column is what
entries   entries of every table, and remarks on what was not read
elements  the elements that every row repeats
rows      the rows of the sheet as entries
take      a file and its columns.toml → a filled-in edition
"""
