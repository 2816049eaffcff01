"""The sheet 自治体: who publishes, and which document the figures were taken from."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from pipeline.model.errors import Problem
from pipeline.model.files.publisher import is_code
from pipeline.model.licences import LICENCES
from pipeline.tables.drafted import Original
from pipeline.tables.schema import FLAG, MONTH, TEXT, YEAR, Column
from pipeline.workbook import words
from pipeline.workbook.forms import inputs
from pipeline.workbook.sheets import Sheet, Sheets, at

HEADING, VALUE = "項目", "値"


@dataclass(frozen=True)
class About:
    """The municipality and the document of one edition; "" is not known."""

    code: str
    edition: str
    name: str
    name_en: str
    kana: str
    prefecture: str
    prefecture_en: str
    homepage: str
    contact: str
    contact_en: str
    contact_page: str
    licence: str
    licence_confirmed: str
    document: str
    document_publisher: str
    document_issued: str
    document_kind: str


@dataclass(frozen=True)
class Field:
    """One row of the sheet: its heading, the type of its value, a note for the person."""

    heading: str
    note: str
    type: str = TEXT
    required: bool = True


FIELDS: Mapping[str, Field] = {
    "code": Field("団体コード", "総務省の6桁。最後の1桁は検査数字"),
    "edition": Field("版の年", "令和8年度版は2026。実績の公表だけなら、その実績の年度", YEAR),
    "name": Field("名称", "西東京市"),
    "name_en": Field("名称(英語)", "Nishitokyo City"),
    "kana": Field("名称(カナ)", "ニシトウキョウシ"),
    "prefecture": Field("都道府県", "東京都"),
    "prefecture_en": Field("都道府県(英語)", "Tokyo"),
    "homepage": Field("ホームページ", "https:// で始まる"),
    "contact": Field("問い合わせ先", "課の名前"),
    "contact_en": Field("問い合わせ先(英語)", "Planning Policy Division"),
    "contact_page": Field("問い合わせのページ", "https:// で始まる"),
    "licence": Field("ライセンス", "、".join(LICENCES)),
    "licence_confirmed": Field("ライセンスの決定", "自治体が決めたら「はい」", FLAG),
    "document": Field("資料の名称", "値を写した冊子、広報、ページ"),
    "document_publisher": Field("資料の発行者", "課の名前"),
    "document_issued": Field("資料の発行年月", "2026-03。不明なら空欄", MONTH, required=False),
    "document_kind": Field("資料の写し方", "冊子から手で入力した など"),
}


def read(sheets: Sheets) -> tuple[About | None, list[Problem]]:
    """What the sheet says, or every problem in it."""
    sheet = sheets.get(words.ABOUT)
    if sheet is None or not sheet.rows:
        remedy = "ひな形から写してください。"
        return None, [Problem(at(words.ABOUT), "シートがないか、空です。", remedy)]
    values, problems = _values(sheet)
    for name, field in FIELDS.items():
        if name not in values:
            what = f"項目「{field.heading}」がありません。"
            problems.append(Problem(at(sheet.name), what, "ひな形から行を写してください。"))
    if problems:
        return None, problems
    return About(**values), []


def _values(sheet: Sheet) -> tuple[dict[str, str], list[Problem]]:
    named = {field.heading: name for name, field in FIELDS.items()}
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for row in sheet.rows:
        name = named.get(row.cell(0).text.strip())
        if name is None:
            continue
        column = Column(name, FIELDS[name].type, FIELDS[name].required)
        found, fault = inputs.value(row.cell(1), column)
        fault = fault or _fault(name, found)
        if fault:
            where = at(sheet.name, row.number, FIELDS[name].heading, 1)
            problems.append(Problem(where, *fault))
        values[name] = found
    return values, problems


def _fault(name: str, value: str) -> tuple[str, str] | None:
    if not value:
        return ("空欄です。", "記入してください。") if FIELDS[name].required else None
    if name == "code" and not is_code(value):
        remedy = "検査数字を含む6桁を、書式「文字列」で入れてください。西東京市は132292です。"
        return f"「{value}」は団体コードではありません。", remedy
    if name == "licence" and value not in LICENCES:
        return f"「{value}」は知らないライセンスです。", f"{'、'.join(LICENCES)}のどれかを書いてください。"
    if name in ("homepage", "contact_page") and not re.fullmatch(r"https?://[^\s<>\"]+", value):
        return f"「{value}」はURLではありません。", "https:// から書いてください。"
    return None


def rows(about: About) -> list[tuple[str, str, str]]:
    """The rows of the sheet: heading, value, note."""
    values = {one.name: str(getattr(about, one.name)) for one in fields(about)}
    values["licence_confirmed"] = words.CODES.get(values["licence_confirmed"], "")
    return [(field.heading, values[name], field.note) for name, field in FIELDS.items()]


def publisher_toml(about: About) -> str:
    """The text of `publisher.toml`, as `pipeline.model.files.publisher` reads it."""
    return f"""[municipality]
code = {_quoted(about.code)}
name = {_pair(about.name, about.name_en)}
kana = {_quoted(about.kana)}
prefecture = {_pair(about.prefecture, about.prefecture_en)}
area = {_quoted("C" + about.code[:5])}
homepage = {_quoted(about.homepage)}

[contact]
name = {_pair(about.contact, about.contact_en)}
page = {_quoted(about.contact_page)}

[licence]
id = {_quoted(about.licence)}
confirmed = {about.licence_confirmed}
"""


def source_toml(
    about: About, file: str, sha256: str, originals: Iterable[Original] = (), read: str = ""
) -> str:
    """The text of `source.toml`: what the figures were taken from, the text that keeps them, and the documents kept.

    `read` is the day on which it was first read, which a workbook that replaces it does not know.
    """
    issued = f"issued = {_quoted(about.document_issued)}\n" if about.document_issued else ""
    if read:
        issued += f"read = {_quoted(read)}\n"
    return f"""file = {_quoted(file)}
sha256 = {_quoted(sha256)}
layout = "workbook"
title = {_quoted(about.document)}
publisher = {_quoted(about.document_publisher)}
{issued}kind = {_quoted(about.document_kind)}
""" + "".join(
        f"""
[[documents]]
file = {_quoted(one.file)}
name = {_quoted(one.name)}
sha256 = {_quoted(one.sha256)}
"""
        for one in originals
    )


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's, but for DEL, which TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _pair(ja: str, en: str) -> str:
    return f"{{ ja = {_quoted(ja)}, en = {_quoted(en)} }}"
