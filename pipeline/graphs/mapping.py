"""The mapping from tables to triples, as data: `MAPS` says for each table which node a row is and what it states.

`pipeline.graphs.interpreter` reads it; terms of rows (`iri`, `ja`, `code` …) are functions from a row to a node.
A blank cell states nothing.
"""

from pipeline.graphs.interpreter import MUNICIPALITY, QUALITY, Map, Property
from pipeline.graphs.terms import (
    address,
    area,
    boolean,
    code,
    day,
    decimal,
    en,
    given,
    integer,
    iri,
    ja,
    moment,
    month,
    node,
    quoted,
    text,
    unit,
)
from pipeline.model.namespaces import (
    DCAT,
    DCTERMS,
    FOAF,
    KK,
    ORG,
    PROV,
    QB,
    RDF,
    RDFS,
    SDMX_ATTRIBUTE,
    SDMX_CODE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SDO,
    SKOS,
)

_ELEMENT = iri("element")
_PARENT = iri("element", level="parent_level", number="parent")
_EDITION = iri("edition")
_INDICATOR = iri("indicator")
_INDICATORS = iri("indicators")
_ACTIVITY = iri("activity")
_EFFECT = given(
    "dated",
    given(
        "indicator",
        iri("dated_effect", kind="dated", year="fiscal_year"),
        iri("dated_element_effect", kind="dated", year="fiscal_year"),
    ),
    given("indicator", iri("effect"), iri("element_effect")),
)
_EFFECT_NUMBER = given(
    "dated",
    given(
        "indicator",
        iri("dated_effect_observation", kind="dated", year="fiscal_year"),
        iri("dated_element_effect_observation", kind="dated", year="fiscal_year"),
    ),
    given("indicator", iri("effect_observation"), iri("element_effect_observation")),
)
_YEAR = iri("fiscal_year", year="fiscal_year")
_CONCEPT = iri("concept", number="concept")
_SOURCE = iri("scheme_source")
_SCHEME = iri("scheme")
_GLOSSARY = iri("glossary")
_UNIT = iri("unit")
_UNIT_CHANGE = iri("unit_change")
_LEVELS = iri("edition_levels")
_SCALE = iri("rating_scale")

_LINE = (
    Property(KK.sourceLine, integer("line"), "line"),
    Property(PROV.wasQuotedFrom, quoted(), "line"),
)
_WHOLE = (
    Property(KK.edition, _EDITION, "plan"),
    Property(KK.municipality, iri("municipality")),
)
_NUMBER = (
    Property(SDMX_DIMENSION.refArea, area()),
    Property(SDMX_DIMENSION.refPeriod, _YEAR, "fiscal_year"),
    Property(KK.edition, _EDITION, "plan"),
    Property(QB.measureType, node(SDMX_MEASURE.obsValue)),
    Property(SDMX_MEASURE.obsValue, decimal("amount"), "raw_text"),
    Property(SDMX_ATTRIBUTE.unitMeasure, unit("unit"), "raw_text"),
    Property(SDMX_ATTRIBUTE.obsStatus, node(SDMX_CODE["obsStatus-A"])),
    Property(KK.comparator, code("comparator"), "raw_text"),
    Property(KK.qualifier, code("qualifier"), "raw_text"),
    Property(KK.qualifier, code("qualifier", "second_qualifier"), "raw_text"),
    Property(KK.partLabel, ja("part_label"), "raw_text"),
    Property(KK.measuredPeriod, iri("fiscal_year", year="measured_year"), "raw_text"),
    Property(KK.measuredFrom, iri("fiscal_year", year="measured_from"), "raw_text"),
    Property(KK.measuredSince, moment("measured_since"), "raw_text"),
    Property(KK.measuredOn, moment("measured_on"), "raw_text"),
    Property(KK.printedValue, text("printed_value"), "raw_text"),
    Property(KK.printedUnit, unit("printed_unit"), "raw_text"),
)
_CELL = (
    Property(SDMX_DIMENSION.refPeriod, _YEAR, "fiscal_year"),
    Property(KK.status, code("status"), "status"),
    Property(KK.comparator, code("comparator"), "raw_text"),
    Property(KK.reference, code("reference"), "raw_text"),
    Property(KK.referencePeriod, iri("fiscal_year", year="reference_year"), "raw_text"),
    Property(KK.statedDate, moment("stated_date"), "raw_text"),
    *_LINE,
)

MAPS: tuple[Map, ...] = (
    Map(
        "plans",
        iri("plan"),
        (KK.Plan,),
        (
            Property(DCTERMS.title, ja("title"), "title"),
            Property(DCTERMS.publisher, iri("municipality")),
            Property(DCTERMS.hasVersion, _EDITION),
        ),
        graph=MUNICIPALITY,
    ),
    Map(
        "plans",
        _EDITION,
        (KK.PlanEdition, PROV.Plan),
        (
            Property(DCTERMS.title, ja("edition_title"), "edition_title"),
            Property(RDFS.label, ja("edition_title"), "edition_title"),
            Property(DCTERMS.isVersionOf, iri("plan")),
            Property(DCTERMS.publisher, iri("municipality")),
            Property(DCTERMS.issued, month("issued"), "issued"),
            Property(KK.coversFrom, iri("fiscal_year", year="covers_from"), "covers_from"),
            Property(KK.coversTo, iri("fiscal_year", year="covers_to"), "covers_to"),
            Property(DCTERMS.temporal, iri("edition_period")),
            Property(DCTERMS.source, iri("document")),
            *_LINE,
        ),
    ),
    Map(
        "plans",
        iri("edition_period"),
        (DCTERMS.PeriodOfTime,),
        (
            Property(DCAT.startDate, day("covers_from", "{:04}-04-01"), "covers_from"),
            Property(DCAT.endDate, day("covers_to", "{:04}-03-31", years=1), "covers_to"),
        ),
    ),
    Map(
        "elements",
        _ELEMENT,
        (KK.PlanElement,),
        (
            Property(KK.level, code("level"), "level"),
            Property(SKOS.notation, text("element"), "element"),
            Property(DCTERMS.title, ja("title"), "title"),
            Property(RDFS.label, ja("title"), "title"),
            Property(RDFS.label, en("label_en")),
            Property(DCTERMS.isPartOf, given("parent", _PARENT, _EDITION), "parent"),
            *_WHOLE,
            Property(KK.purpose, ja("purpose"), "purpose"),
            Property(KK.unitsAsPrinted, ja("units_as_printed")),
            Property(KK.involvesOtherUnits, boolean("involves_other_units"), "involves_other_units"),
            Property(KK.hasFiscalEffect, boolean("fiscal_effect"), "fiscal_effect"),
            Property(SDO.pageStart, integer("page"), "page"),
            *_LINE,
        ),
    ),
    Map(
        "level_schemes",
        _LEVELS,
        (SKOS.ConceptScheme,),
        (Property(SKOS.prefLabel, ja("label")), Property(DCTERMS.isPartOf, _EDITION)),
    ),
    Map(
        "levels",
        iri("edition_level", name="level"),
        (SKOS.Concept,),
        (
            Property(SKOS.prefLabel, ja("label"), "label"),
            Property(SKOS.notation, text("level"), "level"),
            Property(SKOS.inScheme, _LEVELS),
            Property(SKOS.topConceptOf, _LEVELS),
            Property(SKOS.broadMatch, code("level"), "level"),
            *_LINE,
        ),
        linked_from=((_LEVELS, SKOS.hasTopConcept),),
    ),
    Map(
        "texts",
        _ELEMENT,
        (),
        (Property(DCTERMS.description, ja("text"), "text"),),
        where=("kind", "description"),
    ),
    Map("texts", _ELEMENT, (), (Property(RDFS.comment, ja("text"), "text"),), where=("kind", "comment")),
    *(
        Map(
            "texts",
            iri("paragraph", field="kind", position="sequence"),
            (KK.Paragraph,),
            (
                Property(KK.field, node(field), "kind"),
                Property(KK.position, integer("sequence"), "sequence"),
                Property(RDF.value, ja("text"), "text"),
                *_LINE,
            ),
            where=("kind", kind),
            linked_from=((_ELEMENT, KK.hasParagraph),),
        )
        for kind, field in (("description", DCTERMS.description), ("comment", RDFS.comment))
    ),
    Map(
        "texts",
        iri("progress_note", year="fiscal_year"),
        (KK.ProgressNote,),
        (
            Property(RDF.value, ja("text"), "text"),
            Property(SDMX_DIMENSION.refPeriod, _YEAR, "fiscal_year"),
            *_LINE,
        ),
        where=("kind", "progress"),
        linked_from=((_ELEMENT, KK.progressNote),),
    ),
    Map(
        "unit_changes",
        _UNIT_CHANGE,
        (ORG.ChangeEvent,),
        (
            Property(DCTERMS.type, code("unit-change", "kind"), "kind"),
            Property(ORG.originalOrganization, iri("unit", unit="old_unit"), "old_unit"),
            Property(ORG.resultingOrganization, iri("unit", unit="new_unit"), "new_unit"),
            Property(DCTERMS.date, moment("date"), "date"),
            Property(DCTERMS.source, address("source"), "source"),
            *_LINE,
        ),
        graph=MUNICIPALITY,
        file="editorial/unit_changes",
    ),
    Map(
        "unit_changes",
        address("source"),
        (FOAF.Document,),
        (),
        graph=MUNICIPALITY,
        file="editorial/unit_changes",
    ),
    *(
        Map(
            "unit_changes",
            iri("unit", unit=side),
            (ORG.OrganizationalUnit,),
            (
                Property(SKOS.prefLabel, ja(side), side),
                Property(ORG.unitOf, iri("municipality")),
                Property(link, _UNIT_CHANGE),
            ),
            graph=MUNICIPALITY,
            file="editorial/unit_changes",
        )
        for side, link in (("old_unit", ORG.changedBy), ("new_unit", ORG.resultedFrom))
    ),
    Map(
        "units",
        _UNIT,
        (ORG.OrganizationalUnit,),
        (
            Property(SKOS.prefLabel, ja("unit"), "unit"),
            Property(ORG.unitOf, iri("municipality")),
        ),
        graph=MUNICIPALITY,
    ),
    Map("responsibilities", _ELEMENT, (), (Property(KK.responsibleUnit, _UNIT, "unit"),)),
    Map(
        "activities",
        _ACTIVITY,
        (KK.Activity,),
        (
            Property(DCTERMS.title, ja("title"), "title"),
            Property(SKOS.notation, given("printed_number", text("element", "printed_number")), "activity"),
            Property(DCTERMS.isPartOf, _ELEMENT),
            *_LINE,
        ),
        linked_from=((_ELEMENT, KK.hasActivity),),
    ),
    Map(
        "schedule",
        given(
            "further_row",
            iri("further_schedule_entry", year="start_year", row="further_row"),
            iri("schedule_entry", year="start_year"),
        ),
        (KK.ScheduleEntry,),
        (
            Property(KK.startPeriod, iri("fiscal_year", year="start_year"), "start_year"),
            Property(KK.endPeriod, iri("fiscal_year", year="end_year"), "end_year"),
            Property(RDF.value, ja("text"), "text"),
            *_LINE,
        ),
        linked_from=((_ACTIVITY, KK.scheduleEntry),),
    ),
    Map(
        "indicators",
        _INDICATOR,
        (KK.Indicator, SKOS.Concept),
        (
            Property(SKOS.prefLabel, ja("label"), "label"),
            Property(RDFS.label, ja("label_ja")),
            Property(RDFS.label, en("label_en")),
            Property(SKOS.notation, text("element", "indicator", separator="."), "indicator"),
            Property(SKOS.definition, ja("definition"), "definition"),
            Property(KK.definition, ja("definition"), "definition"),
            Property(KK.aggregation, code("aggregation"), "aggregation"),
            Property(KK.indicatorClass, code("indicator-class", "class"), "class"),
            Property(KK.direction, code("direction"), "direction"),
            Property(KK.unit, unit("unit")),
            Property(KK.responsibleUnit, iri("unit", unit="unit_named"), "unit_named"),
            Property(
                KK.sameIndicatorAs,
                iri(
                    "indicator",
                    plan="same_plan",
                    level="same_level",
                    number="same_element",
                    indicator="same_indicator",
                ),
                "same_indicator",
            ),
            Property(DCTERMS.isPartOf, _ELEMENT),
            *_WHOLE,
            Property(SKOS.inScheme, _INDICATORS),
            Property(SKOS.topConceptOf, _INDICATORS),
            *_LINE,
        ),
        linked_from=((_ELEMENT, KK.hasIndicator), (_INDICATORS, SKOS.hasTopConcept)),
    ),
    Map(
        "indicator_schemes",
        _INDICATORS,
        (SKOS.ConceptScheme,),
        (Property(SKOS.prefLabel, ja("label")), Property(KK.edition, _EDITION)),
        file="tables/indicators",
    ),
    Map(
        "directions",
        _INDICATOR,
        (),
        (Property(KK.direction, code("direction"), "direction"),),
        graph=QUALITY,
        file="editorial/directions",
    ),
    Map(
        "titles_en",
        _ELEMENT,
        (),
        (Property(DCTERMS.alternative, en("title_en"), "title_en"),),
        graph=QUALITY,
        file="editorial/titles_en",
    ),
    Map(
        "labels_en",
        _INDICATOR,
        (),
        (Property(DCTERMS.alternative, en("label_en"), "label_en"),),
        graph=QUALITY,
        file="editorial/labels_en",
    ),
    Map(
        "concepts_en",
        _CONCEPT,
        (),
        (Property(DCTERMS.alternative, en("label_en"), "label_en"),),
        graph=QUALITY,
        file="editorial/concepts_en",
    ),
    Map(
        "schemes",
        _SCHEME,
        (),
        (Property(DCTERMS.alternative, en("label_en")),),
        graph=QUALITY,
        file="tables/concepts",
    ),
    Map(
        "units_en",
        _UNIT,
        (),
        (Property(DCTERMS.alternative, en("unit_en"), "unit_en"),),
        graph=MUNICIPALITY,
        file="editorial/units_en",
    ),
    Map(
        "aggregates",
        _INDICATOR,
        (),
        (
            Property(
                KK.aggregates,
                iri(
                    "indicator",
                    plan="part_plan",
                    level="part_level",
                    number="part_element",
                    indicator="part_indicator",
                ),
                "part_indicator",
            ),
        ),
        graph=QUALITY,
        file="editorial/aggregates",
    ),
    Map(
        "cells",
        iri("cell", year="fiscal_year"),
        (KK.Cell, PROV.Entity),
        (
            Property(KK.indicator, _INDICATOR, "indicator"),
            Property(KK.valueKind, code("value-kind", "kind"), "kind"),
            Property(KK.rawText, text("raw_text", blank="status=blank"), "raw_text"),
            *_CELL,
        ),
    ),
    *(
        Map(name, cell, (), (Property(KK.correctedText, text("corrected_text"), "raw_text"),), graph=QUALITY)
        for name, cell in (("cells", iri("cell", year="fiscal_year")), ("effects", _EFFECT))
    ),
    Map(
        "figures",
        iri("observation", year="fiscal_year"),
        (QB.Observation,),
        (
            Property(QB.dataSet, node(KK.figures)),
            Property(KK.indicator, _INDICATOR, "indicator"),
            Property(KK.valueKind, code("value-kind", "kind"), "kind"),
            Property(KK.breakdown, code("breakdown"), "raw_text"),
            Property(PROV.wasDerivedFrom, iri("cell", year="fiscal_year")),
            *_NUMBER,
        ),
        file="tables/cells",
    ),
    Map(
        "effects",
        _EFFECT,
        (KK.Cell, PROV.Entity),
        (
            Property(KK.effectOf, given("indicator", _INDICATOR, _ELEMENT), "indicator"),
            Property(KK.valueKind, code("value-kind", "value_kind"), "kind"),
            Property(KK.rawText, text("raw_text", blank="status=blank"), "raw_text"),
            Property(KK.account, code("account"), "account"),
            Property(KK.effectBasis, ja("basis"), "basis"),
            *_CELL,
        ),
    ),
    Map(
        "effect_figures",
        _EFFECT_NUMBER,
        (QB.Observation,),
        (
            Property(QB.dataSet, node(KK.effects)),
            Property(KK.effectOf, given("indicator", _INDICATOR, _ELEMENT), "indicator"),
            Property(KK.valueKind, code("value-kind", "value_kind"), "kind"),
            Property(KK.account, code("account"), "account"),
            Property(KK.effectBasis, ja("basis"), "basis"),
            Property(PROV.wasDerivedFrom, _EFFECT),
            *_NUMBER,
        ),
        file="tables/effects",
    ),
    Map(
        "rating_scales",
        _SCALE,
        (SKOS.ConceptScheme,),
        (Property(SKOS.prefLabel, ja("label")), Property(DCTERMS.isPartOf, _EDITION)),
        file="tables/scales",
    ),
    Map(
        "scales",
        iri("rating_of_scale"),
        (SKOS.Concept,),
        (
            Property(SKOS.prefLabel, ja("label"), "label"),
            Property(SKOS.notation, text("rating"), "rating"),
            Property(SKOS.definition, ja("definition"), "definition"),
            Property(KK.position, integer("order"), "order"),
            Property(SKOS.inScheme, _SCALE),
            Property(SKOS.topConceptOf, _SCALE),
            *_LINE,
        ),
        linked_from=((_SCALE, SKOS.hasTopConcept),),
    ),
    Map(
        "ratings",
        given(
            "indicator",
            iri("indicator_rating", year="fiscal_year"),
            iri("element_rating", year="fiscal_year"),
        ),
        (KK.Rating,),
        (
            Property(KK.ratingOf, given("indicator", _INDICATOR, _ELEMENT), "indicator"),
            Property(KK.rating, iri("rating_of_scale"), "rating"),
            Property(KK.points, text("points"), "points"),
            Property(SDMX_DIMENSION.refPeriod, _YEAR, "fiscal_year"),
            *_LINE,
        ),
    ),
    Map(
        "schemes",
        _SCHEME,
        (SKOS.ConceptScheme,),
        (Property(SKOS.prefLabel, ja("label")), Property(DCTERMS.isPartOf, _EDITION)),
        file="tables/concepts",
    ),
    Map(
        "sources",
        _SOURCE,
        (SKOS.Collection,),
        (Property(SKOS.prefLabel, ja("label"), "label"), Property(DCTERMS.isPartOf, _SCHEME), *_LINE),
    ),
    Map(
        "concepts",
        _CONCEPT,
        (SKOS.Concept,),
        (
            Property(SKOS.prefLabel, ja("label"), "label"),
            Property(SKOS.notation, text("notation"), "notation"),
            Property(SKOS.inScheme, _SCHEME),
            Property(SKOS.topConceptOf, _SCHEME),
            *_LINE,
        ),
        linked_from=((given("source", _SOURCE), SKOS.member), (_SCHEME, SKOS.hasTopConcept)),
    ),
    Map("classifications", _ELEMENT, (), (Property(DCTERMS.subject, _CONCEPT, "concept"),)),
    Map(
        "correspondences",
        _ELEMENT,
        (),
        (
            Property(
                KK.correspondsTo,
                given(
                    "to_activity",
                    iri(
                        "activity",
                        plan="to_plan",
                        level="to_level",
                        number="to_element",
                        activity="to_activity",
                    ),
                    iri("element", plan="to_plan", level="to_level", number="to_element"),
                ),
                "to_element",
            ),
        ),
    ),
    Map(
        "glossary",
        iri("term"),
        (SKOS.Concept,),
        (
            Property(SKOS.prefLabel, ja("term"), "term"),
            Property(SKOS.definition, ja("definition"), "definition"),
            Property(SKOS.inScheme, _GLOSSARY),
            *_LINE,
        ),
    ),
    Map(
        "glossaries",
        _GLOSSARY,
        (SKOS.ConceptScheme,),
        (Property(SKOS.prefLabel, ja("label")), Property(DCTERMS.isPartOf, _EDITION)),
        file="tables/glossary",
    ),
)
