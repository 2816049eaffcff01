"""How often Python looks for circles of values that nothing else holds."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (50_000, 20, 20)


@contextmanager
def collected_rarely() -> Iterator[None]:
    """A unit is millions of terms and hardly a circle: looking for them all the time takes a fifth of a build."""
    usual = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
