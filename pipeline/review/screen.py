"""What the page shows: one proposal with where it was read, the proposals around it in the queue, what is done and left."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.formats import excerpts
from pipeline.formats.excerpts import Drawn, Excerpt
from pipeline.review import queue
from pipeline.review.documents import Documents, quoted
from pipeline.tables.schema import TABLES
from pipeline.workbook import words
from pipeline.workbook.confirmation.confirming import Reviewed, Standing

HERE = Path(__file__).parent
LANGUAGES = ("ja", "en")
LISTED = 12
"""So many proposals of the queue are listed around the one that is shown."""


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """The words of the page: key → text by language."""
    return tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))


@cache
def environment() -> Environment:
    """The template's environment: everything is escaped, an absent name raises."""
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True)
class Screen:
    """One page of the review, in a language, below the address that the token opens."""

    root: str
    language: str
    reviewed: Reviewed
    documents: Documents
    told: tuple[str, ...] = ()
    """What went wrong with what was just asked, in sentences."""

    def t(self, key: str, **values: object) -> str:
        """The words of `texts.toml` for a key."""
        return texts()[key][self.language].format(**values)

    def address(self, row: int = 0, action: str = "") -> str:
        """The address of a proposal, or of what is done to it; 0: of the first that waits."""
        path = f"{self.root}/row/{row}" + (f"/{action}" if action else "") if row else f"{self.root}/"
        return path if self.language == LANGUAGES[0] else f"{path}?lang={self.language}"

    def in_language(self, language: str, row: int) -> str:
        """The same page in another language."""
        return Screen(self.root, language, self.reviewed, self.documents).address(row)

    def picture(self, one: Standing, page: int) -> str:
        """The address of the picture of a page."""
        return f"{self.root}/picture/{self.documents.number(quoted(one.proposal).document)}/{page}.png"

    def sureness(self, one: Standing) -> str:
        return self.t(one.proposal.sure)

    def heading(self, one: Standing) -> str:
        """What a proposal is: the sheet and the column, as in the workbook."""
        return f"{words.SHEETS[one.proposal.table]}・{words.heading(one.column)}"

    def about(self, one: Standing) -> list[tuple[str, str]]:
        """The row it is a value of: the headings of its key with their texts, then what its element is called."""
        table = TABLES[one.proposal.table]
        key = list(zip(table.key, one.proposal.key, strict=True))
        found = [
            (words.heading(table.column(name)), words.CODES.get(text, text))
            for name, text in key
            if name != "plan" and text
        ]
        for name, column in (("elements", "title"), ("indicators", "label")):
            said = self._named(name, column, dict(key))
            if said and (name, column) != (one.proposal.table, one.proposal.column):
                found.append((words.heading(TABLES[name].column(column)), said))
        return found

    def _named(self, name: str, column: str, key: Mapping[str, str]) -> str:
        wanted = [key.get(part) for part in TABLES[name].key]
        entries = self.reviewed.forms[name].entries
        return next(
            (e.record[column] for e in entries if [e.record[p] for p in TABLES[name].key] == wanted), ""
        )

    def excerpt(self, one: Standing) -> Excerpt | None:
        """The part of the document that it was read from; None where it was read from nowhere."""
        where = quoted(one.proposal)
        if where.document not in self.documents.files:
            return None
        if not self.documents.is_pdf(where.document):
            return excerpts.found(self.documents.pages(where.document), where.fragments)
        page = excerpts.page_of(where.fragments)
        number = self.documents.number(where.document)
        return excerpts.drawn(self.documents.picture(number, page), page, where.fragments) if page else None

    def render(self, one: Standing | None) -> str:
        """The page for a proposal; None: nothing waits."""
        waiting = queue.ordered(self.reviewed.standing)
        shown = self.excerpt(one) if one else None
        first = max(0, [other.proposal.row for other in waiting].index(one.proposal.row) - 2) if one else 0
        before, after = queue.neighbours(waiting, one.proposal.row) if one else (None, None)
        return (
            environment()
            .get_template("page.html")
            .render(
                screen=self,
                one=one,
                shown=shown,
                is_drawn=isinstance(shown, Drawn),
                before=before,
                after=after,
                first=first + 1,
                listed=waiting[first : first + LISTED],
                fellows=queue.fellows(waiting, one) if one else [],
                document=quoted(one.proposal).document if one else "",
                done=self.reviewed.found.confirmed,
                total=len(waiting),
            )
        )
