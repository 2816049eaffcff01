"""The published tables of an edition, from the reviewed tables.

plan      the rows of one plan
elements  elements, activities
figures   figures, effects
results   what became of targets, by the figure
sheets    all of them as tables with their columns
"""

from pipeline.exports.rows.sheets import all_figures, sheets

__all__ = ["all_figures", "sheets"]
