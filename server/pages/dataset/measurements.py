"""What was measured of a dataset's quality, for its page and that of the quality of its edition."""

from pyoxigraph import NamedNode

from pipeline.reading.names import Named
from pipeline.reading.vocabulary import dqv, xsd
from server.rendering.view import View


def measurements(view: View, thing: NamedNode) -> list[tuple[Named, str]]:
    """What was measured of a dataset's quality: the metric and its value, shares as percentages."""
    graph = view.service.graph
    found = []
    for measurement in graph.things(thing, dqv.hasQualityMeasurement):
        metric, value = graph.thing(measurement, dqv.isMeasurementOf), graph.value(measurement, dqv.value)
        if metric and value:
            share = graph.thing(metric, dqv.expectedDataType) == xsd.decimal
            shown = f"{float(value):.1%}" if share else f"{int(value):,}"
            found.append((view.service.reader.named(metric), shown))
    return sorted(found, key=lambda pair: pair[0].iri)
