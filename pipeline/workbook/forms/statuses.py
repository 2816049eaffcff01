"""The status of each printed value: read from the value where it is left blank, a problem where it contradicts it."""

import re
import unicodedata
from collections.abc import Mapping

from pipeline.model import units
from pipeline.model.units import Unit
from pipeline.tables.cell_values import KEYS, LOST
from pipeline.tables.values import Value, ambiguity, parse, unknown_unit
from pipeline.tables.values.value import plain
from pipeline.workbook import words
from pipeline.workbook.forms.entry import Entry, Form, Record, periods
from pipeline.workbook.sheets import Fault


def fill(forms: Mapping[str, Form]) -> None:
    """Fills in the statuses of the values and effects that were entered; notes every value that is not read."""
    beside = {_indicator(entry.record): entry.record for entry in forms["indicators"].entries}
    declared = _declared(forms["declared_units"])
    covers = periods(forms["plans"])
    unknown = _unknown_units(forms["indicators"], declared)
    for name in ("cells", "effects"):
        for entry in forms[name].entries:
            record = entry.record
            if not re.fullmatch(r"[12][0-9]{3}", record["fiscal_year"]):
                continue
            if entry.faulty.isdisjoint(("raw_text", "status")):
                of = beside.get(_indicator(record), {})
                unit = of.get("unit_printed", "") if name == "cells" else ""
                read = parse(
                    record["raw_text"],
                    fiscal_year=int(record["fiscal_year"]),
                    breakdown=of.get("breakdown_named", ""),
                    unit=unit,
                    declared=declared,
                    covers=covers.get(record["plan"]),
                )
                _fill(forms[name], entry, read, unit, name == "cells" and _indicator(record) in unknown)


def _unknown_units(form: Form, declared: tuple[Unit, ...]) -> frozenset[tuple[str, ...]]:
    """The indicators beside which a unit stands that nobody knows, each noted once, at the unit."""
    found = []
    for entry in form.entries:
        fault = unknown_unit(entry.record["unit_printed"], declared) if entry.record["unit_printed"] else None
        if fault:
            form.fault(entry, "unit_printed", fault[0].ja, fault[1].ja)
            found.append(_indicator(entry.record))
    return frozenset(found)


def _declared(form: Form) -> tuple[Unit, ...]:
    """The units that the workbook declares."""
    records = (entry.record for entry in form.entries)
    return tuple(units.declare(one["symbol"], one["spellings"].split(), one["english"]) for one in records)


def _indicator(record: Record) -> tuple[str, ...]:
    return tuple(record[name] for name in KEYS)


def _fill(form: Form, entry: Entry, read: Value, unit: str, in_an_unknown_unit: bool) -> None:
    raw, status = entry.record["raw_text"], entry.record["status"]
    lost = status == LOST and not raw
    unread = not status and read.status == "text" and not read.date and not in_an_unknown_unit
    fault = _unread(raw, unit) if unread else None
    if fault:
        form.fault(entry, "raw_text", *fault)
    elif status not in ("", read.status) and not lost:
        what = f"状態は「{words.CODES[status]}」ですが、「{raw}」はそう読めません。"
        form.fault(entry, "status", what, f"「{words.CODES[read.status]}」ではありませんか。")
    elif form.table.name == "effects" and any(one.unit != "unit:CCY_JPY" for one in read.numbers):
        remedy = "円、千円などの単位を付けてください。"
        form.fault(entry, "raw_text", f"「{raw}」は金額ではありません。", remedy)
    entry.record["status"] = status or read.status


def _unread(raw: str, unit: str) -> Fault | None:
    """Why a text that was not read as a number may yet have been meant as one."""
    circled = next((one for one in raw if unicodedata.category(one) == "No"), "")
    if circled:
        digits = unicodedata.normalize("NFKC", raw)
        what = f"「{raw}」の「{circled}」は、番号か注の記号か、数値か分かりません。"
        return what, f"数値なら「{digits}」と入れ、文であれば状態に「文」を選んでください。"
    ways = ambiguity(raw, unit)
    if ways:
        return ways.ja, "一つにしか読めないように書くか、文であれば状態に「文」を選んでください。"
    if raw.upper() in ("TRUE", "FALSE"):
        return f"Excelの論理値です（{raw}）。", "印刷どおりの文字を入れてください。"
    behind = re.fullmatch(r"[▲△-]?[0-9][0-9,.]* ?([^\W0-9_A-Za-z]{1,8})", plain(raw))
    unknown = unknown_unit(behind[1]) if behind else None
    if unknown and not unit:
        what = f"「{raw}」は数値として読めません。{unknown[0].ja}"
        return what, f"{unknown[1].ja}文であれば状態に「文」を選んでください。"
    if re.search(r"\d", raw):
        remedy = "単位を確かめるか、文であれば状態に「文」を選んでください。"
        return f"「{raw}」は数値として読めません。", remedy
    return None
