"""`keikaku mcp`: the current release for an assistant on this machine, over standard input and output."""

from pkgutil import resolve_name


def run() -> None:
    """Answer an assistant (Model Context Protocol) over standard input and output, read only."""
    resolve_name("server.assistants.stdio:run")()  # by name, for the pipeline knows nothing of the server
