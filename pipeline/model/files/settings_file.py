"""`keikaku.toml`: the settings of a folder of data, for what the environment does not say."""

from collections.abc import Iterator, MutableMapping
from pathlib import Path

from pipeline.model.errors import Problem, SettingError
from pipeline.model.files import toml_file
from pipeline.model.files.data_folder import home

NAME = "keikaku.toml"


def fill_in(environment: MutableMapping[str, str]) -> None:
    """Add to an environment what the settings file at home says and the environment does not.

    `port = 8000` there is KEIKAKU_PORT=8000 here; a list stands for its values with commas between. Without the file
    nothing is added. Raises SettingError where it is not TOML or a value is neither text, number, truth nor a list.
    """
    path = home() / NAME
    if not path.is_file():
        return
    told = toml_file.read(path, "Begin one with `keikaku init`.")
    if problems := list(_problems(path, told)):
        raise SettingError(problems)
    for name, value in told.items():
        text = ",".join(map(str, value)) if isinstance(value, list) else _text(value)
        environment.setdefault(f"KEIKAKU_{name.upper()}", text)


def _problems(path: Path, told: dict[str, object]) -> Iterator[Problem]:
    for name, value in told.items():
        members = value if isinstance(value, list) else [value]
        if not all(isinstance(member, str | int | float) for member in members):
            yield Problem(f"{path}, {name}", "is no setting.", 'Write name = "value", a number or a list.')


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
