"""The report on a source document for the city's own staff: what to look at, by page and line, in Japanese."""

from collections.abc import Iterable, Iterator

from pipeline.documents.document import Correction
from pipeline.graphs.interpreter import Row
from pipeline.tables.cell_values import LOST, rows
from pipeline.tables.edition import Edition


def lines(edition: Edition, corrections: Iterable[Correction]) -> Iterator[str]:
    """The report for the city's own staff, as lines of Markdown in Japanese: what to look at in the source."""
    pages = {(r["plan"], r["level"], r["element"]): r["page"] for _, r in rows(edition.tables["elements"])}
    yield from (
        "# 原文の点検表",
        "",
        "公開データを作る過程で見つかった、原文(転記テキスト)の確認が必要な箇所です。",
        "",
    )
    yield from ("## 訂正して公開した箇所", "", "| 行 | 原文 | 訂正 | 理由 | 根拠 |", "|---|---|---|---|---|")
    for one in corrections:
        yield f"| {one.line} | {one.printed} | {one.corrected} | {one.reason} | {one.evidence} |"
    yield from ("", "## 記載が食い違う箇所", "", "| 頁 | 項目 | 何が | 採った記載 | もう一方の記載 | 理由 |")
    yield "|---|---|---|---|---|---|"
    for _, row in rows(edition.tables["conflicts"]):
        own, other = ("", "other_") if row["preferred"] == row["reading"] else ("other_", "")
        page = pages.get((row["plan"], row["level"], row["element"]), "")
        what = " ".join(filter(None, (row["attribute"], row["part"])))
        readings = [f"{row[f'{side}value']}({row[f'{side}line']}行)" for side in (own, other)]
        yield f"| {page} | {row['plan']} {row['element']} | {what} | {' | '.join(readings)} | {row['reason']} |"
    yield from ("", "## 判断できず、そのまま公開した箇所", "", "| 行 | 内容 | 理由 |", "|---|---|---|")
    for _, row in rows(edition.editorial["doubts"]):
        yield f"| {row['line']} | {row['doubt']} | {row['reason']} |"
    yield from ("", "## 列が失われている表", "", "| 頁 | 項目 | 指標 | 行 |", "|---|---|---|---|")
    for lost in _lost_rows(edition):
        page = pages.get((lost["plan"], lost["level"], lost["element"]), "")
        kind = {"target": "目標数値", "actual": "実績数値"}[lost["kind"]]
        yield f"| {page} | {lost['plan']} {lost['element']} | {lost['indicator']} {kind} | {lost['line']} |"


def _lost_rows(edition: Edition) -> Iterator[Row]:
    return (row for _, row in rows(edition.tables["cells"]) if row["status"] == LOST)
