"""The constructs of printed values, each with its examples beside it.

form       how a construct is written
notes      what stands around a number
unprinted  cells without a number: marks, words, ratings
moments    dates and spans of time where a number would stand
against    against something else: 前年度以上, 令和4年度比20%削減, 15人削減
ranges     30~40件, 10件以上20件未満, 120±5件
several    so many of so many, before and after
parts      several parts by their names
each       one for each of another: 年2回, 1人1台
single     one number and what stands around it
"""

from pipeline.tables.values.forms import each, ranges, several, single, unprinted
from pipeline.tables.values.forms.against import amounts, changes, relative
from pipeline.tables.values.forms.form import Context, Form
from pipeline.tables.values.forms.parts import coded, labelled

FORMS: tuple[Form, ...] = (
    *unprinted.FORMS,
    single.PLAIN,
    *relative.FORMS,
    *amounts.FORMS,
    *coded.FORMS,
    *ranges.FORMS,
    *several.FORMS,
    *labelled.FORMS,
    *each.FORMS,
    *changes.FORMS,
    *single.FORMS,
)
"""In the order in which they are tried."""

__all__ = ["FORMS", "Context", "Form"]
