"""A number and its number format → what the person sees in the cell, or None where that cannot be said.

The number formats of SpreadsheetML (ECMA-376 part 1, 18.8.31) as far as plans use them: digits, thousands (also as
the unit), percent, words in quotes, currency, colours and blanks to be skipped, one section for each sign. Dates,
fractions, exponents, conditions and words instead of the digits are not read: they do not show the number.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<skipped>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?,*)|(?P<percent>%)|(?P<literal>.)",
    re.DOTALL,
)
_COLOURS = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color\d+|黒|青|水|緑|紫|赤|白|黄|色\d+", re.I
)
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
_PLAIN = "¥￥$€+-()（）:：/ 　!^&'~{}<>=▲△▼"
"""What stands for itself without quotes, and Japanese letters, which Excel takes as they are."""


def shown(amount: Decimal, number_format: str) -> str | None:
    """The text that a cell shows for a finite number, or None for a format that is not read."""
    if number_format in ("General", "@", "G/標準"):
        return plain(amount)
    sections = _sections(number_format)
    if amount < 0 and len(sections) > 1:
        return _in_section(-amount, sections[1])
    text = _in_section(abs(amount), sections[2] if amount == 0 and len(sections) > 2 else sections[0])
    if text is None or not any(character.isdigit() for character in text):
        return None  # a dash for 0, which as a text would say that there is no value
    return f"-{text}" if amount < 0 else text


def plain(amount: Decimal) -> str:
    """A number in digits as far as it goes: without an exponent, a whole one without a point."""
    return format(amount.to_integral_value() if amount == amount.to_integral_value() else amount, "f")


def _sections(number_format: str) -> list[str]:
    """The parts between semicolons that stand outside quotes."""
    parts = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])*;?', number_format)
    return [part.removesuffix(";") for part in parts if part]


def _in_section(amount: Decimal, section: str) -> str | None:
    tokens = list(_TOKEN.finditer(section))
    numbers = [token["digits"] for token in tokens if token["digits"]]
    general = "General" in section or "G/標準" in section
    if general:
        words = section.replace("General", "\0").replace("G/標準", "\0")
        around = [_words(list(_TOKEN.finditer(part))) for part in words.split("\0")]
        return None if len(around) != 2 or None in around else f"{around[0]}{plain(amount)}{around[1]}"
    if len(numbers) > 1 or (not numbers and any(token["percent"] for token in tokens)):
        return None
    percents = sum(bool(token["percent"]) for token in tokens)
    digits = _digits(amount * 100**percents, numbers[0]) if numbers else ""
    return _words(tokens, digits)


def _digits(amount: Decimal, pattern: str) -> str:
    """A number by a pattern of digits: half goes up, as in Excel; a comma at the end divides by a thousand."""
    scaled = amount.scaleb(-3 * (len(pattern) - len(pattern.rstrip(","))))
    whole, _, decimals = pattern.rstrip(",").partition(".")
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in whole else ''}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0")
    least = whole.replace(",", "").count("0")
    head, point, tail = text.removesuffix(".").partition(".")
    return head.zfill(least) + point + tail


def _words(tokens: list[re.Match[str]], digits: str = "") -> str | None:
    """The text of a section's tokens around its digits; None where one of them is not read."""
    parts: list[str] = []
    for token in tokens:
        word = _word(token, digits)
        if word is None:
            return None
        parts.append(word)
    return "".join(parts).strip()


def _word(token: re.Match[str], digits: str) -> str | None:
    if token["digits"]:
        return digits
    if token["bracket"] is not None:
        currency = _CURRENCY.fullmatch(token["bracket"])
        return currency[1] if currency else ("" if _COLOURS.fullmatch(token["bracket"]) else None)
    if token["literal"] is not None:
        letter = token["literal"]
        return letter if letter in _PLAIN or ord(letter) > 0xFF else None
    if token["percent"]:
        return "%"
    return token["quoted"] or token["escaped"] or ""
