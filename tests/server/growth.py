"""Whether work grows with its input: the input is doubled and doubled, and the times are compared with each other."""

import time
from collections.abc import Callable
from typing import TypeVar

Input = TypeVar("Input")

DOUBLINGS = 4
SHORTEST = 0.002
"""Seconds of processor time below which nothing can be compared."""
LARGEST = 2**20


def assert_linear(work: Callable[[Input], object], make: Callable[[int], Input], size: int = 1_000) -> None:
    """Fails where four doublings of an input take more than three times of what they would in proportion.

    Quadratic work takes 256 times as long, linear work 16 times.
    """
    start = size
    while (first := _seconds(work, make(start))) < SHORTEST and start * 2**DOUBLINGS < LARGEST:
        start *= 2
    last = _seconds(work, make(start * 2**DOUBLINGS))
    assert last < 3 * 2**DOUBLINGS * max(first, SHORTEST), f"{start}: {first:.4f} s, × 16: {last:.4f} s"


def _seconds(work: Callable[[Input], object], given: Input) -> float:
    """Processor time, the least of three runs."""
    least = float("inf")
    for _ in range(3):
        started = time.thread_time()
        work(given)
        least = min(least, time.thread_time() - started)
        if least > 1:
            break
    return least
