"""Layouts of yearly reports: years in rows, several things in one cell, merged cells over pages; see `layouts`."""

from collections.abc import Iterable, Iterator

from tests.cases.documents.sheets import Case, Cell, Table, head, plain

Figures = list[tuple[str, str, str, int, str, str]]


def _figures(title: str, label: str, measure: str, *values: tuple[str, int, str]) -> Figures:
    """The figures of an indicator: kind, year and text of each."""
    return [(title, label, kind, year, text, measure) for kind, year, text in values]


def _pairs(
    years: Iterable[int], target: Iterable[str], actual: Iterable[str]
) -> Iterator[tuple[str, int, str]]:
    """Targets and actual values of some years."""
    for year, *texts in zip(years, target, actual, strict=True):
        yield from ((kind, year, text) for kind, text in zip(("target", "actual"), texts, strict=True))


def years_down() -> Case:
    """13. 個票 with years as rows, target and actual of each nested below its year, digits in full width."""
    items = [
        (
            "１",
            "健康づくりの推進",
            "健康課",
            "特定健診の受診率",
            ("４５．０", "４３．２"),
            ("４６．０", "４４．１"),
        ),
        (
            "２",
            "食育の推進",
            "保健センター",
            "教室の参加者数",
            ("１，２００", "１，１８０"),
            ("１，２５０", ""),
        ),
    ]
    tables, figures = [], Figures()
    for number, title, unit, label, first, second in items:
        measure = "％" if number == "１" else "人"
        rows = [
            [Cell("事業番号", heading=True), Cell(number), Cell("事業名", heading=True), Cell(title)],
            [Cell("担当課", heading=True), Cell(unit, 3)],
            head("成果指標", "年度", "区分", f"数値（{measure}）"),
            [Cell(label, rows=4), Cell("令和５年度", rows=2), *plain("目標", first[0])],
            plain("実績", first[1]),
            [Cell("令和６年度", rows=2), *plain("目標", second[0])],
            plain("実績", second[1]),
        ]
        tables.append(Table(rows, name=f"個票{number}"))
        for year, texts in ((2023, first), (2024, second)):
            figures += _figures(title, label, measure, *_pairs((year,), texts[:1], texts[1:]))
    return Case("yearsdown", "事業評価シート", tables, figures, formats=("chromium.pdf", "xlsx"))


def several() -> Case:
    """14. Two indicators in one cell, each on a line of its own, and their values likewise."""
    rows = [
        (
            "1",
            "交流人口の拡大",
            "観光課",
            ("①観光入込客数（万人）", "②宿泊者数（人）"),
            ("310", "8,200"),
            ("298", "8,451"),
            ("315", "8,400"),
        ),
        ("2", "特産品の販売", "農政課", ("直売所の売上高（百万円）",), ("125",), ("131",), ("130",)),
        (
            "3",
            "移住の支援",
            "企画課",
            ("①相談件数（件）", "②移住者数（人）"),
            ("60", "12"),
            ("72", "9"),
            ("65", "—"),
        ),
    ]
    printed = [head("No.", "取組", "担当課", "指標", "令和6年度目標", "令和6年度実績", "令和7年度目標")]
    figures = Figures()
    kinds = (("target", 2024), ("actual", 2024), ("target", 2025))
    for number, title, unit, labels, *values in rows:
        printed.append(plain(number, title, unit, *("\n".join(texts) for texts in (labels, *values))))
        for index, label in enumerate(labels):
            name, _, measure = label.lstrip("①②").partition("（")
            figures += [
                (title, name, kind, year, texts[index], measure.rstrip("）"))
                for (kind, year), texts in zip(kinds, values, strict=True)
            ]
    formats = ("chromium.pdf", "docx", "html")
    return Case(
        "several", "総合戦略 進捗状況", [Table(printed)], figures, formats=formats, paper="A4 landscape"
    )


def ditto() -> Case:
    """15. The era once and later years without it, 〃 for the same again, the unit in the caption."""
    rows = [
        ("1", "保育所の整備", "保育課", "定員数", "1,020", "1,050", "1,080", "1,100"),
        ("2", "学童クラブの整備", "〃", "定員数", "640", "640", "680", "〃"),
        ("3", "病児保育の拡充", "〃", "延べ利用者数", "410", "450", "470", "500"),
    ]
    printed = [
        [
            *(Cell(text, rows=2, heading=True) for text in ("番号", "事業名", "担当課", "指標")),
            Cell("目標値", columns=4, heading=True),
        ],
        head("令和５年度", "６年度", "７年度", "８年度"),
        *(plain(*row) for row in rows),
    ]
    figures = [
        (row[1], row[3], "target", year, text, "人")
        for row in rows
        for year, text in zip(range(2023, 2027), row[4:], strict=True)
    ]
    table = Table(printed, "目標値の一覧（単位：人）")
    return Case("ditto", "子ども計画", [table], figures, formats=("chromium.pdf",))


def over_pages() -> Case:
    """16. Merged cells of policies and measures that run over pages."""
    printed = [head("基本目標", "施策", "取組", "指標", "単位", "基準値(R4)", "実績値(R6)", "目標値(R8)")]
    figures = Figures()
    for index in range(48):
        left = (
            [Cell(f"基本目標{index // 24 + 1}　{'安全' if index < 24 else '活力'}なまち", rows=24)]
            if index % 24 == 0
            else []
        )
        middle = [Cell(f"施策{index // 8 + 1}　分野{index // 8 + 1}の充実", rows=8)] if index % 8 == 0 else []
        title, label = f"取組その{index + 1}", f"対象{index + 1}の整備数"
        values = (str(100 + index), str(110 + 2 * index), str(120 + 3 * index))
        printed.append([*left, *middle, *plain(title, label, "件", *values)])
        kinds = (("baseline", 2022), ("actual", 2024), ("target", 2026))
        figures += [
            (title, label, kind, year, text, "件") for (kind, year), text in zip(kinds, values, strict=True)
        ]
    return Case(
        "overpages",
        "総合計画 施策指標",
        [Table(printed)],
        figures,
        formats=("libreoffice.pdf", "xlsx"),
    )


def wrapped() -> Case:
    """17. KPI without any ruling, labels over two lines, years in a heading of two rows."""
    rows = [
        ("住み続けたいと思う市民の割合（市民意識調査）", "%", "82.4", "83.1", "85.0"),
        ("市の情報が得やすいと感じる市民の割合", "%", "45.2", "47.9", "60.0"),
        ("地域活動に参加したことのある市民の割合（過去一年間に一度以上）", "%", "31.0", "29.7", "40.0"),
        ("審議会等における女性委員の割合", "%", "28.8", "30.2", "40.0"),
    ]
    printed = [head("指標名", "単位", "基準値（令和3年度）", "現状値（令和6年度）", "目標値（令和8年度）")]
    printed += [plain(*row) for row in rows]
    figures = [
        ("まちづくり指標", row[0], kind, year, text, row[1])
        for row in rows
        for (kind, year), text in zip(
            (("baseline", 2021), ("baseline", 2024), ("target", 2026)), row[2:], strict=True
        )
    ]
    style = "td, th { border: none; background: none; padding: 2.5mm 4mm } td:first-child { width: 58mm }"
    return Case(
        "wrapped", "まちづくり指標", [Table(printed)], figures, formats=("chromium.pdf",), style=style
    )


def abbreviated() -> Case:
    """18. Years as R5, 2024(R6) and 令和7年度(2025); kinds in rows; also printed from a sheet too wide for its paper."""
    rows = [
        ("101", "防犯カメラの設置", "危機管理課", "設置台数", "台", ("30", "35", "40"), ("28", "36", "")),
        ("102", "消防団の充実", "防災課", "団員数", "人", ("400", "400", "400"), ("381", "377", "")),
    ]
    printed = [
        head(
            "事業No", "事業名", "所管課", "活動指標", "単位", "区分", "R5年度", "2024(R6)", "令和7年度(2025)"
        )
    ]
    figures = Figures()
    for number, title, unit, label, measure, target, actual in rows:
        printed.append(
            [*(Cell(text, rows=2) for text in (number, title, unit, label, measure)), *plain("計画", *target)]
        )
        printed.append(plain("実績", *actual))
        figures += _figures(title, label, measure, *_pairs((2023, 2024, 2025), target, actual))
    table = Table(printed, below="※ 団員数は各年4月1日現在")
    return Case(
        "abbreviated", "安全安心実施計画", [table], figures, formats=("chromium.pdf", "docx", "calc.pdf")
    )


def workbook() -> Case:
    """19. A workbook with a cover and a sheet an item; a hidden column of notes, remarks below."""
    items = [
        ("1", "空き家の活用", "住宅課", "活用件数", "件", ("10", "12", "15"), ("8", "11", "")),
        ("2", "公園の改修", "公園課", "改修率", "%", ("20.0", "40.0", "60.0"), ("18.5", "37.5", "")),
    ]
    cover = Table([head("番号", "事業名"), *(plain(*item[:2]) for item in items)], "目次", name="表紙")
    tables, figures = [cover], Figures()
    for number, title, unit, label, measure, target, actual in items:
        rows = [
            [Cell("番号", heading=True), Cell(number), Cell("事業名", heading=True), Cell(title, 3)],
            [Cell("所管課", heading=True), Cell(unit, 5)],
            [*head("指標", "単位", "区分", "令和5年度", "令和6年度", "令和7年度")],
            [Cell(label, rows=2), Cell(measure, rows=2), *plain("目標値", *target)],
            plain("実績値", *actual),
        ]
        rows[2].append(Cell("内部メモ", heading=True))
        rows[3].append(Cell("要確認"))
        rows[4].append(Cell("速報"))
        tables.append(
            Table(rows, "事業評価シート", below="(注) 実績値は年度末現在", name=f"No{number}", hidden=(6,))
        )
        figures += _figures(title, label, measure, *_pairs((2023, 2024, 2025), target, actual))
    return Case("workbook", "住宅・公園事業評価", tables, figures, formats=("xlsx", "calc.pdf"))


def nested() -> Case:
    """20. A sheet an item whose indicators are a table within a cell."""
    items = [
        ("1-1", "消費生活の安全", "市民課", "相談件数", "件", ("500", "520"), ("498", "")),
        ("1-2", "交通安全の推進", "土木課", "事故発生件数", "件", ("120", "110"), ("131", "")),
    ]
    tables, figures = [], Figures()
    for number, title, unit, label, measure, target, actual in items:
        rows = [head("指標名", "単位", "令和6年度目標", "令和6年度実績", "令和7年度目標")]
        rows.append(plain(label, measure, target[0], actual[0], target[1]))
        outer = [
            [Cell("施策番号", heading=True), Cell(number), Cell("取組名", heading=True), Cell(title)],
            [Cell("担当課", heading=True), Cell(unit, 3)],
            [Cell("成果指標", heading=True), Cell("", 3, inner=Table(rows))],
        ]
        tables.append(Table(outer))
        cells = (("target", 2024, target[0]), ("actual", 2024, actual[0]), ("target", 2025, target[1]))
        figures += _figures(title, label, measure, *cells)
    return Case("nested", "安全なまちづくり計画", tables, figures, formats=("docx", "html", "chromium.pdf"))


def opposite() -> Case:
    """21. 見開き with item and indicator on the left page, and the years below two rows of headings on the right one."""
    rows = [
        ("1", "雨水対策", "下水道課", "整備率", "%", ("61.0", "60.8"), ("63.0", "62.9"), ("65.0", "")),
        ("2", "水道管の更新", "水道課", "耐震化率", "%", ("38.0", "37.2"), ("39.5", "39.0"), ("41.0", "")),
        ("3", "橋の点検", "道路課", "点検済みの橋の数", "橋", ("40", "41"), ("80", "79"), ("120", "")),
    ]
    left = [[Cell(text, rows=2, heading=True) for text in ("番号", "事業", "担当課", "指標", "単位")], []]
    right = [
        [Cell(f"令和{year}年度", columns=2, heading=True) for year in (5, 6, 7)],
        head(*["目標", "実績"] * 3),
    ]
    figures = Figures()
    for number, title, unit, label, measure, *pairs in rows:
        left.append(plain(number, title, unit, label, measure))
        right.append(plain(*(text for pair in pairs for text in pair)))
        figures += _figures(title, label, measure, *_pairs((2023, 2024, 2025), *zip(*pairs, strict=True)))
    style = "tr { height: 14mm } h1 { display: none }"
    return Case(
        "opposite", "上下水道ビジョン", [Table(left, own_page=True), Table(right)], figures, style=style
    )


def banner() -> Case:
    """22. The indicator in a row of its own above its years; the rate below target and actual."""
    items = [
        (
            "農業の振興",
            "農政課",
            (
                ("認定農業者数", "人", ("85", "86"), ("84", "88"), ("98.8%", "102.3%")),
                ("耕作放棄地の面積", "ha", ("12.0", "11.5"), ("12.4", "11.9"), ("96.8%", "96.6%")),
            ),
        ),
        ("商店街の支援", "商工課", (("空き店舗数", "店", ("20", "18"), ("22", "19"), ("90.0%", "94.7%")),)),
    ]
    tables, figures = [], Figures()
    for number, (title, unit, indicators) in enumerate(items, start=1):
        rows = [[Cell("事業名", heading=True), Cell(title), Cell("担当課", heading=True), Cell(unit)]]
        for place, (label, measure, target, actual, rate) in enumerate(indicators, start=1):
            rows.append([Cell(f"指標{place}", heading=True), Cell(f"{label}（{measure}）", 3)])
            rows.append([Cell("区分", columns=2, heading=True), *head("令和5年度", "令和6年度")])
            for name, texts in (("目標値", target), ("実績値", actual), ("達成率", rate)):
                rows.append([Cell(name, columns=2), *plain(*texts)])
            figures += _figures(title, label, measure, *_pairs((2023, 2024), target, actual))
        tables.append(Table(rows, name=f"事業{number}"))
    return Case("banner", "産業振興事業評価", tables, figures, formats=("xlsx", "docx"))


def cards() -> Case:
    """23. Each figure beside its label: 基準値(R3) 10, 目標値(R8) 20."""
    items = [
        ("1", "図書館サービス", "図書館", "貸出冊数", "冊", "98,000", "110,000", "102,345"),
        ("2", "市民大学", "生涯学習課", "受講者数", "人", "350", "500", "412"),
    ]
    tables, figures = [], Figures()
    for number, title, unit, label, measure, baseline, target, actual in items:
        rows = [
            [Cell("番号", heading=True), Cell(number), Cell("取組", heading=True), Cell(title)],
            [Cell("担当課", heading=True), Cell(unit, 3)],
            [Cell("指標", heading=True), Cell(label), Cell("単位", heading=True), Cell(measure)],
            [
                Cell("基準値(R3年度)", heading=True),
                Cell(baseline),
                Cell("目標値(R8年度)", heading=True),
                Cell(target),
            ],
            [Cell("実績値(R6年度)", heading=True), Cell(actual), Cell("達成率", heading=True), Cell("29%")],
        ]
        tables.append(Table(rows, name=f"票{number}"))
        cells = (("baseline", 2021, baseline), ("target", 2026, target), ("actual", 2024, actual))
        figures += _figures(title, label, measure, *cells)
    return Case("cards", "生涯学習推進計画", tables, figures, formats=("chromium.pdf", "html"))


def both_ways() -> Case:
    """32. A list of items too wide and too long for its paper: first across or first down, headings on the first pages."""
    years = ("令和6年度", "令和7年度", "令和8年度")
    printed = [
        head("番号", "取組名", "担当課", "指標", "単位", *(f"{year}目標" for year in years), "令和6年度実績")
    ]
    figures = Figures()
    kinds = (("target", 2024), ("target", 2025), ("target", 2026), ("actual", 2024))
    for number in range(1, 56):
        title, label = f"取組その{number}", f"対象{number}の件数"
        values = [str(number * 100 + more) for more in range(4)]
        printed.append(plain(str(number), title, f"第{number % 7 + 1}課", label, "件", *values))
        figures += [
            (title, label, kind, year, text, "件") for (kind, year), text in zip(kinds, values, strict=True)
        ]
    table = Table(printed)
    return Case("bothways", "まなび市行財政改革プラン", [table], figures, formats=("across.pdf", "down.pdf"))
