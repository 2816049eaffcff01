"""The sheets 下書き and 未割当 of a drafted workbook: where each proposed value was read, and what was not placed.

A proposal names its row by the key of its table, not by its place in a sheet: a person may insert and sort rows.
Nothing of a draft is taken in before a person has confirmed it, one by one or as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.errors import Problem, TableError
from pipeline.tables.drafted import JOIN
from pipeline.tables.schema import TABLES
from pipeline.workbook import words
from pipeline.workbook.sheets import Cell, Sheets, at

DRAFT, UNPLACED = "下書き", "未割当"
CONFIRM, TOTALS, DOCUMENT, PICTURE, YES = "確認", "読み取り", "資料", "読めない頁", "はい"
COLUMNS = ("シート", "どれ", "欄", "値", "出典", "確かさ", "理由", CONFIRM)
SURENESS = {"high": "高", "middle": "中", "low": "低"}
_WIDTHS = (12, 40, 16, 40, 48, 8, 32, 8)
_FILLS = {"中": "FFFFF2CC", "低": "FFF8CBAD"}


@dataclass(frozen=True)
class Proposal:
    """One proposed value: its table, the key of its row, its column, where it was read, how sure, whether confirmed."""

    table: str
    key: tuple[str, ...]
    column: str
    value: str
    places: tuple[str, ...]
    sure: str
    why: str = ""
    confirmed: bool = False
    row: int = 0
    """Its row on the sheet, from 1; 0 where it was not read from one."""


@dataclass(frozen=True)
class Unplaced:
    """One thing that was seen and not placed: the document, the place in it, what it says, why."""

    document: str
    place: str
    text: str
    why: str


@dataclass(frozen=True)
class Proposals:
    """All of a draft: its documents by name and sha256, its totals in words, proposals, and what was not placed."""

    documents: Mapping[str, str]
    totals: str
    pictures: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def confirmed(self) -> int:
        return sum(one.confirmed for one in self.proposals)


def add(path: Path, found: Proposals) -> None:
    """Adds both sheets to a workbook that `template.write` has written."""
    book = load_workbook(path)
    _write(book, found)
    _write_unplaced(book.create_sheet(UNPLACED), found.unplaced)
    book.move_sheet(DRAFT, 1 - len(book.sheetnames) + 1)
    book.save(path)


def _write(book: Workbook, found: Proposals) -> None:
    page: Worksheet = book.create_sheet(DRAFT)
    notes: list[Sequence[str]] = [
        (
            "keikaku draft が資料から読み取った案です。資料と見比べ、正しければ確認の列に「はい」を入れてください。",
        ),
        (
            CONFIRM,
            "",
            "全体を確かめたら左に「はい」と入れます。1件ずつ確かめるなら、下の表の確認の列に入れます。",
        ),
        (TOTALS, found.totals),
        *((DOCUMENT, name, digest) for name, digest in found.documents.items()),
        *((PICTURE, page_) for page_ in found.pictures),
        (),
        COLUMNS,
    ]
    for texts in [*notes, *map(_cells, found.proposals)]:
        page.append(list(texts))
    _style(page, len(notes))
    _offer_yes(page, len(notes))


def _style(page: Worksheet, head: int) -> None:
    """All cells as texts, the headings in row `head` marked, each proposal in the colour of how sure it is."""
    for number, row in enumerate(page.iter_rows(), start=1):
        for cell in row:
            cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=number > head)
    for cell in page[head]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFD9E2EC")
    for number in range(head + 1, page.max_row + 1):
        colour = _FILLS.get(str(page.cell(number, 6).value))
        if colour:
            page.cell(number, 6).fill = PatternFill("solid", fgColor=colour)
    for index, width in enumerate(_WIDTHS):
        page.column_dimensions["ABCDEFGH"[index]].width = width
    page.freeze_panes = f"A{head + 1}"
    page.auto_filter.ref = f"A{head}:H{page.max_row}"


def _offer_yes(page: Worksheet, head: int) -> None:
    """The one answer there is, to choose from where something is confirmed: the whole, and each row below `head`."""
    validation = DataValidation("list", formula1=f'"{YES}"', allow_blank=True)
    validation.add("B2")
    validation.add(f"H{head + 1}:H{max(head + 1, page.max_row)}")
    page.add_data_validation(validation)


def _cells(one: Proposal) -> Sequence[str]:
    table = TABLES[one.table]
    heading = next(words.heading(column) for column in table.columns if column.name == one.column)
    return (
        words.SHEETS[one.table],
        JOIN.join(one.key),
        heading,
        one.value,
        " ".join(one.places),
        SURENESS[one.sure],
        one.why,
        YES if one.confirmed else "",
    )


def _write_unplaced(page: Worksheet, unplaced: Iterable[Unplaced]) -> None:
    page.append(["資料", "場所", "内容", "理由"])
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFD9E2EC")
    for one in unplaced:
        page.append([one.document, one.place, one.text, one.why])
    for row in page.iter_rows(min_row=2):
        for cell in row:
            cell.data_type, cell.number_format = "s", "@"
    for letter, width in zip("ABCD", (24, 48, 60, 32), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "A2"


def find(sheets: Sheets) -> Proposals | None:
    """The proposals among the sheets of a workbook; None where it is no draft.

    Raises TableError naming every row of the sheet that is not as it was written.
    """
    if DRAFT not in sheets:
        return None
    texts = ((row.number, list(map(_text, row.cells))) for row in sheets[DRAFT].rows)
    rows = {number: row for number, row in texts if any(row)}
    start = next((number for number, row in rows.items() if row[0] == COLUMNS[0]), None)
    if start is None:
        remedy = "keikaku draft が書いたシートを、そのまま残してください。"
        raise TableError(Problem(at(DRAFT), "見出しの行がありません。", remedy))
    heads: dict[str, list[list[str]]] = {}
    for number, row in rows.items():
        if number < start:
            heads.setdefault(row[0], []).append([*row, "", "", ""])
    whole = bool(heads.get(CONFIRM)) and heads[CONFIRM][0][1] == YES
    problems: list[Problem] = []
    below = {number: row for number, row in rows.items() if number > start}
    proposals = tuple(_proposals(below, whole, problems))
    if problems:
        raise TableError(problems)
    documents = {row[1]: row[2] for row in heads.get(DOCUMENT, ())}
    pictures = tuple(row[1] for row in heads.get(PICTURE, ()))
    return Proposals(documents, heads.get(TOTALS, [["", ""]])[0][1], pictures, proposals)


def _text(cell: Cell) -> str:
    """What a cell says; of one that is no text whatever shows that it is none."""
    if cell.fault and not cell.text:
        return cell.fault[0]
    return str(cell.day or cell.text).strip() if cell.truth is None else str(cell.truth)


def _proposals(rows: Mapping[int, Sequence[str]], whole: bool, problems: list[Problem]) -> Iterable[Proposal]:
    tables = {sheet: name for name, sheet in words.SHEETS.items()}
    sureness = {word: code for code, word in SURENESS.items()}
    for number, row in rows.items():
        sheet, key, heading, value, places, sure, why, said = [*row, *[""] * len(COLUMNS)][: len(COLUMNS)]
        table = TABLES.get(tables.get(sheet, ""))
        column = next((c.name for c in table.columns if words.heading(c) == heading), "") if table else ""
        if table is None or not column or sure not in sureness or said not in ("", YES):
            what = f"「{sheet}」の「{heading}」、確かさ「{sure}」、確認「{said}」は読めません。"
            remedy = f"確認の列だけに「{YES}」を入れてください。"
            problems.append(Problem(at(DRAFT, number), what, remedy))
            continue
        confirmed = whole or said == YES
        yield Proposal(
            table.name,
            tuple(key.split(JOIN)),
            column,
            value,
            tuple(places.split()),
            sureness[sure],
            why,
            confirmed,
            number,
        )


def unconfirmed(found: Proposals) -> Iterator[Problem]:
    """What is in the way of taking a draft in: proposals that no person has confirmed."""
    waiting = [one for one in found.proposals if not one.confirmed]
    if waiting:
        unsure = sum(one.sure != "high" for one in waiting)
        counted = f"{len(found.proposals):,}件の案のうち{len(waiting):,}件がまだ確認されていません"
        what = f"{counted}（確かさが中か低: {unsure:,}件）。"
        remedy = f"資料と見比べて確認の列か{CONFIRM}（B2）に「{YES}」を入れるか、--confirm を付けてください。"
        yield Problem(at(DRAFT), what, remedy)
