"""The unit that a text names, in any of its spellings.

Spellings that Unicode holds to be compatible are one (NFKC: ㎡ is m2, ％ is %, ｹ所 is ケ所). What neither the table
nor a rule knows is no unit, until a city declares it: a word that is only like a unit is not guessed to be it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from rapidfuzz import process

from pipeline.model.units.rules import SCALES, gross, per, scaled, so_many, times
from pipeline.model.units.unit import Unit, table

Names = Mapping[str, Unit]

_NONE = frozenset({"", "-", "‐", "―", "—", "ー", "−", "なし", "単位なし"})
_NOTES = re.compile(
    r"(.+?)\((累計|累積|年間|年平均|平均|単年度|各年度|年度末|税込|税抜|概算|目標|実績|"
    r"実人数|実数|実人員|見込|暫定|推計|各年|年度|通年|全体)\)"
)
_GROSS = re.compile(r"(?:延べ|延|のべ)(.+)|(.+)\((?:延べ?|のべ)\)")
_FOR_EACH = re.compile(r"1?(?P<below>.+?)(?:当たり|当り|あたり)の?(?P<above>.+)")
_COUNTERS = "件人回台冊本枚部戸棟日校社点"
_OF_PEOPLE = re.compile(
    r"(?:人口|住民|市民|町民|村民)?(?P<many>[0-9,]*[十百千万億]+|[0-9,]{2,})人?(?:当たり|当り|あたり|対)(?P<above>.*)"
)
_ROUND = {"1000": "千", "1,000": "千", "10000": "万", "10,000": "万", "1000000": "百万", "1,000,000": "百万"}
_SO_MANY = re.compile(r"(?:([0-9]{1,6})(万?)|([十百千]?万|千))(\D.*)")
_WORDS = {"千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7}


def find(text: str, declared: Iterable[Unit] = ()) -> Unit | None:
    """The unit that a text names as a whole, of those of the table, made by a rule, or declared by a city; else None.

    >>> find("か所").code, find("㎡").measure, find("千人").factor, find("（人／日）").code
    ('kasho', 'unit:M2', 1000, 'nin-per-day')
    """
    own = {_normal(name): unit for unit in declared for name in unit.names}
    return _find(_bare(without_note(text)[0]), own) if own else _find_shared(text)


@cache
def _find_shared(text: str) -> Unit | None:
    return _find(_bare(without_note(text)[0]), {})


def without_note(text: str) -> tuple[str, str]:
    """A unit's text and what is noted behind it in brackets: 人(累計) is 人 and 累計."""
    noted = _NOTES.fullmatch(_normal(text))
    return (noted[1], noted[2]) if noted else (text, "")


def nearest(text: str, declared: Iterable[Unit] = (), limit: int = 3) -> tuple[str, ...]:
    """The symbols of the units whose spellings are most like a text, the most alike first."""
    names = {name: unit.printed for unit in (*table().values(), *declared) for name in unit.names}
    found = process.extract(_normal(text), names.keys(), limit=limit * 3, score_cutoff=40)
    return tuple(dict.fromkeys(names[name] for name, _, _ in found))[:limit]


def _normal(text: str) -> str:
    """The compatible form without spaces, with a plain hyphen inside of what letters write (t‐CO2)."""
    compatible = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=[A-Za-zンﾝ])[‐‑‒–—―−─ー](?=[A-Z])", "-", compatible)


def _bare(text: str) -> str:
    """A text without what stands around a unit: 単位：千円, (千円), [人]."""
    inner = _normal(text).strip("[]【】〔〕")
    inner = inner[1:-1] if re.fullmatch(r"\([^()]*\)", inner) else inner
    return re.sub(r"^単位[:/]?(?=.)", "", inner)


@cache
def _by_name() -> Names:
    return {_normal(name): unit for unit in table().values() for name in unit.names}


@cache
def _by_folded_name() -> Names:
    """Units by a spelling in any case, where that is of one unit: KWH, Ha. What begins with m and M is not the same."""
    folded: dict[str, set[str]] = {}
    for name, unit in _by_name().items():
        folded.setdefault(_folded(name), set()).add(unit.code)
    return {name: table()[next(iter(codes))] for name, codes in folded.items() if len(codes) == 1}


def _folded(name: str) -> str:
    return name if name[:1] in ("m", "M") else name.lower()


def _known(name: str, own: Names) -> Unit | None:
    return own.get(name) or _by_name().get(name) or _by_folded_name().get(_folded(name))


def _find(name: str, own: Names) -> Unit | None:
    if name in _NONE:
        return table()["none"]
    rules = (_known, _gross, _net, _scaled, _of_people, _for_each, _product, _number_of)
    return next((unit for rule in rules if (unit := rule(name, own))), None)


def _gross(name: str, own: Names) -> Unit | None:
    """延べ人, 人(延べ)."""
    match = _GROSS.fullmatch(name)
    unit = _find(match[1] or match[2], own) if match else None
    counts = unit is not None and (unit.counts or unit.kind == "Time")
    return gross(unit) if unit and counts and not unit.is_local else None


def _net(name: str, own: Names) -> Unit | None:
    """実人数: who comes three times counts once, as 人 does."""
    return _find(name.removeprefix("実"), own) if name.startswith("実") and len(name) > 1 else None


def _scaled(name: str, own: Names) -> Unit | None:
    """千人, 1000人."""
    for digits, word in _ROUND.items():
        if name.startswith(digits):
            name = word + name.removeprefix(digits)
    scale = next((scale for scale in SCALES if name.startswith(scale.word)), None)
    unit = _known(name.removeprefix(scale.word), own) if scale else None
    return scaled(scale, unit) if scale and unit and unit.factor == 1 and not unit.is_local else None


def _of_people(name: str, own: Names) -> Unit | None:
    """人口10万対, 人口千人当たり人: for each so many people; without a word for what, a bare number."""
    match = _OF_PEOPLE.fullmatch(name)
    below = _below(f"{match['many'].replace(',', '')}人", own) if match else None
    above = _find(match["above"], own) if match else None
    return per(above, [below]) if above and below and not above.is_local else None


def _for_each(name: str, own: Names) -> Unit | None:
    """人/日, g/人・日, 件/10万人, 1人当たり円."""
    turned = _FOR_EACH.fullmatch(name)
    above, *wholes = [turned["above"], turned["below"]] if turned else name.split("/")
    unit = _find(above, own) if above and wholes else None
    parts = [
        part for whole in wholes for part in ([whole] if _below(whole, own) else re.split("[・×]", whole))
    ]
    below = [one for part in parts if (one := _below(part, own))]
    if unit is None or len(below) != len(parts) or any(one.is_local for one in (unit, *below)):
        return None
    return per(unit, below)


def _below(name: str, own: Names) -> Unit | None:
    """A unit below the line, or so many of it: 10万人, 5h."""
    unit = _known(name, own) or (table()["jikan"] if name == "時" else None)
    many = _SO_MANY.fullmatch(name)
    if unit or not many:
        return unit
    counted = _known(many[4], own)
    number = _WORDS[many[3]] if many[3] else int(many[1]) * (10**4 if many[2] else 1)
    if counted is None or counted.is_local or number == 0:
        return None
    return counted if number == 1 else so_many(number, counted)


def _product(name: str, own: Names) -> Unit | None:
    """検体・回."""
    parts = name.split("・")
    units = [unit for part in parts if (unit := _known(part, own)) and not unit.is_local]
    return times(units) if len(units) == len(parts) > 1 else None


def _number_of(name: str, own: Names) -> Unit | None:
    """人数, 延べ人数, 登録件数: how many 人, 件."""
    if not name.endswith("数") or len(name) == 1:
        return None
    counter = re.fullmatch(rf"[^0-9/・]+([{_COUNTERS}])数", name)
    return _find(name[:-1], own) or (_known(counter[1], own) if counter else None)
