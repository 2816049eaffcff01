"""Makes the test documents anew: `python -m tests.cases.documents.make [NAME …]`."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.cases.documents import evaluations, layouts, lists, reports, sheets
from tests.cases.documents.sheets import Case

HERE = Path(__file__).resolve().parent
CASES: tuple[Callable[[], Case], ...] = (
    layouts.kohyo,
    layouts.flowing,
    layouts.booklet,
    layouts.listing,
    layouts.kpi,
    lists.wide,
    lists.side,
    lists.arrow,
    lists.effects,
    lists.ratings,
    lists.interim,
    lists.facing,
    lists.items_page,
    lists.schedule,
    reports.years_down,
    reports.several,
    reports.ditto,
    reports.over_pages,
    reports.wrapped,
    reports.abbreviated,
    reports.workbook,
    reports.nested,
    reports.opposite,
    reports.banner,
    reports.cards,
    reports.both_ways,
    *evaluations.CASES,
)


def make(case: Case) -> None:
    """Writes a case in its formats, and what is true of it."""
    truth = {name: getattr(case, name) for name in ("figures", "effects", "schedule")}
    (HERE / f"{case.name}.json").write_text(
        json.dumps(truth, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    with tempfile.TemporaryDirectory() as name:
        for format_ in case.formats:
            _render(case, format_, Path(name))


def _render(case: Case, format_: str, scratch: Path) -> None:
    end = HERE / f"{case.name}.{format_}"
    page = scratch / f"{case.name}.html"
    page.write_text(sheets.to_html(case), encoding="utf-8")
    if format_ == "html":
        shutil.copy(page, end)
    elif format_ == "docx":
        sheets.to_word(case, end)
    elif format_ == "chromium.pdf":
        options = (
            "--headless",
            "--no-sandbox",
            "--disable-pdf-tagging",
            "--no-pdf-header-footer",
            f"--print-to-pdf={end}",
        )
        _run("chromium", *options, page.as_uri())
    else:
        book = scratch / f"{case.name}.xlsx"
        sheets.to_excel(case, book)
        if format_ == "xlsx":
            shutil.copy(book, end)
        elif format_ in sheets.PAGE_ORDERS:
            sheets.print_wide(book, sheets.PAGE_ORDERS[format_])
            _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(book))
            shutil.copy(scratch / f"{case.name}.pdf", end)
        elif format_ == "calc.pdf":
            _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(book))
            shutil.copy(scratch / f"{case.name}.pdf", end)
        elif format_ == "libreoffice.pdf":
            word = scratch / f"{case.name}.docx"
            sheets.to_word(case, word)
            _run("soffice", "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(word))
            shutil.copy(scratch / f"{case.name}.pdf", end)
        else:
            _run("soffice", "--headless", "--convert-to", format_, "--outdir", str(scratch), str(book))
            shutil.copy(scratch / f"{case.name}.{format_}", end)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    for build in CASES:
        found = build()
        if not sys.argv[1:] or found.name in sys.argv[1:]:
            make(found)
