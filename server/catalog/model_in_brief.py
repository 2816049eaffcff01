"""The model in brief for language models: what there is, prefixes, and queries to begin with."""

from pipeline.model.namespaces import PREFIXES

_SHOWN = ("kk", "dcterms", "skos", "qb", "sdmx-dimension", "sdmx-measure", "sdmx-attribute", "prov", "org")

_MODEL = """## The model

- `kk:PlanEdition`: one edition of a plan; `dcterms:isVersionOf` its `kk:Plan`, `dcterms:publisher` the municipality.
- `kk:PlanElement`: a policy, measure, item or priority (`kk:level`); `dcterms:isPartOf` leads up to the edition;
  `dcterms:title`, `skos:notation` (its number), `kk:responsibleUnit`, `kk:hasIndicator`, `dcterms:subject`.
- `kk:Indicator`: `skos:prefLabel`; `dcterms:isPartOf` its element.
- `qb:Observation` with `qb:dataSet kk:figures`: one number; `kk:indicator`, `kk:valueKind` (target, actual, baseline,
  forecast), `sdmx-dimension:refPeriod` (fiscal year), `kk:breakdown`, `sdmx-measure:obsValue`,
  `sdmx-attribute:unitMeasure`, `kk:edition`.
- `kk:Cell`: a printed cell, `prov:wasDerivedFrom` of its numbers; `kk:rawText`, `kk:status`, `kk:sourceLine`,
  `prov:wasQuotedFrom`.
- `kk:Achievement` (derived): `kk:targetMet`, `kk:targetValue`, `kk:actualValue`. `kk:EffectTotal`: totals of fiscal
  effects.
- `dqv:QualityAnnotation`: corrections, conflicts, losses, each with its reason.

Texts are Japanese: write `"…"@ja`, or compare `STR(?text)`. Money is in yen. A cell without a
number says why by `kk:status` (`not_set`, `blank`, `text`, `tbd`, `relative`, `missing_in_source`):
none of them is 0. Cite a figure by its IRI and printed line.
"""

QUERIES = {
    "Figures of an item by year": """SELECT ?kind ?year ?value ?line WHERE {
  ?item dcterms:title "はなバスの効率的な運行"@ja ; kk:hasIndicator ?indicator .
  ?figure kk:indicator ?indicator ; kk:valueKind/skos:notation ?kind ; sdmx-dimension:refPeriod/skos:notation ?year ;
    sdmx-measure:obsValue ?value ; prov:wasDerivedFrom/kk:sourceLine ?line .
} ORDER BY ?kind ?year""",
    "Targets met and missed, by plan edition and year": """SELECT ?edition ?year ?met (COUNT(?a) AS ?targets) WHERE {
  ?a a kk:Achievement ; kk:edition ?edition ; sdmx-dimension:refPeriod ?year ; kk:targetMet ?met .
} GROUP BY ?edition ?year ?met ORDER BY ?edition ?year ?met""",
    "Plans and their municipalities": """SELECT ?municipality ?plan ?edition WHERE {
  ?edition a kk:PlanEdition ; dcterms:title ?plan ; dcterms:publisher/skos:prefLabel ?municipality .
  FILTER (LANG(?municipality) = "ja")
} ORDER BY ?edition""",
}


def model_in_brief(base: str, root: str) -> str:
    """The model as Markdown, for a release whose IRIs are below `base`, served at `root`."""
    prefixes = "\n".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in _SHOWN)
    queries = "\n\n".join(f"### {title}\n\n```sparql\n{query}\n```" for title, query in QUERIES.items())
    return f"""{_MODEL}
## Prefixes

{root}/sparql knows these without declaration.
Relative IRIs are below <{base}>, such as <id/132292> or <id/fiscal-year/2024>.

```sparql
{prefixes}
```

## Queries

{queries}
"""
