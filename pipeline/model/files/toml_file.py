"""A TOML file as a person wrote it: read, or refused with what is wrong with it."""

import tomllib
from pathlib import Path
from typing import Any

from pipeline.model.errors import KeikakuError, Problem, SettingError


def read(
    path: Path,
    absent: str,
    error: type[KeikakuError] = SettingError,
    broken: str = "Correct it; texts stand in double quotes.",
) -> dict[str, Any]:
    """What a file says.

    Raises the error that is named: the file is missing (`absent` is what to do about that), cannot be read, or is not
    TOML in UTF-8 (`broken`).
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as cause:
        raise error(Problem(str(path), "does not exist.", absent)) from cause
    except OSError as cause:
        raise error(Problem(str(path), f"cannot be read ({cause.strerror}).", "Make it readable.")) from cause
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise error(Problem(str(path), f"is not TOML in UTF-8 ({cause}).", broken)) from cause
