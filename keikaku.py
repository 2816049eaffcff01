"""The command `keikaku`, as it is installed.

An installed keikaku is one package, `keikaku`, that holds the folders of the repository. Their names (`pipeline`,
`server` …) are too common to stand among other people's packages, so they are importable in this command only: the
folder that holds them, here as there the one of this file's siblings, comes first on the path of imports.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Runs the command line: exit 0 done, 1 does not conform or differs, 2 could not run."""
    if str(HERE) not in sys.path:
        sys.path.insert(0, str(HERE))
    from pipeline.cli import main as run

    run()
