"""Numbers in kanji numerals as digits: 十五件, 一〇〇%."""

import re

_DIGITS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_WHOLE = re.compile("([〇一二三四五六七八九十百千万億]{2,})([^〇一二三四五六七八九十百千万億0-9]{1,6})")

_ALONE = re.compile(
    "([一二三四五六七八九百千])"
    "((?:人|件|回|か所|箇所|カ所|ヶ所|団体|施設|世帯|地区|館|台)(?:以上|以下|程度)?)"
)


def in_digits(text: str) -> str:
    """The text with digits for its numerals; "" unless it is ゼロ, or two numerals or more and a unit.

    One numeral alone is often part of a word: 一部 and 十分 are not numbers. Before a counter that makes no word
    with it, it is.

    >>> in_digits("十五件"), in_digits("一〇〇%"), in_digits("二千三百人"), in_digits("三件"), in_digits("一部")
    ('15件', '100%', '2300人', '3件', '')
    """
    if text.startswith("ゼロ"):
        return f"0{text.removeprefix('ゼロ')}"
    found = _WHOLE.fullmatch(text) or _ALONE.fullmatch(text)
    return f"{_value(found[1])}{found[2]}" if found and _value(found[1]) is not None else ""


def _value(numerals: str) -> int | None:
    if all(numeral in _DIGITS for numeral in numerals):
        return int("".join(str(_DIGITS[numeral]) for numeral in numerals))
    total = 0
    for power, word in ((10**8, "億"), (10**4, "万"), (1, "")):
        above, mark, below = numerals.partition(word) if word else (numerals, "", "")
        if mark or not word:
            part = _below_ten_thousand(above)
            if part is None:
                return None
            total += part * power
            numerals = below
    return total


def _below_ten_thousand(numerals: str) -> int | None:
    if not numerals:
        return 0
    if not re.fullmatch(
        "(?:[二三四五六七八九]?千)?(?:[二三四五六七八九]?百)?(?:[二三四五六七八九]?十)?[一二三四五六七八九]?",
        numerals,
    ):
        return None
    total, digit = 0, 0
    for numeral in numerals:
        if numeral in _POWERS:
            total += (digit or 1) * _POWERS[numeral]
            digit = 0
        else:
            digit = _DIGITS[numeral]
    return total + digit
