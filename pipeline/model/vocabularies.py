"""Terms of other people's controlled lists that the catalogue points at, with the labels we say of them.

A harvester reads the catalogue with the network off: whatever it points at is typed and named in it.
The lists are those of the Publications Office of the EU (which DCAT-AP prescribes), ADMS and IANA.
"""

from dataclasses import dataclass

from pipeline.model.text import Text

EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
LOCAL_AUTHORITY = "http://purl.org/adms/publishertype/LocalAuthority"
PROJECT_TYPE = "https://schema.org/Project"
ATTRIBUTION = "http://purl.org/adms/licencetype/Attribution"
PUBLIC_DOMAIN = "http://purl.org/adms/licencetype/PublicDomain"

THEMES: dict[str, Text] = {
    "AGRI": Text("農林水産・食品", "Agriculture, fisheries, forestry and food"),
    "ECON": Text("経済・財政", "Economy and finance"),
    "EDUC": Text("教育・文化・スポーツ", "Education, culture and sport"),
    "ENER": Text("エネルギー", "Energy"),
    "ENVI": Text("環境", "Environment"),
    "GOVE": Text("行政・公共部門", "Government and public sector"),
    "HEAL": Text("健康", "Health"),
    "INTR": Text("国際", "International issues"),
    "JUST": Text("司法・公共の安全", "Justice, legal system and public safety"),
    "REGI": Text("地域・都市", "Regions and cities"),
    "SOCI": Text("人口・社会", "Population and society"),
    "TECH": Text("科学技術", "Science and technology"),
    "TRAN": Text("交通", "Transport"),
}
FREQUENCIES: dict[str, Text] = {
    "ANNUAL": Text("1年に1回", "annual"),
    "BIENNIAL": Text("2年に1回", "biennial"),
    "TRIENNIAL": Text("3年に1回", "triennial"),
    "QUARTERLY": Text("四半期に1回", "quarterly"),
    "MONTHLY": Text("1か月に1回", "monthly"),
    "IRREG": Text("不定期", "irregular"),
}
LANGUAGES: dict[str, tuple[str, Text]] = {
    "ja": ("JPN", Text("日本語", "Japanese")),
    "en": ("ENG", Text("英語", "English")),
}


@dataclass(frozen=True)
class Format:
    """A file format: its suffix, media type, code in the EU's list of file types, name in CKAN portals."""

    suffix: str
    media_type: str
    file_type: str
    name: str
    label: Text
    compressed_as: str = ""


FORMATS: dict[str, Format] = {
    format_.suffix: format_
    for format_ in (
        Format("ttl", "text/turtle", "RDF_TURTLE", "TTL", Text("RDF(Turtle)", "RDF (Turtle)")),
        Format("jsonld", "application/ld+json", "JSON_LD", "JSON-LD", Text("RDF(JSON-LD)", "RDF (JSON-LD)")),
        Format(
            "nt.gz",
            "application/n-triples",
            "RDF_N_TRIPLES",
            "NT",
            Text("RDF(N-Triples、gzip圧縮)", "RDF (N-Triples, gzip)"),
            "application/gzip",
        ),
        Format(
            "nq.gz",
            "application/n-quads",
            "RDF_N_QUADS",
            "NQ",
            Text("RDF(N-Quads、gzip圧縮)", "RDF (N-Quads, gzip)"),
            "application/gzip",
        ),
        Format("csv", "text/csv", "CSV", "CSV", Text("CSV", "CSV")),
        Format("sssom.tsv", "text/tab-separated-values", "TSV", "TSV", Text("TSV(SSSOM)", "TSV (SSSOM)")),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "XLSX",
            "XLSX",
            Text("Excelブック", "Excel workbook"),
        ),
        Format("parquet", "application/vnd.apache.parquet", "PARQUET", "Parquet", Text("Parquet", "Parquet")),
    )
}


def format_of(path: str) -> Format | None:
    """The format of a file by the end of its name; None where it is not one that is listed."""
    return next((found for suffix, found in FORMATS.items() if path.endswith("." + suffix)), None)
