"""Parameters of requests that more than one answer reads."""

from starlette.datastructures import QueryParams

from pipeline.json_ld.context import VERSION
from pipeline.model.text import Text
from server.http.errors import ProblemError
from server.repository.describe import LAST_PAGE

CONTEXT_PATH = f"/context/{VERSION}.jsonld"


def page_number(parameters: QueryParams, last: int = LAST_PAGE) -> int:
    """The page asked for, from 1. Raises ProblemError 400 for what is no page up to the last that there can be."""
    text = parameters.get("page", "1")
    if text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= last:
        return int(text)
    raise ProblemError(
        400,
        Text(
            f"pageには、1から{last}までの整数を書いてください。",
            f"page is a whole number from 1 to {last}.",
        ),
    )


def context_address(parameters: QueryParams, public_url: str) -> str | None:
    """The address of the context, where JSON-LD is to name it; None where it is to bring the context along.

    Raises ProblemError 400 for what is neither.
    """
    asked = parameters.get("context", "inline")
    if asked not in ("inline", "linked"):
        raise ProblemError(
            400,
            Text(
                "contextには、inline（ふつうはこちら）かlinkedを書いてください。",
                "context is inline, which is usual, or linked.",
            ),
        )
    return public_url + CONTEXT_PATH if asked == "linked" else None
