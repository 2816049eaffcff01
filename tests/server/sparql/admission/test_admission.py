import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from server.engine import Busy, Throttled
from server.http.limits import Limits
from server.sparql.admission.control import AdmissionControl


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Run:
    """A query that has been admitted as `client` and runs until it is let go."""

    def __init__(self, admission: AdmissionControl, client: str, order: list[str] | None = None) -> None:
        self.admission = admission
        self.client = client
        self.order = order
        self.done = asyncio.Event()
        self.task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        async with self.admission.admitted(self.client):
            if self.order is not None:
                self.order.append(self.client)
            await self.done.wait()

    async def end(self) -> None:
        self.done.set()
        await self.task


async def scheduled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def limits(**changed: float) -> Limits:
    return Limits(
        **{"slots": 2, "queue": 3, "queue_seconds": 5, "client_queue": 2, "overflow_seconds": 0} | changed
    )


def play(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(scene)


def test_no_more_run_than_there_are_slots() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits())
        runs = [Run(admission, client) for client in "abc"]
        await scheduled()
        assert (admission.running, admission.waiting) == (2, 1)
        await runs[0].end()
        await scheduled()
        assert (admission.running, admission.waiting) == (2, 0)
        for run in runs[1:]:
            await run.end()
        assert admission.running == 0

    play(scene())


def test_one_client_runs_one_query_while_another_passes_it_in_the_queue() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits())
        order: list[str] = []
        greedy = [Run(admission, "greedy", order) for _ in range(3)]
        await scheduled()
        light = Run(admission, "light", order)
        await scheduled()
        assert order == ["greedy", "light"]
        for run in (light, *greedy):
            await run.end()
        assert order == ["greedy", "light", "greedy", "greedy"]

    play(scene())


def test_a_client_with_a_full_queue_is_sent_away_and_others_are_not() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1))
        runs = [Run(admission, "greedy") for _ in range(3)]
        await scheduled()
        with pytest.raises(Throttled) as refusal:
            async with admission.admitted("greedy"):
                pass
        assert refusal.value.retry_after == 1
        runs.append(Run(admission, "light"))
        await scheduled()
        assert admission.waiting == 3
        for run in runs:
            run.done.set()
        for run in runs:
            await run.task

    play(scene())


def test_when_nobody_more_may_wait_everybody_is_sent_away() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1, queue=1))
        runs = [Run(admission, client) for client in "ab"]
        await scheduled()
        with pytest.raises(Busy) as refusal:
            async with admission.admitted("c"):
                pass
        assert refusal.value.retry_after == 5
        for run in runs:
            await run.end()

    play(scene())


def test_when_all_slots_are_taken_one_more_runs_for_a_short_time() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1, overflow_seconds=4, query_seconds=20))
        async with admission.admitted("a") as slot, admission.admitted("b") as lane:
            assert (slot.seconds, lane.seconds) == (20, 4)
            waiting = Run(admission, "c")
            await scheduled()
            assert (admission.running, admission.waiting) == (2, 1)
        await waiting.end()
        async with admission.admitted("d") as slot:
            assert slot.seconds == 20

    play(scene())


def test_a_place_goes_first_to_who_has_used_the_least() -> None:
    async def scene() -> None:
        clock = Clock()
        admission = AdmissionControl(limits(slots=1), clock)
        async with admission.admitted("heavy"):
            clock.now += 10
        order: list[str] = []
        first = Run(admission, "first", order)
        await scheduled()
        others = [Run(admission, client, order) for client in ("heavy", "light")]
        await scheduled()
        for run in (first, others[1], others[0]):
            await run.end()
        assert order == ["first", "light", "heavy"]

    play(scene())


def test_a_place_goes_to_who_is_known_for_short_queries_before_who_is_not_known() -> None:
    async def scene() -> None:
        clock = Clock()
        admission = AdmissionControl(limits(slots=1), clock)
        for _ in range(20):
            async with admission.admitted("light"):
                clock.now += 0.01
        order: list[str] = []
        first = Run(admission, "first", order)
        await scheduled()
        others = [Run(admission, client, order) for client in ("unknown", "another", "light")]
        await scheduled()
        for run in (first, others[2], others[0], others[1]):
            await run.end()
        assert order == ["first", "light", "unknown", "another"]

    play(scene())


def test_who_finds_the_queue_full_takes_a_place_of_who_waits_with_several() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1, queue=2))
        running, *waiting = [Run(admission, "greedy") for _ in range(3)]
        await scheduled()
        light = Run(admission, "light")
        await scheduled()
        with pytest.raises(Busy):
            await waiting[1].task
        assert admission.waiting == 2
        for run in (running, light, waiting[0]):
            run.done.set()
        for run in (running, light, waiting[0]):
            await run.task
        assert (admission.running, admission.waiting) == (0, 0)

    play(scene())


def test_who_waits_in_vain_is_told_why_and_leaves_no_trace() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1, queue_seconds=0.02))
        run = Run(admission, "a")
        await scheduled()
        with pytest.raises(Busy):
            async with admission.admitted("b"):
                pass
        with pytest.raises(Throttled, match="still running"):
            async with admission.admitted("a"):
                pass
        assert admission.waiting == 0
        await run.end()

    play(scene())


def test_who_stops_waiting_leaves_the_place_to_the_next() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1))
        first, second, third = (Run(admission, client) for client in "abc")
        await scheduled()
        second.task.cancel()
        await scheduled()
        await first.end()
        await scheduled()
        assert (admission.running, admission.waiting) == (1, 0)
        assert not third.task.done()
        await third.end()

    play(scene())


def test_a_place_given_to_who_leaves_at_that_moment_is_handed_on() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1))
        first, second, third = (Run(admission, client) for client in "abc")
        await scheduled()
        first.done.set()
        await first.task  # has called the second, which has not woken yet
        second.task.cancel()
        await scheduled()
        assert admission.running == 1
        await third.end()
        assert admission.running == 0

    play(scene())


def test_who_gives_up_just_when_a_place_becomes_free_disturbs_nobody() -> None:
    async def scene() -> None:
        admission = AdmissionControl(limits(slots=1))
        first, second, third = (Run(admission, client) for client in "abc")
        await scheduled()
        second.task.cancel()  # has given up, and has not left the queue yet
        await first.end()
        await scheduled()
        assert (admission.running, admission.waiting) == (1, 0)
        await third.end()

    play(scene())


def test_the_query_time_of_a_minute_is_bounded() -> None:
    async def scene() -> None:
        clock = Clock()
        admission = AdmissionControl(limits(client_seconds=60), clock)
        for _ in range(3):
            async with admission.admitted("a"):
                clock.now += 20
        with pytest.raises(Throttled, match="60 seconds") as refusal:
            admission.check("a")
        assert refusal.value.retry_after == 20
        admission.check("b")
        clock.now += 20
        admission.check("a")

    play(scene())


def test_the_failures_of_a_minute_are_bounded() -> None:
    clock = Clock()
    admission = AdmissionControl(limits(client_errors=2), clock)
    admission.count_error("a")
    admission.check("a")
    admission.count_error("a")
    with pytest.raises(Throttled, match="2 failed queries") as refusal:
        admission.check("a")
    assert refusal.value.retry_after == 60
    clock.now += 60
    admission.check("a")


def test_clients_are_forgotten_once_their_minute_is_over() -> None:
    clock = Clock()
    admission = AdmissionControl(limits(), clock)
    for number in range(10_000):
        admission.count_error(str(number))
    clock.now += 61
    admission.check("one more")
    assert admission.clients == 1


def test_reading_a_request_is_charged_more_than_running_its_query() -> None:
    admission = AdmissionControl(limits(client_seconds=60), Clock())
    admission.charge("a", 5.9)
    admission.check("a")
    admission.charge("a", 0.2)
    with pytest.raises(Throttled, match="60 seconds"):
        admission.check("a")
    admission.check("b")


def test_a_client_has_few_long_requests_read_at_a_time() -> None:
    admission = AdmissionControl(limits(client_queue=1), Clock())
    with (
        admission.reading("a"),
        admission.reading("a"),
        admission.reading("b"),
        pytest.raises(Throttled, match="waiting"),
        admission.reading("a"),
    ):
        pass
    with admission.reading("a"):
        pass
