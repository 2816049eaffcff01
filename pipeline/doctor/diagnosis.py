"""The diagnosis: findings, score, and in words what each harvester would do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeline.doctor import transport
from pipeline.doctor.checks import check, datasets, distributions
from pipeline.doctor.facts import Facts
from pipeline.doctor.fetch import Source, fetch, together
from pipeline.doctor.findings import CKAN, EUROPE, HARVESTERS, SHIRASAGI, UDATA, Finding
from pipeline.doctor.score import MOST, Score, score
from pipeline.doctor.web import DEADLINE
from pipeline.model.text import Text

_STOPPING = {CKAN: ("no-title", "head-refused", "unread-by-ckan"), UDATA: ("unread-by-udata",)}
"""What ends a harvest before it registers anything."""
MOST_LINKS = 200
"""Files asked for at most; a portal of many thousands would take hours."""


@dataclass(frozen=True)
class Diagnosis:
    """What was found of a catalogue."""

    address: str
    pages: int
    datasets: int
    distributions: int
    findings: tuple[Finding, ...]
    score: Score
    verdicts: tuple[tuple[str, Text], ...]

    @property
    def healthy(self) -> bool:
        """Whether every harvester gets everything: no error, warnings aside."""
        return not any(found.is_error for found in self.findings)


def diagnose(address: str, links: bool = True, seconds: float = DEADLINE) -> Diagnosis:
    """Examines a catalogue at an address or in a file; `links` asks for its files, too, all within some seconds.

    Raises DocumentError where nothing answers or it is not RDF: there is nothing to examine.
    """
    source = fetch(address, seconds)
    facts = together(source)
    found = [*check(facts), *transport.documents(source)]
    if not source.is_file:
        found += transport.offers(source, facts)
        found += transport.links(source.web, facts, MOST_LINKS) if links else []
    return conclude(source, facts, found)


def conclude(source: Source, facts: Facts, found: Iterable[Finding]) -> Diagnosis:
    """The diagnosis that follows from findings."""
    findings = tuple(sorted(set(found), key=lambda one: one.order))
    conforms = not any(one.is_error and EUROPE in one.kind.hurts for one in findings)
    broken = [one.where for one in findings if one.kind.code == "bad-link"]
    points = score(facts, conforms, broken)
    return Diagnosis(
        source.address,
        len(source.documents),
        len(datasets(facts)),
        len(distributions(facts)),
        findings,
        points,
        tuple(
            (name, _verdict(name, len(datasets(facts)), findings, points, source.is_file))
            for name in HARVESTERS
        ),
    )


def _verdict(harvester: str, total: int, findings: tuple[Finding, ...], points: Score, is_file: bool) -> Text:
    errors = [one for one in findings if one.is_error and harvester in one.kind.hurts]
    if total == 0:
        return Text(
            "何も登録しません。前回までの登録は削除されます。", "registers nothing and deletes what it had."
        )
    if harvester == EUROPE:
        words = f"{points.total}/{MOST} ({points.rating})"
        if errors:
            return Text(f"DCAT-APに適合しません。品質 {words}。", f"finds DCAT-AP violated. Quality {words}.")
        return Text(
            f"DCAT-APに適合と判定します。品質 {words}。", f"finds DCAT-AP satisfied. Quality {words}."
        )
    if harvester == SHIRASAGI:
        return _shirasagi({one.kind.code for one in findings}, total, is_file)
    return _registered(harvester, errors, total)


def _shirasagi(codes: Collection[str], total: int, is_file: bool) -> Text:
    """By the Action API, else by the list of open data; a file alone shows neither."""
    if is_file:
        return Text(
            "ファイルだけでは判断できません(Action APIを使います)。",
            "is not to be judged by a file: it asks an API.",
        )
    if "no-action-api" not in codes:
        return Text(
            f"CKANのAction APIから{total}件を取り込みます。",
            f"imports {total} datasets by CKAN's Action API.",
        )
    if "no-open-data-list" not in codes:
        return Text("オープンデータ一覧から取り込みます。", "imports by the list of open data.")
    return Text("取り込めません。", "cannot import.")


def _registered(harvester: str, errors: list[Finding], total: int) -> Text:
    if any(one.kind.code in _STOPPING[harvester] for one in errors):
        return Text("取り込みを中止し、何も登録しません。", "aborts and registers nothing.")
    refusing = {"refused-tag", "identifier-twice", "no-title"} if harvester == UDATA else {"refused-tag"}
    refused = {one.where for one in errors if one.kind.code in refusing and _concerns(harvester, one)}
    registered = total - len(refused)
    rest = (
        Text("", "") if not refused else Text(f"{len(refused)}件は拒否します。", f" {len(refused)} refused.")
    )
    return Text(
        f"{total}件中{registered}件を登録します。{rest.ja}",
        f"registers {registered} of {total} datasets.{rest.en}",
    )


def _concerns(harvester: str, one: Finding) -> bool:
    return harvester in one.kind.hurts
