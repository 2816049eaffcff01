"""The command line as a whole: every command explains itself."""

from pipeline import cli
from tests.pipeline.cli.session import Keikaku


def test_every_command_explains_itself(keikaku: Keikaku) -> None:
    listed = keikaku("--help").out
    for name in cli.COMMANDS:
        done = keikaku(name, "--help")
        assert done.code == 0
        assert "Usage: keikaku" in done.out
        assert name in listed


def test_an_unknown_command_is_refused(keikaku: Keikaku) -> None:
    done = keikaku("publsh")
    assert done.code == 2
    assert "No such command 'publsh'" in done.err
