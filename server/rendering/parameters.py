"""Parameters of requests that more than one answer reads."""

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from server.repository.describe import LAST_PAGE


def page_number(parameters: QueryParams) -> int:
    """The page asked for, from 1. Raises HTTPException 400 for what is no page."""
    text = parameters.get("page", "1")
    if text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= LAST_PAGE:
        return int(text)
    raise HTTPException(400, f"page is a whole number from 1 to {LAST_PAGE}.")
