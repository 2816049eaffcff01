"""The pages of a comparison: the list of shared indicators, one of them, and its chart for frames."""

from collections.abc import Mapping
from html import escape

from starlette.responses import Response

from pipeline.exports.comparison import MATCHES, WARNINGS, Covered, Shared
from server.comparison.answer import Answer
from server.http.middleware import CONTENT_SECURITY_POLICY

FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
"""The policy of the one page that other sites may show in a frame."""


def html(answer: Answer) -> Response:
    """The list of shared indicators, or the page of one."""
    view, found = answer.view, answer.found
    years = sorted({year for row in answer.rows for year in row.figures})
    return view.render(
        "compare.html" if found else "compare_list.html",
        answer=answer,
        w=answer.word,
        years=years,
        frame=_frame(answer) if found else "",
        drawn=bool(answer.drawing()),
        matches=MATCHES,
        warnings=WARNINGS,
        groups=_groups(answer),
    )


def _frame(answer: Answer) -> str:
    """The line of HTML that shows the chart on another site."""
    if answer.found is None:
        return ""
    address = answer.view.service.settings.public_url + answer.address("/embed")
    title = answer.found.shared.name.in_language(answer.view.language)
    return f'<iframe src="{escape(address)}" title="{escape(title)}" width="720" height="520" loading="lazy"></iframe>'


def _groups(answer: Answer) -> Mapping[str, list[tuple[Shared, tuple[Covered, ...]]]]:
    """The shared indicators by how much there is to compare: of several municipalities, of one, of none."""
    groups: dict[str, list[tuple[Shared, tuple[Covered, ...]]]] = {"several": [], "alone": [], "nobody": []}
    for shared in answer.shared.values():
        covered = answer.covered.get(shared.id, ())
        groups[("nobody", "alone", "several")[min(len(covered), 2)]].append((shared, covered))
    for group in groups.values():
        group.sort(key=lambda one: (-sum(c.match == "exact" for c in one[1]), -len(one[1]), one[0].id))
    return groups


def embedded(answer: Answer) -> Response:
    """The chart alone, as a page that may be shown in a frame anywhere."""
    headers = {"Content-Security-Policy": FRAMED}
    return answer.view.render(
        "compare_embed.html", headers=headers, answer=answer, w=answer.word, drawn=bool(answer.drawing())
    )
