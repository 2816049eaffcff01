"""How a request ends that is not answered as it was asked: with a status, and a sentence in both languages."""

from collections.abc import Iterable, Mapping

from starlette.exceptions import HTTPException

from pipeline.model.text import Text

NOTHING_HERE = Text("このアドレスには何もありません。", "Nothing has this address.")
CUT_OFF = Text(
    "要求が途中で切れました。もう一度お送りください。",
    "The request ended before its body did. Send it again.",
)
NO_SUCH_PAGE = Text(
    "このページ番号までの続きはありません。1ページ目からお探しください。",
    "There is no such page of this list. Begin with the first.",
)


class ProblemError(HTTPException):
    """Ends a request with a status. `said`: what is wrong and what to do, in Japanese and in English."""

    def __init__(self, status: int, said: Text, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, said.en, headers)
        self.said = said


def one_of(parameter: str, known: Iterable[str]) -> Text:
    """What is said of a parameter with a value that is none of those that are known."""
    listed = ", ".join(known)
    return Text(
        f"{parameter}には、次のどれかを書いてください: {listed}。", f"{parameter} is one of {listed}."
    )
