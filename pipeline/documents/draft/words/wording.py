"""The texts of cells → their parts: departments, bullets with their years, numbers before titles, units in captions."""

import re
from collections.abc import Iterator, Sequence

from pipeline.documents.draft.facts import LOW, Quoted
from pipeline.documents.draft.words import headings, years
from pipeline.documents.draft.words.headings import Meaning
from pipeline.documents.draft.words.layout import Layout, Words, plain

_SIGNS = r"[0-9０-９]+(?:[-－‐.．][0-9０-９]+)*|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|[IVX]+|[①-⑳]"
_NUMBER = re.compile(
    rf"^(?:[(（第]?({_SIGNS}|[一二三四五六七八九十]+)(?:[)）.．章節編][\s　:：、]*|[\s　:：、]+)"
    rf"|({_SIGNS})(?![-－‐.．0-9０-９A-Za-z次期年人歳つかカヵケ]))"
)
"""A number before a title; without a mark behind it, what may go on a word is none: 第2次, 一般, ICT, 3か年."""
_PARTED = re.compile(
    r"^(?:[(（][0-9０-９]{1,2}[)）]|[0-9０-９]{1,3}(?:[-－‐][0-9０-９]{1,3})*[.．)）]?[\s　])"
)
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "Ⅴ": 5, "Ⅵ": 6, "Ⅶ": 7, "Ⅷ": 8, "Ⅸ": 9, "Ⅹ": 10}
_LATIN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_KANJI = "一二三四五六七八九十"
_BULLET = re.compile(r"^[○〇●◯◆■▪•・][\s　]*")
_INNER_BULLET = re.compile(r"(?<=。)\s*(?=[○〇●◯・])|\s+(?=[○〇●◯])")
_EDITION = re.compile(r"[^()（）\s]{2,8}(?:年度?|月)(?:版|策定|改定|改訂|発行|現在)")
_BREAKDOWN = re.compile(r"[(（][^()（）/／0-9]+[/／][^()（）0-9]+[)）]$")
_CLASS = re.compile(
    r"\s*(?:([^\n]{2,10})[\s　]*\n|[【〔\[(（]([^【】〔〕\[\]()（）\n]{2,10})[】〕\])）])\s*(?=\S)"
)
_NAMES_OF_PLANS = ("計画", "基準", "現状", "結果")
"""Words of a kind that a title or caption has for other reasons (実施計画, 評価結果)."""
_KEY = re.compile(r"[\s(（【]*(?:単位|上段|凡例)\s*[:：は]")
_STATE = re.compile(
    r"[(（【]?の?(?:進捗|取組|実施|達成|実績|目標|評価|決算|状況|結果|管理|値|の|及び|と|・){0,6}(?:一覧)?表?[)）】]?"
)
"""What is left of 「令和6年度の進捗状況」 without its year: it names no element."""
_WHOLE = re.compile(
    r"[▲△−-]?[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?[^0-9０-９,，.．]{0,4}"
)
_YEAR_BEFORE = re.compile(r"[<〈＜【\[]([^<>〈〉＜＞【】\[\]]{2,12})[>〉＞】\]]\s*")
_AGGREGATIONS = {
    "累計": "cumulative",
    "単年度": "single-year",
    "年度末": "year-end",
    "選挙ごと": "per-election",
}


def one_line(text: Quoted) -> Quoted:
    """A text without the line ends of its cell."""
    return text.saying("".join(part.strip() for part in text.split("\n")))


def figure(text: Quoted) -> Quoted:
    """A figure as printed: line ends within it are spaces, those within a number nothing.

    Two whole numbers on two lines are two figures, or one that was broken: which, nothing says.
    """
    parts = [part.strip() for part in text.split("\n")]
    if sum(bool(_WHOLE.fullmatch(part)) for part in parts) > 1:
        return text.saying(" ".join(parts).strip()).less(LOW, "一つの欄に数が二つある")
    joined = re.sub(r"(?<=[0-9,.])\n(?=[0-9,.])", "", str(text))
    return text.saying(" ".join(part.strip() for part in joined.split("\n")).strip())


def departments(text: str, layout: Layout) -> tuple[bool, list[str]]:
    """Whether other departments are concerned (関係各課), and the departments that are named."""
    found = [plain(part) for part in re.split(r"[、,，・／/\n]+", _bridged(text))]
    others = {plain(word) for word in layout.words["others"]}
    units = [part for part in found if part and part not in others]
    return any(part in others for part in found), list(dict.fromkeys(units))


def _bridged(text: str) -> str:
    """A point within a name (幼児教育・保育課) does not divide it: every part of a list ends in 課, 室 …"""
    parts = re.split(r"(・)", text)
    kept = parts[0]
    for point, after in zip(parts[1::2], parts[2::2], strict=True):
        ends = re.search(r"(課|室|部|局|所|署|係|館|センター|担当|校|園|事務局|委員会)\s*$", kept)
        kept += ("、" if ends else point.replace("・", "\x00")) + after
    return kept.replace("・", "、") if "\x00" not in kept else _keep_points(kept)


def _keep_points(text: str) -> str:
    return text.replace("\x00", "･")


def aggregation(label: str) -> str:
    """The code of how an indicator adds up over years, where its label says it in brackets: 参加者数(累計)."""
    return next((code for word, code in _AGGREGATIONS.items() if f"({word})" in plain(label)), "")


def year_before(text: str) -> tuple[int, str]:
    """The fiscal year in brackets that a text begins with (<令和6年度>), 0 where none does, and the text without it."""
    found = _YEAR_BEFORE.match(text.lstrip())
    year = years.take_year(plain(found[1]))[0] if found else 0
    return (year, text.lstrip()[found.end() :]) if found and year else (0, text)


def bullets(text: str) -> Iterator[tuple[int, str]]:
    """The points of a text with the fiscal year that a line above them names (0: none)."""
    year = 0
    current: list[str] = []
    for line in (part for whole in text.split("\n") for part in _INNER_BULLET.split(whole)):
        named = year_before(line)[0] if not year_before(line)[1].strip() else 0
        if named or (_BULLET.match(line) and current):
            if current:
                yield year, "".join(current)
            current = []
        if named:
            year = named
        elif line.strip():
            current.append(_BULLET.sub("", line.strip()))
    if current:
        yield year, "".join(current)


def split_number(text: str) -> tuple[str, str]:
    """The number that a title begins with, as digits, and the title without it; "" where there is none."""
    found = _NUMBER.match(text.strip())
    rest = text.strip()[found.end() :] if found else text.strip()
    if found is None or not rest:
        return "", text.strip()
    return digits(found[1] or found[2]), rest


def numbered(title: str) -> tuple[str, str]:
    """The number that a title begins with, and the rest, where a space or a bracket parts them: 「3R運動」 has none."""
    return split_number(title) if _PARTED.match(title) else ("", title)


def without_number(text: str) -> str:
    """A title without the number before it."""
    return split_number(text)[1]


def digits(number: str) -> str:
    """A number in digits: Ⅱ, ②, 二 and ２ are 2."""
    if number[0] in _ROMAN:
        return str(sum(_ROMAN[one] for one in number))
    if number in _LATIN:
        return str(_LATIN[number])
    if number[0] in _KANJI:
        return str(_KANJI.index(number[0]) + 1) if len(number) == 1 else number
    return plain(number).replace("－", "-").replace("‐", "-").replace(".", "-")


def level_line(text: str, levels: Words) -> tuple[str, str, str] | None:
    """The level, number and title of a line such as 「基本方針Ⅰ みらいにつなぐ…」, by the words that name each level."""
    for level, words in levels.items():
        for word in words:
            rest = text.strip().removeprefix(word)
            if rest != text.strip() and level != "priority":
                number, title = split_number(rest)
                if number and title:
                    return level, number, title
    return None


def is_remark(line: str, layout: Layout) -> bool:
    """Whether a line is a note, a unit, a key to a table, or only says what its figures are of, and names nothing."""
    dated, rest = years.take_year(plain(line))
    is_state = bool(dated and _STATE.fullmatch(rest))
    return is_state or line.startswith(layout.words["notes"]) or bool(_KEY.match(line))


def caption(lines: Sequence[str], layout: Layout) -> Meaning:
    """What the lines above a table say of its figures: one year, a kind, a unit (単位:千円)."""
    year, kind, unit = 0, "", ""
    pair: tuple[Meaning, ...] = ()
    for line in lines:
        found = years.years(_EDITION.sub("", plain(line)))
        year = found[0] if len(set(found)) == 1 else year
        said = re.search(r"単位\s*[:：]\s*([^\s)）、]+)", line)
        unit = said[1] if said else unit
        pair = _upper_and_lower(line, layout) or pair
        kinds = {
            name
            for name, words in layout.kinds.items()
            if any(word in line for word in words if len(word) > 1 and word not in _NAMES_OF_PLANS)
        }
        kind = kinds.pop() if len(kinds) == 1 else kind
    return Meaning(kind="" if pair else kind, year=year, unit=unit, pair=pair)


def _upper_and_lower(line: str, layout: Layout) -> tuple[Meaning, ...]:
    """The kinds of the two lines of a cell, where a caption names them (上段：目標、下段：実績)."""
    found = re.search(r"上段\s*[:：は…]?\s*(.+?)[\s、,，・/]*下段\s*[:：は…]?\s*([^\s)）、]+)", line)
    read = [headings.read(found[side], layout) for side in (1, 2)] if found else []
    kinds = tuple(one for one in read if one is not None and one.kind)
    return kinds if len(kinds) == len(read) else ()


def breakdown(label: str) -> str:
    """The hint that the end of a label gives of the parts of its figures: 現年/滞繰 for 「徴収率(現年/滞繰)」."""
    found = _BREAKDOWN.search(definition(label, False)[0])
    return plain(found[0])[1:-1] if found else ""


def definition(label: str, without_hint: bool = True) -> tuple[str, str]:
    """The label of an indicator without its line ends, and what lines that begin with ※ say of it."""
    lines = [line.strip() for line in label.split("\n") if line.strip()]
    marked = next(
        (index for index, line in enumerate(lines) if line.startswith("※") and len(line) > 4), len(lines)
    )
    shown = re.sub(r"[※*][0-9]+$", "", "".join(lines[:marked]))
    return _BREAKDOWN.sub("", shown) if without_hint else shown, "".join(lines[marked:])


def without_class(label: str, layout: Layout) -> str:
    """A label without the class before it, on a line of its own or in brackets: 「【成果指標】受診率」."""
    found = _CLASS.match(label)
    word = plain(found[1] or found[2]) if found else ""
    return label[found.end() :] if found and layout.meanings.get(word, ("", ""))[0] == "indicator" else label


def unit_of_label(label: str, layout: Layout) -> tuple[str, str]:
    """A label without the unit in brackets at its end (「実施回数(回)」), and that unit."""
    found = re.search(r"[(（]([^()（）]{1,8})[)）]\s*$", label)
    unit = headings.unit_in(found[1], layout) if found else ""
    return (label[: found.start()].strip(), unit) if found and unit else (label, "")
