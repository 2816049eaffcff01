"""Population and households as ministries publish them → `denominators.csv`, each with its date and source.

Two layouts are known by their headings: 住民基本台帳に基づく人口、人口動態及び世帯数 of the 総務省 (codes of six digits,
人口 over 男・女・計, the date in the title), and tables of e-Stat's database (codes of five digits, a line with the table's
name, units in 【】). A date that the file does not print is not guessed: the person who downloaded it says it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pipeline.hub import downloads
from pipeline.hub.downloads import Cells
from pipeline.model import fiscal_year
from pipeline.model.errors import Problem, TableError
from pipeline.model.files.publisher import check_digit

TOTAL = "計"
NOTHING = re.compile(r"[-–—‐ー*.…XxΧ ]*")
"""What stands where there is no number: a dash, `***`, a hidden number."""
_DATE = re.compile(r"(?:(令和|平成|昭和)([0-9]+|元)|([12][0-9]{3}))年([0-9]{1,2})月([0-9]{1,2})日")


@dataclass(frozen=True)
class Layout:
    """How a table is known: its heading of codes and their length, and the headings of what it counts."""

    code: str
    digits: int
    counted: Mapping[str, str]


LAYOUTS = (
    Layout(r"団体コード", 6, {"population": r"人口", "households": r"世帯数"}),
    Layout(
        r"(地域|市区町村|全国,都道府県,市区町村).*コード|area_code",
        5,
        {
            "population": r"(.*_)?総人口(【人】)?",
            "households": r"(.*_)?(総世帯数|世帯数|一般世帯数)(【世帯】)?",
        },
    ),
)


@dataclass(frozen=True)
class Counted:
    """A number of persons or households of a municipality on a day, and where it was printed."""

    municipality: str
    denominator: str
    date: str
    value: str
    source: str


_DOWNLOAD = "Download 住民基本台帳に基づく人口 from soumu.go.jp or a table with 総人口 from e-stat.go.jp."


def read(path: Path, known: set[str], on: str = "", source: str = "") -> list[Counted]:
    """The denominators of the municipalities known, sorted; `on` and `source` where the file does not say them.

    Raises TableError: no known layout, no date, no source, or numbers that are none, all of them at once.
    """
    found: list[Counted] = []
    problems = (
        [Problem("--date", f"'{on}' is no date.", "Write YYYY-MM-DD.")] if on and not _is_day(on) else []
    )
    for cells in downloads.sheets(path).values():
        place = _headings(cells)
        if place is None:
            continue
        title = _title(cells[: place.row])
        day, said = on or _day(title), source or title
        problems += _lacking(path, day, said)
        for code, denominator, value, row in _numbers(cells, place):
            if code in known and not value.isdecimal():
                what = f"'{value}' is no number."
                problems.append(Problem(f"{path}, row {row}", what, "Correct the cell."))
            elif code in known:
                found.append(Counted(code, denominator, day, value, said))
    if not problems and not found:
        what = "has no table of population that keikaku knows."
        problems.append(Problem(str(path), what, _DOWNLOAD))
    if problems:
        raise TableError(problems)
    return sorted(set(found), key=lambda one: (one.municipality, one.denominator, one.date))


def _lacking(path: Path, day: str, source: str) -> Iterator[Problem]:
    """What a table does not say above its headings and nobody has said."""
    for said, option, what in ((day, "--date 2020-10-01", "date"), (source, "--source", "source")):
        if not said:
            yield Problem(str(path), f"prints no {what} above its headings.", f"Give {option}.")


def added(before: Iterable[Mapping[str, str]], counted: Iterable[Counted]) -> list[Mapping[str, str]]:
    """The rows of `denominators.csv` with what was counted; a number of the same day is replaced."""
    rows = {(row["municipality"], row["denominator"], row["date"]): row for row in before}
    for one in counted:
        rows[one.municipality, one.denominator, one.date] = asdict(one)
    return [rows[key] for key in sorted(rows)]


@dataclass(frozen=True)
class _Place:
    """Where a sheet has its headings and columns; `row` counts from 0."""

    row: int
    layout: Layout
    code: int
    columns: Mapping[str, int]


def _headings(cells: Sequence[Cells]) -> _Place | None:
    for row, candidates in enumerate(cells[: downloads.HEADINGS_WITHIN]):
        names = [downloads.heading(text) for text in candidates]
        for layout in LAYOUTS:
            codes = [place for place, name in enumerate(names) if re.fullmatch(layout.code, name)]
            columns = {
                denominator: _total(cells[row + 1 : row + 3], place)
                for denominator, pattern in layout.counted.items()
                for place, name in reversed([*enumerate(names)])
                if re.fullmatch(pattern, name)
            }
            if codes and "population" in columns:
                return _Place(row, layout, codes[0], columns)
    return None


def _total(below: Sequence[Cells], place: int) -> int:
    """The column of the total where a heading stands over 男, 女 and 計; else the heading's own."""
    for row in below:
        parts = [downloads.heading(text) for text in row[place : place + 3]]
        if TOTAL in parts:
            return place + parts.index(TOTAL)
    return place


def _title(above: Sequence[Cells]) -> str:
    """What stands above the headings and names the table: a title, or e-Stat's lines 統計名 and 表題."""
    lines = [[text for text in row if text] for row in above]
    named = [line[1] for line in lines if len(line) > 1 and re.match(r"(統計名|表題)[::]?", line[0])]
    return " ".join(named) or next((line[0] for line in lines if line), "")


def _day(title: str) -> str:
    """The date that a title prints, as YYYY-MM-DD; "" where it prints none, or one that is not in the calendar."""
    found = _DATE.search(re.sub(r"\s", "", title))
    if not found:
        return ""
    era, number, western, month, day = found.groups()
    year = int(western) if western else fiscal_year.western(era, number)
    try:
        return date(year, int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _numbers(cells: Sequence[Cells], place: _Place) -> Iterator[tuple[str, str, str, int]]:
    """Code, denominator, number as printed without commas, row of the sheet; cells without a number are left out."""
    for number, row in enumerate(cells[place.row + 1 :], start=place.row + 2):
        digits = row[place.code] if place.code < len(row) else ""
        if not digits.isdecimal():
            continue
        code = digits.zfill(place.layout.digits)
        code = code if place.layout.digits == len("032034") else code + check_digit(code)
        for denominator, column in place.columns.items():
            value = row[column].replace(",", "") if column < len(row) else ""
            if not NOTHING.fullmatch(value):
                yield code, denominator, value, number
