"""Whether work grows with its input: the input is doubled and doubled, and the times are compared with each other."""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

Input = TypeVar("Input")

DOUBLINGS = 4
RUNS = 3
LONG = 0.5
SHORTEST = 0.002
"""Seconds of processor time below which nothing can be compared."""


def assert_linear(work: Callable[[Input], object], make: Callable[[int], Input], size: int = 4_000) -> None:
    """Fails where four doublings of an input take more than four times of what they would in proportion.

    Linear work takes 16 times as long, quadratic work 256 times: 64 is as far from the one as from the other.
    """
    first = least_seconds(work, make(size))
    most = 4 * 2**DOUBLINGS * max(first, SHORTEST)
    last = least_seconds(work, make(size * 2**DOUBLINGS), enough=most)
    assert last < most, f"{first:.4f} s, with 16 times as much {last:.4f} s"


def least_seconds(work: Callable[[Input], object], given: Input, enough: float = 0) -> float:
    """Processor time without rounds of the garbage collector, the least of three runs.

    There is no further run once one took less than `enough`, or more than `LONG`.
    """
    least = float("inf")
    collects = gc.isenabled()
    gc.disable()
    for _ in range(RUNS):
        started = time.thread_time()
        work(given)
        least = min(least, time.thread_time() - started)
        if least < enough or least > LONG:
            break
    if collects:
        gc.enable()
    return least
