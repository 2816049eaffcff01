"""Every error that a person can meet is one clear sentence, ends with what to do, and leaves all as it was."""

import hashlib
import io
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from pyoxigraph import Store

from pipeline import cli, release
from pipeline.release import CURRENT, Release

SOURCE = "source/132292-2026.txt"


class Outcome(Protocol):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str
    problems: list[str]


class Copy(Protocol):
    """A copy of the data: the folder of the booklet's edition, the tables of a small city."""

    root: Path
    booklet: Path
    small: Path


Keikaku = Callable[..., Outcome]


def snapshot(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def describe(edition: Path, text: str) -> None:
    """Puts another text in the document's place, and its sha256 into source.toml."""
    (edition / SOURCE).write_text(text, encoding="utf-8")
    about = (edition / "source" / "source.toml").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    about = re.sub('sha256 = "[0-9a-f]+"', f'sha256 = "{digest}"', about)
    (edition / "source" / "source.toml").write_text(about, encoding="utf-8")


def edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def missing_document(edition: Path) -> None:
    (edition / SOURCE).unlink()


def empty_document(edition: Path) -> None:
    (edition / SOURCE).write_bytes(b"")


def cut_document(edition: Path) -> None:
    edit(edition / SOURCE, lambda text: text[: len(text) // 2])


def cut_document_that_is_described(edition: Path) -> None:
    describe(edition, "\n".join((edition / SOURCE).read_text(encoding="utf-8").split("\n")[:1260]))
    (edition / "corrections.csv").unlink()


def foreign_document(edition: Path) -> None:
    describe(edition, "別の市\n行政改革プラン\n")
    (edition / "corrections.csv").unlink()


def empty_document_that_is_described(edition: Path) -> None:
    describe(edition, "")
    (edition / "corrections.csv").unlink()


def other_encoding(edition: Path) -> None:
    (edition / SOURCE).write_bytes("西東京市".encode("shift_jis"))


def no_description(edition: Path) -> None:
    (edition / "source" / "source.toml").unlink()


def broken_description(edition: Path) -> None:
    edit(edition / "source" / "source.toml", lambda text: text + "\n[")


def description_without_a_hash(edition: Path) -> None:
    edit(edition / "source" / "source.toml", lambda text: text.replace("sha256 =", "sha512 ="))


def unknown_layout(edition: Path) -> None:
    edit(edition / "source" / "source.toml", lambda text: text.replace('"nishitokyo"', '"musashino"'))


def correction_of_another_line(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text.replace("\n181,", "\n182,"))


def correction_beyond_the_end(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text + "9999,市,町,理由,,根拠\n")


def correction_without_a_line(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text.replace("\n181,", "\nl81,"))


def corrections_with_another_header(edition: Path) -> None:
    edit(edition / "corrections.csv", lambda text: text.replace("line,", "行,", 1))


def unknown_preference(edition: Path) -> None:
    edit(edition / "editorial" / "preferences.csv", lambda text: text.replace(",overview,", ",table,", 1))


DOCUMENTS: dict[Callable[[Path], None], str] = {
    missing_document: "132292-2026.txt: does not exist. Put the document there, untouched.",
    empty_document: "132292-2026.txt: is not the document that source.toml describes (empty, sha256 e3b0c44298fc…)."
    " Restore it, or describe the new document in source.toml.",
    cut_document: "132292-2026.txt: is not the document that source.toml describes (",
    cut_document_that_is_described: "132292-2026.txt: has no heading 'Ⅶ 重点取組' below line 1229.",
    foreign_document: "132292-2026.txt: has no heading '西東京市'. The document is cut, or is not of the layout",
    empty_document_that_is_described: "132292-2026.txt: has no heading '西東京市'.",
    other_encoding: "132292-2026.txt: is not UTF-8 (invalid start byte at byte 0). Restore it.",
    no_description: "source.toml: does not exist. Describe the document in it.",
    broken_description: "source.toml: is not TOML (",
    description_without_a_hash: "source.toml, key sha256: is missing. Add it.",
    unknown_layout: "source.toml, key layout: 'musashino' is no layout. Known: nishitokyo.",
    correction_of_another_line: "corrections.csv: '發揮' does not stand exactly once in line 182 of 132292-2026.txt."
    " Give the line and a longer extract of it.",
    correction_beyond_the_end: "corrections.csv: '市' does not stand exactly once in line 9999",
    correction_without_a_line: "corrections.csv, row 2, column line: 'l81' is not a whole number. Write digits only.",
    corrections_with_another_header: "corrections.csv, row 1: has the columns 行,printed,corrected,reason,reason_en,"
    "evidence. Expected line,printed,corrected,reason,reason_en,evidence.",
    unknown_preference: "preferences.csv, row 2, column preferred: 'table' is not a code of this column. Use one of",
}


def sentence(problem: str) -> bool:
    """Whether a line is `where: what. what to do.` and no trace of the program."""
    return bool(re.fullmatch(r"[^:]+(:\d+)?: .+\.(.+\.)?", problem)) and "Traceback" not in problem


@pytest.mark.parametrize("spoil", DOCUMENTS, ids=lambda spoil: spoil.__name__)
def test_a_document_that_cannot_be_read_is_one_sentence_and_changes_nothing(
    keikaku: Keikaku, copy: Copy, spoil: Callable[[Path], None]
) -> None:
    spoil(copy.booklet)
    before = snapshot(copy.root)
    done = keikaku("extract", "132292")
    assert done.code == 2
    (problem,) = done.problems
    assert DOCUMENTS[spoil] in problem
    assert sentence(problem)
    assert snapshot(copy.root) == before


def test_extraction_writes_the_committed_tables(keikaku: Keikaku, copy: Copy) -> None:
    before = snapshot(copy.booklet / "tables")
    for path in (copy.booklet / "tables").glob("*.csv"):
        path.unlink()
    done = keikaku("extract", "132292")
    assert (done.code, done.err) == (0, "")
    assert "3,845 cells of 1,276 lines accounted for" in done.out.replace("\n", " ")
    assert snapshot(copy.booklet / "tables") == before
    assert keikaku("extract", "132292", "--check").code == 0


def test_a_committed_table_that_differs_is_named_with_its_row(keikaku: Keikaku, copy: Copy) -> None:
    cells = copy.booklet / "tables" / "cells.csv"
    edit(cells, lambda text: text.replace("45.0%,observed,380", "54.0%,observed,380", 1))
    row = (
        cells.read_text(encoding="utf-8")
        .split("\n")
        .index("gyokaku-5,item,7,1,target,2024,54.0%,observed,380")
    )
    (copy.booklet / "tables" / "units.csv").unlink()
    edit(copy.booklet / "tables" / "responsibilities.csv", lambda text: text.split("\n")[0] + "\n")
    edit(copy.booklet / "tables" / "indicators.csv", lambda text: re.sub("[^,\n]+課,", ",", text))
    done = keikaku("extract", "132292", "--check")
    assert done.code == 1
    assert f"cells.csv, row {row + 1}: is not what the document and the corrections give (" in done.err
    assert "units.csv, row 2: is not what" in done.err
    assert all(map(sentence, done.problems))


def test_a_committed_table_that_cannot_be_read_could_not_be_compared(keikaku: Keikaku, copy: Copy) -> None:
    edit(copy.booklet / "tables" / "cells.csv", lambda text: text.replace("plan,", "Plan,", 1))
    done = keikaku("extract", "132292", "--check")
    assert done.code == 2
    assert "cells.csv, row 1: has the columns Plan," in done.err


@pytest.mark.parametrize("command", ["extract", "ledger"])
def test_a_municipality_without_data_is_named_with_those_that_have_some(
    keikaku: Keikaku, command: str
) -> None:
    done = keikaku(command, "999999")
    assert done.code == 2
    assert done.err.endswith("data/999999: is not there. Municipalities with data: 092029, 132292.\n")


@pytest.mark.parametrize("command", ["extract", "ledger"])
def test_a_municipality_without_a_document_is_told_where_its_tables_come_from(
    keikaku: Keikaku, command: str
) -> None:
    done = keikaku(command, "092029")
    assert done.code == 2
    assert "092029: has no document that is extracted. Its tables come from a workbook" in done.err


def test_the_ledger_is_printed_as_csv_with_its_totals(keikaku: Keikaku) -> None:
    done = keikaku("ledger", "132292")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "line,column,text,disposition,table,row,field,reason"
    assert "380,4,45.0%,mapped,cells," in done.out
    totals = {
        name: int(number.replace(",", "")) for name, number in re.findall(r"(\w+) ([\d,]+\d)", lines[-1])
    }
    assert (totals["lines"], totals["cells"], totals["ignored"]) == (1276, 3845, 107)
    assert totals["mapped"] + totals["structural"] + totals["ignored"] == totals["cells"]
    unmapped = keikaku("ledger", "132292", "--unmapped").out.splitlines()
    assert len(unmapped) == 1 + totals["structural"] + totals["ignored"] + 1


# --- build -----------------------------------------------------------------------------------------------------


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Path]:
    """A release that is live before a build, and must be afterwards."""
    releases = tmp_path / "releases"
    with release.writing(releases) as folder:
        Store(str(folder / "store")).flush()
        (folder / "release.json").write_text('{"id": "before", "base_iri": "x", "datasets": []}', "utf-8")
        release.write_sums(folder)
        release.publish(folder, releases, "before")
    yield releases
    assert sorted(path.name for path in releases.iterdir()) == ["before", CURRENT]
    Release.open(releases / CURRENT).verify()


def header(text: str) -> str:
    return text.replace("raw_text", "text", 1)


def cell_count(text: str) -> str:
    return text.replace("25.3%,observed,48", "25.3%,observed", 1)


def code(text: str) -> str:
    return text.replace("25.3%,observed", "25.3%,seen", 1)


def year(text: str) -> str:
    return text.replace("2023", "2O23", 1)


def double(text: str) -> str:
    return text + text.split("\n")[1] + "\n"


def reference(text: str) -> str:
    return text.replace("gyokaku-8,item,1,1,", "gyokaku-8,item,1,99,", 1)


def blank(text: str) -> str:
    return text.replace(",actual,", ",,", 1)


def status(text: str) -> str:
    return text.replace("25.3%,observed", "25.3%,tbd", 1)


def quotes(text: str) -> str:
    return text.replace("25.3%", '"25.3%" 強', 1)


TABLES: dict[Callable[[str], str], str] = {
    header: "cells.csv, row 1: has the columns plan,level,element,indicator,kind,fiscal_year,text,status,line.",
    cell_count: "cells.csv, row 2: has 8 cells, not 9. Give every column a cell.",
    code: "cells.csv, row 2, column status: 'seen' is not a code of this column. Use one of observed,",
    year: "cells.csv, row 2, column fiscal_year: '2O23' is not a year. Write four digits.",
    double: "cells.csv, row 20: repeats row 2 (gyokaku-8, item, 1, 1, actual, 2023). Keep one row for each plan,",
    reference: "cells.csv, row 2, column indicator: '99' (gyokaku-8, item, 1, 99) is not in indicators.csv.",
    blank: "cells.csv, row 2, column kind: is blank. Fill it in.",
    status: "cells.csv, row 2, column status: 'tbd' is not what the text '25.3%' says. Write observed, or correct",
    quotes: "cells.csv: is not CSV in UTF-8 (",
}


@pytest.mark.parametrize("spoil", TABLES, ids=lambda spoil: spoil.__name__)
def test_a_broken_table_is_named_with_row_and_column_and_the_release_before_stays(
    keikaku: Keikaku, copy: Copy, live: Path, spoil: Callable[[str], str]
) -> None:
    edit(copy.small / "cells.csv", spoil)
    done = keikaku("build", "--municipality", "092029")
    assert done.code == 2
    (problem,) = done.problems
    assert TABLES[spoil] in problem
    assert sentence(problem)


def test_all_problems_of_all_tables_come_at_once_and_sorted(keikaku: Keikaku, copy: Copy, live: Path) -> None:
    edit(copy.small / "cells.csv", lambda text: year(code(text)))
    edit(copy.small / "elements.csv", lambda text: text.replace(",item,", ",thing,", 1))
    done = keikaku("build", "--municipality", "092029")
    assert done.code == 2
    assert len(done.problems) > 3
    rows = [(found[0], int(found[1])) for found in re.findall(r"(\w+)\.csv, row (\d+)", done.err)]
    assert rows == sorted(rows)
    assert rows[0] == ("cells", 2)
    assert rows[-1][0] == "indicators"
    assert all(map(sentence, done.problems))


def test_an_unknown_department_and_an_unknown_concept_are_named(
    keikaku: Keikaku, copy: Copy, live: Path
) -> None:
    head = "plan,level,element,sequence,unit,line"
    (copy.small / "responsibilities.csv").write_text(
        f"{head}\ngyokaku-8,item,1,1,交通課,25\n", encoding="utf-8"
    )
    head = "plan,level,element,scheme,concept,line"
    (copy.small / "classifications.csv").write_text(
        f"{head}\ngyokaku-8,item,1,technology,99,25\n", encoding="utf-8"
    )
    done = keikaku("build", "--municipality", "092029")
    assert done.code == 2
    assert [problem.rpartition("tables/")[2] for problem in done.problems] == [
        "classifications.csv, row 2, column concept: '99' (gyokaku-8, technology, 99) is not in concepts.csv."
        " Correct it, or add it to concepts.csv.",
        "responsibilities.csv, row 2, column unit: '交通課' (交通課) is not in units.csv."
        " Correct it, or add it to units.csv.",
    ]


def test_tables_that_nobody_knows_and_tables_that_are_not_there_are_named(
    keikaku: Keikaku, copy: Copy, live: Path
) -> None:
    (copy.small / "figures.csv").write_text("a\n", encoding="utf-8")
    done = keikaku("build", "--municipality", "092029")
    assert done.code == 2
    assert "figures.csv: is not a table keikaku knows. Known: plans, elements," in done.err
    for path in copy.small.glob("*.csv"):
        path.unlink()
    done = keikaku("build", "--municipality", "092029")
    assert done.code == 2
    assert "plans.csv: has no plan: there is nothing to publish." in done.err


def test_data_that_does_not_conform_is_refused_with_the_row_it_came_from(
    keikaku: Keikaku, copy: Copy, live: Path
) -> None:
    edit(copy.small / "indicators.csv", lambda text: text.replace("コンビニ交付", " コンビニ交付", 1))
    done = keikaku("build", "--municipality", "092029")
    assert done.code == 1
    assert "tables/indicators.csv, row 2, column label: " in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--municipality", "999999"),
            "--municipality 999999: has no data. Known: 092029, 132292.",
        ),
        (
            ("--base-iri", "data.example"),
            "--base-iri: 'data.example' is no base. Give http(s)://…/ with a slash at the end.",
        ),
    ],
)
def test_an_argument_that_is_not_usable_is_named(
    keikaku: Keikaku, live: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = keikaku("build", *arguments)
    assert (done.code, done.err) == (2, f"{said}\n")


def test_a_folder_without_data_is_named(
    keikaku: Keikaku, live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEIKAKU_DATA", str(tmp_path / "nowhere"))
    done = keikaku("build")
    assert done.code == 2
    assert "nowhere: holds no municipality." in done.err


def test_a_folder_that_cannot_be_written_stops_the_build(
    keikaku: Keikaku, live: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = keikaku("build", "--municipality", "092029", "--output", tmp_path / "file")
    assert done.code == 2
    assert "file: cannot be written (File exists)." in done.err


# --- serve and query ---------------------------------------------------------------------------------------------


def test_a_busy_port_is_named(keikaku: Keikaku, live: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = keikaku("serve", "--port", str(port))
    assert done.code == 2
    assert done.err == (
        f"127.0.0.1:{port}: cannot be listened on (Address already in use). Stop what uses it, or give --port.\n"
    )


@pytest.mark.parametrize("command", [("serve",), ("query", "-")])
def test_without_a_release_the_command_that_makes_one_is_named(
    keikaku: Keikaku,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("KEIKAKU_RELEASES", str(tmp_path / "empty"))
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK {}"))
    done = keikaku(*command)
    assert done.code == 2
    assert "holds no release. Run `keikaku build`." in done.err


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT *\n{ ?s a foaf:Agent }",
            "query, line 2, column 18: is not SPARQL. Correct it there or just",
        ),
        ("", "query: is empty. Write a SELECT or ASK query.\n"),
    ],
)
def test_what_is_no_query_is_told_in_a_sentence(
    keikaku: Keikaku, live: Path, monkeypatch: pytest.MonkeyPatch, query: str, told: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(query))
    done = keikaku("query", "-")
    assert done.code == 2
    assert done.err.startswith(told)
    assert done.err.count("\n") == 1


def test_a_corrupt_release_is_not_served(keikaku: Keikaku, tmp_path: Path, releases: Path) -> None:
    broken = tmp_path / "releases" / "broken"
    broken.mkdir(parents=True)
    (broken / "release.json").write_bytes((releases / CURRENT / "release.json").read_bytes()[:-20])
    (tmp_path / "releases" / CURRENT).symlink_to("broken")
    done = keikaku("serve")
    assert done.code == 2
    assert "release.json: is not the description of a release (" in done.err
    assert done.err.endswith("Run `keikaku build` again.\n")


# --- the frame ---------------------------------------------------------------------------------------------------


def test_every_command_explains_itself(keikaku: Keikaku) -> None:
    listed = keikaku("--help").out
    for name in cli.COMMANDS:
        done = keikaku(name, "--help")
        assert done.code == 0
        assert "Usage: keikaku" in done.out
        assert name in listed


def test_an_unknown_command_is_refused(keikaku: Keikaku) -> None:
    done = keikaku("publsh")
    assert done.code == 2
    assert "No such command 'publsh'" in done.err
