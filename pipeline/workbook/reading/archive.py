"""Looks at the archive of an Excel workbook before anything unpacks it whole or expands what it names.

A few bytes of XML may stand for seventeen thousand million cells: a merged range, a hyperlink, a cell far outside.
So every sheet is walked as a stream of XML first, and refused by a sentence where it is larger than
`pipeline.workbook.sheets` lets a sheet be. XML is read by defusedxml: no DOCTYPE, no entity.
"""

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.sax import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from pipeline.model.errors import Problem, TableError
from pipeline.workbook.sheets import MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_ROWS, at

MAXIMUM_UNPACKED = 200 * 2**20
MAXIMUM_RATIO = 200
MAXIMUM_MEMBERS = 1000
MAXIMUM_XML = 50 * 2**20
"""Bytes of XML in all; pictures are never unpacked."""
MAXIMUM_PART = 4 * 2**20
"""Bytes of a part that is no sheet: styles, names, texts shared by cells."""
MAXIMUM_FORMULAS = 20_000
"""In a sheet: a rate beside every figure of a whole city."""
MAXIMUM_FORMULA = 8192
"""Characters, as Excel has it."""
MAXIMUM_FORMULA_TEXT = 2**20
"""Characters of all formulas of a sheet: openpyxl writes one that many cells share anew for each."""

Fault = tuple[str, str]
Range = tuple[int, int, int, int]
"""First column, first row, last column, last row, from 1."""
_SAVE = "Excelで.xlsxとして保存しなおしてください。"
_PASTE = "新しいブックに値だけを貼り付けて保存してください。"


@dataclass(frozen=True)
class Page:
    """A sheet as the archive names it: its member, and whether it is nothing but a chart."""

    name: str
    member: str
    is_chart: bool


@dataclass
class Used:
    """What of a sheet is used: its last row and column, how many cells and formulas, what is merged and hidden.

    `struck` are the cells, by row and column, whose own text is struck through in part: openpyxl's stream drops that.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: int = 0
    merged: list[Range] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    struck: set[tuple[int, int]] = field(default_factory=set)


def suspicious(archive: zipfile.ZipFile) -> Fault | None:
    """What is wrong with the members of an archive, by their names, sizes and first bytes."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if len(members) > MAXIMUM_MEMBERS or unpacked > MAXIMUM_UNPACKED or unpacked / packed > MAXIMUM_RATIO:
        return f"展開すると大きくなりすぎます（{len(members)}個、{unpacked:,}バイト）。", _PASTE
    xml = [member for member in members if member.filename.endswith((".xml", ".rels"))]
    if sum(member.file_size for member in xml) > MAXIMUM_XML:
        return f"文字と書式が{MAXIMUM_XML // 2**20} MiBを超えています。", _PASTE
    for member in members:
        if "vbaProject" in member.filename or "/macrosheets/" in member.filename:
            what = f"マクロが含まれています（{member.filename}）。"
            return what, "マクロなしの.xlsxとして保存してください。"
    return next((fault for fault in (_declared(archive, member) for member in xml) if fault), None)


def _declared(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Fault | None:
    content = archive.read(member)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:64]:
        return f"XMLに宣言または別の文字コードがあります（{member.filename}）。", _SAVE
    return None


def pages(content: bytes) -> list[Page]:
    """The sheets of a workbook, as openpyxl finds them, in order; a part of it that is too large is a problem.

    Raises TableError for a sheet whose member is not plain XML by its name.
    """
    reader = ExcelReader(BytesIO(content), read_only=True, keep_links=False)
    with reader.archive as archive:
        reader.read_manifest()
        reader.read_workbook()
        found = [
            Page(sheet.name, relation.target, "chartsheet" in relation.Type)
            for sheet, relation in reader.parser.find_sheets()
            if relation.target in reader.valid_files
        ]
        sheets = {page.member for page in found}
        for member in archive.infolist():
            picture = member.filename.startswith("xl/media/")
            if member.filename not in sheets and not picture and member.file_size > MAXIMUM_PART:
                what = f"{MAXIMUM_PART // 2**20} MiBを超える部分があります（{member.filename}）。"
                raise TableError(Problem(at(found[0].name) if found else "", what, _PASTE))
    names = [page.name for page in found]
    for page in found:
        if names.count(page.name) > 1:
            raise TableError(Problem(at(page.name), "同じ名前のシートがあります。", "名前を変えてください。"))
        if not page.member.endswith(".xml"):
            raise TableError(Problem(at(page.name), f"XMLではありません（{page.member}）。", _SAVE))
    return found


def used(content: bytes, wanted: Iterable[Page]) -> Mapping[str, Used]:
    """What is used of each of these sheets, by name. Raises TableError with every one that is too large."""
    found: dict[str, Used] = {}
    problems: list[Problem] = []
    left = MAXIMUM_CELLS
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for page in wanted:
            with archive.open(page.member) as file:
                try:
                    found[page.name] = _walked(page.name, file, left)
                    left -= found[page.name].cells
                except TableError as error:
                    problems += error.problems
    if problems:
        raise TableError(problems)
    return found


def _walked(name: str, file: IO[bytes], left: int) -> Used:
    walk = _Walk(name, left)
    defusedxml.sax.parse(file, walk, forbid_dtd=True)
    walk.end()
    return walk.used


class _Walk(ContentHandler):
    """Walks the XML of one sheet and stops it where it is too large."""

    def __init__(self, name: str, left: int) -> None:
        super().__init__()
        self.used = Used()
        self._name = name
        self._left = left
        self._row = self._column = self._characters = self._written = 0
        self._in_formula = False
        self._group: str | None = None
        self._shared: dict[str, int] = {}

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the interface's name
        kind = name.rpartition(":")[2]
        if kind == "c":
            self._cell(attrs.get("r"))
        elif kind == "row":
            self._begin_row(attrs.get("r"))
            if attrs.get("hidden") in ("1", "true"):
                self.used.hidden.append(self._row)
        elif kind == "f":
            self._formula(attrs.get("si"))
        elif kind == "strike" and attrs.get("val") not in ("0", "false"):
            self.used.struck.add((self._row, self._column))
        elif kind in ("mergeCell", "hyperlink"):
            self._range(kind, attrs.get("ref", ""))

    def endElement(self, name: str) -> None:  # noqa: N802
        if self._in_formula:
            self._in_formula = False
            length = max(self._characters, self._shared.get(self._group or "", 0))
            if self._group is not None:
                self._shared[self._group] = length
            self._written += length
            if self._written > MAXIMUM_FORMULA_TEXT:
                self._refuse("数式が多すぎるか、長すぎます。", "コピーして「値の貼り付け」をしてください。")

    def characters(self, content: str) -> None:
        self._characters += len(content) if self._in_formula else 0
        if self._characters > MAXIMUM_FORMULA:
            self._refuse("数式が長すぎます。", "コピーして「値の貼り付け」をしてください。")

    def end(self) -> None:
        """Refuses a sheet that is used far outside."""
        rows, columns = self.used.rows, self.used.columns
        if rows > MAXIMUM_ROWS or columns > MAXIMUM_COLUMNS:
            remedy = f"{MAXIMUM_ROWS:,}行{MAXIMUM_COLUMNS}列より外を行ごと、列ごと削除してください。"
            self._refuse(f"{rows:,}行{columns:,}列まで使われています。", remedy)

    def _begin_row(self, number: str | None) -> None:
        row = int(number) if number else self._row + 1
        if row <= self._row:
            self._refuse(f"{row}行目が{self._row}行目の後にあります。", _SAVE)
        self._row, self._column = row, 0
        self.used.rows = row
        self._count(1)

    def _cell(self, reference: str | None) -> None:
        letters = coordinate_from_string(reference)[0] if reference else ""
        column = column_index_from_string(letters) if letters else self._column + 1
        if column <= self._column:
            self._refuse(f"{self._row}行目のセルの順が乱れています。", _SAVE)
        self._column = column
        self.used.columns = max(self.used.columns, column)
        self._count(1)

    def _formula(self, group: str | None) -> None:
        self._in_formula, self._characters, self._group = True, 0, group
        self.used.formulas += 1
        if self.used.formulas > MAXIMUM_FORMULAS:
            what = f"数式が{MAXIMUM_FORMULAS:,}個を超えています。"
            self._refuse(what, "コピーして「値の貼り付け」をしてください。")

    def _range(self, kind: str, reference: str) -> None:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        bounds = (first_column or 1, first_row or 1, last_column or 16_384, last_row or 1_048_576)
        if bounds[2] > MAXIMUM_COLUMNS or bounds[3] > MAXIMUM_ROWS:
            what = "セルの結合" if kind == "mergeCell" else "リンク"
            self._refuse(f"{what}が広すぎます（{reference}）。", f"{what}を解除してください。")
        if kind == "mergeCell":
            self.used.merged.append(bounds)
            self.used.columns = max(self.used.columns, bounds[2])
            self.used.rows = max(self.used.rows, bounds[3])
            self._count((bounds[2] - bounds[0] + 1) * (bounds[3] - bounds[1] + 1))

    def _count(self, cells: int) -> None:
        self.used.cells += cells
        if self.used.cells > self._left:
            what = f"ブック全体で{MAXIMUM_CELLS:,}セルを超えています。"
            self._refuse(what, "書式だけの行と列を削除するか、ブックを分けてください。")

    def _refuse(self, what: str, remedy: str) -> None:
        raise TableError(Problem(at(self._name), what, remedy))
