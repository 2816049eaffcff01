"""How the booklet writes things: line-break spaces, lists of departments, years, marks, references."""

import re
import unicodedata

from pipeline.documents.document import Printed
from pipeline.model import fiscal_year

FIRST_YEAR, LAST_YEAR = 2024, 2028
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
YEAR_LABELS = tuple(fiscal_year.label(year).ja for year in YEARS)
OTHER_UNITS = "関係各課"
"""“The departments concerned”: a flag of an element, never a department."""

_TAG = re.compile(r"</?(?:p|ul|li)(?: [^<>]*)?>")
_MARK = re.compile(r"\(?※\)?")


def joined(text: str) -> str:
    """A name without the spaces that line breaks left in it: only a space between Latin words stays.

    >>> joined("見直しを図る 施設使用料・手 数料の数")
    '見直しを図る施設使用料・手数料の数'
    """
    return re.sub(r"\s+", lambda gap: _gap(text, gap), text.strip())


def _gap(text: str, gap: re.Match[str]) -> str:
    before, after = text[gap.start() - 1], text[gap.end()]
    return " " if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()) else ""


def plain(text: str) -> str:
    """A text without the HTML tags that the transcription left in cells; `<令和7年度>` is text, not a tag."""
    return re.sub(r"\s+", " ", _TAG.sub(" ", text)).strip()


def unmarked(text: str) -> str:
    """A label without its reference mark ※."""
    return _MARK.sub("", text).strip()


def bullets(text: str) -> list[str]:
    """A summary divided at its ○, the sentence before the first ○ included."""
    return [part.strip() for part in plain(text).split("○") if part.strip()]


def units(cell: Printed) -> tuple[list[Printed], bool]:
    """The departments of a cell, and whether it names 関係各課."""
    names = cell.parts(lambda text: [joined(name) for name in text.split("、") if name.strip()])
    return [name for name in names if name != OTHER_UNITS], OTHER_UNITS in names


def folded(text: str) -> str:
    """A heading as it is compared: NFKC (Ⅰ and I are one), no spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def circled(text: str) -> list[int]:
    """The numbers of circled digits, in order; raises ValueError for any other character.

    >>> circled("①⑤㉑")
    [1, 5, 21]
    """
    return [_circled(character) for character in text]


def _circled(character: str) -> int:
    if not unicodedata.name(character, "").startswith("CIRCLED"):
        raise ValueError(character)
    return int(unicodedata.numeric(character))


def references(text: str) -> list[tuple[str, str]]:
    """Item and activity numbers of a reference (`No.29-2~5`, `17-2`, `31`; — is none), an activity may be blank.

    Raises ValueError for a reference of another form.

    >>> references("No.29-2~4")
    [('29', '2'), ('29', '3'), ('29', '4')]
    """
    folded_text = folded(text).replace("〜", "~")
    if folded_text in ("", "—"):
        return []
    match = re.fullmatch(r"(?:No\.)?(\d+)(?:-(\d+)(?:~(\d+))?)?", folded_text)
    if not match:
        raise ValueError(text)
    item, first, last = match.groups()
    if first is None:
        return [(item, "")]
    found = [(item, str(number)) for number in range(int(first), int(last or first) + 1)]
    if not found:
        raise ValueError(text)
    return found
