"""One page being shown: its language, its links, its rendering."""

import re
from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urlencode

from fastapi import Request
from pyoxigraph import NamedNode
from starlette.responses import HTMLResponse

from pipeline.model import fiscal_year, places
from pipeline.reading.graph import Text, in_language
from pipeline.reading.indicator import Indicator
from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dcterms, shortened, skos
from server.http.languages import LANGUAGES
from server.rendering.charts.marks import can_be_drawn
from server.rendering.charts.pictures import has_japanese
from server.rendering.service import Service
from server.rendering.standard_terms import worded
from server.rendering.templates import texts
from server.repository.addresses import is_web_address, raw_path

FILTERS = ("unit", "subject", "stage", "outcome")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")


class View:
    """What templates are given of a request. The language is `?lang=`: the same page, the same address."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.service: Service = request.app.state.service
        asked = request.query_params.get("lang", "")
        self.language = asked if asked in LANGUAGES else LANGUAGES[0]

    def render(
        self,
        template: str,
        *,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
        **context: object,
    ) -> HTMLResponse:
        body = self.service.templates.get_template(template).render(view=self, **context)
        return HTMLResponse(body, status_code, headers)

    def t(self, key: str, **values: object) -> str:
        """The words of `texts.toml` for a key; a key that is not there is a fault of a template."""
        text = in_language(texts()[key], self.language) or ""
        return text.format(**values) if values else text

    def year(self, number: int) -> str:
        """A fiscal year in the words of the page's language."""
        return fiscal_year.label(number).in_language(self.language)

    def document(self, iri: str, **parameters: str) -> str | None:
        """Where a link to a thing leads: its page here, or its own address on the web; None: nowhere safe."""
        path = self.service.addresses.document(iri)
        if path is None:
            return iri if is_web_address(iri) else None
        return self.path(path, **parameters)

    def absolute(self, iri: str) -> str:
        """Where a link to a thing leads from elsewhere, in the language of the page; home where nowhere is safe."""
        return self.service.settings.public_url + (self.document(iri) or self.path("/"))

    def file(self, iri: str, suffix: str) -> str:
        """The address of a thing's document in another format."""
        return self.service.addresses.document(iri, suffix) or ""

    def path(self, path: str, **parameters: str) -> str:
        """A path of this server that keeps the page's language."""
        parameters = parameters if self.language == LANGUAGES[0] else {**parameters, "lang": self.language}
        if not parameters:
            return path
        before, hash_, fragment = path.partition("#")
        joint = "&" if "?" in before else "?"
        return f"{before}{joint}{urlencode(parameters)}{hash_}{fragment}"

    def here(self, **changes: str | None) -> str:
        """This page with other parameters; None takes one away."""
        kept = {**self.request.query_params, **changes}
        query = urlencode({name: value for name, value in kept.items() if value})
        return self._path + (f"?{query}" if query else "")

    @cached_property
    def other_language(self) -> str:
        """The language that the page's switch leads to."""
        return next(language for language in LANGUAGES if language != self.language)

    @property
    def switched(self) -> str:
        """This page in the other language; home names Japanese too, since without it follows the browser."""
        unnamed = self.other_language == LANGUAGES[0] and self._path != "/"
        return self.here(lang=None if unnamed else self.other_language)

    @property
    def canonical(self) -> str:
        """The absolute address of this page in its language, without what only filters it."""
        return self.service.settings.public_url + self.path(self._path)

    @property
    def asked(self) -> str:
        """The absolute address of this page as it was asked for: what it was filtered by is on paper, too."""
        return self.service.settings.public_url + self.here()

    @property
    def _path(self) -> str:
        return raw_path(self.request.scope)

    @property
    def words(self) -> Mapping[str, Text]:
        return texts()

    def name(self, iri: str) -> Named:
        return worded(self.service.reader.named(NamedNode(iri)))

    def edition_of(self, element: str) -> Named | None:
        """The edition that an element belongs to."""
        return self.service.reader.edition(NamedNode(element))

    def publisher(self, edition: Named | None) -> Named | None:
        """The municipality that an edition is of."""
        return self.service.reader.name(NamedNode(edition.iri), dcterms.publisher) if edition else None

    def scheme_of(self, concept: Named) -> Text:
        """The name of the list that a concept belongs to."""
        scheme = self.service.graph.thing(NamedNode(concept.iri), skos.inScheme)
        return self.service.graph.label(scheme) if scheme else {}

    def short(self, iri: str) -> str:
        """An IRI as people write it: by prefix, or below the base."""
        return shortened(iri, self.service.release.base_iri)

    def static(self, name: str) -> str:
        """A file of the look; its address changes with it, so that browsers may keep it."""
        return f"/static/{name}?{self.service.version.rpartition('-')[2]}"

    def table_file(self, iri: str, suffix: str = "csv") -> str:
        """The table of a list under the filters of this page."""
        kept = {name: value for name, value in self.request.query_params.items() if name in FILTERS and value}
        return self.file(iri, suffix) + (f"?{urlencode(kept)}" if kept else "")

    def telephone(self, number: str) -> str:
        """A telephone number as people dial it: `+81-42-460-9800` is 042-460-9800 to who reads Japanese."""
        inland = self.language == "ja" and number.startswith("+81-")
        return f"0{number.removeprefix('+81-')}" if inland else number

    def month(self, date: str) -> str:
        """A month `2026-03`, or the month of a day, as people write it; anything else stays as it is."""
        found = _MONTH.match(date)
        return fiscal_year.month(int(found[1]), int(found[2])).in_language(self.language) if found else date

    def word(self, list_: str, key: str) -> str:
        """The words for a key of a list such as `attribute`; a key without words as it is."""
        name = f"{list_}_{key.replace('-', '_')}"
        return self.t(name) if name in texts() else key

    @staticmethod
    def line_number(line: str) -> str:
        """The number of a line, counted from 1, from its IRI `…#line=379,380`."""
        return line.rpartition(",")[2]

    def see(self, quoted: str) -> str:
        """What a link to the place of a document says, from its IRI: its line, its page, or its cell."""
        place = places.parse(quoted.partition("#")[2])
        if place is None:
            return self.t("see_place")
        if place.line:
            return self.t("see_line", line=place.line)
        return (
            self.t("see_cell", cell=place.address) if place.address else self.t("see_page", page=place.page)
        )

    @staticmethod
    def place_mark(quoted: str) -> str:
        """The place of a document in short, as beside a figure: `L380`, `p.17`, `F14`; "" where an IRI names none."""
        place = places.parse(quoted.partition("#")[2])
        return "" if place is None else f"L{place.line}" if place.line else place.short

    @property
    def pictures(self) -> bool:
        """Whether this server makes pictures."""
        return has_japanese()

    @staticmethod
    def drawable(indicator: Indicator) -> bool:
        return can_be_drawn(indicator)
