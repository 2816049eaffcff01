"""Files as cities have them: PDF, spreadsheets, Word, HTML and tab-separated text → pages of tables.

`read` is a function from a file to `pages.Pages`. It knows how a format draws a table, and nothing of what tables
mean. It runs in a process of its own with limits of time and memory, for a file may be broken or hostile.
"""

from pipeline.formats.confine import draw, read
from pipeline.formats.pages import Line, Page, Pages, Table, TableCell

__all__ = ["Line", "Page", "Pages", "Table", "TableCell", "draw", "read"]
