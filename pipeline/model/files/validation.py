"""Between pydantic, which says what does not fit a schema, and the problems that people are told."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from pipeline.model.errors import Problem

_SHOWN = 80
_UNFIT = "unfit"


def unfit(what: str, remedy: str) -> PydanticCustomError:
    """What a validator raises that knows what is wrong, as a sentence, and what to do about it."""
    return PydanticCustomError(_UNFIT, "{what}", {"what": what, "remedy": remedy})


def problems(error: ValidationError, where: str, remedy: str, separator: str = ".") -> list[Problem]:
    """One problem for each thing that does not fit: `where`, its place in there, what it is, what to do about it.

    `remedy` is for what no validator of ours refused.
    """
    return [
        Problem(
            f"{where}{_place(found, separator)}", _what(found), found.get("ctx", {}).get("remedy", remedy)
        )
        for found in error.errors(include_url=False)
    ]


def _place(found: ErrorDetails, separator: str) -> str:
    parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in found["loc"])
    return separator + parts.removeprefix(".") if parts.startswith(".") else parts


def _what(found: ErrorDetails) -> str:
    if found["type"] == _UNFIT:
        return found["msg"]
    message = found["msg"].removeprefix("Value error, ")
    if found["type"] in ("missing", "json_invalid"):
        return f"{message}."
    shown = repr(found["input"])
    return f"{shown if len(shown) <= _SHOWN else f'{shown[:_SHOWN]}…'}: {message}."
