"""The constructs of printed values, each with its examples beside it.

form       how a construct is written
notes      what stands around a number
unprinted  cells without a number: marks, words, ratings
dates      dates and spans of time
relative   against something else: 前年度以上, 令和4年度比20%削減
changes    15人削減, ±0
several    ranges, so many of so many, before and after
parts      several parts by their names
each       one for each of another: 年2回, 1人1台
single     one number and what stands around it
"""

from pipeline.tables.values.forms import changes, dates, each, parts, relative, several, single, unprinted
from pipeline.tables.values.forms.form import Context, Form

FORMS: tuple[Form, ...] = (
    *unprinted.FORMS,
    *dates.FORMS,
    single.PLAIN,
    *relative.FORMS,
    *parts.NAMED,
    *several.FORMS,
    *parts.LABELLED,
    *each.FORMS,
    *changes.FORMS,
    *single.FORMS,
)
"""In the order in which they are tried."""

__all__ = ["FORMS", "Context", "Form"]
