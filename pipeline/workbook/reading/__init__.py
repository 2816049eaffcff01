"""A file or a folder → sheets of cells: Excel, older spreadsheets, CSV in every encoding Excel writes, the text kept."""
