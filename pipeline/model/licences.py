"""The licences under which municipalities in Japan publish data."""

from dataclasses import dataclass

from pipeline.model.text import Text


@dataclass(frozen=True)
class Licence:
    """A licence: its IRI, its title, what a CKAN portal calls it, how a list of open data writes it.

    A stock CKAN recognises a licence by exactly the titles of its own register, in its own language.
    """

    id: str
    iri: str
    title: Text
    ckan: str
    short: str


_CC = "https://creativecommons.org/"
_ATTRIBUTION = Text("クリエイティブ・コモンズ 表示", "Creative Commons Attribution")
_SHARE_ALIKE = Text("クリエイティブ・コモンズ 表示 継承", "Creative Commons Attribution Share-Alike")
_ZERO = Text("クリエイティブ・コモンズ CC0", "Creative Commons CCZero")
_PUBLIC = Text("公共データ利用規約(第1.0版)", "Public Data License (Version 1.0)")

LICENCES: dict[str, Licence] = {
    licence.id: licence
    for licence in (
        Licence("cc-by-4.0", _CC + "licenses/by/4.0/", _ATTRIBUTION, "cc-by", "CC BY 4.0"),
        Licence("cc-by-2.1-jp", _CC + "licenses/by/2.1/jp/", _ATTRIBUTION, "cc-by", "CC BY 2.1 JP"),
        Licence("cc-by-sa-4.0", _CC + "licenses/by-sa/4.0/", _SHARE_ALIKE, "cc-by-sa", "CC BY-SA 4.0"),
        Licence("cc0-1.0", _CC + "publicdomain/zero/1.0/", _ZERO, "cc-zero", "CC0 1.0"),
        Licence(
            "pdl-1.0",
            "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0",
            _PUBLIC,
            "other-at",
            "PDL1.0",
        ),
    )
}

ADVICE = (
    'Most municipalities in Japan publish under CC BY 4.0 (id = "cc-by-4.0"); some under CC BY 2.1 JP '
    '("cc-by-2.1-jp"), CC BY-SA 4.0 ("cc-by-sa-4.0"), CC0 ("cc0-1.0") or the national Public Data License '
    '("pdl-1.0"). Write [licence] id = "…", and confirmed = true once the municipality has decided it.'
)
"""What to tell a publisher that names no licence."""
