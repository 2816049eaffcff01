"""The page that checks a workbook: its form, and the process that reads what is sent."""
