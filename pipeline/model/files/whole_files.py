"""Files that are whole: each is written beside the one before and put in its place at once."""

from collections.abc import Mapping
from pathlib import Path


def replace(contents: Mapping[Path, bytes]) -> None:
    """Puts every content in the place of its file; where one cannot be written, all stay as they were.

    Raises OSError.
    """
    beside = {path: path.with_name(f"{path.name}.new") for path in contents}
    try:
        for path, content in contents.items():
            beside[path].write_bytes(content)
        for path in contents:
            beside[path].replace(path)
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)
