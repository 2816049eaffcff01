"""Which proposal comes next: the least sure first, those of one sureness as in the document."""

from collections.abc import Sequence

from pipeline.model.places import Place, parse
from pipeline.review.documents import quoted
from pipeline.workbook.confirmation.confirming import Standing

SURENESS = ("low", "middle", "high")


def ordered(standing: Sequence[Standing]) -> list[Standing]:
    """The proposals in the order in which a person goes through them."""
    return sorted(standing, key=_place)


def _place(one: Standing) -> tuple[int, str, Place, int]:
    where = quoted(one.proposal)
    place = parse(where.fragments[0]) if where.fragments else None
    x, y, width, height = place.rectangle if place else (0.0, 0.0, 0.0, 0.0)
    near = Place(place.page, place.sheet, "", (round(y), x, width, height), place.line) if place else Place(0)
    return SURENESS.index(one.proposal.sure), where.document, near, one.proposal.row


def following(queue: Sequence[Standing], row: int) -> Standing | None:
    """The next proposal that waits, after this one; else the first that waits; None where none does."""
    places = [index for index, one in enumerate(queue) if one.proposal.row == row]
    after = [*queue[places[0] + 1 :], *queue[: places[0]]] if places else queue
    return next((one for one in after if not one.proposal.confirmed), None)


def neighbours(queue: Sequence[Standing], row: int) -> tuple[Standing | None, Standing | None]:
    """The proposals before and after this one, confirmed or not."""
    index = next(index for index, one in enumerate(queue) if one.proposal.row == row)
    before = queue[index - 1] if index else None
    return before, queue[index + 1] if index + 1 < len(queue) else None


def fellows(queue: Sequence[Standing], of: Standing) -> list[Standing]:
    """The proposals of the same page, sheet or text that are read surely and wait: what one look can confirm."""
    where = _sheet_or_page(of)
    return [
        one
        for one in queue
        if one.proposal.sure == "high" and not one.proposal.confirmed and _sheet_or_page(one) == where
    ]


def _sheet_or_page(one: Standing) -> tuple[str, int, str]:
    where = quoted(one.proposal)
    place = parse(where.fragments[0]) if where.fragments else None
    return where.document, place.page if place else 0, place.sheet if place else ""
