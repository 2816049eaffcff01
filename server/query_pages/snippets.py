"""An example as lines to copy: the same answer with curl, pandas, SPARQLWrapper and R."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from shlex import quote


@dataclass(frozen=True)
class Snippet:
    """What it is for, the language it is in, and the lines."""

    tool: str
    language: str
    code: str


def snippets(table: str, endpoint: str, query: str, codes: Sequence[str] = ()) -> tuple[Snippet, ...]:
    """Lines that have been given the address of an answer's CSV, the endpoint and the query, each quoted.

    `codes` are columns to be read as text: a code such as 13210 or 10.1 is no number.
    """
    text = (
        f'"""\n{query}"""'
        if '"""' not in query and "\\" not in query
        else json.dumps(query, ensure_ascii=False)
    )
    types = f", dtype={json.dumps(dict.fromkeys(codes, 'str'))}" if codes else ""
    pandas = f"import pandas\n\ntable = pandas.read_csv({json.dumps(table)}{types})\nprint(table)"
    wrapper = (
        "from SPARQLWrapper import JSON, SPARQLWrapper\n\n"
        f"endpoint = SPARQLWrapper({json.dumps(endpoint)})\n"
        "endpoint.setReturnFormat(JSON)\n"
        f"endpoint.setQuery({text})\n"
        'for row in endpoint.queryAndConvert()["results"]["bindings"]:\n'
        '    print({name: cell["value"] for name, cell in row.items()})'
    )
    named = ", ".join(f'{code} = "character"' for code in codes)
    classes = f", colClasses = c({named})" if codes else ""
    r = f'table <- read.csv({json.dumps(table)}, fileEncoding = "UTF-8"{classes})\nprint(table)'
    post = f"curl --header 'Accept: text/csv' --data-urlencode {quote('query=' + query)} {quote(endpoint)}"
    return (
        Snippet("pandas", "python", pandas),
        Snippet("SPARQLWrapper", "python", wrapper),
        Snippet("R", "r", r),
        Snippet("curl", "sh", f"curl --location {quote(table)}"),
        Snippet("curl, SPARQL", "sh", post),
    )
