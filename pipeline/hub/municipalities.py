"""The Ministry's list of codes → `municipalities.csv`, with what only people know of a municipality kept.

総務省 全国地方公共団体コード, as https://www.soumu.go.jp/denshijiti/code.html gives it: a sheet of prefectures and
municipalities, and one of designated cities (指定都市) with their wards, known by their headings.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.hub import downloads
from pipeline.model.errors import Problem, TableError
from pipeline.model.files.publisher import is_code
from pipeline.tables.schema.hub import CODED_BY_NAME, SCHEMA

CODE, PREFECTURE, NAME, PREFECTURE_KANA, KANA = (
    "団体コード",
    "都道府県名(漢字)",
    "市区町村名(漢字)",
    "都道府県名(カナ)",
    "市区町村名(カナ)",
)
HEADINGS = (CODE, PREFECTURE, NAME, PREFECTURE_KANA, KANA)

Row = Mapping[str, str]


def read(path: Path) -> list[Row]:
    """The municipalities of the Ministry's list as rows of `municipalities.csv`, sorted by code.

    Raises TableError with every code that is none; or where the file has no sheet with the headings.
    """
    listed = [
        row for cells in downloads.sheets(path).values() for row in downloads.rows(cells, HEADINGS) or ()
    ]
    if not listed:
        what = f"has no sheet with the headings {'、'.join(HEADINGS)}."
        remedy = (
            "Download 都道府県コード及び市区町村コード from https://www.soumu.go.jp/denshijiti/code.html."
        )
        raise TableError(Problem(str(path), what, remedy))
    by_code = {row[CODE].zfill(6): row for row in listed if row[CODE]}
    problems = [
        Problem(str(path), f"'{code}' is not the code of a municipality.", "Download the list again.")
        for code in by_code
        if not is_code(code)
    ]
    if problems:
        raise TableError(problems)
    return list(described(by_code))


def described(listed: Mapping[str, Row]) -> Iterator[Row]:
    """Rows of the list, by code, as rows of `municipalities.csv`; a ward bears the name of its city."""
    prefectures = {code[:2]: code for code, row in listed.items() if not row[NAME]}
    cities = {row[NAME]: code for code, row in listed.items() if row[NAME].endswith("市")}
    wards = {code: _city(row[NAME], cities) for code, row in listed.items()}
    for code, row in sorted(listed.items()):
        name = row[NAME] or row[PREFECTURE]
        yield {
            "code": code,
            "name": name,
            "kana": unicodedata.normalize("NFKC", row[KANA] or row[PREFECTURE_KANA]),
            "class": _class(row, wards[code], designated=code in wards.values()),
            "prefecture": row[PREFECTURE],
            "area": f"C{code[:5]}",
            "part_of": wards[code] or (prefectures.get(code[:2], "") if row[NAME] else ""),
        }


def _city(name: str, cities: Mapping[str, str]) -> str:
    """The code of the city whose ward a name is (札幌市中央区), or ""."""
    city, mark, ward = name.partition("市")
    return cities.get(city + mark, "") if ward.endswith("区") else ""


def _class(row: Row, city: str, *, designated: bool) -> str:
    """What kind of municipality: a ward has a city, a designated city has wards, the rest is in the name."""
    if not row[NAME]:
        return "prefecture"
    if city:
        return "ward"
    return "designated-city" if designated else CODED_BY_NAME[row[NAME][-1]]


def merged(listed: Sequence[Row], before: Iterable[Row]) -> tuple[list[Row], list[str]]:
    """The list with what was known before, sorted by code; and the codes that it no longer has.

    Those stay: a row is never dropped because a list is silent about it. A person says what they merged into.
    """
    known = {row["code"]: row for row in before}
    rows = {row["code"]: _with_what_was_known(row, known.get(row["code"], {})) for row in listed}
    missing = [code for code, row in known.items() if code not in rows and not row["merged_into"]]
    everything = {**known, **rows}
    return [everything[code] for code in sorted(everything)], missing


def _with_what_was_known(row: Row, before: Row) -> Row:
    kept = {name: before.get(name, "") for name in SCHEMA["municipalities"].names if name not in row}
    core = {"class": "core-city"} if before.get("class") == "core-city" and row["class"] == "city" else {}
    return {**row, **kept, **core}
