"""`keikaku review`: what a person sees of a proposal, and what confirming and correcting writes."""

import re
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from starlette.testclient import TestClient

from pipeline.model.errors import DocumentError, TableError
from pipeline.review.application import application
from pipeline.workbook.confirmation import confirming
from pipeline.workbook.confirmation.confirming import Standing
from tests.pipeline.review.conftest import PORT, TOKEN, Reviewing

PDF = "ratings.chromium.pdf"


def page(client: TestClient, path: str = f"/{TOKEN}/") -> BeautifulSoup:
    return BeautifulSoup(client.get(path).text, "html5lib")


def find(workbook: Path, table: str, column: str, text: str) -> Standing:
    """The proposal of a value."""
    standing = confirming.read(workbook).standing
    return next(
        one
        for one in standing
        if (one.proposal.table, one.proposal.column, one.text) == (table, column, text)
    )


def send(client: TestClient, one: Standing, text: str) -> int:
    """Sends the form of a proposal's page; the status of the answer."""
    form = {"seen": one.text, "text": text}
    answer = client.post(f"/{TOKEN}/row/{one.proposal.row}", data=form, follow_redirects=False)
    return answer.status_code


def parts(workbook: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_first_page_shows_the_least_sure_proposal(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    sureness = [one.proposal.sure for one in confirming.read(workbook).standing]
    least = next(sure for sure in ("low", "middle", "high") if sure in sureness)
    assert page(client).select_one(f".proposal > p > .sure.{least}") is not None


def test_a_proposal_of_a_pdf_is_shown_with_its_page_and_its_rectangle_and_what_stands_in_it(
    reviewing: Reviewing,
) -> None:
    client, workbook = reviewing(PDF)
    one = find(workbook, "cells", "raw_text", "131件")
    shown = page(client, f"/{TOKEN}/row/{one.proposal.row}")
    enlarged, whole = shown.select("svg")
    assert "131件" in str(enlarged["aria-label"])
    assert len(whole.select("rect.mark")) == 1
    image = whole.select_one("image")
    assert isinstance(image, Tag)
    picture = client.get(str(image["href"]))
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("document", ["listing.xlsx", "items.docx", "items.html"])
def test_a_proposal_of_another_document_is_shown_with_its_table_and_its_cell_marked(
    reviewing: Reviewing, document: str
) -> None:
    client, workbook = reviewing(document)
    one = next(one for one in confirming.read(workbook).standing if one.proposal.table == "indicators")
    marked = page(client, f"/{TOKEN}/row/{one.proposal.row}").select("table td.marked mark")
    assert [re.sub(r"\s", "", mark.get_text()) for mark in marked] != []
    assert re.sub(r"\s", "", one.text) in "".join(re.sub(r"\s", "", mark.get_text()) for mark in marked)


def test_confirming_marks_one_proposal_and_leads_to_the_next_that_waits(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    one = find(workbook, "cells", "raw_text", "131件")
    answer = client.post(
        f"/{TOKEN}/row/{one.proposal.row}", data={"seen": one.text, "text": one.text}, follow_redirects=False
    )
    assert answer.status_code == 303
    found = confirming.read(workbook).found
    assert [other.value for other in found.proposals if other.confirmed] == ["131件"]
    assert answer.headers["location"] != f"/{TOKEN}/row/{one.proposal.row}"


def test_correcting_writes_the_value_on_its_sheet_and_confirms_it_and_changes_no_other_part(
    reviewing: Reviewing,
) -> None:
    client, workbook = reviewing(PDF)
    before = parts(workbook)
    assert send(client, find(workbook, "cells", "raw_text", "131件"), "132件") == 303
    one = find(workbook, "cells", "raw_text", "132件")
    assert one.proposal.confirmed
    assert one.proposal.value == "132件"
    assert sum(before[name] != content for name, content in parts(workbook).items()) == 2
    assert list(parts(workbook)) == list(before)


def test_a_corrected_value_in_which_digits_are_text_says_that_it_is_text(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    assert send(client, find(workbook, "cells", "raw_text", "131件"), "AI-OCR 10件と検討") == 303
    entry = find(workbook, "cells", "raw_text", "AI-OCR 10件と検討").entry
    assert entry is not None
    assert entry.record["status"] == "text"


def test_a_corrected_department_is_corrected_where_departments_are_named_too(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    assert send(client, find(workbook, "responsibilities", "unit", "収納課"), "納税課") == 303
    book = load_workbook(workbook)
    named = {row[0] for row in book["担当課"].iter_rows(min_row=4, values_only=True)}
    assert "納税課" in named
    assert "収納課" not in named


def test_a_department_that_was_corrected_in_excel_is_still_the_one_of_its_proposal(
    reviewing: Reviewing,
) -> None:
    client, workbook = reviewing(PDF)
    one = find(workbook, "responsibilities", "unit", "収納課")
    book = load_workbook(workbook)
    for sheet in ("担当課", "担当"):
        for row in book[sheet].iter_rows():
            for cell in row:
                cell.value = "納税課" if cell.value == "収納課" else cell.value
    book.save(workbook)
    assert "納税課" in page(client, f"/{TOKEN}/row/{one.proposal.row}").get_text()
    (again,) = [
        other for other in confirming.read(workbook).standing if other.proposal.row == one.proposal.row
    ]
    assert again.text == "納税課"
    now = confirming.read(workbook)
    kept = [row for row in confirming.kept(now.found, now.forms, {}) if row["value"] == "納税課"]
    assert [(row["key"].split(" / ")[-1], row["places"]) for row in kept] == [
        ("納税課", one.proposal.places[0])
    ]
    assert send(client, again, "市民税課") == 303


def test_a_value_that_changed_since_the_page_was_shown_is_not_overwritten(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    one = find(workbook, "cells", "raw_text", "131件")
    assert send(client, one, "132件") == 303
    content = workbook.read_bytes()
    assert send(client, one, "133件") == 409
    assert workbook.read_bytes() == content


def test_a_workbook_that_is_open_in_excel_is_not_written(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    content = workbook.read_bytes()
    workbook.with_name("~$plan.xlsx").touch()
    assert send(client, find(workbook, "cells", "raw_text", "131件"), "132件") == 409
    assert workbook.read_bytes() == content


def test_what_is_read_surely_on_a_page_can_be_confirmed_at_once_and_one_be_withdrawn(
    reviewing: Reviewing,
) -> None:
    client, workbook = reviewing(PDF)
    one = find(workbook, "cells", "raw_text", "131件")
    address = f"/{TOKEN}/row/{one.proposal.row}"
    told = page(client, address).select_one("input[name=count]")
    assert told is not None
    assert client.post(f"{address}/page", data={"count": "1"}).status_code == 409
    client.post(f"{address}/page", data={"count": str(told["value"])})
    confirmed = [one for one in confirming.read(workbook).standing if one.proposal.confirmed]
    assert len(confirmed) == int(str(told["value"])) > 1
    assert {one.proposal.sure for one in confirmed} == {"high"}
    client.post(f"{address}/withdraw")
    assert not find(workbook, "cells", "raw_text", "131件").proposal.confirmed


def test_once_all_is_confirmed_the_page_says_how_to_import(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    confirming.read(workbook).confirm(confirming.read(workbook).standing)
    assert "keikaku import plan.xlsx" in page(client).get_text()


@pytest.mark.parametrize("host", ["keikaku.example", f"keikaku.example:{PORT}", "127.0.0.1", "127.0.0.1:1"])
def test_another_host_is_refused(reviewing: Reviewing, host: str) -> None:
    client, _ = reviewing(PDF)
    assert client.get(f"/{TOKEN}/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("path", ["/", "/other/", "/secre/row/9", "/秘密/", "//"])
def test_without_the_token_there_is_nothing(reviewing: Reviewing, path: str) -> None:
    client, _ = reviewing(PDF)
    assert client.get(path).status_code == 404


def test_a_form_of_another_site_changes_nothing(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    content = workbook.read_bytes()
    one = find(workbook, "cells", "raw_text", "131件")
    for origin in ("https://evil.example", "null"):
        answer = client.post(
            f"/{TOKEN}/row/{one.proposal.row}",
            data={"seen": one.text, "text": one.text},
            headers={"Origin": origin},
        )
        assert answer.status_code == 403
    assert workbook.read_bytes() == content


def test_markup_in_a_document_stays_text_and_no_script_may_run(reviewing: Reviewing) -> None:
    client, workbook = reviewing(PDF)
    one = find(workbook, "cells", "raw_text", "131件")
    assert send(client, one, "<script>alert(1)</script>") == 303
    answer = client.get(f"/{TOKEN}/row/{one.proposal.row}")
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_document_that_is_missing_or_another_one_is_named(reviewing: Reviewing) -> None:
    _, workbook = reviewing(PDF)
    (workbook.parent / PDF).write_bytes(b"%PDF-1.4 another")
    with pytest.raises(DocumentError, match="下書きを作ったときの資料と違います"):
        application(workbook, workbook.parent, TOKEN, PORT)
    (workbook.parent / PDF).unlink()
    with pytest.raises(DocumentError, match="がありません"):
        application(workbook, workbook.parent, TOKEN, PORT)


def test_a_workbook_that_is_no_draft_or_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"plan\.xlsx: というファイルがありません"):
        application(tmp_path / "plan.xlsx", tmp_path, TOKEN, PORT)
    Workbook().save(tmp_path / "plan.xlsx")
    with pytest.raises(TableError, match="keikaku draft が書いた帳票ではありません"):
        application(tmp_path / "plan.xlsx", tmp_path, TOKEN, PORT)


def test_rows_of_a_draft_that_are_not_as_they_were_written_are_named_all_at_once(
    reviewing: Reviewing,
) -> None:
    _, workbook = reviewing(PDF)
    first, second, *_ = (one.proposal.row for one in confirming.read(workbook).standing)
    book = load_workbook(workbook)
    book["下書き"].cell(first, 8).value = True
    book["下書き"].cell(second, 3).font = Font(strike=True)
    book.save(workbook)
    with pytest.raises(TableError) as raised:
        confirming.read(workbook)
    assert [problem.where for problem in raised.value.problems] == [
        f"シート「下書き」、{row}行目" for row in (first, second)
    ]
    assert "確認「True」" in str(raised.value)
    assert "取り消し線" in str(raised.value)
