"""Pictures of every kind of page into build/screenshots, and those of README into docs/: `make screenshots`.

Serves the release in releases/ itself, and takes each page on a wide screen and on a phone, light and dark, in
Japanese and English; so too the page that checks a workbook, and the review of a draft. Names given as arguments
(`item overview`) take only these kinds. Needs a chromium (`make tools`); CHROMIUM names one that is elsewhere.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.kinds import KINDS
from benchmarks.servers import free_port, keikaku
from pipeline.model.files import data_folder

HERE = Path(__file__).resolve().parent
TAKEN = HERE.parent / "build" / "screenshots"
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
LANGUAGES = ("ja", "en")
README = {
    "plan": ("overview", "#field"),
    "item": ("item", "#indicators"),
    "comparison": ("comparison", "#figures"),
}
"""Picture → the kind of page and the part of it that it shows from the top of."""
README_SIZE = {"width": 1100, "height": 900}
HIGHEST = 6_000
"""Pixels of a page that are taken; a longer one is cut."""


CASES = HERE.parent / "tests" / "cases"


def check_workbook(page: Page) -> None:
    """Sends a workbook with mistyped numbers, from the page that checks one."""
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in sorted((CASES / "workbook").glob("*.csv"))
    }
    wrong = {name: text.replace(",2000万円,", ",2OOO万円,") for name, text in texts.items()}
    sent = [{"name": name, "mimeType": "text/csv", "buffer": text.encode()} for name, text in wrong.items()]
    page.set_input_files("#file", sent)  # type: ignore[arg-type]
    page.locator("main form button").click()
    page.wait_for_load_state("networkidle")


ACTED: dict[str, tuple[str, Callable[[Page], None]]] = {"workbook-checked": ("/workbook", check_workbook)}
"""Kinds of pages that are the answer to a form: the page of the form, and what is done on it."""


@contextmanager
def reviewing() -> Iterator[str]:
    """The address of the review of a draft, for as long as a block."""
    program = [str(Path(sys.executable).parent / "keikaku")]
    with TemporaryDirectory() as folder:
        document = shutil.copy(CASES / "documents" / "ratings.chromium.pdf", folder)
        draft = Path(folder) / "plan.xlsx"
        drafting = ["draft", document, "--municipality", "192015", "--output", str(draft)]
        subprocess.run([*program, *drafting], check=True, stdout=subprocess.DEVNULL)
        port = free_port()
        review = subprocess.Popen(
            [*program, "review", str(draft), "--port", str(port)], stdout=subprocess.PIPE, text=True
        )
        try:
            yield next(line.strip() for line in review.stdout or () if line.startswith("http"))
        finally:
            review.terminate()
            review.wait()


def take_all(browser: Browser, addresses: dict[str, str]) -> None:
    """Writes `<kind>-<width>-<scheme>-<language>.png` for each."""
    TAKEN.mkdir(parents=True, exist_ok=True)
    for width, scheme, language in product(WIDTHS, SCHEMES, LANGUAGES):
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
        )
        for kind, address in addresses.items():
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}", wait_until="networkidle")
            if kind in ACTED:
                ACTED[kind][1](page)
            high = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
            page.set_viewport_size({"width": width, "height": max(high, 900)})
            page.wait_for_load_state("networkidle")
            page.screenshot(path=TAKEN / f"{kind}-{width}-{scheme}-{language}.png")
            page.set_viewport_size({"width": width, "height": 900})
        page.close()


def take_readme(browser: Browser, root: str) -> None:
    """Writes the pictures of README."""
    page = browser.new_page(viewport=README_SIZE, locale="ja-JP")  # type: ignore[arg-type]
    for name, (kind, part) in README.items():
        page.goto(root + KINDS[kind], wait_until="networkidle")
        page.locator(part).evaluate("part => part.scrollIntoView({block: 'start'})")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=HERE / f"{name}.png")


def main(wanted: list[str]) -> None:
    """Takes the kinds of pages that are named; none: all, and the pictures of README."""
    pages = {**KINDS, "workbook": "/workbook", **{kind: path for kind, (path, _) in ACTED.items()}}
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        keikaku(data_folder.releases_folder(), workbook_page=True) as server,
        reviewing() as review,
        sync_playwright() as playwright,
    ):
        root = f"http://127.0.0.1:{server.port}"
        addresses = {kind: root + path for kind, path in pages.items()} | {"review": review}
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        take_all(opened, {kind: addresses[kind] for kind in wanted or addresses})
        if not wanted:
            take_readme(opened, root)
        opened.close()


if __name__ == "__main__":
    main(sys.argv[1:])
