"""Why a query is not run, in words: what no query holds, what this endpoint does not ask, what it counts."""

from server.engine import Refused

CLAUSES = "OPTIONAL, UNION, BIND, MINUS and EXISTS"
VALUES = "values in VALUES"
PATTERNS = "triple patterns"
STEPS = "steps in a property path"
BRACKETS = "brackets inside one another"
_IN_JAPANESE = {
    CLAUSES: "OPTIONAL・UNION・BIND・MINUS・EXISTS",
    VALUES: "VALUESの値",
    PATTERNS: "トリプルパターン",
    STEPS: "プロパティパスの段",
    BRACKETS: "かっこの入れ子",
}
NO_QUERY = {
    "open": (
        "the string that begins at {} is not closed.",
        "Close it with {}.",
        "{}から始まる文字列が閉じていません。引用符で閉じてください。",
    ),
    "doubtful": (
        "what stands at {} may be an IRI, or begin with less-than.",
        "Write a space after <, or the IRI in full.",
        "{}の「<」がIRIの始まりか不等号か、分かりません。「<」の後に空白を入れるか、IRIを省略せずに書いてください。",
    ),
}
"""Kinds of tokens that no query holds: what is said of them, what to do, and both in Japanese."""


def no_service() -> Refused:
    """For a query that would have this endpoint ask another."""
    ja = "ほかのエンドポイントへの問い合わせ（SERVICE）はできません。それぞれに問い合わせてください。"
    return Refused(
        "This endpoint asks no other endpoint: SERVICE is not allowed.", "Ask both yourself.", ja=ja
    )


def past(what: str, most: float) -> Refused:
    """For a query with more of something counted than the limit."""
    ja = f"問い合わせが上限を超えています（{_IN_JAPANESE[what]}は{most:,.0f}まで）。分けて問い合わせてください。"
    what = f"The query has more than {most:,.0f} {what}, the limit of this service."
    return Refused(what, "Ask in parts.", ja=ja)
