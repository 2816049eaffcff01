"""A sheet printed over pages in both directions: what stands side by side is joined, and nothing else surely."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, chain

import pytest

from pipeline.documents.draft.drafting import Draft, draft
from pipeline.documents.draft.words import layout
from pipeline.formats import Line, Page, Pages, Table, TableCell
from pipeline.formats.pdf.joining import join
from pipeline.model.places import Place

HEADS = (
    ("番号", "取組名"),
    ("担当課", "指標"),
    ("単位", "令和6年度目標"),
    ("令和7年度目標", "令和6年度実績"),
)


def _row(number: int) -> tuple[tuple[str, str], ...]:
    figures = [str(number * 100 + more) for more in range(3)]
    return (
        (str(number), f"取組その{number}"),
        (f"第{number}課", f"対象{number}の件数"),
        ("件", figures[0]),
        (figures[1], figures[2]),
    )


EQUAL, DIFFERING = (15,), (15, 15, 30, 22)
"""How high rows are, again and again."""


def _page(number: int, rows: Sequence[Sequence[str]], top: float, high: Sequence[int]) -> Page:
    tops = tuple(accumulate((high[index % len(high)] for index in range(len(rows))), initial=top))
    cells = (
        TableCell(row, column, text=text, places=(Place(number, rectangle=(10.0, 20.0, 70.0, 2.0)),))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Page(number, tables=(Table(tuple(cells), edges=(54.0, 264.0, 474.0), tops=tops),))


def _printed(
    heights: Sequence[int], *, across: bool, repeated: bool, high: Sequence[int] = EQUAL
) -> tuple[Page, ...]:
    """The pages of a list whose rows fill so many pages from top to bottom."""
    ends = [sum(heights[: index + 1]) for index in range(len(heights))]
    places = [(down, part) for down in range(len(heights)) for part in range(len(HEADS))]
    if not across:
        places.sort(key=lambda place: place[1])
    found = []
    for number, (down, part) in enumerate(places, start=1):
        rows = [_row(one)[part] for one in range(ends[down] - heights[down] + 1, ends[down] + 1)]
        headed = repeated or not down
        found.append(_page(number, [HEADS[part], *rows] if headed else rows, 72.0 if down else 102.0, high))
    return tuple(found)


def _figures(found: Draft) -> dict[tuple[str, str, str, int], tuple[str, str]]:
    return {
        (str(element.title), str(indicator.label), figure.kind, figure.year): (figure.text, figure.text.sure)
        for element, indicator, figure in found.plan.figures()
    }


def _draft(pages: tuple[Page, ...]) -> Draft:
    return draft((Pages("一覧.pdf", "", "pdf", join(pages)),), layout.read())


def _truth(number: int, sure: str = "high") -> dict[tuple[str, str, str, int], tuple[str, str]]:
    kinds = (("target", 2024), ("target", 2025), ("actual", 2024))
    texts = chain(_row(number)[2][1:], _row(number)[3])
    return {
        (f"取組その{number}", f"対象{number}の件数", kind, year): (text, sure)
        for (kind, year), text in zip(kinds, texts, strict=True)
    }


@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("across", [False, True])
@pytest.mark.parametrize("heights", [(12, 5), (12, 12, 3)])
@pytest.mark.parametrize(("high", "sure"), [(EQUAL, "low"), (DIFFERING, "high")])
def test_both_orders_of_pages_are_read_with_and_without_headings_repeated(
    heights: Sequence[int], across: bool, repeated: bool, high: Sequence[int], sure: str
) -> None:
    figures = _figures(_draft(_printed(heights, across=across, repeated=repeated, high=high)))
    truth = {
        key: value for number in range(1, sum(heights) + 1) for key, value in _truth(number, sure).items()
    }
    assert figures == truth


def test_a_page_more_or_less_leaves_no_figure_sure_that_is_wrong() -> None:
    pages = _printed((12, 5), across=True, repeated=False)
    for missing in range(1, len(pages)):
        left = (*pages[:missing], *pages[missing + 1 :])
        for key, (text, sure) in _figures(_draft(left)).items():
            assert sure != "high" or key in _truth(int(text) // 100), (missing, key, text)


def test_a_table_of_as_many_rows_on_one_page_is_read_beside_the_list_and_left_to_a_person() -> None:
    pages = _printed((12,), across=True, repeated=False)[:3]
    figures = _figures(_draft(pages))
    assert figures and {sure for _, sure in figures.values()} <= {"low", "middle"}


def test_a_table_of_as_many_rows_below_a_title_of_its_own_is_no_part_of_the_list() -> None:
    pages = _printed((12, 5), across=False, repeated=False)
    title = Line("指標の一覧", Place(3, rectangle=(10.0, 8.0, 20.0, 1.5)))
    titled = [replace(table, above=(title,)) for table in pages[2].tables]
    draft = _draft((*pages[:2], replace(pages[2], tables=tuple(titled), lines=(title,)), *pages[3:]))
    assert not any(element.startswith("取組その") for element, *_ in _figures(draft))
