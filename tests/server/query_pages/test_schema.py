"""The schema page counts what is served."""

import re

import httpx
import pytest

from server.query_pages import schema
from server.query_pages.schema import classes_that_matter


def test_classes_and_properties_are_counted_as_they_are_served(client: httpx.Client) -> None:
    page = client.get("/schema").text
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a <https://w3id.org/keikaku/ns#Indicator> }"
    answer = client.get("/sparql", params={"query": count}, headers={"Accept": "text/csv"}).text
    row = re.search(
        r"<code>kk:Indicator</code></a></th>.*?<td class=\"number\"[^>]*>([0-9,]+)</td>", page, re.DOTALL
    )
    assert row
    assert row[1] == answer.split("\r\n")[1]
    assert "<code>kk:rawText</code>" in page


def test_an_unchanged_schema_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get("/schema").headers["etag"]
    assert client.get("/schema", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/schema?lang=en", headers={"If-None-Match": tag}).status_code == 200


def test_the_classes_that_matter_come_first_with_an_example_and_a_query_each(client: httpx.Client) -> None:
    page = client.get("/schema?lang=en").text
    beginning = page.partition('id="classes"')[0]
    assert len(classes_that_matter()) == 12
    assert beginning.count("For example") == beginning.count("A query and its answer") == 12


@pytest.mark.parametrize(("path", "own"), [("/schema", True), ("/schema/standard", False)])
def test_every_class_has_an_example_and_a_query_and_terms_of_standards_are_on_a_page_of_their_own(
    client: httpx.Client, path: str, own: bool
) -> None:
    page = client.get(f"{path}?lang=en").text
    for name in ("classes", "properties"):
        table = page.partition(f'id="{name}"')[2].partition("</table>")[0]
        terms = re.findall(r'<th scope="row">.*?<code>(.*?)</code>', table)
        assert len(terms) > 15 and all(term.startswith("kk:") is own for term in terms)
        if name == "classes":
            assert table.count("For example") == table.count("A query and its answer") == len(terms)
    assert ('id="graphs"' in page) is own


@pytest.mark.parametrize("class_", classes_that_matter())
def test_the_query_of_a_class_has_an_answer(client: httpx.Client, class_: str) -> None:
    said = classes_that_matter()[class_]
    assert said["ja"] and said["en"]
    answer = client.get("/sparql", params={"query": said["query"], "format": "csv"})
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) > 1


def test_graphs_of_municipalities_follow_those_that_all_share_and_are_listed_up_to_a_number(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed() -> list[str]:
        table = client.get("/schema?lang=en").text.partition('<h2 id="graphs">')[2]
        return re.findall(r'<th scope="row">.*?<code>(.*?)</code>', table.partition("</table>")[0])

    every = listed()
    own = [name.startswith("id/") for name in every]
    assert own == sorted(own) and any(own)
    monkeypatch.setitem(schema.MOST, "graphs", 2)
    assert listed() == every[:2]
    assert f"And {len(every) - 2} more." in client.get("/schema?lang=en").text
