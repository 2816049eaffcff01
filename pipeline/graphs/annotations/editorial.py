"""What editors and the checks of the tables say: doubts, remarks, confirmations, decisions, translations."""

from collections.abc import Mapping

from rdflib import Literal, URIRef

from pipeline.graphs.annotations.annotator import Annotator, in_languages
from pipeline.graphs.interpreter import Row
from pipeline.model.iris import SEGMENTS
from pipeline.model.namespaces import DCTERMS, DQV, KK, PROJECT
from pipeline.model.text import Text
from pipeline.tables.cell_values import KEYS, rows

TRANSLATED = Text(
    "英語の題名(dcterms:alternative @en)は編集上の訳で、印刷物にはない。印刷された題名は dcterms:title にある。",
    "The English titles (dcterms:alternative @en) are editorial translations; the document prints none. What it prints is"
    " dcterms:title.",
)

TRANSLATED_LABELS = Text(
    "英語の指標名(dcterms:alternative @en)は編集上の訳で、印刷物にはない。印刷された指標名は skos:prefLabel にある。",
    "The English names of indicators (dcterms:alternative @en) are editorial translations; the document prints none. What"
    " it prints is skos:prefLabel.",
)
TRANSLATED_CONCEPTS = Text(
    "分類と項目の英語名(dcterms:alternative @en)は編集上の訳で、印刷物にはない。印刷された名称は skos:prefLabel にある。",
    "The English names of classifications and their concepts (dcterms:alternative @en) are editorial translations; the"
    " document prints none. What it prints is skos:prefLabel.",
)
TRANSLATED_UNITS = Text(
    "英語の部署名(dcterms:alternative @en)は編集上の訳で、市の正式な英語名とは限らない。"
    "印刷された部署名は skos:prefLabel にある。",
    "The English names of departments (dcterms:alternative @en) are editorial translations, not always the city's own;"
    " what it prints is skos:prefLabel.",
)


def doubts(to: Annotator) -> None:
    """What cannot be decided from the text, and stays as it is."""
    for _, row in rows(to.edition.editorial["doubts"]):
        more = ((DCTERMS.title, Literal(row["doubt"], lang="ja")),)
        name, targets, reason = f"doubt-{row['line']}", to.about(row), Text(row["reason"], "")
        line = row["line"]
        to.annotate(row["plan"], name, DQV.QualityAnnotation, targets, reason, line, more, by=PROJECT)


def remarks(to: Annotator) -> None:
    """What was not read, or read in another way than it stands, when a city's own table was taken over."""
    for _, row in rows(to.edition.tables["remarks"]):
        more = ((DCTERMS.title, Literal(f"{row['column']}: {row['text']}", lang="ja")),)
        reason, target = Text(row["reason"], row["reason_en"]), to.thing(row)
        name = f"remark-{row['line']}"
        to.annotate(row["plan"], name, DQV.QualityAnnotation, [target], reason, row["line"], more)


def warnings(to: Annotator) -> None:
    """What the checks of the tables doubt and nobody has confirmed: a doubt that a program has."""
    for one in to.edition.warnings:
        row = dict(rows(to.edition.tables[one.table]))[one.row]
        more = [(DCTERMS.title, said) for said in in_languages(one.what)]
        name = "-".join(("check", one.check, *to.place(row)))
        to.annotate(row["plan"], name, DQV.QualityAnnotation, [to.thing(row)], one.remedy, row["line"], more)


def confirmations(to: Annotator) -> None:
    """What the checks doubted and a person confirmed, with the reason."""
    for _, row in rows(to.edition.editorial["confirmations"]):
        more = ((KK.attribute, Literal(row["check"])),)
        name = "-".join(("confirmation", row["check"], *to.place(row)))
        reason = Text(row["reason"], "")
        about, day = [to.thing(row)], row.get("date", "")
        to.annotate(row["plan"], name, KK.EditorialDecision, about, reason, more=more, by=PROJECT, on=day)


def titles(to: Annotator) -> None:
    """The titles that an editor translated: one annotation a plan, of every element it has one of."""
    _translations(to, "titles_en", "element", "title", TRANSLATED)


def labels(to: Annotator) -> None:
    """The names of indicators that an editor translated: one annotation a plan, of every indicator it has one of."""
    _translations(to, "labels_en", "indicator", "label", TRANSLATED_LABELS)


def concepts(to: Annotator) -> None:
    """The names of concepts and of the lists they are in, in English: one annotation a plan, of all of them.

    Every list has one, for keikaku knows the lists; a concept where an editor translated it.
    """
    translated: dict[str, list[URIRef]] = {}
    for _, row in rows(to.edition.tables["concepts"]):
        of = translated.setdefault(row["plan"], [])
        of.append(to.iri("scheme", row["plan"], scheme=row["scheme"]))
    for _, row in rows(to.edition.editorial["concepts_en"]):
        concept = to.iri("concept", row["plan"], scheme=row["scheme"], number=row["concept"])
        translated[row["plan"]].append(concept)
    _annotate_translations(to, "concepts-en", "label", translated, TRANSLATED_CONCEPTS)


def _translations(to: Annotator, table: str, pattern: str, attribute: str, reason: Text) -> None:
    translated: dict[str, list[URIRef]] = {}
    for _, row in rows(to.edition.editorial[table]):
        parts = {"indicator": row["indicator"]} if pattern == "indicator" else {}
        target = to.iri(pattern, row["plan"], level=row["level"], number=row["element"], **parts)
        translated.setdefault(row["plan"], []).append(target)
    _annotate_translations(to, table.replace("_", "-"), attribute, translated, reason)


def _annotate_translations(
    to: Annotator, name: str, attribute: str, translated: Mapping[str, list[URIRef]], reason: Text
) -> None:
    """One annotation a plan, of what is translated of it, each thing once."""
    for plan, targets in translated.items():
        more = ((KK.attribute, Literal(attribute)),)
        once = dict.fromkeys(targets)
        to.annotate(plan, name, KK.EditorialDecision, once, reason, more=more, by=PROJECT)


def units(to: Annotator) -> None:
    """The names of departments that an editor translated: one annotation, of all of them."""
    names = [row["unit"] for _, row in rows(to.edition.editorial["units_en"])]
    targets = [to.iris("unit", municipality=to.edition.municipality, unit=name) for name in names]
    if targets:
        more = ((KK.attribute, Literal("label")),)
        to.annotate_municipality(
            "units-en", KK.EditorialDecision, targets, TRANSLATED_UNITS, more, by=PROJECT
        )


def unit_changes(to: Annotator) -> None:
    """The changes of departments that an editor found proved: one annotation a change, with the reason."""
    found = [row for _, row in rows(to.edition.editorial["unit_changes"])]
    year = to.edition.year
    for change, row in {row["change"]: row for row in found}.items():
        target = to.iris("unit_change", municipality=to.edition.municipality, edition=year, change=change)
        name, more = f"unit-change-{year}-{change}", ((KK.attribute, Literal("unit-change")),)
        reason = Text(row["reason"], "")
        to.annotate_municipality(name, KK.EditorialDecision, [target], reason, more, by=PROJECT)


def directions(to: Annotator) -> None:
    """The directions of indicators, each with its reason: an editor's, else the municipality's own."""
    edited = [row for _, row in rows(to.edition.editorial["directions"])]
    for row in edited:
        _decision(to, "direction", row)
    places = {tuple(row[name] for name in KEYS) for row in edited}
    for _, row in rows(to.edition.tables["indicators"]):
        if row["direction"] and tuple(row[name] for name in KEYS) not in places:
            _decision(to, "direction", {**row, "reason": "自治体が記入した。"})


def aggregates(to: Annotator) -> None:
    """The indicators that an editor found to be sums of others: one annotation a sum and reason."""
    found = [row for _, row in rows(to.edition.editorial["aggregates"])]
    once = {tuple(row[name] for name in (*KEYS, "reason")): row for row in found}
    for row in once.values():
        _decision(to, "aggregates", row)


def _decision(to: Annotator, attribute: str, row: Row) -> None:
    """What an editor decided of the indicator of a row."""
    parts = {"number": row["element"], "indicator": row["indicator"]}
    target = to.iri("indicator", row["plan"], level=row["level"], **parts)
    segment = SEGMENTS.get(row["level"], row["level"])
    name = f"{attribute}-{segment}-{row['element']}-{row['indicator']}"
    more = ((KK.attribute, Literal(attribute)),)
    reason = Text(row["reason"], "")
    to.annotate(row["plan"], name, KK.EditorialDecision, [target], reason, more=more, by=PROJECT)
