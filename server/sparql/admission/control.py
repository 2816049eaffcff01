"""Who may run a query now, who waits, who is sent away: fair between clients, bounded in every direction."""

import asyncio
import math
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from server.engine import Busy, Throttled
from server.http.limits import Limits
from server.sparql.admission.accounts import Account, Record

_WINDOW = 60.0
_REMEMBERED_CLIENTS = 10_000
_READING_COUNTS = 10
"""A second of reading is so many of query time: queries have slots, what they are read in is one process for all."""


@dataclass(frozen=True)
class Permit:
    """Where a query may run: for how many seconds, and whether on the overflow slot."""

    seconds: float
    on_overflow: bool = False


@dataclass(eq=False)
class _Waiter:
    client: str
    permit: asyncio.Future[Permit]


class AdmissionControl:
    """Lets `slots` queries run and `queue` wait; of one client at most `client_running` and `client_queue`.

    When all slots are taken, one more runs on an overflow slot beside them, for at most `overflow_seconds`: so there is
    always a slot soon, however long others ask. A slot goes to the waiting client that will have used the least query
    time of a minute with it; who finds the queue full takes the permit of a client that waits with several.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self._clock = clock
        self._accounts: dict[str, Account] = {}
        self._queue: list[_Waiter] = []
        self._on_slots = 0
        self._on_overflow = 0

    @property
    def running(self) -> int:
        return self._on_slots + self._on_overflow

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def clients(self) -> int:
        return len(self._accounts)

    def check(self, client: str) -> None:
        """Raises Throttled where a client has used up its minute, with the seconds after which it may ask."""
        account = self._account(client)
        self._check(account.seconds, self.limits.client_seconds, "seconds of query time", "問い合わせの秒数")
        self._check(account.errors, self.limits.client_errors, "failed queries", "失敗した問い合わせ")

    def count_error(self, client: str) -> None:
        """Note a query of this client's that failed by its own fault."""
        self._account(client).errors.add(self._clock(), 1)

    def charge(self, client: str, seconds: float) -> None:
        """Note seconds in which a client's request was read, whatever came of it."""
        self._account(client).seconds.add(self._clock(), _READING_COUNTS * seconds)

    @contextmanager
    def reading(self, client: str) -> Iterator[None]:
        """A block in which a long request of a client is read, or waits to be. Raises Throttled."""
        self.check(client)
        account = self._account(client)
        if account.reading > self.limits.client_queue:
            raise _queue_of_client_is_full()
        account.reading += 1
        try:
            yield
        finally:
            account.reading -= 1

    @asynccontextmanager
    async def admitted(self, client: str) -> AsyncIterator[Permit]:
        """A block in which one query of a client runs, for the seconds of its permit.

        Raises Throttled where the client asks too much, Busy where everybody together does.
        """
        self.check(client)
        account = self._account(client)
        permit = None if self._queue else self._enter(account)
        permit = permit or await self._wait(client, account)
        started = self._clock()
        try:
            yield permit
        finally:
            ended = self._clock()
            account.seconds.add(ended, ended - started)
            self._leave(account, permit)

    async def _wait(self, client: str, account: Account) -> Permit:
        """The permit that whoever calls has entered for the waiter."""
        if account.waiting >= self.limits.client_queue:
            raise _queue_of_client_is_full()
        if len(self._queue) >= self.limits.queue and not self._make_room(account):
            raise self._busy()
        waiter = _Waiter(client, asyncio.get_running_loop().create_future())
        self._queue.append(waiter)
        account.waiting += 1
        self._call_waiting()
        try:
            async with asyncio.timeout(self.limits.queue_seconds):
                return await waiter.permit
        except TimeoutError as error:
            raise self._waited_in_vain(account) from error
        finally:
            account.waiting -= 1
            self._end_waiting(waiter, account)

    def _end_waiting(self, waiter: _Waiter, account: Account) -> None:
        """Leave the queue, or hand on the permit that was given at the very moment of giving up."""
        if waiter in self._queue:
            self._queue.remove(waiter)
        elif sys.exception() and not waiter.permit.cancelled() and not waiter.permit.exception():
            self._leave(account, waiter.permit.result())

    def _make_room(self, account: Account) -> bool:
        """Send away the newest of the client that waits with the most, if that is more than this one would."""
        last = max(
            reversed(self._queue), key=lambda waiter: self._account(waiter.client).waiting, default=None
        )
        if last is None or self._account(last.client).waiting <= account.waiting + 1:
            return False
        self._queue.remove(last)
        if not last.permit.done():  # it is where the waiter is giving up at this very moment
            last.permit.set_exception(self._busy())
        return True

    def _waited_in_vain(self, account: Account) -> Throttled | Busy:
        if account.running >= self.limits.client_running:
            return Throttled(
                "Your other query is still running.",
                _ONE_BY_ONE,
                ja="前の問い合わせがまだ終わっていません。一つずつ問い合わせてください。",
                retry_after=self._patience,
            )
        return self._busy()

    def _busy(self) -> Busy:
        return Busy(
            "No slot became free in time.",
            _AGAIN,
            ja=f"混み合っています。{_AGAIN_JA}",
            retry_after=self._patience,
        )

    def _call_waiting(self) -> None:
        """Give free places away, first to who will have used the least, then to who came first."""
        waiting = [waiter for waiter in self._queue if not waiter.permit.done()]
        for waiter in sorted(waiting, key=lambda waiter: self._account(waiter.client).expected):
            permit = self._enter(self._account(waiter.client))
            if permit:
                self._queue.remove(waiter)
                waiter.permit.set_result(permit)

    def _enter(self, account: Account) -> Permit | None:
        """Take a permit for a client, if there is one and it has not its share already."""
        if account.running >= self.limits.client_running:
            return None
        if self._on_slots < self.limits.slots:
            self._on_slots += 1
            permit = Permit(self.limits.query_seconds)
        elif self._on_overflow == 0 and self.limits.overflow_seconds:
            self._on_overflow += 1
            permit = Permit(min(self.limits.overflow_seconds, self.limits.query_seconds), on_overflow=True)
        else:
            return None
        account.running += 1
        return permit

    def _leave(self, account: Account, permit: Permit) -> None:
        account.running -= 1
        if permit.on_overflow:
            self._on_overflow -= 1
        else:
            self._on_slots -= 1
        self._call_waiting()

    def _account(self, client: str) -> Account:
        if client not in self._accounts and len(self._accounts) >= _REMEMBERED_CLIENTS:
            self._forget_idle()
        account = self._accounts.setdefault(client, Account())
        account.forget(self._clock() - _WINDOW)
        return account

    def _forget_idle(self) -> None:
        before = self._clock() - _WINDOW
        for account in self._accounts.values():
            account.forget(before)
        self._accounts = {name: account for name, account in self._accounts.items() if not account.is_idle}

    def _check(self, record: Record, most: float, what: str, ja: str) -> None:
        if not record or record.total < most:
            return
        again = max(1, math.ceil(record.oldest + _WINDOW - self._clock()))
        raise Throttled(
            f"You have used your {most:g} {what} a minute.",
            _AGAIN,
            ja=f"1分あたりの上限（{ja}: {most:g}）に達しました。{_AGAIN_JA}",
            retry_after=again,
        )

    @property
    def _patience(self) -> int:
        return max(1, math.ceil(self.limits.queue_seconds))


def _queue_of_client_is_full() -> Throttled:
    return Throttled(
        "You already have as many queries waiting as a client may.",
        _ONE_BY_ONE,
        ja="待っている問い合わせが、一人あたりの上限です。一つずつ問い合わせてください。",
        retry_after=1,
    )


_AGAIN_JA = "少し待ってから、もう一度問い合わせてください。"
_AGAIN = "Ask again after the seconds in Retry-After."
_ONE_BY_ONE = "Ask one query after another."
