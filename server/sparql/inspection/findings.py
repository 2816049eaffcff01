"""What is found in a query before it runs, and by which rules it is looked at."""

from dataclasses import dataclass, field

from pipeline.model.iris import BASE
from server.engine import Query
from server.http.limits import Limits


@dataclass(frozen=True)
class Rules:
    """What an endpoint lets pass: its limits, and the endpoints that SERVICE may name.

    `base`: what relative IRIs are below. `forwards`: queries go on to a store elsewhere, whose parser is not
    known. Then nothing passes that any parser may read as SERVICE: not the word in a name, which some end at the
    colon, nor characters that are escaped.
    """

    limits: Limits
    services: frozenset[str] = frozenset()
    forwards: bool = False
    base: str = BASE


@dataclass
class Inspection:
    """What a query asks, read from its tokens.

    `form`: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where the text has none, which is for the parser to
    tell. `repeatable`: asked again of the same release, it answers the same. `prefixes` are those it declares,
    `assumed` those of the project that it uses without, `undeclared` any others. `base` is empty where no IRI is
    relative. `unknown_words` are none of SPARQL's, each with its place in the text.
    """

    form: str = ""
    has_dataset_clause: bool = False
    repeatable: bool = True
    prefixes: dict[str, str] = field(default_factory=dict)
    assumed: dict[str, str] = field(default_factory=dict)
    undeclared: list[str] = field(default_factory=list)
    base: str = ""
    unknown_words: dict[str, int] = field(default_factory=dict)

    @property
    def answers_graph(self) -> bool:
        return self.form in ("CONSTRUCT", "DESCRIBE")

    def query(
        self,
        text: str,
        media_type: str,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Query:
        """The inspected text as a query for an engine."""
        known = {**self.assumed, **self.prefixes}
        return Query(
            text,
            media_type,
            default_graphs,
            named_graphs,
            self.has_dataset_clause,
            prefixes=tuple((prefix, iri) for prefix, iri in known.items() if "://" in iri),
            base=self.base,
            assumed=tuple(self.assumed.items()),
        )
