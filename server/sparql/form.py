"""The endpoint's page at its plainest: a form that works without scripts, in Japanese and English."""

from html import escape

from starlette.responses import HTMLResponse

from server.sparql.protocol import GRAPHS, TABLES

_EXAMPLE = "SELECT ?graph (COUNT(*) AS ?triples)\nWHERE { GRAPH ?graph { ?s ?p ?o } }\nGROUP BY ?graph ORDER BY ?graph"
_PAGE = """<!DOCTYPE html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>SPARQL</title>
<h1>SPARQL</h1>
<form action="/sparql" method="get">
<p><label for="query">問い合わせ <span lang="en">Query</span></label>
<p><textarea id="query" name="query" rows="16" cols="80" spellcheck="false" required>{query}</textarea>
<p><label for="format">形式 <span lang="en">Format</span></label>
<select id="format" name="format">{formats}</select>
<button>実行 <span lang="en">Run</span></button>
</form>
</html>
"""


def sparql_form(query: str | None) -> HTMLResponse:
    """The form, with a query already written in it."""
    formats = "".join(
        f'<option value="{form.suffix}">{label}: {form.name}</option>'
        for label, forms in (("SELECT, ASK", TABLES), ("CONSTRUCT, DESCRIBE", GRAPHS))
        for form in forms
    )
    return HTMLResponse(_PAGE.format(query=escape(query or _EXAMPLE), formats=formats))
