"""The layouts that cities use (one function each), filled with figures of 西東京市, 大船渡市, 甲府市 or made-up ones.

Each gives a `Case`: what is printed, and beside it what is true.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from tests.cases.documents.sheets import Case, Cell, Table, head, plain

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).resolve().parent
TABLES = ROOT / "data" / "132292" / "2026" / "tables"
YEARS = range(2024, 2029)
ERA = {year: f"令和{year - 2018}年度" for year in range(2019, 2032)}
Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a committed table of 西東京市."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def facts(name: str) -> list[Row]:
    """The rows of a table of facts beside this module; its README names the source."""
    with (HERE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _merged(cells: list[Cell]) -> Iterator[Cell]:
    for cell, same in groupby(cells):
        count = len(list(same))
        if len(cell.text) > 12 and count > 1:
            yield replace(cell, columns=count)
        else:
            yield from (cell for _ in range(count))


class Nishitokyo:
    """The sheets of 西東京市's booklet, laid out again from its committed tables."""

    def __init__(self) -> None:
        self.cells: dict[tuple[str, ...], str] = {}
        self.lost: set[tuple[str, ...]] = set()
        """Cells that the transcript lost: it is not known what they say, so that they show a smudge."""
        for row in table("cells"):
            key = (row["level"], row["element"], row["indicator"], row["kind"], row["fiscal_year"])
            self.cells[key] = row["raw_text"]
            if row["status"] == "missing_in_source":
                self.lost.add(key)
        self.effects = {(row["level"], row["element"], row["indicator"]): row for row in table("effects")}
        self.elements = {
            (row["level"], row["element"]): row
            for row in table("elements")
            if row["level"] in ("item", "priority")
        }
        self.parents = {
            (row["level"], row["element"]): row for row in table("elements") if row["level"] not in ("item",)
        }
        self.indicators = self._by_element("indicators")
        self.activities = self._by_element("activities")
        self.schedule = self._by_element("schedule")
        self.texts = self._by_element("texts")
        self.units = self._by_element("responsibilities")

    def _by_element(self, name: str) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in table(name):
            found.setdefault((row["level"], row["element"]), []).append(row)
        return found

    def sheet(self, key: tuple[str, str], own_page: bool = True) -> Table:
        """One 個票; seven columns: number, label, kind, five years less one."""
        element = self.elements[key]
        item = key[0] == "item"
        units = "、".join(
            [row["unit"] for row in self.units.get(key, ())]
            + (["関係各課"] if element["involves_other_units"] == "true" else [])
        )
        effect = {"true": "○", "false": "—", "": "—"}[element["fiscal_effect"]]
        rows = [
            [
                Cell("項目番号" if item else "取組番号", heading=True),
                Cell(key[1]),
                Cell("担当課", heading=True),
                Cell(units, columns=3),
                Cell("財政効果" if item else "行革AP", heading=True),
                Cell(effect),
            ],
            [Cell("実施項目" if item else "重点取組", heading=True), Cell(element["title"], columns=7)],
            [Cell("目的", heading=True), Cell(element["purpose"], columns=7)],
            [Cell("取組概要", heading=True), Cell(self._texts(key, "description", "○"), columns=7)],
            *self._activities(key),
            *self._figures(key),
            [Cell("これまでの取組", heading=True), Cell(self._texts(key, "progress", "・"), columns=7)],
            [Cell("参考", heading=True), Cell(self._texts(key, "comment", ""), columns=7)],
        ]
        return Table(
            rows,
            self._above(element) if item else "",
            own_page=own_page,
            name=f"{'' if item else '重'}{key[1]}",
        )

    def _above(self, element: Row) -> str:
        measure = self.parents[element["parent_level"], element["parent"]]
        policy = self.parents[measure["parent_level"], measure["parent"]]
        number = "ⅠⅡⅢ"[int(policy["element"]) - 1]
        return f"基本方針{number} {policy['title']}\n推進項目{measure['element'].split('-')[1]} {measure['title']}"

    def _texts(self, key: tuple[str, str], kind: str, mark: str) -> str:
        found = [row for row in self.texts.get(key, ()) if row["kind"] == kind]
        lines = []
        for year, rows in groupby(found, lambda row: row["fiscal_year"]):
            lines += [f"<{ERA[int(year)]}>"] if year and kind == "progress" else []
            lines += [re.sub(r"^[○・]?", mark, row["text"]) for row in rows]
        return "\n".join(lines)

    def _activities(self, key: tuple[str, str]) -> Iterator[list[Cell]]:
        found = self.activities.get(key, [])
        if not found:
            return
        yield [Cell("実施内容", 3, 2, heading=True), Cell("実施時期", columns=5, heading=True)]
        yield head(*(ERA[year] for year in YEARS))
        for row in found:
            entries = [
                one
                for one in self.schedule.get(key, ())
                if one["activity"] == row["activity"] and one["row"] == "1"
            ]
            starts = {int(one["start_year"]): one["text"] for one in entries}
            cells, year = [], YEARS[0]
            while year < 2029:
                end = min((start for start in starts if start > year), default=2029)
                cells.append(Cell(starts.get(year, ""), columns=end - year))
                year = end
            yield [Cell(row["activity"]), Cell(row["title"], columns=2), *cells]

    def _figures(self, key: tuple[str, str]) -> Iterator[list[Cell]]:
        found = self.indicators.get(key, [])
        if found:
            yield [Cell("評価指標", columns=3, heading=True), *head(*(ERA[year] for year in YEARS))]
        for row in found:
            effect = self.effects.get((*key, row["indicator"]))
            label = row["label"] or "—"
            label += f"\n({row['breakdown_named']})" if row["breakdown_named"] else ""
            label += f"\n{row['definition']}" if row["definition"] else ""
            target, actual = (
                [self._cell((*key, row["indicator"], kind, str(year))) for year in YEARS]
                for kind in ("target", "actual")
            )
            yield [
                Cell(row["indicator"], rows=3 if effect else 2),
                Cell(label, rows=2),
                Cell("目標数値", heading=True),
                *_merged(target),
            ]
            yield [Cell("実績数値", heading=True), *_merged(actual)]
            if effect:
                yield [Cell("効果額", columns=2, heading=True), Cell(effect["raw_text"], columns=5)]
        basis = next((r["basis"] for k, r in self.effects.items() if k[:2] == key and r["basis"]), "")
        if basis:
            yield [Cell("効果額の捉え方", columns=3, heading=True), Cell(basis, columns=5)]

    def _cell(self, key: tuple[str, ...]) -> Cell:
        return Cell(self.cells.get(key, ""), smudged=key in self.lost)

    def truth(self, key: tuple[str, str]) -> Iterator[tuple[str, str, str, int, str, str]]:
        """The figures of a sheet."""
        title = self.elements[key]["title"]
        for row in self.indicators.get(key, ()):
            for kind in ("target", "actual"):
                for year in YEARS:
                    text = self.cells.get((*key, row["indicator"], kind, str(year)))
                    if text is not None:
                        yield title, row["label"], kind, year, text, ""

    def effect_truth(self, key: tuple[str, str]) -> Iterator[tuple[str, str, int, str, str]]:
        for row in self.indicators.get(key, ()):
            effect = self.effects.get((*key, row["indicator"]))
            if effect:
                yield self.elements[key]["title"], "effect", 2024, effect["raw_text"], ""

    def schedule_truth(self, key: tuple[str, str]) -> Iterator[tuple[str, str, int, int, str]]:
        titles = {row["activity"]: row["title"] for row in self.activities.get(key, ())}
        for row in self.schedule.get(key, ()):
            if row["row"] == "1" and row["text"]:
                later = [
                    int(other["start_year"])
                    for other in self.schedule[key]
                    if other["activity"] == row["activity"] and other["row"] == "1"
                ]
                start = int(row["start_year"])
                end = min((one for one in later if one > start), default=2029) - 1
                yield (
                    self.elements[key]["title"],
                    titles[row["activity"]],
                    start,
                    end if end > start else 0,
                    row["text"],
                )

    def case(self, name: str, keys: list[tuple[str, str]], *formats: str, own_page: bool = True) -> Case:
        return Case(
            name,
            "第5次行財政改革大綱アクションプラン(令和8年度版)",
            [self.sheet(key, own_page) for key in keys],
            [one for key in keys for one in self.truth(key)],
            [one for key in keys for one in self.effect_truth(key)],
            [one for key in keys for one in self.schedule_truth(key)],
            formats,
        )


def kohyo() -> Case:
    """1. 個票: one sheet an item."""
    keys = [("item", number) for number in ("3", "7", "12", "25", "30")]
    return Nishitokyo().case("kohyo", keys, "chromium.pdf", "xlsx", "docx")


def flowing() -> Case:
    """1, split: sheets follow each other without a break, rows and headings run over pages."""
    keys = [("priority", number) for number in ("1", "2", "6", "7")]
    return Nishitokyo().case("flowing", keys, "libreoffice.pdf", own_page=False)


def booklet() -> Case:
    """All 36 + 25 sheets as a booklet."""
    sheets = Nishitokyo()
    return sheets.case("booklet", list(sheets.elements), "chromium.pdf")


def listing() -> Case:
    """2. 一覧表: one row an item; baseline, forecast, a year's actual values, the target of five years."""
    rows = [
        ("1", "窓口改革", "市民課", "窓口の待ち時間", "分", "12.5", "10.0", "11.2", "9.8", "8"),
        ("", "", "", "書かない窓口の利用率", "%", "—", "35.0", "21.4", "33.2", "60"),
        ("2", "歳入確保", "納税課", "市税の収納率", "%", "97.8", "98.2", "98.0", "98.1", "98.5"),
        ("3", "広告事業", "管財課", "広告収入額", "千円", "1,250", "1,600", "1,480", "1,555", "2,000以上"),
    ]
    printed = [
        head(
            "番号", "取組", "担当課", "指標", "単位", "基準値\n(令和4年度)", "令和7年度\n見込\n(9月30日現在)"
        )
    ]
    printed[0] += [Cell("実績", columns=2, heading=True), Cell("令和10年度\n目標", rows=2, heading=True)]
    printed[0] = [Cell(c.text, c.columns, 1 if c.text == "実績" else 2, heading=True) for c in printed[0]]
    printed.append(head("令和5年度", "令和6年度"))
    figures = []
    current = ""
    for row in rows:
        current = row[1] or current
        span = 2 if row[0] == "1" else 1
        left = [Cell(text, rows=span) for text in row[:3]] if row[0] else []
        printed.append([*left, *plain(*row[3:])])
        kinds = (("baseline", 2022), ("forecast", 2025), ("actual", 2023), ("actual", 2024), ("target", 2028))
        figures += [
            (current, row[3], kind, year, text, row[4])
            for (kind, year), text in zip(kinds, row[5:], strict=True)
        ]
    return Case(
        "listing",
        "行政改革推進計画 進捗状況一覧",
        [Table(printed)],
        figures,
        formats=("libreoffice.pdf", "xlsx"),
        paper="A4 landscape",
    )


def kpi() -> Case:
    """3. KPI 表 without any ruling: present value, target, actual, rate, direction."""
    rows = [
        ("観光入込客数", "31万人", "40万人", "35万人", "87.5%", "アップ"),
        ("ごみの排出量", "820g/人・日", "760g/人・日", "771g/人・日", "98.6%", "ダウン"),
        ("健診の受診率", "38.2%", "60.0%", "41.7%", "69.5%", "↑"),
        ("空き家バンクの登録件数", "4件", "20件", "23件", "115.0%", "↑"),
    ]
    printed = [head("指標", "現状値(H23年度)", "目標値(H27年度)", "実績値(H26年度)", "達成率", "方向")]
    printed += [plain(*row) for row in rows]
    figures = [
        ("総合計画後期基本計画", row[0], kind, year, text, "")
        for row in rows
        for kind, year, text in zip(
            ("baseline", "target", "actual"), (2011, 2015, 2014), row[1:4], strict=True
        )
    ]
    style = "td, th { border: none; background: none; padding: 2mm 4mm } "
    return Case(
        "kpi",
        "総合計画後期基本計画",
        [Table(printed)],
        figures,
        formats=("chromium.pdf", "html"),
        style=style,
    )
