"""Cells of several parts.

coded      by names that have codes of their own: 現年/滞繰
labelled   by the names that the cell gives them: 男性12% 女性34%
"""
