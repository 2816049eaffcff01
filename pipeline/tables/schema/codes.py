"""The codes that cells of the tables may hold."""

LEVELS = ("policy", "measure", "programme", "item", "priority")
KINDS = ("target", "actual", "baseline", "forecast", "interim-target")
CLASSES = ("activity", "scope", "outcome")
STATUSES = (
    *("observed", "relative", "tbd", "text", "not_set", "not_available", "not_applicable", "suppressed"),
    *("rated", "continues", "blank", "missing_in_source"),
)
ACCOUNTS = ("general", "national-health-insurance", "late-stage-elderly-medical", "long-term-care-insurance")
AGGREGATIONS = ("cumulative", "single-year", "year-end", "per-election")
SCHEMES = ("national-policy", "technology", "town-development")
CHECKS = ("share", "negative", "unit", "year", "issued", "jump", "gap", "name", "figure", "duplicate")
READINGS = ("sheet", "overview", "chapter-1", "chapter-2")
DIRECTIONS = ("higher", "lower")
