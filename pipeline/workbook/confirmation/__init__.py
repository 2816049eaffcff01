"""A draft in a workbook and a person's word on it: what is proposed and where it was read, confirmed, corrected."""
