"""Assistants, by the client of the SDK: over HTTP and over standard input and output, within the endpoint's limits."""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar, cast

import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import TextContent

from pipeline.model.files.data_folder import ROOT
from server.assistants.tools import Served, mcp_server
from server.catalog.model_in_brief import QUERIES

ITEM = "https://w3id.org/keikaku/id/132292/gyokaku-5/2026/item/7"
TOOLS = {"describe_model", "plans", "search", "get_item", "get_figures", "describe", "compare", "sparql"}
T = TypeVar("T")
Call = Callable[..., Any]


def with_client(server: str | StdioServerParameters, use: Callable[[Client], Coroutine[None, None, T]]) -> T:
    async def run() -> T:
        async with Client(server, read_timeout_seconds=30) as client:
            return await use(client)

    return asyncio.run(run())


@pytest.fixture(scope="module")
def call(server_url: str) -> Call:
    """Calls a tool: what it answers, as a value of JSON; an error as its text."""

    def calling(name: str, **arguments: str) -> Any:
        async def use(client: Client) -> Any:
            result = await client.call_tool(name, arguments)
            (first, *_) = result.content
            assert isinstance(first, TextContent)
            if result.is_error:
                return f"error: {first.text}"
            found = result.structured_content or {}
            return found["result"] if set(found) == {"result"} else found

        return with_client(f"{server_url}/mcp", use)

    return calling


def test_all_tools_only_read(server_url: str) -> None:
    async def use(client: Client) -> list[Any]:
        return list((await client.list_tools()).tools)

    tools = with_client(f"{server_url}/mcp", use)
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    assert all(tool.description for tool in tools)


def test_the_sdk_does_not_set_up_the_log_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    level = logging.root.level
    mcp_server(cast(Served, None))
    assert (logging.root.handlers, logging.root.level) == ([], level)


@pytest.mark.parametrize("accept", ["*/*", "text/event-stream", "text/html"])
def test_a_stream_that_would_never_say_anything_is_not_opened(site: httpx.Client, accept: str) -> None:
    answer = site.get("/mcp", headers={"Accept": accept}, timeout=10)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert ("はPOSTで送ってください" if accept == "text/html" else "messages are posted") in answer.text


def test_from_a_word_to_an_item_to_its_figure_and_printed_line(call: Call) -> None:
    (first, *_) = call("search", text="ハナバス")
    assert (first["iri"], first["title"]) == (ITEM, "はなバスの効率的な運行")
    item = call("get_item", iri=first["iri"])
    assert item["departments"] == ["交通課"]
    figures = call("get_figures", iri=item["indicators"][0]["iri"])
    (last,) = [cell for cell in figures["cells"] if (cell["kind"], cell["year"]) == ("target", 2028)]
    assert last["printed"] == "48.0%"
    assert last["values"][0]["value"] == "48"
    assert last["cite"] == f"{ITEM}/indicator/1/target/2028"
    assert last["line"].endswith("#line=379,380")


def test_a_cell_without_a_number_says_why(call: Call) -> None:
    cells = call("get_figures", iri=f"{ITEM.removesuffix('7')}1/indicator/1")["cells"]
    assert {cell["status"] for cell in cells if not cell["values"]} >= {"text"}


def test_plans_name_their_municipality(call: Call) -> None:
    plans = call("plans")
    cities = {"西東京市", "足利市", "八幡市", "東村山市", "大船渡市", "甲府市"}
    assert {plan["municipality"] for plan in plans} == cities


def test_a_shared_indicator_is_compared_with_warnings(call: Call) -> None:
    known = [one["id"] for one in call("compare")["indicators"]]
    assert "reform-effect-total" in known
    found = call("compare", indicator="reform-effect-total", match="close")
    assert found["warnings"]
    assert {figure["municipality"] for figure in found["figures"]} > {"西東京市"}


def test_a_query_is_answered_by_the_rules_of_the_endpoint(call: Call) -> None:
    answer = call("sparql", query="SELECT ?title { <id/132292/gyokaku-5/2026/item/7> dcterms:title ?title }")
    assert (answer["rows"], answer["rows_in_all"]) == ([["はなバスの効率的な運行"]], 1)
    assert call("sparql", query="ASK { ?s a kk:Plan }") == {"holds": True}
    assert "kk:Plan" in call("sparql", query="CONSTRUCT WHERE { ?s a kk:Plan }")["graph"]
    (why,) = call("sparql", query="SELECT * { ?s kk:hasIndikator ?o }")["why_empty"]
    assert why["meant"] == "kk:hasIndicator"


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("sparql", {"query": "SELEC * {}"}, "Did you mean SELECT?"),
        ("sparql", {"query": "INSERT DATA {}"}, "takes no updates"),
        ("sparql", {"query": "SELECT * { SERVICE <http://evil.example/> {} }"}, "SERVICE is not allowed"),
        ("get_item", {"iri": "no iri"}, "is no absolute IRI"),
        ("get_item", {"iri": f"{ITEM}/none"}, "is no element of a plan"),
        ("get_figures", {"iri": ITEM}, "is no indicator"),
        ("describe", {"iri": "urn:none"}, "nothing that the data describe"),
        ("compare", {"indicator": "none"}, "none"),
    ],
)
def test_what_cannot_be_answered_is_told_to_be_corrected(
    call: Call, tool: str, arguments: dict[str, str], said: str
) -> None:
    told = call(tool, **arguments)
    assert told.startswith("error: ")
    assert said in told
    assert told.endswith("。")  # the same in Japanese, for who is asked in it


def test_anything_is_described_as_turtle(call: Call) -> None:
    assert 'dcterms:title "はなバスの効率的な運行"@ja' in call("describe", iri=ITEM)


def test_the_model_in_brief_has_queries_that_have_answers(call: Call) -> None:
    brief = call("describe_model")
    for query in QUERIES.values():
        assert query in brief
        assert call("sparql", query=query)["rows"]


def test_an_assistant_on_this_machine_starts_the_command(releases: Path, tmp_path: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-c", "from pipeline.cli import main; main()", "mcp"],
        env={"KEIKAKU_RELEASES": str(releases), "PYTHONPATH": str(ROOT), "PATH": ""},
        cwd=str(tmp_path),
    )

    async def use(client: Client) -> Any:
        found = await client.call_tool("sparql", {"query": "ASK { ?s a kk:Plan }"})
        return found.structured_content

    assert with_client(command, use) == {"holds": True}
