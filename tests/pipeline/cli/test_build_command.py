"""`keikaku build`: a table that cannot be built from is named with row and column, and the release before stays."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.files.data_folder import ROOT
from tests.pipeline.cli.session import Copy, Keikaku, edit, sentence


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
    shutil.rmtree(copy.small.parent / "source")
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
    assert "file: cannot be read or written (File exists)." in done.err


def test_a_build_that_records_what_was_published_says_so_once(keikaku: Keikaku, copy: Copy) -> None:
    shutil.rmtree(copy.booklet.parent)
    ledger = copy.root / "catalog" / "ledger.csv"
    assert f"{ledger} was written: what was published when. Keep it with the data." in keikaku("build").out
    before = ledger.read_bytes()
    assert "was written" not in keikaku("build").out
    assert ledger.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [1, 10, 50])
def test_where_files_cannot_grow_a_build_ends_with_a_sentence(kilobytes: int, copy: Copy, live: Path) -> None:
    """As on a full disk, at the first file of a size and at a later one; the release before stays."""
    before = (live / "current").readlink()
    code = (
        "import resource\nfrom pipeline.cli import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes * 1024}, {kilobytes * 1024}))\nmain()"
    )
    edit(copy.small / "elements.csv", lambda text: text.replace("の", "之"))
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "--municipality", "092029"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "KEIKAKU_DATA": str(copy.root), "KEIKAKU_RELEASES": str(live)},
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "File too large" in done.stderr
    assert (live / "current").readlink() == before
    assert not list(live.glob(".writing-*"))
