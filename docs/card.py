"""The picture that stands for every page where it is shared: `make card` takes it of card.html.

It is made beforehand and kept in server/static/, since a server has no fonts for Japanese. Needs a chromium with
Noto's CJK fonts (`make tools`); CHROMIUM names one that is elsewhere.
"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1200, 630
HERE = Path(__file__).resolve().parent
CARD = HERE.parent / "server" / "static" / "card.png"


def take(source: Path, target: Path) -> None:
    """Writes the picture of a page of this size."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(source.as_uri())
        page.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    take(HERE / "card.html", CARD)
