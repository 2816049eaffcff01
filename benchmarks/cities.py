"""Synthetic municipalities of full size, for measuring only: `write` makes a folder of data of as many as are asked for.

Each has the plans of 西東京市 under the code of another municipality, with other numbers drawn from a seed, its name marked
as synthetic and its mappings to the hub. They are never data of a release: nothing in them is true.
"""

import csv
import random
import re
import shutil
from pathlib import Path

from pipeline.model.files.data_folder import DataFolder

PATTERN = "132292"
EDITION = "2026"
_CLASSES = {"city", "designated-city", "special-ward", "town", "village"}
_NUMBER = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})*(?=\D{0,3}$)")
_OF_A_DOCUMENT = ("source", "corrections.csv")
"""What the reader of one city's booklet needs: the copies have tables only, like a city that fills in a workbook."""


def codes(data: DataFolder, number: int) -> list[str]:
    """The codes of so many municipalities that have no data here, sorted, from all over the country.

    Raises ValueError where there are not so many.
    """
    known = set(data.municipalities())
    with (data.hub / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        found = [row["code"] for row in csv.DictReader(file) if row["class"] in _CLASSES]
    free = sorted(set(found) - known)
    if number > len(free):
        raise ValueError(f"Japan has {len(free)} municipalities without data here, not {number}.")
    return sorted(random.Random(number).sample(free, number))


def write(data: DataFolder, target: Path, number: int, seed: int = 1) -> DataFolder:
    """Writes a folder of data of `number` synthetic municipalities, with the hub of `data`."""
    made = DataFolder(target)
    chosen = codes(data, number)
    shutil.copytree(data.hub, made.hub)
    for table in ("mappings", "policy_mappings"):
        _write_mappings(made.hub / f"{table}.csv", chosen)
    for code in chosen:
        _write_city(data, made, code, random.Random(f"{seed} {code}"))
    return made


def change(data: DataFolder, code: str) -> None:
    """Changes one figure of a municipality."""
    path = data.tables(code, EDITION) / "cells.csv"
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    at = rows[0].index("raw_text")
    changed = next(row for row in rows[1:] if _NUMBER.fullmatch(row[at]))
    changed[at] = str(int(changed[at].replace(",", "")) + 1)
    _write_rows(path, rows)


def _write_city(data: DataFolder, made: DataFolder, code: str, chance: random.Random) -> None:
    for path in sorted(data.edition(PATTERN, EDITION).iterdir()):
        target = made.edition(code, EDITION) / path.name
        if path.is_dir() and path.name not in _OF_A_DOCUMENT:
            shutil.copytree(path, target)
    text = data.publisher(PATTERN).read_text(encoding="utf-8")
    changes = {
        f'"{PATTERN}"': f'"{code}"',
        f'"C{PATTERN[:5]}"': f'"C{code[:5]}"',
        "西東京市": f"合成市{code}",
        "Nishitokyo City": f"Synthetic City {code}",
        "https://www.city.nishitokyo.lg.jp/": "https://city.example/",
    }
    for before, after in changes.items():
        text = text.replace(before, after)
    made.publisher(code).write_text(text, encoding="utf-8")
    _draw_figures(made.tables(code, EDITION) / "cells.csv", chance)


def _draw_figures(path: Path, chance: random.Random) -> None:
    """Puts other numbers of the same length in place of whole numbers in cells."""
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    at = rows[0].index("raw_text")
    for row in rows[1:]:
        if _NUMBER.fullmatch(row[at]):
            row[at] = "".join(_digit(character, chance) for character in row[at])
    _write_rows(path, rows)


def _digit(character: str, chance: random.Random) -> str:
    return str(chance.randint(1, 9)) if character.isdecimal() else character


def _write_mappings(path: Path, chosen: list[str]) -> None:
    """Gives each municipality the mappings of the one that it is made after."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    own = [row for row in rows[1:] if row[0] == PATTERN]
    _write_rows(path, [rows[0], *([code, *row[1:]] for code in chosen for row in own)])


def _write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
