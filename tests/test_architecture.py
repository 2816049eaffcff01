"""Each library has its door, and code has manners. That rooms import downwards only, import-linter checks (`make check`)."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

DOORS: Mapping[str, tuple[str, ...]] = {
    "pyshacl": ("pipeline.validation.shacl",),
    "shacl": ("pipeline.validation.compiled",),
    "SPARQLWrapper": ("pipeline.cli.query", "pipeline.release.upload", "server.engine.remote"),
    "rdflib": ("pipeline",),
    "pyoxigraph": (
        "pipeline.json_ld",
        "pipeline.graphs.serialize",
        "pipeline.validation",
        "pipeline.exports.comparison",
        "pipeline.catalog.documents",
        "pipeline.reading",
        "pipeline.release.unit",
        "pipeline.release.merge",
        "pipeline.release.quads",
        "pipeline.doctor",
        "pipeline.cli.query",
        "pipeline.cli.validate",
        "server",
    ),
    "pandas": (
        "pipeline.tables.csv_files",
        "pipeline.tables.edition",
        "pipeline.tables.cell_values",
        "pipeline.graphs.revisions",
        "pipeline.documents",
        "pipeline.graphs.alignment.checks",
        "pipeline.workbook",
        "pipeline.cli.diff",
    ),
    "httpx": ("pipeline.doctor", "pipeline.release.upload", "server.engine.exchange", "server.engine.remote"),
    "httpcore": ("pipeline.doctor.bounds",),
    "arro3": ("pipeline.exports",),
    "openpyxl": ("pipeline.workbook", "pipeline.exports.excel", "pipeline.formats.spreadsheets"),
    "pdfplumber": ("pipeline.formats.pdf",),
    "pypdfium2": ("pipeline.formats.pdf.drawing",),
    "lxml": ("pipeline.workbook.confirmation.editing", "pipeline.exports.excel"),
    "docx": ("pipeline.formats.word",),
    "python_calamine": (
        "pipeline.hub.downloads",
        "pipeline.workbook.reading",
        "pipeline.formats.spreadsheets",
    ),
    "typer": ("pipeline.cli",),
    "watchfiles": ("pipeline.cli.watch",),
    "rich": ("pipeline.cli",),
    "uvicorn": ("pipeline.cli.serve", "pipeline.cli.review", "server.http.connections"),
    "fastapi": ("server",),
    "starlette": ("server", "pipeline.review"),
    "jinja2": ("server", "pipeline.review"),
    "altair": ("server",),
    "vl_convert": ("server",),
}
"""A library → the packages and modules that may import it. rdflib holds triples, so every stage that states some
names its terms; the server speaks Oxigraph only. pandas is a table's type beyond `tables` and `extract`."""


TABLES_OF_DATA = {"pipeline.graphs.mapping"}
"""Modules that are one table, however long."""


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


@cache
def imported(name: str) -> frozenset[str]:
    """The dotted names that a module imports; `from package import module` names the module."""
    return frozenset(_imported(name))


def _imported(name: str) -> Iterator[str]:
    for node in ast.walk(modules()[name]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules() else node.module


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def ours(name: str) -> set[str]:
    return {found for found in imported(name) if found in modules()}


def test_there_are_modules_to_look_at() -> None:
    assert len(modules()) > 100
    assert {
        "pipeline.cli",
        "pipeline.documents.nishitokyo.item_sheets.sheets",
        "server.app",
    } <= modules().keys()
    assert "pipeline.model.errors" in ours("pipeline.tables.csv_files")


def test_modules_import_one_way() -> None:
    """No circle among modules either; a package's `__init__`, which names what it offers, is not looked at."""
    packages = {name for name in modules() if any(other.startswith(f"{name}.") for other in modules())}
    leaves = {name: ours(name) - packages for name in modules() if name not in packages}
    try:
        TopologicalSorter(leaves).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("library", DOORS)
def test_a_library_enters_by_its_doors(library: str) -> None:
    users = {name for name in modules() if any(other.split(".")[0] == library for other in imported(name))}
    assert users, f"nothing uses {library}"
    assert {name for name in users if not within(name, DOORS[library])} == set()


def test_the_web_process_parses_no_query_and_no_answer_to_one() -> None:
    """Oxigraph's parsers recurse: text that nests deeply ends the process. Only a worker, which may die, uses them."""
    in_workers = (
        "server.engine.workers.worker",
        "server.engine.workers.zygote",
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
        if not within(name, ("pipeline.tables.csv_files", "pipeline.documents")):
            calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
            assert not [call for call in calls if call.startswith("pd.")], name


def test_a_module_says_what_it_is_for_and_is_no_longer_than_400_lines() -> None:
    for name, tree in modules().items():
        path = ROOT.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        text = file.read_text(encoding="utf-8")
        assert ast.get_docstring(tree) or not text.strip(), name
        assert len(text.splitlines()) <= 400 or name in TABLES_OF_DATA, name
