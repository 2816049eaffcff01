"""Which shared indicators an indicator of a city may be: proposals with reasons, for a person to confirm or to leave.

Names are compared with those of the shared indicator and with what other cities print that a person matched with it
exactly. A name alone decides nothing: another unit is another measure, however like the words are (交付枚数 and 交付率), so
it is proposed as related at most, and so is one that is summed up in another way.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from pipeline.model import units
from pipeline.tables import cell_values, csv_files
from pipeline.tables.csv_files import Tables
from pipeline.tables.edition import Edition

LEAST = 55
"""Of 100: below, words are alike by chance."""
MOST = 3
"""Proposals for one indicator."""
NUMBER = "unit:NUM"
"""The measure of a number without a unit, which may count anything."""
_GENERAL = re.compile(
    "実施|利用|受付|受入|設置|交付|対象|参加|使用|導入|件数|回数|者数|人数|枚数|箇所数|施設数|事業数|業務数|の数|数|率|割合|金額|額|累計|単年度|年間|の"
)
"""What many names of indicators say: that something is counted, not what."""
_TELLING = re.compile(
    "延べ|のべ|実人数|累計|累積|単年度|世帯|人当たり|万人|千人|暦年|推計|見込|速報|[0-9]{1,2}月[0-9]{0,2}日?(?:現在|時点|末)"
)
"""Words of a name or a definition that make two measures of like names in the same unit: the same only where both say it."""
_ORNAMENT = re.compile(r"[\s「」『』【】〔〕()\[\]、。・,.※*-]")


@dataclass(frozen=True)
class Printed:
    """An indicator of a city as it is printed: where, under which name, in which measures its figures are."""

    plan: str
    level: str
    element: str
    indicator: str
    name: str
    holder: str
    """What the element is called that it belongs to."""
    definition: str
    aggregation: str
    measures: frozenset[str]


@dataclass(frozen=True)
class Proposal:
    """A shared indicator that an indicator may be: at best by which match, how alike of 100, and why."""

    printed: Printed
    shared: str
    shared_name: str
    at_best: str
    score: int
    why: tuple[str, ...]


def indicators(edition: Edition) -> tuple[Printed, ...]:
    """The indicators of an edition, those without figures too, in the order of its table."""
    tables = edition.tables
    measures: dict[tuple[str, ...], set[str]] = {}
    for _, row, value in cell_values.cell_values(tables):
        found = measures.setdefault(_key(row), set())
        found.update(number.unit for number in value.numbers)
    titles = {
        (row["plan"], row["level"], row["element"]): row["title"]
        for row in csv_files.rows(tables["elements"])
    }
    return tuple(
        Printed(
            *_key(row),
            name=row["label"] or titles.get((row["plan"], row["level"], row["element"]), ""),
            holder=titles.get((row["plan"], row["level"], row["element"]), ""),
            definition=row["definition"],
            aggregation=row["aggregation"],
            measures=frozenset(measures.get(_key(row), ())),
        )
        for row in csv_files.rows(tables["indicators"])
    )


def synonyms(hub: Tables, others: Iterable[Edition]) -> dict[str, tuple[str, ...]]:
    """What shared indicators are called: their own names, and those that cities print which match exactly."""
    names = {row["indicator"]: [row["label_ja"]] for row in csv_files.rows(hub["indicators"])}
    exact: dict[tuple[str, ...], str] = {
        (row["municipality"], row["edition"], *_key(row)): row["hub_indicator"]
        for row in csv_files.rows(hub["mappings"])
        if (row["measure"], row["match"]) == ("figure", "exact")
    }
    for edition in others:
        for one in indicators(edition):
            place = (edition.municipality, edition.year, one.plan, one.level, one.element, one.indicator)
            if place in exact and one.name not in names[exact[place]]:
                names[exact[place]].append(one.name)
    return {shared: tuple(found) for shared, found in names.items()}


def propose(
    printed: Iterable[Printed], hub: Tables, names: Mapping[str, tuple[str, ...]]
) -> Iterator[Proposal]:
    """Proposals for indicators, for each the likeliest first; none where no name is like its own."""
    shared = list(csv_files.rows(hub["indicators"]))
    for one in printed:
        found = [proposal for row in shared for proposal in _proposed(one, row, names[row["indicator"]])]
        yield from sorted(found, key=lambda proposal: (-proposal.score, proposal.shared))[:MOST]


def _proposed(one: Printed, shared: Mapping[str, str], names: tuple[str, ...]) -> Iterator[Proposal]:
    likest = max(names, key=lambda name: (_score(one, name), name))
    score = max(_score(one, likest), round(0.9 * _alike(subject(one), plain(shared["definition_ja"]))))
    if score < LEAST:
        return
    why = [f"「{likest}」に{_score(one, likest)}%似ている"]
    measure = units.of(shared["unit"]).measure
    same_unit = not one.measures or bool(one.measures & {measure, NUMBER}) or measure == NUMBER
    why.append(
        "単位が同じ" if one.measures and same_unit else "単位が異なる" if one.measures else "数値がない"
    )
    same_way = one.aggregation in ("", shared["aggregation"])
    if one.aggregation:
        why.append("集計方法が同じ" if same_way else "集計方法が異なる")
    apart = _told(one.name + one.definition) - _told(likest + shared["label_ja"] + shared["definition_ja"])
    why += [f"「{word}」は共有指標の定義にない" for word in sorted(apart)]
    certain = (
        plain(one.name) == plain(likest) and not apart and (measure == NUMBER or one.measures != {NUMBER})
    )
    at_best = "related" if not (same_unit and same_way) else "exact" if certain else "close"
    yield Proposal(one, shared["indicator"], shared["label_ja"], at_best, score, tuple(why))


def _told(text: str) -> set[str]:
    """The words of a text that tell like measures apart."""
    return set(_TELLING.findall(unicodedata.normalize("NFKC", text)))


def _score(one: Printed, name: str) -> int:
    """How alike the names are, of 100: three quarters of it, what they are about."""
    wanted = specific(name) or plain(name)
    about = max(_alike(subject(one), wanted), 0.85 * fuzz.ratio(specific(one.holder), wanted))
    return round(0.75 * about + 0.25 * fuzz.ratio(plain(one.name), plain(name)))


def subject(one: Printed) -> str:
    """What an indicator is about: 利用件数 alone says nothing, so it is about what its element is about."""
    own = specific(one.name)
    return own if len(own) > 1 else specific(one.holder)


def _alike(one: str, other: str) -> int:
    """How alike two texts are, of 100: in their whole, or the shorter one within the longer, which says less."""
    within = 0.8 * fuzz.partial_ratio(one, other) if min(len(one), len(other)) > 3 else 0
    return round(max(fuzz.ratio(one, other), within))


@cache
def specific(name: str) -> str:
    """What a name says beyond that something is counted."""
    return _GENERAL.sub("", plain(name))


@cache
def plain(text: str) -> str:
    """A text without spaces, brackets and marks, in one form of its characters."""
    return _ORNAMENT.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _key(row: Mapping[str, str]) -> tuple[str, str, str, str]:
    return row["plan"], row["level"], row["element"], row["indicator"]
