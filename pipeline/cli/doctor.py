"""`keikaku doctor`: what the portals that exist would do with a catalogue."""

import json
from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console

from pipeline.doctor.diagnosis import Diagnosis, diagnose
from pipeline.doctor.findings import Finding
from pipeline.doctor.score import MOST
from pipeline.doctor.web import DEADLINE
from pipeline.model.errors import Problem, SettingError

NOTHING = {"ja": "問題は見つかりませんでした。", "en": "Nothing is wrong."}
MORE = {"ja": "同じ所見がほかに{}件", "en": "and {} more of this kind"}
SEVERITY = {"ja": {"error": "誤り", "warning": "注意"}, "en": {"error": "error", "warning": "warning"}}
EXAMPLES = 3
"""Findings of one kind that are shown; --json has them all."""


def run(
    source: Annotated[str, typer.Argument(help="The address of a DCAT catalogue, or a file of RDF.")],
    lang: Annotated[str, typer.Option(help="Language of the findings: ja or en.")] = "ja",
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON.")] = False,
    links: Annotated[bool, typer.Option(help="Ask for the files of the catalogue, too.")] = True,
    seconds: Annotated[float, typer.Option(min=1, help="How long all that is asked may take.")] = DEADLINE,
) -> None:
    """Examine a DCAT catalogue, ours or anybody's, as CKAN, udata, SHIRASAGI and data.europa.eu would."""
    if lang not in NOTHING:
        raise SettingError(Problem("--lang", f"'{lang}' is not a language of this.", "Use ja or en."))
    found = diagnose(source, links, seconds)
    console = Console()
    if as_json:
        console.print_json(json.dumps(as_data(found, lang), ensure_ascii=False))
    else:
        show(found, lang, console)
    if not found.healthy:
        raise typer.Exit(1)


def as_data(found: Diagnosis, lang: str) -> dict[str, object]:
    """A diagnosis as JSON."""
    return {
        "source": found.address,
        "pages": found.pages,
        "datasets": found.datasets,
        "distributions": found.distributions,
        "healthy": found.healthy,
        "verdicts": {name: text.ja if lang == "ja" else text.en for name, text in found.verdicts},
        "score": {
            "total": found.score.total,
            "most": MOST,
            "rating": found.score.rating,
            "indicators": {
                result.indicator.name: [round(result.points, 1), result.indicator.points]
                for result in found.score.results
            },
        },
        "findings": [
            {
                "code": one.kind.code,
                "severity": one.kind.severity,
                "hurts": list(one.kind.hurts),
                "where": one.where,
                "text": one.text(lang),
            }
            for one in found.findings
        ],
    }


def show(found: Diagnosis, lang: str, console: Console) -> None:
    """Prints a diagnosis: the verdicts, then the findings, a few of each kind."""
    console.print(f"{found.address}: {found.datasets} dcat:Dataset, {found.distributions} dcat:Distribution")
    for name, verdict in found.verdicts:
        console.print(f"  {name}: {verdict.ja if lang == 'ja' else verdict.en}", highlight=False)
    if not found.findings:
        console.print(NOTHING[lang])
    for code in dict.fromkeys(one.kind.code for one in found.findings):
        _show_kind([one for one in found.findings if one.kind.code == code], lang, console)


def _show_kind(found: list[Finding], lang: str, console: Console) -> None:
    kind = found[0].kind
    console.print(f"\n{SEVERITY[lang][kind.severity]} {kind.code} ({', '.join(kind.hurts)})", style="bold")
    for text, same in groupby(found[:EXAMPLES], lambda one: one.text(lang)):
        console.print(f"  {text}", markup=False, highlight=False)
        for one in same:
            console.print(f"    {one.where}", markup=False, highlight=False, soft_wrap=True)
    if len(found) > EXAMPLES:
        console.print(f"  {MORE[lang].replace('{}', str(len(found) - EXAMPLES))}")
