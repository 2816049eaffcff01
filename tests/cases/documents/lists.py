"""Layouts that put many items into one table; see `layouts`."""

from itertools import groupby

from tests.cases.documents.layouts import ERA, facts
from tests.cases.documents.sheets import Case, Cell, Table, head, plain

Figures = list[tuple[str, str, str, int, str, str]]


def wide() -> Case:
    """4. 事務事業評価: a row a project, blocks of columns for each kind of indicator, year headings in a merged row."""
    years = range(2020, 2026)
    kinds = ("活動指標", "対象指標", "成果指標")
    fixed = ("番号", "事務事業名", "部課名")
    top = [Cell(fixed[0], 2, 2, heading=True), *(Cell(text, 1, 3, heading=True) for text in fixed[1:])]
    middle: list[Cell] = []
    low = head("十の位", "一の位")
    for kind in kinds:
        top.append(Cell(kind, 8, heading=True))
        middle += [Cell("指標名", 1, 2, heading=True), Cell("単位", 1, 2, heading=True)]
        middle += [Cell("実績", 5, heading=True), Cell("計画", heading=True)]
        low += head(*(ERA[year] for year in years))
    rows, figures = [top, middle, low], Figures()
    for number, (name, group) in enumerate(groupby(facts("ofunato"), lambda row: row["事務事業名"]), start=1):
        found = list(group)
        line = plain(str(number // 10), str(number % 10), name, found[0]["部課名"])
        for kind in kinds:
            one = next(row for row in found if row["指標の区分"] == kind)
            texts = [one[ERA[year]] for year in years]
            line += plain(one["指標"], one["単位"], *texts)
            figures += [
                (name, one["指標"], "target" if year == 2025 else "actual", year, text, one["単位"])
                for year, text in zip(years, texts, strict=True)
            ]
        rows.append(line)
    return Case("wide", "令和7年度 事務事業評価", [Table(rows)], figures, formats=("xlsx", "xls", "ods"))


def side() -> Case:
    """5. Target and actual side by side in each year, unit at the end of the indicator's name, grade and points."""
    years = range(2022, 2027)
    top = [
        Cell(text, 1, 2, heading=True)
        for text in ("事業番号", "事業名", "担当", "評価", "評点", "区分", "指標")
    ]
    top += [Cell(ERA[year], 2, heading=True) for year in years]
    rows, figures = [top, head(*["目標", "実績"] * 5)], Figures()
    for _, group in groupby(facts("kofu"), lambda row: row["事業番号"]):
        found = list(group)
        for index, row in enumerate(found):
            names = ("事業番号", "事業名", "担当", "評価", "評点")
            line = [Cell(row[name], 1, len(found)) for name in names] if index == 0 else []
            line += plain(row["指標の区分"], row["指標"])
            for year in years:
                texts = [row[f"{ERA[year]}{kind}"] for kind in ("目標", "実績")]
                line += plain(*texts)
                label, _, unit = row["指標"].partition("（")
                figures += [
                    (row["事業名"], label, kind, year, text, unit.rstrip("）"))
                    for kind, text in zip(("target", "actual"), texts, strict=True)
                ]
            rows.append(line)
    formats = ("chromium.pdf", "xlsx")
    return Case("side", "事業報告", [Table(rows)], figures, formats=formats, paper="A3 landscape")


def arrow() -> Case:
    """6. Baseline → target in one cell."""
    rows = [
        ("1", "移住の促進", "移住相談件数", "33件/年", "38件/年"),
        ("2", "産業の振興", "新規起業件数", "0件", "1件"),
        ("3", "交流の推進", "関係人口の登録者数", "―", "50人"),
    ]
    printed = [head("番号", "施策", "KPI", "基準値(令和元年度) → 目標値(令和6年度)")]
    printed += [plain(*row[:3], f"{row[3]} → {row[4]}") for row in rows]
    figures = [
        (row[1], row[2], kind, year, text, "")
        for row in rows
        for kind, year, text in (("baseline", 2019, row[3]), ("target", 2024, row[4]))
    ]
    return Case("arrow", "総合戦略", [Table(printed)], figures, formats=("docx", "chromium.pdf"))


def effects() -> Case:
    """7. Effects: planned, actual, difference, rate; the unit in the caption, subtotals."""
    rows = [
        ("1", "使用料の見直し", "12,000", "12,345", "345", "102.9%"),
        ("2", "未利用地の売却", "30,000", "18,200", "▲11,800", "60.7%"),
        ("", "小計", "42,000", "30,545", "▲11,455", "72.7%"),
        ("3", "委託料の見直し", "8,500", "9,010", "510", "106.0%"),
        ("", "合計", "50,500", "39,555", "▲10,945", "78.3%"),
    ]
    printed = [head("No.", "取組", "計画額", "実績額", "差引", "達成率")] + [plain(*row) for row in rows]
    true = [
        (row[1], kind, 2024, text, "千円")
        for row in rows
        if row[0]
        for kind, text in zip(("target", "actual"), row[2:4], strict=True)
    ]
    table = Table(printed, "令和6年度の効果額(単位:千円)")
    return Case("effects", "行財政改革の効果額", [table], effects=true, formats=("libreoffice.pdf", "xlsx"))


def ratings() -> Case:
    """8. Ratings with a legend on another page."""
    rows = [
        ("1", "電子申請の拡大", "情報政策課", "手続数", "120件", "131件", "S"),
        ("2", "職員研修", "人事課", "受講率", "90%", "84.5%", "B"),
        ("3", "市税の徴収対策", "収納課", "徴収率", "98.6%", "98.7%", "A"),
    ]
    printed = [head("項目番号", "取組項目", "所管課", "評価指標", "令和6年度目標", "令和6年度実績", "評価")]
    printed += [plain(*row) for row in rows]
    legend = Table(
        [
            head("評価", "意味"),
            *(plain(*row) for row in (("S", "目標を上回る"), ("A", "目標どおり"), ("B", "下回る"))),
        ],
        "評価の見方",
    )
    figures = [
        (row[1], row[3], kind, 2024, text, "")
        for row in rows
        for kind, text in zip(("target", "actual"), row[4:6], strict=True)
    ]
    table = Table(printed, own_page=True)
    return Case("ratings", "実施計画の評価", [table, legend], figures, formats=("chromium.pdf", "docx"))


def interim() -> Case:
    """9. Progress against an interim target, ruled by horizontal lines only, footnotes below."""
    rows = [
        ("1-1", "脱炭素の推進", "温室効果ガス削減率※1", "%", "5.2", "20", "46", "14.8", "36.3%"),
        ("1-2", "緑化の推進", "公園の面積", "ha", "81.4", "84", "90", "83.0", "18.6%"),
        ("2-1", "防災力の強化", "自主防災組織数", "団体", "212", "230", "250", "221", "23.7%"),
    ]
    printed = [
        head(
            "番号",
            "取組",
            "指標",
            "単位",
            "基準値(R2)",
            "中間目標(R7)",
            "最終目標(R12)",
            "現在値(R5)",
            "進捗率",
        )
    ]
    printed += [plain(*row) for row in rows]
    kinds = (("baseline", 2020), ("interim-target", 2025), ("target", 2030), ("actual", 2023))
    figures = [
        (row[1], row[2].replace("※1", ""), kind, year, text, row[3])
        for row in rows
        for (kind, year), text in zip(kinds, row[4:8], strict=True)
    ]
    table = Table(printed, below="※1 平成25年度比")
    style = "td, th { border-left: none; border-right: none; background: none } "
    return Case("interim", "環境基本計画 進捗", [table], figures, formats=("chromium.pdf",), style=style)


def facing() -> Case:
    """10. 見開き: the left half of a table on one page and its right half on the next; vertical headings, blank rows."""
    left = [
        [
            Cell("番号", heading=True, vertical=True),
            Cell("取組", heading=True),
            Cell("担当課", heading=True, vertical=True),
            Cell("指標", heading=True),
        ]
    ]
    right = [[*head("単位", "令和6年度目標", "令和6年度実績", "令和7年度目標", "備考")]]
    rows = [
        ("1", "図書館の充実", "図書館", "貸出冊数", "冊", "120,000", "118,222", "121,000", ""),
        ("", "", "", "", "", "", "", "", ""),
        ("2", "文化財の活用", "社会教育課", "公開日数", "日", "40", "44", "40", "台風により中止1回"),
        ("3", "公民館の利用", "公民館", "利用者数", "人", "8,000", "7,531", "8,100", ""),
        ("", "合計", "", "", "", "", "", "", ""),
    ]
    left += [plain(*row[:4]) for row in rows]
    right += [plain(*row[4:]) for row in rows]
    figures = [
        (row[1], row[3], kind, year, text, row[4])
        for row in rows
        if row[0]
        for (kind, year), text in zip(
            (("target", 2024), ("actual", 2024), ("target", 2025)), row[5:8], strict=True
        )
    ]
    tables = [Table(left, own_page=True), Table(right)]
    style = "tr { height: 16mm } h1 { display: none }"
    return Case("facing", "教育振興計画", tables, figures, formats=("chromium.pdf",), style=style)


def items_page() -> Case:
    """11. A web page with one table an item and the unit in the heading."""
    items = [
        ("1", "児童館の整備", "子育て支援課", "利用者数", "人", ("4,200", "4,310"), ("4,250", "")),
        ("2", "保育所の待機児童解消", "保育課", "待機児童数", "人", ("0", "2"), ("0", "")),
    ]
    tables, figures = [], Figures()
    for number, title, unit, label, measure, first, second in items:
        tables.append(
            Table(
                [
                    [Cell("取組番号", heading=True), Cell(number), Cell("取組名", heading=True), Cell(title)],
                    [Cell("担当課", heading=True), Cell(unit, 3)],
                    head("指標", f"目標({measure})", f"実績({measure})", "年度"),
                    [Cell(label, rows=2), *plain(*first, "令和6年度")],
                    plain(*second, "令和7年度"),
                ]
            )
        )
        for year, texts in ((2024, first), (2025, second)):
            figures += [
                (title, label, kind, year, text, measure)
                for kind, text in zip(("target", "actual"), texts, strict=True)
            ]
    return Case("items", "子ども・子育て支援事業計画", tables, figures, formats=("html", "docx"))


def schedule() -> Case:
    """12. Schedules: arrows, text in the first cell of a span, 実施/検討 in each cell, coloured cells, drawn bars."""
    years = (2024, 2025, 2026, 2027)
    printed = [
        [
            *(Cell(text, rows=2, heading=True) for text in ("番号", "取組", "実施内容")),
            Cell("スケジュール", 4, heading=True),
        ],
        head(*(ERA[year] for year in years)),
        plain("1", "窓口の予約制", "予約システムの導入", "検討", "実施", "→", "→"),
        plain("2", "公用車の削減", "台数の見直し", "検討", "検討", "実施", "検証"),
        [
            *plain("3", "施設の統合", "基本設計"),
            Cell(""),
            Cell("", fill="#4f81bd"),
            Cell("", fill="#4f81bd"),
            Cell(""),
        ],
        [*plain("4", "基金の運用", "債券の購入"), Cell("実施", columns=4, arrow=True)],
    ]
    true = [
        ("窓口の予約制", "予約システムの導入", 2024, 0, "検討"),
        ("窓口の予約制", "予約システムの導入", 2025, 2027, "実施"),
        ("公用車の削減", "台数の見直し", 2024, 0, "検討"),
        ("公用車の削減", "台数の見直し", 2025, 0, "検討"),
        ("公用車の削減", "台数の見直し", 2026, 0, "実施"),
        ("公用車の削減", "台数の見直し", 2027, 0, "検証"),
        ("施設の統合", "基本設計", 2025, 2026, ""),
        ("基金の運用", "債券の購入", 2024, 2027, "実施"),
    ]
    return Case("schedule", "実施計画", [Table(printed)], schedule=true, formats=("chromium.pdf", "xlsx"))
