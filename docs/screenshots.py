"""Pictures of the main pages for README: `make screenshots`, with `make serve` running; another address is the argument.

Needs a chromium (`make tools`); CHROMIUM names one that is elsewhere.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = {
    "plan": "/id/132292/gyokaku-5/2026.html",
    "item": "/id/132292/gyokaku-5/2026/item/7.html#activities",
    "source": "/id/132292/document/2026.html?line=380#L380",
}
WIDTH, HEIGHT = 1100, 900


def take(url: str, folder: Path) -> None:
    """Writes one picture a page into a folder."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="ja-JP")
        for name, path in PAGES.items():
            page.goto(url + path, wait_until="networkidle")
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000", Path(__file__).parent)
