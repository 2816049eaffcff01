"""One spelling for all: NFKC (full and half width, ①), case, katakana to hiragana."""

import unicodedata

_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def fold(text: str) -> str:
    """A text in the one spelling that the index knows."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA).replace("\0", "")
