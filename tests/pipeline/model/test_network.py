"""What reads files of strangers has left the network before it reads."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.model.files.data_folder import ROOT

LEFT = "import sys; from pipeline.model import network; sys.exit(not network.leave())"
CHECKING = """
import socket, sys
from pathlib import Path
from pipeline.workbook.checking import process
process.check = lambda folder, content_type: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
process.main(Path(sys.argv[2]), "")
"""
READING = """
import socket, sys
from pathlib import Path
from pipeline.formats import child
child._pages = lambda kind, path: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
child.main("text", Path(sys.argv[2]), 30, 2**30)
"""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("program", [CHECKING, READING], ids=["a workbook", "a document"])
def test_a_process_that_reads_what_was_sent_reaches_nothing(program: str, tmp_path: Path) -> None:
    if run(LEFT).returncode:
        pytest.skip("This system lets no process make a network namespace.")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = run(program, str(listener.getsockname()[1]), str(tmp_path))
    assert ended.returncode == 1 and "Network is unreachable" in ended.stderr
