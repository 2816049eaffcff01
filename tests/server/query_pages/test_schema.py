"""The schema page counts what is served."""

import re

import httpx


def test_classes_and_properties_are_counted_as_they_are_served(client: httpx.Client) -> None:
    page = client.get("/schema").text
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a <https://w3id.org/keikaku/ns#Indicator> }"
    answer = client.get("/sparql", params={"query": count}, headers={"Accept": "text/csv"}).text
    row = re.search(r"<code>kk:Indicator</code>.*?<td class=\"number\">([0-9,]+)</td>", page, re.DOTALL)
    assert row
    assert row[1] == answer.split("\r\n")[1]
    assert "<code>kk:rawText</code>" in page


def test_an_unchanged_schema_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get("/schema").headers["etag"]
    assert client.get("/schema", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/schema?lang=en", headers={"If-None-Match": tag}).status_code == 200
