"""Which column of a city's sheet is what: its headings found, in one row or two, and held against columns.toml."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model.errors import Problem, TableError
from pipeline.workbook.columns.settings import Level, Rating, Settings
from pipeline.workbook.forms.entry import Heading
from pipeline.workbook.forms.headings import Header, caption_unit, folded, matches, years_of
from pipeline.workbook.forms.headings import find as find_header
from pipeline.workbook.sheets import Sheet, at


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures of one kind and fiscal year; `first` is that of several years, which it is the last of."""

    heading: Heading
    kind: str
    year: str
    first: str = ""


@dataclass(frozen=True)
class LevelColumns:
    """Where the elements of a level stand."""

    level: Level
    number: Heading
    title: Heading


@dataclass(frozen=True)
class RatingColumn:
    """A column of ratings, and that of the points beside it."""

    rating: Rating
    heading: Heading
    points: Heading | None


@dataclass(frozen=True)
class Layout:
    """The columns of a sheet, the row below which its entries stand, and the unit that stands above the headings."""

    header: int
    caption: str
    levels: tuple[LevelColumns, ...]
    indicator: Heading
    unit: Heading | None
    department: Heading | None
    class_: Heading | None
    figures: tuple[FigureColumn, ...]
    ratings: tuple[RatingColumn, ...]
    ignored: frozenset[int]
    """The columns that columns.toml says are not read."""
    headed: frozenset[int]
    """The columns that have a heading."""

    @property
    def of_indicators(self) -> list[int]:
        """The columns that say something of an indicator, in order."""
        rated = [one for one in self.ratings if one.rating.of == "indicator"]
        headings = (
            *(self.indicator, self.unit, self.class_),
            *(one.heading for one in self.figures),
            *(heading for one in rated for heading in (one.heading, one.points)),
        )
        return sorted({one.index for one in headings if one and one.index is not None})


def find(settings: Settings, sheet: Sheet) -> Layout:
    """The layout of a sheet.

    Raises TableError: no row holds the headings, one that columns.toml names is missing, or one is not named there.
    """
    columns = _Columns(sheet, _header(settings, sheet))
    layout = columns.laid_out(settings)
    problems = [*columns.problems, *_unknown(settings, layout, columns.header.headings, sheet)]
    if not layout.figures:
        problems.append(Problem(at(sheet.name, layout.header), "数値の列が見つかりません。", _CORRECT))
    if problems:
        raise TableError(problems)
    return layout


@dataclass(frozen=True)
class _Columns:
    """The headings of a sheet, each found by patterns; one that is missing or there twice is a problem."""

    sheet: Sheet
    header: Header
    problems: list[Problem] = field(default_factory=list)

    def laid_out(self, settings: Settings) -> Layout:
        """What columns.toml says of them."""
        named, headings = settings.columns, self.header.headings
        return Layout(
            self.header.last,
            caption_unit(self.sheet, self.header),
            tuple(
                LevelColumns(level, self._needed(level.number), self._needed(level.title))
                for level in settings.levels
            ),
            self._needed(named.indicator),
            self._one(named.unit),
            self._one(named.department),
            self._one(named.class_),
            tuple(_figures(settings, headings)),
            tuple(
                RatingColumn(rating, self._needed(rating.heading), self._one(rating.points))
                for rating in settings.ratings
            ),
            frozenset(_indexes(one for one in headings if _any(named.ignored, one.text))),
            frozenset(_indexes(headings)),
        )

    def _needed(self, patterns: Sequence[str]) -> Heading:
        return self._one(patterns) or Heading("")

    def _one(self, patterns: Sequence[str]) -> Heading | None:
        fitting = [heading for heading in self.header.headings if _any(patterns, heading.text)]
        for twice in fitting[1:]:
            what = f"見出しが二つあります（{'、'.join(patterns)}）。"
            where = at(self.sheet.name, self.header.last, twice.text, twice.index)
            self.problems.append(Problem(where, what, _UNIQUE))
        if patterns and not fitting:
            what = f"見出し「{'」「'.join(patterns)}」がありません。"
            self.problems.append(Problem(at(self.sheet.name, self.header.last), what, _CORRECT))
        return fitting[0] if fitting else None


_CORRECT = "columns.tomlか、見出しを直してください。"
_UNIQUE = "columns.tomlで、一つだけに当たる書き方にしてください。"


def _indexes(headings: Iterable[Heading]) -> Iterator[int]:
    return (one.index for one in headings if one.index is not None)


def _any(patterns: Sequence[str], heading: str) -> bool:
    return any(matches(pattern, heading) for pattern in patterns)


def _patterns(settings: Settings) -> list[str]:
    columns = settings.columns
    lists = [columns.indicator, columns.unit, columns.department, columns.class_, columns.ignored]
    lists += [one for level in settings.levels for one in (level.number, level.title)]
    lists += [one.heading for one in settings.figures]
    lists += [one for rating in settings.ratings for one in (rating.heading, rating.points)]
    return [pattern for patterns in lists for pattern in patterns]


def _header(settings: Settings, sheet: Sheet) -> Header:
    """The rows of the headings and every heading."""
    patterns = _patterns(settings)
    found = find_header(sheet, lambda text: _any(patterns, text))
    if found is None:
        raise TableError(Problem(at(sheet.name), "columns.tomlにある見出しの行がありません。", _CORRECT))
    return found


def _figures(settings: Settings, headings: Sequence[Heading]) -> Iterator[FigureColumn]:
    for heading in headings:
        for figures in settings.figures:
            found = next((one for one in (matches(p, heading.text) for p in figures.heading) if one), None)
            covers = settings.plan.covers_from, settings.plan.covers_to
            first, named = years_of(found, covers) if found else ("", "")
            year = named or str(figures.year)
            if found and year != "0" and figures.first <= int(year) <= figures.last:
                yield FigureColumn(heading, figures.kind, year, first)
                break


def _unknown(
    settings: Settings, layout: Layout, headings: Sequence[Heading], sheet: Sheet
) -> Iterator[Problem]:
    """Headings that nothing in columns.toml is about: no column is left out silently."""
    used = {column.heading.index for column in layout.figures}
    others = [pattern for pattern in _patterns(settings) if folded("{year}") not in folded(pattern)]
    for heading in headings:
        if heading.index not in used and not _any(others, heading.text):
            remedy = "columns.tomlに加えるか、読まない列なら [columns] の ignored に書いてください。"
            where = at(sheet.name, layout.header, heading.text, heading.index)
            yield Problem(where, "この見出しはcolumns.tomlにありません。", remedy)
