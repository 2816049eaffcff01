"""`keikaku validate`: any graph is checked by the shapes of a release, and every problem is named."""

from pathlib import Path

import pytest

from pipeline.cli import validate
from pipeline.model.errors import ConformanceError, KeikakuError
from pipeline.model.iris import BASE
from pipeline.release.store import Release

CASES = Path(__file__).parents[2] / "shapes"


def test_a_graph_that_conforms_is_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES / "plan" / "valid.PeriodOfTime.ttl"
    validate.run([case], BASE, japanese=False)
    assert "conforms" in capsys.readouterr().out


def test_what_does_not_conform_is_named_with_what_to_do() -> None:
    case = next(iter(sorted((CASES / "period").glob("invalid.*.ttl"))))
    for japanese, stop in ((False, "."), (True, "。")):
        with pytest.raises(ConformanceError) as told:
            validate.run([case], BASE, japanese)
        assert all(problem.remedy.endswith(stop) for problem in told.value.problems)


def test_files_are_checked_as_one_graph(tmp_path: Path) -> None:
    cited = tmp_path / "cited.ttl"
    cited.write_text("<https://example.org/a> <http://purl.org/dc/terms/title> 'Bus'@en .", "utf-8")
    with pytest.raises(ConformanceError):
        validate.run([cited], BASE, japanese=False)
    rest = tmp_path / "rest.nt"
    rest.write_text('<https://example.org/a> <http://purl.org/dc/terms/title> "バス"@ja .', "utf-8")
    validate.run([cited, rest], BASE, japanese=False)


@pytest.mark.parametrize(
    "plans",
    [("092029-gyokaku-8-2023",), ("132136-daiko-5-program-1-2023", "132136-daiko-5-program-2-2024")],
)
def test_the_plans_of_a_municipality_conform_beside_the_hub_as_the_readme_has_it(
    built_release: Release, plans: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    files = [built_release.path / "data" / f"{name}.ttl" for name in (*plans, "hub")]
    validate.run(files, BASE, japanese=False)
    assert "conforms" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "text"), [("plan.xlsx", ""), ("plan.ttl", "<a"), ("absent.ttl", None)])
def test_a_file_that_is_no_rdf_is_refused_by_name(tmp_path: Path, name: str, text: str | None) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(KeikakuError, match=name):
        validate.run([path], BASE, japanese=False)
