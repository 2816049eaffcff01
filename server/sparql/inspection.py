"""What is found in a query before it runs, and by which rules it is looked at."""

from dataclasses import dataclass, field

from server.engine import Query
from server.http.limits import Limits


@dataclass(frozen=True)
class Rules:
    """What an endpoint lets pass: its limits, and the endpoints that SERVICE may name.

    `forwards`: queries go on to a store elsewhere, whose parser is not known. Then nothing passes that any parser may
    read as SERVICE: not the word in a name, which some end at the colon, nor characters that are escaped.
    """

    limits: Limits
    services: frozenset[str] = frozenset()
    forwards: bool = False


@dataclass
class Inspection:
    """What a query asks, read from its tokens.

    `form`: SELECT, ASK, CONSTRUCT or DESCRIBE; empty where the text has none, which is for the parser to
    tell. `repeatable`: asked again of the same release, it answers the same.
    """

    form: str = ""
    has_dataset_clause: bool = False
    repeatable: bool = True
    prefixes: dict[str, str] = field(default_factory=dict)
    undeclared: list[str] = field(default_factory=list)

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
        absolute = tuple((prefix, iri) for prefix, iri in self.prefixes.items() if "://" in iri)
        return Query(text, media_type, default_graphs, named_graphs, self.has_dataset_clause, absolute)
