"""What does not conform, and how it is told: as problems, as a sh:ValidationReport, as Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from pipeline.model.errors import Problem
from pipeline.model.iris import BASE, KK
from pipeline.model.namespaces import PREFIXES, RDF, SH

_VIOLATION = str(SH.Violation)

Where = Callable[[str, str], str]
"""The place in the tables of a thing (IRI) and a property of it (as in SPARQL, or blank); "" where it has none."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that does not conform.

    `focus`, `shape`, `component` and `severity` are IRIs; `path` and `value` are written as in SPARQL, or blank.
    Each message is two sentences: what is wrong, and what to do.
    """

    focus: str
    shape: str
    component: str
    path: str = ""
    value: str = ""
    severity: str = _VIOLATION
    message: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def about(self) -> str:
        """The thing that does not conform: the focus, or what a shape that looks at a graph as a whole names."""
        of_graph = self.focus == KK.rstrip("#") and self.value.startswith("<")
        return self.value.strip("<>") if of_graph else self.focus


@dataclass(frozen=True)
class Report:
    """The findings of a validation, sorted."""

    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        return not self.findings

    def problems(self, where: Where, language: str = "en") -> tuple[Problem, ...]:
        """The findings as problems for people.

        `where` says which row and column of the tables a thing and a property of it came from; what has no place
        of its own has that of the thing it is a part of (an observation that of its cell). Findings without a place are
        named by their IRI.
        """
        return tuple(sorted({_problem(finding, where, language) for finding in self.findings}))

    def write(self, folder: Path, base: str = BASE) -> None:
        """Write `shacl.ttl`, a sh:ValidationReport without blank nodes, and `shacl.md` for people."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "shacl.ttl").write_text(self.graph(base).serialize(format="turtle"), "utf-8")
        (folder / "shacl.md").write_text(self.markdown(), "utf-8")

    def graph(self, base: str = BASE) -> Graph:
        """The report in SHACL's own terms; what SHACL leaves blank has an IRI made of its content."""
        graph = Graph()
        for prefix in ("sh", "xsd"):
            graph.bind(prefix, PREFIXES[prefix])
        report = URIRef(f"{base}.well-known/genid/shacl-report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        for finding in self.findings:
            content = "\n".join(
                (finding.focus, finding.shape, finding.component, finding.path, finding.value)
            )
            result = URIRef(f"{base}.well-known/genid/{sha256(content.encode()).hexdigest()[:16]}")
            graph.add((report, SH.result, result))
            for predicate, value in _result(finding):
                graph.add((result, predicate, value))
        return graph

    def markdown(self) -> str:
        """The report for people: one table of findings, or one sentence."""
        lines = ["# SHACL 検証結果 / SHACL validation", ""]
        if self.conforms:
            return "\n".join([*lines, "すべて適合しています。 / Everything conforms.", ""])
        lines += [
            f"{len(self.findings)} 件が適合していません。 / {len(self.findings)} findings do not conform.",
            "",
        ]
        lines += ["| 対象 / focus | 値 / value | 内容と対処 | what and what to do |", "|---|---|---|---|"]
        for finding in self.findings:
            cells = (f"<{finding.about}>", finding.value, finding.message["ja"], finding.message["en"])
            lines.append(
                "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("|", "\\|") for cell in cells) + " |"
            )
        return "\n".join([*lines, ""])


def _problem(finding: Finding, where: Where, language: str) -> Problem:
    message = finding.message[language]
    what, _, remedy = message.partition("。" if language == "ja" else ". ")
    stop = "。" if language == "ja" else "."
    shown = f"{finding.value}: " if finding.value and finding.about == finding.focus else ""
    return Problem(_place(finding, where), f"{shown}{what}{stop}", remedy)


def _place(finding: Finding, where: Where) -> str:
    for thing in (finding.about, *_ancestors(finding.about)):
        place = where(thing, finding.path)
        if place:
            return place
    return f"<{finding.about}>"


def _ancestors(iri: str) -> Iterator[str]:
    scheme, _, rest = iri.partition("://")
    for parent in PurePosixPath(rest).parents:
        yield f"{scheme}://{parent}"


def _result(finding: Finding) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, URIRef(finding.focus)
    yield SH.sourceShape, URIRef(finding.shape)
    yield SH.sourceConstraintComponent, URIRef(finding.component)
    yield SH.resultSeverity, URIRef(finding.severity)
    for language, text in finding.message.items():
        yield SH.resultMessage, Literal(text, lang=language)
    prefix, _, name = finding.path.partition(":")
    if prefix in PREFIXES and re.fullmatch(r"[\w-]+", name):
        yield SH.resultPath, URIRef(PREFIXES[prefix] + name)
