"""Why a text is no query, in words: the usual mistakes, each named at its place. Parsers tell of them in riddles.

Looked for only once a parser has refused the text, so nothing here can refuse a query.
"""

import difflib
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from server.engine import ParseFailure
from server.sparql.inspection.findings import Inspection
from server.sparql.inspection.prefixes import undeclared
from server.sparql.inspection.tokens import KEYWORDS, Token, position, tokens

_ALIKE = 0.6
"""How much of a misspelt word stays, as difflib counts: SELEC, SELCT, WEHRE, FITLER, OPTONAL."""
_SHOWN = 100
_LOOK_ALIKES = str.maketrans("“”„‘’「」、。–—−", '"""\'\'"",.---')
"""Signs of typesetting and of Japanese that NFKC leaves as they are."""
_PAIRS = {")": "(", "]": "[", "}": "{"}
_PROJECTED = frozenset({"DISTINCT", "REDUCED"})
_AFTER_PROJECTION = frozenset({"WHERE", "FROM"})
_OF_THE_PARSER = {
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * says nothing of groups.",
        "Name what GROUP BY names, and what is counted: SELECT ?kind (COUNT(*) AS ?number).",
        "「SELECT *」はGROUP BYと使えません。「SELECT ?kind (COUNT(*) AS ?number)」のように名前を挙げてください。",
    ),
    "The SELECT contains a variable that is unbound": (
        "SELECT names a variable that is one for each row, not one for each group.",
        "Name it in GROUP BY, too, or take one of it: (SAMPLE(?x) AS ?one).",
        "SELECTの変数がグループごとに一つに決まりません。GROUP BYにも書くか、「(SAMPLE(?x) AS ?one)」としてください。",
    ),
    "The SELECT overrides an existing variable": (
        "AS gives a value to a variable that has one already.",
        "Choose another name after AS.",
        "ASの後の変数はもう値を持っています。別の名前にしてください。",
    ),
    "The VALUES clause rows should have": (
        "a row of VALUES has not as many values as there are variables.",
        "Write UNDEF where there is no value.",
        "VALUESの行の値の数が変数の数と違います。値のないところにはUNDEFと書いてください。",
    ),
}
"""What the parser says of a whole query, among what it had expected: what is said instead, what to do, both in Japanese."""


def explained(failure: ParseFailure, text: str, found: Inspection) -> ParseFailure:
    """A parse failure that names the mistake behind it: the most certain first, else what stands where it stopped."""
    read = list(tokens(text))
    for told in (
        _look_alike(read, text),
        _no_variable(read, text),
        _misspelt(text, found),
        undeclared(failure, found),
        _unmatched(read, text),
        _of_the_whole(failure),
        _without_brackets(read, text),
    ):
        if told:
            return told
    return _stopped(failure, read, text)


def _at(text: str, start: int, what: str, remedy: str, ja: str) -> ParseFailure:
    line, column = position(text, start)
    said = f"This is not a SPARQL query: line {line}, column {column}: {what}"
    ja = f"{line}行目{column}文字目: {ja}"
    return ParseFailure(said, remedy, ja=ja, line=line, column=column)


def _look_alike(read: Sequence[Token], text: str) -> ParseFailure | None:
    """A character that only looks like one of SPARQL's, such as a full-width bracket, or is not seen at all.

    Names may hold such characters; they are mistaken where brackets do not match.
    """
    kinds = ("sign", "word") if _unmatched(read, text) is None else ("sign", "word", "variable", "name")
    for token in read:
        if token.kind not in kinds or token.text.isascii():
            continue
        if any(unicodedata.category(one) == "Cf" for one in token.text):
            what = "a character that is not seen, such as a zero-width space, stands here."
            ja = "幅のない空白など、見えない文字があります。消すか、その行を書き直してください。"
            return _at(text, token.start, what, "Delete it, or write the line anew.", ja)
        meant = "".join(_plain(one) for one in token.text)
        if meant != token.text:
            what = f"{token.text[:_SHOWN]!r} only looks like {meant[:_SHOWN]!r}: it is of other characters."
            ja = f"「{token.text[:_SHOWN]}」は「{meant[:_SHOWN]}」に似た別の文字（全角など）です。半角で書いてください。"
            return _at(text, token.start, what, f"Write {meant[:_SHOWN]}", ja)
    return None


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).translate(_LOOK_ALIKES)
    return plain if len(plain) == 1 and plain.isascii() else character


def _no_variable(read: Sequence[Token], text: str) -> ParseFailure | None:
    for before, token in pairwise(read):
        if before.keyword == "AS" and token.kind == "word":
            what = f"after AS stands a variable, and {token.text[:_SHOWN]!r} is none."
            ja = f"ASの後には変数を書きます。「?{token.text[:_SHOWN]}」としてください。"
            return _at(text, token.start, what, f"Write ?{token.text[:_SHOWN]}", ja)
    return None


def _misspelt(text: str, found: Inspection) -> ParseFailure | None:
    for word, start in found.unknown_words.items():
        meant = difflib.get_close_matches(word.upper(), KEYWORDS, n=1, cutoff=_ALIKE)
        if meant:
            ja = f"「{word}」はSPARQLの語ではありません。「{meant[0]}」ではありませんか。"
            return _at(text, start, f"{word!r} is no word of SPARQL.", f"Did you mean {meant[0]}?", ja)
    return None


def _unmatched(read: Sequence[Token], text: str) -> ParseFailure | None:
    opened: list[Token] = []
    for token in read:
        if token.kind == "sign" and token.text in _PAIRS.values():
            opened.append(token)
        elif token.kind == "sign" and token.text in _PAIRS:
            before = opened.pop() if opened else None
            if before is None:
                what, ja = (
                    f"{token.text} closes nothing.",
                    f"「{token.text}」に対応する開きかっこがありません。消すか、前で開いてください。",
                )
                return _at(text, token.start, what, "Delete it, or open it before.", ja)
            if before.text != _PAIRS[token.text]:
                return _not_closed(before, text, f" before {token.text}")
    return _not_closed(opened[-1], text) if opened else None


def _not_closed(opened: Token, text: str, before: str = "") -> ParseFailure:
    closing = next(closing for closing, opening in _PAIRS.items() if opening == opened.text)
    ja = f"「{opened.text}」が閉じていません。「{closing}」で閉じてください。"
    return _at(text, opened.start, f"{opened.text} is not closed{before}.", f"Close it with {closing}", ja)


def _of_the_whole(failure: ParseFailure) -> ParseFailure | None:
    for said, (what, remedy, ja) in _OF_THE_PARSER.items():
        if said in failure.what:
            what = f"This is not a SPARQL query: {what}"
            return ParseFailure(what, remedy, ja=ja, line=failure.line, column=failure.column)
    return None


def _without_brackets(read: Sequence[Token], text: str) -> ParseFailure | None:
    """What other dialects compute after SELECT without brackets, or without a name."""
    for token in _projected(read):
        if token.keyword in KEYWORDS - _PROJECTED:
            what = "what SELECT computes stands in brackets and has a name."
            ja = "SELECTで計算するものは、かっこに入れて名前を付けてください。例: SELECT (COUNT(?s) AS ?number)"
            return _at(text, token.start, what, "Write it so: SELECT (COUNT(?s) AS ?number)", ja)
    return None


def _projected(read: Sequence[Token]) -> Iterator[Token]:
    """The tokens between a SELECT and its pattern, outside of brackets."""
    depth, within = 0, False
    for token in read:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        within = (within or token.keyword == "SELECT") and token.text != "{"
        within = within and token.keyword not in _AFTER_PROJECTION
        if within and depth == 0 and token.keyword != "SELECT":
            yield token


def _stopped(failure: ParseFailure, read: Sequence[Token], text: str) -> ParseFailure:
    """What stands where the parser stopped, instead of all that might have stood there."""
    if failure.line is None or failure.column is None:
        return failure
    before = text.split("\n", failure.line - 1)[: failure.line - 1]
    place = sum(len(line) + 1 for line in before) + failure.column - 1
    here = next((token for token in read if token.start + len(token.text) > place), None)
    if here is None:
        what = f"{read[-1].text[:_SHOWN]!r} cannot be the end: it does not fit here, or more has to follow."
        ja = f"「{read[-1].text[:_SHOWN]}」で終わることはできません。続きを書くか、この場所より前を直してください。"
        return _at(text, read[-1].start, what, failure.remedy, ja)
    ja = f"「{here.text[:_SHOWN]}」はここに合いません。この場所か、その前を直してください。"
    return _at(text, here.start, f"{here.text[:_SHOWN]!r} does not fit here.", failure.remedy, ja)
