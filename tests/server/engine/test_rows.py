from collections.abc import Mapping

import pytest

from server.engine.rows import more_than

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"

THREE_ROWS: Mapping[str, tuple[str, bytes]] = {
    "JSON": (
        JSON,
        b'{"head":{"vars":["a","b"]},"results":{"bindings":[{"a":{"value":"}},{"}},{},{"b":{"value":"\\\\"}}]}}',
    ),
    "JSON with spaces": (
        JSON,
        b'{ "results": { "bindings": [\n { "a": { } }\t, { "a": { },\n "b": { } } ,\n { } ] } }\n',
    ),
    "XML": (
        XML,
        b"<sparql><results><result></result><result ></result><result>&lt;result></result></results></sparql>",
    ),
    "XML with a prefix": (
        XML,
        b"<s:sparql><s:results><s:result/><s:result>1</s:result>" + b"<s:result>2</s:result>" * 2,
    ),
    "CSV": (CSV, b'a,b\r\n"1\r\n2","x""\r\n""y"\r\n,\r\n3,4\r\n'),
    "CSV of other lines": (CSV, b'"a"\n"1\n"\n2\n3\n'),
    "TSV": (TSV, b'?a\t?b\n"1\\n2"\t\n\t\n3\t4\n'),
}


@pytest.mark.parametrize(("media_type", "result"), THREE_ROWS.values(), ids=THREE_ROWS)
def test_rows_are_counted_whatever_stands_in_their_values(media_type: str, result: bytes) -> None:
    assert more_than(2, result, media_type)
    assert not more_than(3, result, media_type)
