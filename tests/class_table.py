"""The table of classes and properties in docs/model.md, of shapes and ontology: `python -m tests.class_table` prints it."""

import sys

import pyoxigraph as ox

from pipeline.model.iris import BASE
from pipeline.model.namespaces import ontology
from pipeline.reading.graph import Graph
from pipeline.reading.vocabulary import shortened
from pipeline.validation.shacl import shapes_document
from server.repository.class_properties import class_properties


def class_table() -> str:
    """A row for each property of a class: how often a thing has it, and what it leads to."""
    store = ox.Store()
    store.load(ontology().serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    lines = ["| class | property | how many | value |", "|---|---|---|---|"]
    for class_, rows in class_properties(shapes_document().encode(), Graph(store)).items():
        for row in rows:
            name = f"`{row.property}`" + (" (deprecated)" if row.deprecated else "")
            value = f"`{row.value}`" if row.value else ""
            lines.append(f"| `{shortened(class_, BASE)}` | {name} | {row.count} | {value} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{class_table()}\n")
