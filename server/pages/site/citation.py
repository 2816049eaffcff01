"""How to cite what is served: a line, and an entry for BibTeX. The day is that of the data, not of the reading."""

from dataclasses import dataclass

from pipeline.reading.graph import in_language
from server.rendering.publication import Publication

_SPECIAL = str.maketrans({character: f"\\{character}" for character in "&%$#_{}"})


@dataclass(frozen=True)
class Citation:
    """A citation as a line and as BibTeX."""

    line: str
    bibtex: str


def citation(of: Publication, key: str, url: str, version: str, language: str) -> Citation:
    """The citation of a dataset, or of everything, at an address; `version` names the release."""
    author = (in_language(of.publisher.label, language) if of.publisher else None) or "keikaku"
    title = in_language(of.title, language) or key
    year = of.modified[:4]
    parts = (
        author,
        f"({year})" if year else "",
        f"“{title}”.",
        f"keikaku {version}.",
        f"{of.licence_name}.",
        url,
    )
    fields = {
        "author": f"{{{_escaped(author)}}}",
        "title": f"{{{_escaped(title)}}}",
        "year": year,
        "version": version,
        "note": _escaped(of.licence_name),
        "url": url,
    }
    entry = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return Citation(" ".join(part for part in parts if part.strip(".")), f"@misc{{{key},\n{entry}\n}}")


def _escaped(text: str) -> str:
    """A text without what BibTeX would read as markup."""
    return text.replace("\\", "").translate(_SPECIAL)
