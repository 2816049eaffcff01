"""Pictures of every kind of page into build/screenshots, and those of README into docs/: `make screenshots`.

Serves the release in releases/ itself, and takes each page on a wide screen and on a phone, light and dark, in
Japanese and English. Names given as arguments (`item overview`) take only these kinds. Needs a chromium (`make tools`);
CHROMIUM names one that is elsewhere.
"""

import os
import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.kinds import KINDS
from benchmarks.servers import keikaku
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


def take_all(browser: Browser, root: str, kinds: dict[str, str]) -> None:
    """Writes `<kind>-<width>-<scheme>-<language>.png` for each."""
    TAKEN.mkdir(parents=True, exist_ok=True)
    for width, scheme, language in product(WIDTHS, SCHEMES, LANGUAGES):
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
        )
        for kind, path in kinds.items():
            page.goto(f"{root}{path}{'&' if '?' in path else '?'}lang={language}", wait_until="networkidle")
            high = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST)
            clip = {"x": 0, "y": 0, "width": width, "height": high}
            page.screenshot(
                path=TAKEN / f"{kind}-{width}-{scheme}-{language}.png",
                full_page=True,
                clip=clip,  # type: ignore[arg-type]
            )
        page.close()


def take_readme(browser: Browser, root: str) -> None:
    """Writes the pictures of README."""
    page = browser.new_page(viewport=README_SIZE, locale="ja-JP")  # type: ignore[arg-type]
    for name, (kind, part) in README.items():
        page.goto(root + KINDS[kind], wait_until="networkidle")
        page.locator(part).evaluate("part => part.scrollIntoView({block: 'start'})")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    wanted = {kind: KINDS[kind] for kind in sys.argv[1:]} or KINDS
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with keikaku(data_folder.releases_folder()) as server, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{server.port}"
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        take_all(opened, address, wanted)
        if wanted is KINDS:
            take_readme(opened, address)
        opened.close()
