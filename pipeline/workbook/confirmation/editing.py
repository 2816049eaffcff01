"""Changes cells of an Excel file and nothing else: every other part of it stays byte for byte as it was.

openpyxl would write the whole book anew and lose what it does not know (drop-downs of another sheet that Excel saved,
charts, settings of a printer); here only the XML of the sheets that change is written.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from pipeline.formats.archives import refuse
from pipeline.model.errors import Problem, TableError
from pipeline.model.files import whole_files

Element = Any
"""An element of lxml, which has no types."""
Addresses = Mapping[str, Mapping[str, str]]
"""Sheet → address of a cell → the text that is to stand in it."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SAVE = "Save the workbook as .xlsx with Excel or LibreOffice, and try again."


def change(path: Path, texts: Addresses) -> None:
    """Puts texts into cells of an .xlsx file, at once and whole; a cell that was not there is made, its format kept.

    Raises TableError where the file is no such workbook or open elsewhere, has no such sheet, or a cell holds a
    formula; DocumentError where it is broken or a bomb.
    """
    _refuse_open(path)
    refuse(path, _SAVE)
    with zipfile.ZipFile(path) as book:
        parts = _parts(book)
        missing = [name for name in texts if name not in parts]
        if missing:
            raise TableError([Problem(f"シート「{name}」", "がありません。", _SAVE) for name in missing])
        changed = {parts[name]: _sheet(book.read(parts[name]), name, cells) for name, cells in texts.items()}
        content = _packed(book, changed)
    whole_files.replace({path: content})


def _refuse_open(path: Path) -> None:
    """Excel and LibreOffice leave a file beside the one they have open, and would overwrite what is written here."""
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        if path.with_name(name).exists():
            what = "はほかのプログラムで開かれています。"
            raise TableError(Problem(str(path), what, "閉じてから、もう一度してください。"))


def _packed(book: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """The archive with some parts changed, its parts in the order they had."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for member in book.infolist():
            written.writestr(member, changed.get(member.filename) or book.read(member))
    return content.getvalue()


def _parse(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise TableError(Problem("the workbook", f"is broken ({error}).", _SAVE)) from error


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet, by the sheet's name."""
    try:
        relations, names = _parse(book.read(_RELATIONS)), _parse(book.read(_BOOK))
    except KeyError as error:
        raise TableError(Problem("the workbook", "is no Excel file.", _SAVE)) from error
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    return {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets[sheet.get(_RELATION)])
        ).lstrip("/")
        for sheet in names.iter(f"{_MAIN}sheet")
        if sheet.get(_RELATION) in targets
    }


def _sheet(content: bytes, name: str, texts: Mapping[str, str]) -> bytes:
    root = _parse(content)
    data = root.find(f"{_MAIN}sheetData")
    if data is None:
        raise TableError(Problem(f"シート「{name}」", "に表がありません。", _SAVE))
    for address, text in texts.items():
        cell = _cell(_row(data, address.lstrip(ascii_uppercase)), address)
        if cell.find(f"{_MAIN}f") is not None:
            remedy = "Excelで値に直してください。"
            raise TableError(Problem(f"シート「{name}」、セル{address}", "は数式です。", remedy))
        _put(cell, _NOT_IN_XML.sub("", text))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _column(address: str) -> int:
    """The column of an address, from 1: A, B … Z, AA sort by it."""
    column = 0
    for letter in address.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _row(data: Element, number: str) -> Element:
    return _found_or_made(data, "row", number, int)


def _cell(row: Element, address: str) -> Element:
    return _found_or_made(row, "c", address, _column)


def _found_or_made(parent: Element, tag: str, name: str, place: Callable[[str], int]) -> Element:
    """The child of a name, made in its place among the others where there is none."""
    for index, child in enumerate(parent):
        found = place(child.get("r") or "0")
        if found == place(name):
            return child
        if found > place(name):
            made = etree.Element(f"{_MAIN}{tag}", r=name)
            parent.insert(index, made)
            return made
    return etree.SubElement(parent, f"{_MAIN}{tag}", r=name)


def _put(cell: Element, text: str) -> None:
    """Makes a text the content of a cell, whose format stays."""
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    written = etree.SubElement(etree.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t")
    written.text = text
    written.set(_SPACE, "preserve")
