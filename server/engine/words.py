"""How an engine's failures are told to the person who asked: what happened, what to do."""

import re
import signal

from server.engine import Crashed, Failed, ParseFailure, QueryFailure, TimedOut, TooLarge
from server.http.limits import Limits

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CHARACTER_CLASSES = re.compile(r", \['.*", re.DOTALL)
_NARROW_JA = "LIMIT・FILTER・グラフの指定で絞るか、ORDER BY・LIMIT・OFFSETで分けて問い合わせてください。"
_NARROW = "Ask for less: add LIMIT, a FILTER or a graph, or page with ORDER BY, LIMIT and OFFSET."


def parse_failure(message: str) -> ParseFailure:
    """What the parser said, without its lists of characters, with the position where it stopped."""
    found = _POSITION.match(message)
    if found is None:
        ja = "SPARQLの問い合わせとして読めません。書き方を確かめてください。"
        return ParseFailure(f"This is not a SPARQL query: {message}.", "Correct the query.", ja=ja)
    line, column = int(found[1]), int(found[2])
    what = (
        f"This is not a SPARQL query: line {line}, column {column}: {_CHARACTER_CLASSES.sub('', found[3])}."
    )
    ja = f"SPARQLの問い合わせとして読めません。{line}行目{column}文字目か、その前を直してください。"
    return ParseFailure(what, "Correct the query at or before this place.", ja=ja, line=line, column=column)


def past_limit(limit: str, limits: Limits) -> TooLarge:
    """The answer is past a limit: `rows`, `bytes` or `memory`."""
    en, ja = {
        "rows": (
            f"The answer has more than {limits.query_rows:,.0f} rows",
            f"答えが{limits.query_rows:,.0f}行",
        ),
        "bytes": (
            f"The answer is larger than {limits.query_answer_mib:g} MiB",
            f"答えが{limits.query_answer_mib:g} MiB",
        ),
        "memory": (
            f"Finding the answer needs more than {limits.query_memory_mib:g} MiB of memory",
            f"答えを求めるためのメモリが{limits.query_memory_mib:g} MiB",
        ),
    }[limit]
    ja = f"{ja}の上限を超えました。{_NARROW_JA}"
    return TooLarge(f"{en}, the limit of this service.", _NARROW, ja=ja)


def timed_out(seconds: float) -> TimedOut:
    """The query ran up to the limit."""
    ja = f"問い合わせが上限の{seconds:g}秒で終わりませんでした。{_NARROW_JA}"
    return TimedOut(f"The query ran longer than {seconds:g} seconds, the limit.", _NARROW, ja=ja)


def ended(signal_number: int | None, elapsed: float, seconds: float, limits: Limits) -> QueryFailure:
    """Why a worker ended, by the signal that ended it (None: not known), the seconds it had run and might run."""
    if signal_number in (signal.SIGALRM, signal.SIGXCPU):
        return timed_out(seconds)
    if signal_number is None and elapsed >= seconds - 0.05:
        return timed_out(seconds)
    if signal_number in (signal.SIGABRT, signal.SIGKILL):
        return past_limit("memory", limits)
    return Crashed(
        "The query ended the process that ran it.",
        "Nest less deeply, or split the query in parts.",
        ja="この問い合わせで、処理が途中で終わりました。入れ子を浅くするか、問い合わせを分けてください。",
    )


def failure(message: str) -> Failed:
    """An error of the engine's own."""
    what = f"The query could not be evaluated: {message.rstrip('.')}."
    return Failed(
        what, "Correct the query.", ja="問い合わせの途中で誤りが起きました。書き方を確かめてください。"
    )
