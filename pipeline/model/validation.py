"""Between pydantic, which says what does not fit a schema, and the problems that people are told."""

from collections.abc import Callable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipeline.model.errors import Problem

_SHOWN = 80


def problems(
    error: ValidationError, where: str, remedy: str | Callable[[ErrorDetails], str]
) -> list[Problem]:
    """One problem for each thing that does not fit: `where`, its place in there, what it is, what to do about it."""
    return [
        Problem(f"{where}{_place(found)}", _what(found), remedy if isinstance(remedy, str) else remedy(found))
        for found in error.errors(include_url=False)
    ]


def _place(found: ErrorDetails) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in found["loc"])


def _what(found: ErrorDetails) -> str:
    message = found["msg"].removeprefix("Value error, ")
    if found["type"] in ("missing", "json_invalid"):
        return f"{message}."
    shown = repr(found["input"])
    return f"{shown if len(shown) <= _SHOWN else f'{shown[:_SHOWN]}…'}: {message}."
