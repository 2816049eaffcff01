"""The rows of one plan, out of an edition's tables, which may hold several; what every published row begins with."""

from collections.abc import Iterator

from pipeline.catalog.model import PlanEdition
from pipeline.graphs.interpreter import Row
from pipeline.graphs.rows import Printed, prepare
from pipeline.model.iris import Iris
from pipeline.model.namespaces import code_label
from pipeline.tables.edition import Edition

Written = dict[str, str]


class PlanRows:
    """One plan of an edition's folder, its rows by table."""

    def __init__(self, source: Edition, edition: PlanEdition, iris: Iris, printed: Printed) -> None:
        self.iris = iris
        self.printed = printed
        self.tables = source.tables
        self.plan = edition.key.plan
        self._prepared = prepare(source)
        self._place = edition.key.parts
        self._head = {
            "municipality_code": source.municipality,
            "municipality": source.publisher.name.ja,
            "plan": edition.title,
            "edition": edition.key.edition,
        }
        self._titles = {(row["level"], row["element"]): row["title"] for row in self.rows("elements")}

    def rows(self, table: str) -> Iterator[Row]:
        return (row for _, row in self._prepared[table] if row["plan"] == self.plan)

    def element(self, row: Row) -> Written:
        """What every table says of the element a row belongs to."""
        return {
            **self._head,
            "level_code": row["level"],
            "level": code_label("level", row["level"], "ja"),
            "number": row["element"],
            "name": self._titles[row["level"], row["element"]],
            "line": row["line"],
        }

    def ratings(self) -> dict[tuple[str, ...], dict[int, Written]]:
        """How each element, and each indicator, is rated: by its level, number, indicator ("" of an element) and year."""
        scale = {row["rating"]: row for row in self.rows("scales")}
        found: dict[tuple[str, ...], dict[int, Written]] = {}
        for row in self.rows("ratings"):
            meant = scale[row["rating"]]
            of = (row["level"], row["element"], row["indicator"])
            found.setdefault(of, {})[int(row["fiscal_year"])] = {
                "rating": row["rating"],
                "rating_label": meant["label"],
                "points": row["points"],
                "rating_order": meant["order"],
                "rating_scale": str(self.iris("rating_scale", **self._place)),
            }
        return found

    def iri(self, pattern: str, row: Row, /, **parts: str) -> str:
        """The IRI of a thing of the row's element."""
        return str(self.iris(pattern, level=row["level"], number=row["element"], **self._place, **parts))


def coded(column: str, list_: str, code: str) -> Written:
    """The columns of a code and its Japanese label; none where there is no code."""
    return {f"{column}_code": code, column: code_label(list_, code, "ja")} if code else {}
