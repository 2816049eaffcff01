"""The tables that documents and publishing meet in: schema, CSV files, values of cells, checks across rows."""
