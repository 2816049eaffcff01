import pytest

from pipeline.model.errors import SettingError
from server.http.limits import Limits


def test_each_limit_is_a_setting_of_its_name() -> None:
    limits = Limits.read({"KEIKAKU_QUERY_SECONDS": "2.5", "KEIKAKU_SLOTS": "3", "KEIKAKU_QUEUE": ""})
    assert (limits.query_seconds, limits.slots, limits.queue) == (2.5, 3, 16)


def test_all_settings_that_are_not_usable_are_told_at_once() -> None:
    settings = {"KEIKAKU_QUERY_SECONDS": "0", "KEIKAKU_QUERY_ROWS": "many", "KEIKAKU_QUEUE": "nan"}
    with pytest.raises(SettingError) as error:
        Limits.read(settings)
    assert [problem.where for problem in error.value.problems] == sorted(settings)
    assert "from 1 to 60" in str(error.value)
