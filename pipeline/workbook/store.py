"""Takes a workbook into the data folder: every problem is named and nothing is written, or all of it is."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pipeline.documents.coverage import Coverage, Entry
from pipeline.model.errors import Problem, TableError
from pipeline.model.files import toml_file, whole_files
from pipeline.model.files.data_folder import DataFolder
from pipeline.tables import csv_files, drafted
from pipeline.tables.drafted import Original
from pipeline.workbook import about as about_sheet
from pipeline.workbook import accounting, words
from pipeline.workbook.about import About
from pipeline.workbook.confirmation import confirming, proposals
from pipeline.workbook.confirmation.proposals import Proposals
from pipeline.workbook.forms import tables as forms
from pipeline.workbook.forms import warnings
from pipeline.workbook.reading import files, kept_text
from pipeline.workbook.sheets import Sheets, at

LAYOUT = "workbook"


@dataclass(frozen=True)
class Filled:
    """A workbook without problems: who and what, its tables, and the text kept of it ("" if a document is).

    `remarks` are what a person should know of how it was read, such as hidden rows, and what is to be compared with
    the document; `beside` are files to be kept beside the text, by name; `originals` the documents that it was
    drafted from, and where each is; `ledger` says what became of every cell of the text.
    """

    about: About
    tables: dict[str, pd.DataFrame]
    text: str
    remarks: tuple[str, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[Original, Path] = field(default_factory=dict)
    ledger: tuple[Entry, ...] = ()

    @property
    def coverage(self) -> Coverage:
        """The ledger, beside the filled cells counted in the text that is kept and not in the ledger."""
        return Coverage(self.ledger, kept_text.filled(self.text))


def read(path: Path, confirm: bool = False) -> Filled:
    """A workbook (.xlsx), a folder of CSV files, or the text that an edition keeps of either, checked.

    What `keikaku draft` proposed must be confirmed on its sheet, or by `confirm`; where each value was read is kept
    beside the text. Raises TableError with every problem, each naming sheet, row and column.
    """
    whole = _sheets(path)
    found = proposals.find(whole)
    sheets = forms.entries(_in_order(whole))
    text, lines = kept_text.render(sheets)
    about, problems = about_sheet.read(sheets)
    reading = forms.read(sheets, lines)
    problems = [*problems, *reading.problems]
    if found and not confirm:
        problems = [*problems, *proposals.unconfirmed(found)]
    ledger, unplaced = accounting.account(sheets, accounting.frames(sheets), reading.forms, lines)
    problems = problems or unplaced
    if problems or about is None:
        raise TableError(problems)
    originals, missing = _originals(found, path.parent, about) if found and about else ({}, ())
    files = {one.name: one.file for one in originals}
    kept = confirming.kept(found, confirming.entered(sheets), files) if found else ()
    beside = {drafted.NAME: drafted.text(kept)} if found else {}
    remarks = (
        *missing,
        *(f"{at(one.name)}: {said}" for one in sheets.values() for said in one.remarks),
        *warnings.find(reading.tables),
        *reading.doubtful,
    )
    text = text if reading.own_lines else ""
    return Filled(about, reading.tables, text, remarks, beside, originals, ledger)


def _originals(found: Proposals, folder: Path, about: About) -> tuple[dict[Original, Path], tuple[str, ...]]:
    """The documents of a draft that lie beside its workbook as they were then, and a remark for each that does not."""
    kept: dict[Original, Path] = {}
    missing = []
    for name, digest in found.documents.items():
        path = folder / Path(name).name
        if not name.endswith(drafted.KEPT):
            continue
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            further = f"-{len(kept) + 1}" if kept else ""
            kept[Original(f"{about.code}-{about.edition}{further}{path.suffix.lower()}", name, digest)] = path
        else:
            missing.append(f"{path}: 下書きを作ったときの資料がないので、資料の頁は公開されません。")
    return kept, tuple(missing)


def _sheets(path: Path) -> Sheets:
    if path.suffix.lower() in (".csv", ".tsv") and path.is_file():
        remedy = f"{path.parent} のように、CSVファイルの入ったフォルダを指定してください。"
        raise TableError(Problem(str(path), "CSVファイル1つでは足りません。", remedy))
    return files.read(path, {words.ABOUT, *words.SHEETS.values(), words.WIDE})


def _in_order(sheets: Sheets) -> Sheets:
    """The sheets in the order of the template, whatever order they were saved in, without those of a draft."""
    names = [words.ABOUT, *words.SHEETS.values(), words.WIDE]
    known = {name: sheets[name] for name in names if name in sheets}
    apart = {*known, proposals.DRAFT, proposals.UNPLACED}
    return {**known, **{name: sheet for name, sheet in sheets.items() if name not in apart}}


def write(filled: Filled, data: DataFolder, replace: bool = False) -> Path:
    """Writes a workbook's edition (tables/, source/) and, where it is missing, the city's publisher.toml.

    The edition's folder is made aside and put in place at once; a folder that is replaced keeps what else it
    holds. Raises TableError when the edition exists and is not to be replaced, or was read from a document.
    """
    about = filled.about
    edition = data.edition(about.code, about.edition)
    _recover(edition)
    _refuse(filled, edition, replace)
    aside = edition.with_name(f".{about.edition}.new")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        if edition.exists():
            shutil.copytree(edition, aside)
        csv_files.write(filled.tables, aside / "tables")
        if filled.text:
            _write_source(filled, aside / "source")
        publisher = data.publisher(about.code)
        if not publisher.exists():
            _replace(publisher, about_sheet.publisher_toml(about))
        _swap(aside, edition)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return edition


def _refuse(filled: Filled, edition: Path, replace: bool) -> None:
    where = str(edition)
    layout = _said(edition, "layout")
    if not filled.text and not layout:
        remedy = "「資料の行」をすべて空欄にするか、資料の本文を source/ に置いてください。"
        raise TableError(Problem(where, "「資料の行」が指す資料がありません。", remedy))
    if filled.text and layout not in ("", LAYOUT):
        remedy = "「資料の行」をすべて書くか、版の年を変えてください。"
        raise TableError(Problem(where, "資料から読み取られた版です。帳票では置き換えません。", remedy))
    if edition.exists() and not replace:
        raise TableError(Problem(where, "すでにあります。", "置き換えるなら --replace を付けてください。"))


def _said(edition: Path, key: str) -> str:
    """What the source.toml of an edition's folder says under a key; "" where it or the file is not there."""
    path = edition / "source" / "source.toml"
    return str(toml_file.read(path, "Describe the document in it.").get(key, "")) if path.exists() else ""


def _write_source(filled: Filled, source: Path) -> None:
    name = f"{filled.about.code}-{filled.about.edition}.txt"
    content = filled.text.encode("utf-8")
    source.mkdir(parents=True, exist_ok=True)
    for one in (*drafted.listed(source.parent), Original(drafted.NAME, "", "")):
        (source / one.file).unlink(missing_ok=True)  # of the workbook before
    (source / name).write_bytes(content)
    for one, path in filled.originals.items():
        shutil.copyfile(path, source / one.file)
    digest, read = hashlib.sha256(content).hexdigest(), _said(source.parent, "read")
    toml = about_sheet.source_toml(filled.about, name, digest, filled.originals, read)
    (source / "source.toml").write_text(toml, encoding="utf-8")
    for name, text in filled.beside.items():
        (source / name).write_text(text, encoding="utf-8")


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole_files.replace({path: text.encode()})


def _old(edition: Path) -> Path:
    return edition.with_name(f".{edition.name}.old")


def _recover(edition: Path) -> None:
    """Puts back an edition that was moved away by an import which ended before the new one was in place."""
    if not edition.exists() and _old(edition).exists():
        _old(edition).replace(edition)


def _swap(aside: Path, edition: Path) -> None:
    """Puts the folder made aside in place; the old one, moved away first, is removed last."""
    shutil.rmtree(_old(edition), ignore_errors=True)
    try:
        if edition.exists():
            edition.replace(_old(edition))
        aside.replace(edition)
    finally:
        _recover(edition)
    shutil.rmtree(_old(edition), ignore_errors=True)
