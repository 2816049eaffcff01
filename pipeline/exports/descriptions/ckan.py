"""A dataset as the package of a CKAN portal: what the Action API shows and `ckanapi load datasets` takes."""

import uuid
from typing import Any

from pipeline.catalog.model import DataFile, Dataset
from pipeline.model.files.publisher import Publisher
from pipeline.model.iris import Iris
from pipeline.model.vocabularies import FREQUENCIES


def path(dataset: str) -> str:
    return f"data/{dataset}.ckan.json"


def name(dataset: str) -> str:
    """A package's name: CKAN allows lower-case letters, digits, hyphen and underscore, 2 to 100."""
    return f"t{dataset}" if dataset[:1].isdigit() else f"keikaku-{dataset}"


def identifier(iri: str) -> str:
    """A UUID that stays the same for an IRI (version 5, name space URL)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, iri))


def package(dataset: Dataset, iris: Iris, root: str) -> dict[str, Any]:
    """The package of a dataset with its resources; addresses start with `root`."""
    iri, owner = str(iris("dataset", dataset=dataset.id)), dataset.publisher
    id_ = identifier(iri)
    resources = [_resource(dataset, file, iris, root, place) for place, file in enumerate(dataset.files)]
    return {
        "id": id_,
        "name": name(dataset.id),
        "title": dataset.title.ja,
        "notes": f"{dataset.description.ja}\n\n{dataset.description.en}",
        "url": f"{root}dataset/{dataset.id}.html",
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": True,
        "version": dataset.edition.key.edition if dataset.edition else dataset.entry.modified[:10],
        "author": owner.name.ja,
        "author_email": owner.contact.email,
        "maintainer": owner.contact.name.ja,
        "maintainer_email": owner.contact.email,
        "license_id": owner.licence.ckan,
        "license_title": owner.licence.title.ja,
        "license_url": owner.licence.iri,
        "owner_org": organization(owner, iris)["id"],
        "organization": organization(owner, iris),
        "metadata_created": _timestamp(dataset.entry.issued),
        "metadata_modified": _timestamp(dataset.entry.modified),
        "tags": [_tag(tag) for tag, _ in dataset.tags()],
        "num_tags": len(dataset.tags()),
        "groups": [],
        "extras": [{"key": key, "value": value} for key, value in _extras(dataset, iri)],
        "resources": resources,
        "num_resources": len(resources),
        "relationships_as_subject": [],
        "relationships_as_object": [],
    }


def organization(owner: Publisher, iris: Iris) -> dict[str, Any]:
    """A publisher as the organization of its packages, named by its code: t132292."""
    return {
        "id": identifier(str(iris("municipality", municipality=owner.code))),
        "name": f"t{owner.code}",
        "title": owner.name.ja,
        "description": f"{owner.prefecture.ja}{owner.name.ja} / {owner.name.en}, {owner.prefecture.en}",
        "type": "organization",
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
        "image_url": "",
    }


def _tag(tag: str) -> dict[str, Any]:
    return {"name": tag, "display_name": tag, "state": "active", "vocabulary_id": None}


def _timestamp(instant: str) -> str:
    """An instant as CKAN writes it: UTC without saying so, with microseconds."""
    return instant.removesuffix("Z") + ".000000"


def _extras(dataset: Dataset, iri: str) -> list[tuple[str, str]]:
    first, last = dataset.covers
    return [
        ("uri", iri),
        ("identifier", dataset.id),
        ("title_en", dataset.title.en),
        ("frequency", FREQUENCIES[dataset.frequency].ja),
        ("language", "ja"),
        ("publisher_name", dataset.publisher.name.ja),
        ("spatial_text", "、".join(place.name.ja for place in dataset.places)),
        ("temporal_start", f"{first}-04-01"),
        ("temporal_end", f"{last + 1}-03-31"),
        ("status", dataset.entry.status),
    ]


def _resource(dataset: Dataset, file: DataFile, iris: Iris, root: str, place: int) -> dict[str, Any]:
    iri = str(iris("distribution", dataset=dataset.id, format=file.key(dataset.id)))
    licence = dataset.publisher.licence
    return {
        "id": identifier(iri),
        "package_id": identifier(str(iris("dataset", dataset=dataset.id))),
        "position": place,
        "name": file.label.ja,
        "description": f"{dataset.title.en}, {file.label.en}",
        "url": root + file.path,
        "url_type": None,
        "format": file.format.name,
        "mimetype": file.format.compressed_as or file.format.media_type,
        "size": file.bytes,
        "hash": file.sha256,
        "hash_algorithm": "sha256",
        "state": "active",
        "license": licence.iri,
        "created": _timestamp(dataset.entry.issued),
        "last_modified": _timestamp(dataset.entry.modified),
        "metadata_modified": _timestamp(dataset.entry.modified),
    }
