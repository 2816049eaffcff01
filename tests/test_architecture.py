"""Imports point one way, and each library has its door: the drawing in the design, checked on the code."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

FOUNDATIONS: Mapping[str, set[str]] = {
    "pipeline.errors": set(),
    "pipeline.bilingual": set(),
    "pipeline.schema": set(),
    "pipeline.iris": set(),
    "pipeline.paths": {"pipeline.errors"},
    "pipeline.terms": {"pipeline.iris", "pipeline.paths"},
    "pipeline.tables": {"pipeline.errors", "pipeline.schema"},
    "pipeline.triples": {"pipeline.iris", "pipeline.terms"},
    "pipeline.mapping": {"pipeline.terms", "pipeline.triples"},
    "pipeline.graph": {"pipeline.terms", "pipeline.triples"},
    "pipeline.release": {"pipeline.errors"},
}
"""What all else stands on → all that it may import of ours."""

PARTS: Mapping[str, set[str]] = {
    "server.limits": set(),
    "server.http": set(),
    "server.reading": set(),
    "server.engine": {"server.limits"},
    "server.rendering": {"server.reading"},
    "server.service": {"server.reading", "server.rendering", "server.settings"},
    "server.sparql": {"server.engine", "server.http", "server.limits", "server.reading"},
    "server.pages": {"server.http", "server.reading", "server.rendering", "server.service"},
}
"""Parts of the server → all that each may import of the others."""

MET_BY_THE_SERVER = {
    "pipeline.bilingual",
    "pipeline.compare",
    "pipeline.errors",
    "pipeline.iris",
    "pipeline.paths",
    "pipeline.release",
    "pipeline.terms",
}
"""Names, places and the release: all that the server may know of the pipeline. It never builds."""

DOORS: Mapping[str, tuple[str, ...]] = {
    "pyshacl": ("pipeline.validate",),
    "SPARQLWrapper": ("pipeline.commands.query", "pipeline.publish", "server.engine.remote"),
    "rdflib": ("pipeline",),
    "pyoxigraph": (
        "pipeline.graph",
        "pipeline.validate",
        "pipeline.compare",
        "pipeline.doctor",
        "pipeline.catalog.documents",
        "pipeline.commands.query",
        "server",
    ),
    "pandas": (
        "pipeline.tables",
        "pipeline.editions",
        "pipeline.figures",
        "pipeline.diff",
        "pipeline.extract",
        "pipeline.hub.checks",
        "pipeline.workbook",
        "pipeline.commands.diff",
    ),
    "pyarrow": ("pipeline.packaging",),
    "openpyxl": ("pipeline.workbook",),
    "typer": ("pipeline.cli", "pipeline.commands"),
    "rich": ("pipeline.cli", "pipeline.commands"),
    "uvicorn": ("pipeline.commands.serve", "server.http.connections"),
    "fastapi": ("server",),
    "starlette": ("server",),
    "jinja2": ("server",),
    "altair": ("server",),
    "vl_convert": ("server",),
}
"""A library → the packages and modules that may import it. rdflib holds triples, so every stage that states some
names its terms; the server speaks Oxigraph only. pandas is a table's type beyond `tables` and `extract`."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the code by its dotted name; a package's own name is that of its `__init__`."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for package in ("pipeline", "server", "ontology", "shapes")
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def imported(name: str) -> Iterator[str]:
    """The dotted names that a module imports; `from package import module` names the module."""
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules() else node.module


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def unit(name: str) -> str:
    """What a module is part of, seen from outside: `pipeline.extract.ledger` is part of `pipeline.extract`."""
    return ".".join(name.split(".")[:2])


def ours(name: str) -> set[str]:
    return {found for found in imported(name) if found in modules()}


def test_there_are_modules_to_look_at() -> None:
    assert len(modules()) > 100
    assert {"pipeline.cli", "pipeline.extract.nishitokyo.sheets", "server.app"} <= modules().keys()
    assert "pipeline.errors" in ours("pipeline.tables")


def test_the_pipeline_never_imports_the_server() -> None:
    found = {
        (name, other)
        for name in modules()
        if within(name, ("pipeline",))
        for other in imported(name)
        if within(other, ("server",))
    }
    assert found == set()


def test_the_server_knows_of_the_pipeline_only_names_places_and_the_release() -> None:
    found = {
        (name, other)
        for name in modules()
        if within(name, ("server",))
        for other in ours(name)
        if within(other, ("pipeline",)) and other not in MET_BY_THE_SERVER
    }
    assert found == set()


@pytest.mark.parametrize("name", FOUNDATIONS)
def test_a_foundation_rests_only_on_foundations(name: str) -> None:
    parts = [part for part in modules() if within(part, (name,))]
    assert parts
    assert {unit(other) for part in parts for other in ours(part)} - {name, "pipeline"} <= FOUNDATIONS[name]


@pytest.mark.parametrize("side", ["pipeline", "server"])
def test_stages_and_parts_import_one_way(side: str) -> None:
    """Packages and single modules of a side, as units: no circle."""
    units: dict[str, set[str]] = {}
    for name in modules():
        if within(name, (side,)):
            others = {unit(other) for other in ours(name) if within(other, (side,))} - {unit(name), side}
            units.setdefault(unit(name), set()).update(others)
    assert len(units) > 10
    try:
        TopologicalSorter(units).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_the_server_rests_only_on_those_below_it(name: str) -> None:
    parts = [part for part in modules() if within(part, (name,))]
    assert parts
    found = {unit(other) for part in parts for other in ours(part) if within(other, ("server",))}
    assert found - {name, "server"} <= PARTS[name]


def test_modules_import_one_way() -> None:
    """No circle among modules either; a package's `__init__`, which names what it offers, is not looked at."""
    packages = {name for name in modules() if any(other.startswith(f"{name}.") for other in modules())}
    leaves = {name: ours(name) - packages for name in modules() if name not in packages}
    try:
        TopologicalSorter(leaves).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_only_commands_call_the_build_and_only_the_command_line_calls_commands() -> None:
    for name in modules():
        if not within(name, ("pipeline.commands", "pipeline.cli")):
            assert not {
                other for other in ours(name) if within(other, ("pipeline.commands", "pipeline.cli"))
            }, name
            assert "pipeline.build" not in ours(name), name
    assert ours("pipeline.cli") == {"pipeline.errors"}


def test_only_extraction_knows_a_document_s_layout() -> None:
    for name in modules():
        if not within(name, ("pipeline.extract",)):
            assert not {other for other in ours(name) if within(other, ("pipeline.extract.nishitokyo",))}, (
                name
            )


@pytest.mark.parametrize("library", DOORS)
def test_a_library_enters_by_its_doors(library: str) -> None:
    users = {name for name in modules() if any(other.split(".")[0] == library for other in imported(name))}
    assert users, f"nothing uses {library}"
    assert {name for name in users if not within(name, DOORS[library])} == set()


def test_the_web_process_parses_no_query_and_no_answer_to_one() -> None:
    """Oxigraph's parsers recurse: text that nests deeply ends the process. Only a worker, which may die, uses them."""
    in_workers = (
        "server.engine.worker",
        "server.engine.zygote",
        "server.engine.rows",
        "server.engine.csv_results",
    )
    parsers = {
        (name, alias.name)
        for name, tree in modules().items()
        if within(name, ("server",)) and not within(name, in_workers)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "pyoxigraph"
        for alias in node.names
        if alias.name.startswith(("parse", "Query"))
    }
    assert parsers == {("server.catalog.document", "parse")}  # of the catalogue in the release, which is ours


def test_errors_are_caught_by_name() -> None:
    """`except Exception` and a bare `except` would hide a fault of the code, unless they pass it on."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else ""
                passed_on = any(isinstance(one, ast.Raise) and one.exc is None for one in ast.walk(node))
                wide = caught in ("", "Exception", "BaseException")
                assert passed_on or not wide, f"{name}, line {node.lineno}"


def test_only_tables_and_extraction_make_frames() -> None:
    """Elsewhere pandas is the type of a table that was handed over."""
    for name, tree in modules().items():
        if not within(name, ("pipeline.tables", "pipeline.extract")):
            calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
            assert not [call for call in calls if call.startswith("pd.")], name


def test_a_module_says_what_it_is_for_and_is_no_longer_than_400_lines() -> None:
    for name, tree in modules().items():
        path = ROOT.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        text = file.read_text(encoding="utf-8")
        assert ast.get_docstring(tree) or not text.strip(), name
        assert len(text.splitlines()) <= 400, name
