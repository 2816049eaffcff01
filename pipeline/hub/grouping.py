"""Which indicators of several municipalities may be one that the hub lacks: groups with reasons, for a person to confirm.

Only what nobody mapped as exact or close is looked at. Names are compared as `matching` compares them; and as there, a
name alone decides nothing: another measure, or a number that is summed up in another way, is another indicator, however
like the words are. Of a municipality a group has one indicator, the likest.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from pipeline.hub.matching import NUMBER, Printed, plain, specific
from pipeline.tables import csv_files
from pipeline.tables.csv_files import Tables

LEAST = 70
"""Of 100: below, indicators of different municipalities are alike by chance."""
SHORT = 3
"""Characters of a name up to which it does not say alone what is counted."""
MOST_ALIKE = 20
"""Of one indicator's likest in other municipalities that are looked at."""


@dataclass(frozen=True)
class Member:
    """An indicator of a municipality's edition."""

    municipality: str
    edition: str
    printed: Printed

    @property
    def place(self) -> tuple[str, ...]:
        one = self.printed
        return (self.municipality, self.edition, one.plan, one.level, one.element, one.indicator)


@dataclass
class Group:
    """Indicators that may be one: the first is that which the others were found to be like, by how much each."""

    members: list[Member]
    scores: list[int] = field(default_factory=lambda: [100])

    @property
    def score(self) -> int:
        """How alike the least alike of them is."""
        return min(self.scores)

    def at_best(self, member: Member) -> str:
        """The best match that a person may confirm without looking further."""
        first = self.members[0].printed
        same_way = {one.printed.aggregation for one in self.members} == {first.aggregation}
        same_measure = NUMBER not in first.measures | member.printed.measures
        alike = plain(member.printed.name) == plain(first.name)
        return "exact" if alike and same_way and same_measure else "close"


def unmapped(editions: Iterable[tuple[str, str, Sequence[Printed]]], hub: Tables) -> Iterator[Member]:
    """The indicators with figures, of editions (municipality, year, indicators), that nothing of the hub is mapped to."""
    mapped = {
        tuple(row[name] for name in ("municipality", "edition", "plan", "level", "element", "indicator"))
        for row in csv_files.rows(hub["mappings"])
        if row["measure"] == "figure" and row["match"] in ("exact", "close")
    }
    for municipality, year, printed in editions:
        for one in printed:
            member = Member(municipality, year, one)
            if one.measures and len(_about(one)) > 1 and member.place not in mapped:
                yield member


def groups(found: Iterable[Member]) -> list[Group]:
    """Groups of indicators of two municipalities or more, the likeliest first.

    Pairs are joined from the likest on: an indicator joins a group whose every member it is like.
    """
    members = list(found)
    of: dict[int, Group] = {}
    for score, first, second in sorted(_pairs(members), key=lambda pair: (-pair[0], *pair[1:])):
        _join(of, members, score, first, second)
    made = {id(group): group for group in of.values()}
    return sorted(
        made.values(), key=lambda group: (-group.score, -len(group.members), group.members[0].place)
    )


def _join(of: dict[int, Group], members: Sequence[Member], score: int, first: int, second: int) -> None:
    known, other = of.get(first), of.get(second)
    if known is None and other is None:
        of[first] = of[second] = Group([members[first], members[second]], [score])
        return
    if known is not None and other is not None:
        return
    group, number = (known, second) if known is not None else (other, first)
    if group is None:
        return
    joining = members[number]
    here = {one.municipality for one in group.members}
    if joining.municipality not in here and all(_alike(one, joining) >= LEAST for one in group.members):
        group.members.append(joining)
        group.scores.append(score)
        of[number] = group


def _pairs(members: Sequence[Member]) -> Iterator[tuple[int, int, int]]:
    """Pairs of indicators of different municipalities that are alike: how much, and their places."""
    for places in _by_measure(members).values():
        subjects = {place: _about(members[place].printed) for place in places}
        for place in places:
            likest = process.extract(
                subjects[place], subjects, scorer=fuzz.ratio, score_cutoff=LEAST - 10, limit=MOST_ALIKE
            )
            for _, _, other in likest:
                score = _alike(members[place], members[other]) if place < other else 0
                if score >= LEAST and members[place].municipality != members[other].municipality:
                    yield score, place, other


def _by_measure(members: Sequence[Member]) -> Mapping[str, Collection[int]]:
    found: dict[str, list[int]] = {}
    for place, member in enumerate(members):
        for measure in sorted(member.printed.measures):
            found.setdefault(measure, []).append(place)
    return found


def _alike(one: Member, other: Member) -> int:
    """How alike two indicators are, of 100: three quarters what they are about, a quarter their names; 0 where they are
    measured or summed up in another way."""
    if not one.printed.measures & other.printed.measures:
        return 0
    ways = {one.printed.aggregation, other.printed.aggregation} - {""}
    if len(ways) > 1:
        return 0
    about = fuzz.ratio(_about(one.printed), _about(other.printed))
    return round(0.75 * about + 0.25 * fuzz.ratio(plain(one.printed.name), plain(other.printed.name)))


def _about(one: Printed) -> str:
    """What an indicator is about: a short name, such as 収納率, says it only with what it belongs to."""
    own = specific(one.name)
    return own if len(own) > SHORT else own + specific(one.holder)


def why(group: Group, member: Member) -> tuple[str, ...]:
    """Why an indicator is in a group, for the person who decides."""
    first = group.members[0]
    if member is first:
        return ("組の最初の指標",)
    said = [f"「{first.printed.name}」に{_alike(first, member)}%似ている", "単位が同じ"]
    if member.printed.aggregation:
        said.append("集計方法が同じ")
    if plain(member.printed.holder) == plain(first.printed.holder):
        said.append("取組の名が同じ")
    return tuple(said)
