"""The key of one edition of a plan: what IRIs, identifiers of datasets and names of files are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class EditionKey:
    """Municipality (six digits), plan (a slug) and edition (its year).

    >>> EditionKey("132292", "gyokaku-5", "2026").dataset
    '132292-gyokaku-5-2026'
    """

    municipality: str
    plan: str
    edition: str

    @property
    def parts(self) -> dict[str, str]:
        """The parts of an IRI pattern that is below an edition (`pipeline.model.iris`)."""
        return {"municipality": self.municipality, "plan": self.plan, "edition": self.edition}

    @property
    def series(self) -> str:
        """The identifier of the series that all editions of the plan belong to."""
        return f"{self.municipality}-{self.plan}"

    @property
    def dataset(self) -> str:
        """The identifier of the edition's dataset, which also begins the names of its files."""
        return f"{self.series}-{self.edition}"

    @property
    def stem(self) -> str:
        """What the names of the edition's tables begin with: BODIK and others allow no hyphens there."""
        return self.dataset.replace("-", "_")
