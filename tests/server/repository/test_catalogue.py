"""What is read of a catalogue without reading all of it."""

from pathlib import Path

from pipeline.graphs import serialize
from pipeline.reading.summary.pages_file import NAME
from pipeline.release.merge import pages
from pipeline.release.merge.listing import Listed, Listing
from server.repository.catalogue import CataloguePages
from server.repository.database import Database

LISTED = (("urn:b:1", "132292"), ("urn:b:2", "132292"), ("urn:a", "092029"), ("urn:hub", ""))


def test_one_dataset_of_each_municipality_is_found_by_the_codes(tmp_path: Path) -> None:
    datasets = [Listed(iri, code, b"") for iri, code in LISTED]
    listing = Listing("urn:catalogue", "2026-11-26", serialize.in_order(()), datasets)
    pages.write([], [], listing, tmp_path / NAME)
    catalogue = CataloguePages(Database(tmp_path / NAME))
    assert catalogue.first_of_each(9) == ["urn:a", "urn:b:1"]
    assert catalogue.first_of_each(1) == ["urn:a"]
