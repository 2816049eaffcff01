"""`keikaku publish`: the current release into a store elsewhere."""

from typing import Annotated

import typer

from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import data_folder
from pipeline.release.store import CURRENT, Release
from pipeline.release.upload import RemoteStore, publish

_ENDPOINTS = {
    "/sparql-graph-crud-auth": "/sparql",
    "/sparql-graph-crud": "/sparql",
    "/rdf-graphs/service": "",
    "/store": "/query",
    "/data": "/query",
}
"""How the addresses of Virtuoso, RDF4J and GraphDB, Oxigraph, and Fuseki end: where graphs are put, where asked."""


def run(
    url: Annotated[str, typer.Argument(help="Where the store takes graphs (Graph Store Protocol).")],
    endpoint: Annotated[str, typer.Option(help="Its SPARQL endpoint; default: by the kind of store.")] = "",
    user: Annotated[str, typer.Option(help="User name, where the store asks for one.")] = "",
    password: Annotated[str, typer.Option(envvar="KEIKAKU_PUBLISH_PASSWORD", help="Password.")] = "",
) -> None:
    """Load the current release into a store, graph by graph; run again, it goes on where it stopped."""
    folder = data_folder.releases_folder()
    release = Release.open(folder / CURRENT)
    store = RemoteStore(url, endpoint or endpoint_of(url), user, password)
    for graph, done, triples in publish(release, store, folder):
        typer.echo(f"{done:<8}{triples:>9,}  {graph}")


def endpoint_of(url: str) -> str:
    """The SPARQL endpoint of a store, by how the address of its graphs ends. Raises SettingError otherwise."""
    for ending, replacement in _ENDPOINTS.items():
        if url.endswith(ending):
            return url.removesuffix(ending) + replacement
    raise SettingError(
        Problem(
            "--endpoint",
            f"is missing: {url} does not end like the graph store of a kind known here ({', '.join(_ENDPOINTS)}).",
            "Give the address that answers its SPARQL queries, such as --endpoint http://localhost:7878/query.",
        )
    )
