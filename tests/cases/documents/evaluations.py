"""Layouts of evaluations and lists of indicators that a reader takes wrong easily; see `layouts`."""

import re

from tests.cases.documents.sheets import Case, Cell, Table

Figures = list[tuple[str, str, str, int, str, str]]
_SPAN = re.compile(r"\{(\d+)x(\d+)\}$")
_KINDS = {"b": "baseline", "t": "target", "a": "actual"}


def _rows(*lines: str, heads: int = 1) -> list[list[Cell]]:
    """Rows of cells divided by |, the first of them headings; 「令和5年度{6x1}」 spans six columns and one row."""
    return [
        [_cell(text.strip().replace("/n", "\n"), row < heads) for text in line.split("|")]
        for row, line in enumerate(lines)
    ]


def _cell(text: str, heading: bool) -> Cell:
    span = _SPAN.search(text)
    if span is None:
        return Cell(text, heading=heading)
    return Cell(text[: span.start()], int(span[1]), int(span[2]), heading)


def _figures(title: str, label: str, unit: str, columns: str, values: str) -> Figures:
    """The figures of an indicator; `columns` are kinds and years: "b2022 a2023 t2028"."""
    return [
        (title, label, _KINDS[column[0]], int(column[1:]), value, unit)
        for column, value in zip(columns.split(), values.split(), strict=True)
    ]


def eraless() -> Case:
    """24. Years without an era, which only the title of the document names."""
    rows = _rows(
        "番号|取組|指標|単位|4年度実績|5年度実績|6年度実績|7年度目標",
        "1|窓口改革|来庁者数|人|120|115|118|110",
        "2|緑化|植樹数|本|30|31|33|40",
    )
    columns = "a2022 a2023 a2024 t2025"
    figures = _figures("窓口改革", "来庁者数", "人", columns, "120 115 118 110")
    figures += _figures("緑化", "植樹数", "本", columns, "30 31 33 40")
    return Case("eraless", "令和6年度 事務事業評価", [Table(rows)], figures, formats=("chromium.pdf", "xlsx"))


def separators() -> Case:
    """25. Years as rows between rows of values, and a table below a row that says its year."""
    rows = _rows(
        "番号|取組|指標|単位|目標|実績",
        "令和5年度{6x1}",
        "1|窓口改革|来庁者数|人|120|115",
        "2|緑化|植樹数|本|30|31",
        "【令和6年度】{6x1}",
        "1|窓口改革|来庁者数|人|118|110",
        "2|緑化|植樹数|本|33|40",
    )
    below = _rows(
        "令和7年度 進捗管理シート{6x1}",
        "番号|取組|指標|単位|目標|実績",
        "1|窓口改革|来庁者数|人|100|90",
        heads=2,
    )
    columns = "t2023 a2023 t2024 a2024"
    figures = _figures("窓口改革", "来庁者数", "人", f"{columns} t2025 a2025", "120 115 118 110 100 90")
    figures += _figures("緑化", "植樹数", "本", columns, "30 31 33 40")
    tables = [Table(rows), Table(below)]
    return Case("separators", "行政改革プラン", tables, figures, formats=("chromium.pdf", "docx"))


def averages() -> Case:
    """26. Averages of others beside the city's own figures, in columns and in rows."""
    columns = _rows(
        "指標{1x2}|単位{1x2}|令和4年度実績{3x1}|令和5年度実績{3x1}",
        "本市|類似団体|都平均|本市|類似団体|都平均",
        "経常収支比率|%|95.1|92.0|93.1|94.0|91.0|90.3",
        heads=2,
    )
    below = _rows(
        "指標|令和3年度実績|令和4年度実績",
        "将来負担比率(%)|12.0|11.0",
        "類似団体平均|22.0|21.1",
        "全国平均|33.0|32.2",
    )
    figures = _figures("財政健全化計画", "経常収支比率", "%", "a2022 a2023", "95.1 94.0")
    figures += _figures("財政健全化計画", "将来負担比率", "%", "a2021 a2022", "12.0 11.0")
    tables = [Table(columns), Table(below)]
    return Case("averages", "財政健全化計画", tables, figures, formats=("html", "xlsx"))


def evaluation() -> Case:
    """27. An evaluation sheet: the class of an indicator above its name, rates and costs below."""
    rows = _rows(
        "事務事業名|子育て相談事業{3x1}|所管課|子ども課",
        "政策|子育て・教育|施策|子育て支援の充実|事業番号|0312",
        "指標名|単位|区分|令和4年度|令和5年度|令和6年度",
        "活動指標/n相談件数{1x3}|件{1x3}|目標|300|310|320",
        "実績|312|298|331",
        "達成率|104.0%|96.1%|103.4%",
        "成果指標/n不安が減った人の割合{1x3}|%{1x3}|目標|80|80|85",
        "実績|77.1|79.0|81.2",
        "達成率|96.4%|98.8%|95.5%",
        "コスト(千円)|事業費{2x1}|1,200|1,300|1,350",
        "|うち一般財源{2x1}|600|650|700",
        heads=0,
    )
    columns = "t2022 t2023 t2024 a2022 a2023 a2024"
    figures = _figures("子育て相談事業", "相談件数", "件", columns, "300 310 320 312 298 331")
    figures += _figures("子育て相談事業", "不安が減った人の割合", "%", columns, "80 80 85 77.1 79.0 81.2")
    return Case(
        "evaluation", "令和6年度 事務事業評価シート", [Table(rows)], figures, formats=("chromium.pdf",)
    )


def strategy() -> Case:
    """28. KPI of a strategy, the measures merged below their aims, in a plan whose name begins like a number."""
    rows = _rows(
        "基本目標|具体的な施策|重要業績評価指標(KPI)|基準値/n(R元年度)|R5実績|目標値/n(R6年度)|進捗|担当課",
        "1 しごとをつくる{1x3}|企業誘致|誘致企業数(累計)|3社|7社|8社|順調|商工課",
        "創業支援{1x2}|創業者数|12人|14人|20人|やや遅れ|商工課",
        "創業塾の受講者数|25人|30人|40人|順調|商工課",
        "2 ひとの流れをつくる|移住の促進|移住相談件数|41件|102件|100件|達成|企画課",
    )
    columns = "b2019 a2023 t2024"
    figures = _figures("企業誘致", "誘致企業数(累計)", "", columns, "3社 7社 8社")
    figures += _figures("創業支援", "創業者数", "", columns, "12人 14人 20人")
    figures += _figures("創業支援", "創業塾の受講者数", "", columns, "25人 30人 40人")
    figures += _figures("移住の促進", "移住相談件数", "", columns, "41件 102件 100件")
    return Case("strategy", "第2期総合戦略 KPI一覧", [Table(rows)], figures, formats=("chromium.pdf", "docx"))


def blocks() -> Case:
    """29. Two indicators of an item side by side, each with years of its own."""
    rows = _rows(
        "取組番号|3|取組名|健康づくり{3x1}",
        "指標①|受診率(%){2x1}|指標②|参加者数(人){2x1}",
        "年度|目標|実績|年度|目標|実績",
        "令和5年度|45|43|令和5年度|1,200|1,180",
        "令和6年度|46|44|令和6年度|1,250|1,301",
        heads=0,
    )
    columns = "t2023 a2023 t2024 a2024"
    figures = _figures("健康づくり", "受診率", "%", columns, "45 43 46 44")
    figures += _figures("健康づくり", "参加者数", "人", columns, "1,200 1,180 1,250 1,301")
    return Case("blocks", "個票", [Table(rows)], figures, formats=("chromium.pdf", "xlsx"))


def tiers() -> Case:
    """30. Three rows of headings, and columns that count parts of an indicator."""
    rows = _rows(
        "指標{1x3}|単位{1x3}|実績値{2x1}|目標値{2x1}",
        "前期{2x1}|後期{2x1}",
        "令和5|令和6|令和7|令和8",
        "ごみ排出量|g|800|795|780|770",
        heads=3,
    )
    parts = _rows(
        "指標{1x2}|単位{1x2}|現状値(R4){2x1}|目標値(R9){2x1}",
        "男性|女性|男性|女性",
        "喫煙率|%|25.1|8.0|20.0|6.0",
        heads=2,
    )
    plan = "一般廃棄物処理基本計画"
    figures = _figures(plan, "ごみ排出量", "g", "a2023 a2024 t2025 t2026", "800 795 780 770")
    figures += _figures(plan, "喫煙率(男性)", "%", "b2022 t2027", "25.1 20.0")
    figures += _figures(plan, "喫煙率(女性)", "%", "b2022 t2027", "8.0 6.0")
    return Case("tiers", plan, [Table(rows), Table(parts)], figures, formats=("chromium.pdf", "xlsx"))


def sections() -> Case:
    """31. Rows that name the measures of the rows below; a target that goes from a year to another; two in a cell."""
    rows = _rows(
        "指標|単位|現状(R4)|R5実績|目標(R9)",
        "施策1 健康づくり{5x1}",
        "受診率|%|40|41|60",
        "施策2 食育{5x1}",
        "教室の回数|回|10|11|15",
    )
    pairs = _rows("取組|指標|目標値(R6→R10)|R6 目標/実績", "防災|訓練の回数(回)|10→15|11/12")
    columns = "b2022 a2023 t2027"
    figures = _figures("健康づくり", "受診率", "%", columns, "40 41 60")
    figures += _figures("食育", "教室の回数", "回", columns, "10 11 15")
    figures += _figures("防災", "訓練の回数", "回", "b2024 t2028 t2024 a2024", "10 15 11 12")
    return Case("sections", "健康増進計画", [Table(rows), Table(pairs)], figures, formats=("html", "docx"))


CASES = (eraless, separators, averages, evaluation, strategy, blocks, tiers, sections)
