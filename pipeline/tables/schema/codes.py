"""The codes that cells of the tables may hold."""

LEVELS = ("policy", "measure", "programme", "item", "priority")
KINDS = ("target", "actual", "baseline", "forecast", "interim-target")
EFFECT_KINDS = ("planned", "forecast", "actual")
"""What an effect is; the last where the table does not say."""
CLASSES = ("activity", "scope", "outcome")
STATUSES = (
    *("observed", "relative", "tbd", "text", "not_set", "not_available", "not_applicable", "suppressed"),
    *("rated", "continues", "blank", "missing_in_source"),
)
ACCOUNTS = ("general", "national-health-insurance", "late-stage-elderly-medical", "long-term-care-insurance")
AGGREGATIONS = ("cumulative", "single-year", "year-end", "per-election")
SCHEMES = ("national-policy", "technology", "town-development")
HUB_DIRECTION = "hub-direction"
"""The check that no table of a city shows: an indicator is to go another way than the shared one it is matched with."""
CHECKS = (
    *("share", "negative", "unit", "year", "issued", "jump", "gap", "name", "figure", "duplicate"),
    HUB_DIRECTION,
)
UNIT_CHANGES = ("renamed", "merged", "divided", "reorganised")
READINGS = ("sheet", "overview", "chapter-1", "chapter-2")
DIRECTIONS = ("higher", "lower")
