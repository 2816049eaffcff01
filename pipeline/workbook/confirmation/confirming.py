"""A person's word on the proposals of a drafted workbook: confirmed as they stand, or corrected first.

What a person changed on the other sheets with Excel meanwhile counts: a proposal's text is what stands there now.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from pipeline.model.errors import Problem, TableError
from pipeline.tables.drafted import JOIN
from pipeline.tables.schema import FLAG, TABLES, Column
from pipeline.tables.values import is_meant_as_text, parse
from pipeline.workbook import words
from pipeline.workbook.confirmation import editing, proposals
from pipeline.workbook.confirmation.proposals import COLUMNS, CONFIRM, DRAFT, YES, Proposal, Proposals
from pipeline.workbook.forms.entry import Entry, Form, periods
from pipeline.workbook.forms.long import read_form
from pipeline.workbook.reading import files
from pipeline.workbook.sheets import Sheets, letter

Changes = dict[str, dict[str, str]]
Key = tuple[str, ...]
"""The table of a row, and the parts of its key."""
_CONFIRMED, _VALUE, _WHICH = (letter(COLUMNS.index(name)) for name in (CONFIRM, "値", "どれ"))


@dataclass(frozen=True)
class Standing:
    """A proposal, and what stands for it on the sheet of its table now; without an entry where its row is gone."""

    proposal: Proposal
    entry: Entry | None

    @property
    def column(self) -> Column:
        return TABLES[self.proposal.table].column(self.proposal.column)

    @property
    def text(self) -> str:
        """Its text as the sheet shows it: of a code its words."""
        found = self.entry.record[self.proposal.column] if self.entry else self.proposal.value
        return words.CODES.get(found, found) if self.choices else found

    @property
    def choices(self) -> list[str]:
        """What may stand there, where not every text may."""
        codes = ("true", "false") if self.column.type == FLAG else self.column.codes
        return [words.CODES[code] for code in codes]


@dataclass(frozen=True)
class Reviewed:
    """A drafted workbook as it stands: its proposals, each with what stands for it, and the forms of its tables."""

    path: Path
    found: Proposals
    forms: Mapping[str, Form]
    standing: tuple[Standing, ...]

    def confirm(self, chosen: Iterable[Standing]) -> None:
        """Marks proposals as confirmed, in the file at once. Raises TableError as `editing.change` does."""
        cells = {f"{_CONFIRMED}{one.proposal.row}": YES for one in chosen if not one.proposal.confirmed}
        if cells:
            editing.change(self.path, {DRAFT: cells})

    def withdraw(self, one: Standing) -> None:
        """Takes a person's word on one proposal back."""
        editing.change(self.path, {DRAFT: {f"{_CONFIRMED}{one.proposal.row}": ""}})

    def correct(self, one: Standing, text: str) -> None:
        """Puts another text in the place of a proposal's, and confirms it, in the file at once.

        Raises TableError where its row is no longer there, or the text is none that its column takes.
        """
        entry = one.entry
        if entry is None:
            what = f"「{words.SHEETS[one.proposal.table]}」に、この案の行がありません。"
            raise TableError(Problem(f"シート「{DRAFT}」、{one.proposal.row}行目", what, _KEPT))
        if one.choices and text not in one.choices:
            raise TableError(Problem(entry.where(one.column.name), f"「{text}」は選択肢にありません。", ""))
        row = one.proposal.row
        changes: Changes = defaultdict(dict)
        changes[DRAFT] |= {f"{_VALUE}{row}": text, f"{_CONFIRMED}{row}": YES}
        changes[entry.sheet][_address(entry, one.column.name)] = text
        if one.column.name == "raw_text":
            changes[entry.sheet][_address(entry, "status")] = self._status(entry, text)
        if one.column.name == "unit":
            changes[DRAFT][f"{_WHICH}{row}"] = JOIN.join((*one.proposal.key[:-1], text))
            self._name_unit(entry, text, changes)
        editing.change(self.path, changes)

    def _status(self, entry: Entry, text: str) -> str:
        """The status that a printed value must name, as a draft does: that it is a text, where digits stand in it."""
        of = _indicator(entry, self.forms["indicators"].entries)
        year = int(entry.record["fiscal_year"] or 0)
        read = parse(
            text,
            fiscal_year=year,
            breakdown=of.record["breakdown_named"] if of else "",
            covers=periods(self.forms["plans"]).get(entry.record["plan"]),
        )
        return words.CODES[read.status] if is_meant_as_text(text, read) else ""

    def _name_unit(self, entry: Entry, text: str, changes: Changes) -> None:
        """Names a department on its own sheet too: in the place of the one before, if nothing else is its."""
        known = {one.record["unit"]: one for one in self.forms["units"].entries}
        before = entry.record["unit"]
        if text in known or not known:
            return
        sharing = [one for one in self.forms["responsibilities"].entries if one.record["unit"] == before]
        if before in known and len(sharing) == 1:
            changes[known[before].sheet][_address(known[before], "unit")] = text
            return
        last = max(known.values(), key=lambda one: one.row)
        column = _address(last, "unit").rstrip("0123456789")
        changes[last.sheet][f"{column}{last.row + 1}"] = text


_KEPT = "シートの行を消したときは、下書きの行も消してください。"


def _address(entry: Entry, column: str) -> str:
    """The cell that a value of an entry stands in. Raises TableError where the sheet has no such column."""
    heading = entry.headings.get(column)
    if heading is None or heading.index is None:
        raise TableError(
            Problem(entry.where(column), "の列がありません。", "ひな形の見出しを書いてください。")
        )
    return f"{letter(heading.index)}{entry.row}"


def _indicator(entry: Entry, indicators: Sequence[Entry]) -> Entry | None:
    key = [entry.record[name] for name in TABLES["indicators"].key]
    return next(
        (one for one in indicators if [one.record[name] for name in TABLES["indicators"].key] == key), None
    )


def read(path: Path) -> Reviewed:
    """A drafted workbook. Raises TableError where there is none, or its sheet of proposals is not as it was written."""
    remedy = "keikaku draft が書いた .xlsx を指定してください。"
    if not path.is_file():
        raise TableError(Problem(str(path), "というファイルがありません。", remedy))
    sheets = files.read(path, words.SHEETS.values())
    found = proposals.find(sheets)
    if found is None:
        raise TableError(Problem(str(path), "は keikaku draft が書いた帳票ではありません。", remedy))
    forms = entered(sheets)
    return Reviewed(path, found, forms, tuple(standing(found, forms)))


def standing(found: Proposals, forms: Mapping[str, Form]) -> Iterator[Standing]:
    """Each proposal with the row that stands for it: the one of its key, else the one that was renamed.

    A person may correct on the sheet what names a row, such as a department. Where as many rows of one parent are no
    proposal's as proposals have no row, they are the same in the order of both.
    """
    entries = {
        (name, *(entry.record[column] for column in TABLES[name].key)): entry
        for name, form in forms.items()
        for entry in form.entries
    }
    keys = {(one.table, *one.key): None for one in found.proposals}
    renamed = dict(
        _renamed([key for key in keys if key not in entries], [key for key in entries if key not in keys])
    )
    for one in found.proposals:
        key = (one.table, *one.key)
        yield Standing(one, entries.get(renamed.get(key, key)))


def _renamed(missing: Sequence[Key], free: Sequence[Key]) -> Iterator[tuple[Key, Key]]:
    """Keys of proposals without a row, each with the key that its row has now."""
    rows = defaultdict(list)
    for key in free:
        rows[key[:-1]].append(key)
    before = defaultdict(list)
    for key in missing:
        before[key[:-1]].append(key)
    for parent, keys in before.items():
        if len(keys) == len(rows[parent]):
            yield from zip(keys, rows[parent], strict=True)


def kept(found: Proposals, forms: Mapping[str, Form], files: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The rows of `source/proposals.csv`: each value as it stands now, with where it was read and how sure that was.

    `files` are the files that documents are kept as, by name; a place in another document names it as the city does.
    A proposal whose row a person took out is no value of the edition.
    """
    for one in standing(found, forms):
        if one.entry is not None:
            record, table = one.entry.record, TABLES[one.proposal.table]
            yield {
                "table": table.name,
                "key": JOIN.join(record[column] for column in table.key),
                "column": one.proposal.column,
                "value": record[one.proposal.column],
                "places": " ".join(_renamed_place(place, files) for place in one.proposal.places),
                "sureness": one.proposal.sure,
            }


def _renamed_place(place: str, files: Mapping[str, str]) -> str:
    name, _, fragment = place.partition("#")
    return f"{files.get(unquote(name), name)}#{fragment}"


def entered(sheets: Sheets) -> dict[str, Form]:
    """The rows of each table, as a person entered them."""
    return {name: read_form(table, sheets.get(words.SHEETS[name])) for name, table in TABLES.items()}
