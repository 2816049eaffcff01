"""The pictures that stand for every page where it is shared, one a language, and the icon of browsers: `make card`.

They are made beforehand and kept in server/static/, since a server has no fonts for Japanese. Needs a chromium with
Noto's CJK fonts (`make tools`); CHROMIUM names one that is elsewhere.
"""

import os
import shutil
import struct
from pathlib import Path

import vl_convert
from playwright.sync_api import sync_playwright

WIDTH, HEIGHT = 1200, 630
HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "server" / "static"
ICON_SIZES = (16, 32, 48)


def take(source: Path, language: str, target: Path) -> None:
    """Writes the picture of a page of this size in a language."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(source.as_uri())
        page.evaluate("language => { document.documentElement.lang = language }", language)
        page.screenshot(path=target)
        browser.close()


def icon(svg: str) -> bytes:
    """An icon file of pictures in PNG, one a size: a header of 6 bytes, an entry of 16 for each, then the pictures."""
    pictures = [vl_convert.svg_to_png(svg, scale=size / 32) for size in ICON_SIZES]
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    for size, picture in zip(ICON_SIZES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + b"".join(pictures)


if __name__ == "__main__":
    for language, name in (("ja", "card.png"), ("en", "card-en.png")):
        take(HERE / "card.html", language, STATIC / name)
    (STATIC / "favicon.ico").write_bytes(icon((STATIC / "icon.svg").read_text(encoding="utf-8")))
