"""Who may run a query now, who waits, who is sent away: fair between clients, bounded in every direction."""

import asyncio
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from server.engine import Busy, Throttled
from server.limits import Limits

_WINDOW = 60.0
_REMEMBERED_CLIENTS = 10_000


class _Record:
    """Amounts with the moment of each, and their sum."""

    def __init__(self) -> None:
        self.total = 0.0
        self._entries: deque[tuple[float, float]] = deque()

    def add(self, moment: float, amount: float) -> None:
        self._entries.append((moment, amount))
        self.total += amount

    def forget(self, before: float) -> None:
        while self._entries and self._entries[0][0] <= before:
            self.total -= self._entries.popleft()[1]
        if not self._entries:
            self.total = 0.0  # sums of fractions drift

    @property
    def oldest(self) -> float:
        return self._entries[0][0]

    def __len__(self) -> int:
        return len(self._entries)


@dataclass
class _Account:
    """What one client does now, and did in the last minute."""

    running: int = 0
    waiting: int = 0
    seconds: _Record = field(default_factory=_Record)
    errors: _Record = field(default_factory=_Record)

    def forget(self, before: float) -> None:
        self.seconds.forget(before)
        self.errors.forget(before)

    @property
    def is_idle(self) -> bool:
        return not (self.running or self.waiting or self.seconds or self.errors)


@dataclass(eq=False)
class _Waiter:
    client: str
    called: asyncio.Event = field(default_factory=asyncio.Event)


class Gate:
    """Lets at most `slots` queries run and `queue` wait; of one client `client_running` and `client_queue`.

    A place goes to whoever has waited longest among those whose client is not running its share already.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self.running = 0
        self._clock = clock
        self._accounts: dict[str, _Account] = {}
        self._queue: deque[_Waiter] = deque()

    @property
    def waiting(self) -> int:
        return len(self._queue)

    @property
    def clients(self) -> int:
        return len(self._accounts)

    def check(self, client: str) -> None:
        """Raises Throttled where a client has used up its minute, with the seconds after which it may ask."""
        account = self._account(client)
        self._check(account.seconds, self.limits.client_seconds, "seconds of query time")
        self._check(account.errors, self.limits.client_errors, "failed queries")

    def count_error(self, client: str) -> None:
        """Note a query of this client's that failed by its own fault."""
        self._account(client).errors.add(self._clock(), 1)

    @asynccontextmanager
    async def admitted(self, client: str) -> AsyncIterator[None]:
        """A block in which one query of a client runs.

        Raises Throttled where the client asks too much, Busy where everybody together does.
        """
        self.check(client)
        account = self._account(client)
        if self._queue or not self._may_run(account):
            await self._wait(client, account)
        else:
            self._enter(account)
        started = self._clock()
        try:
            yield
        finally:
            ended = self._clock()
            account.seconds.add(ended, ended - started)
            account.running -= 1
            self.running -= 1
            self._call_next()

    async def _wait(self, client: str, account: _Account) -> None:
        """Wait for a place; whoever calls has taken it for the waiter (`_enter`)."""
        if account.waiting >= self.limits.client_queue:
            raise Throttled(
                "You already have as many queries waiting as a client may.", _ONE_BY_ONE, retry_after=1
            )
        if len(self._queue) >= self.limits.queue:
            raise Busy("All places to run and to wait are taken.", _AGAIN, retry_after=self._patience)
        waiter = _Waiter(client)
        self._queue.append(waiter)
        account.waiting += 1
        try:
            self._call_next()
            async with asyncio.timeout(self.limits.queue_seconds):
                await waiter.called.wait()
        except BaseException as error:
            self._give_up(waiter, account)
            if isinstance(error, TimeoutError):
                raise self._waited_in_vain(account) from error
            raise
        finally:
            account.waiting -= 1

    def _waited_in_vain(self, account: _Account) -> Throttled | Busy:
        if account.running >= self.limits.client_running:
            return Throttled("Your other query is still running.", _ONE_BY_ONE, retry_after=self._patience)
        return Busy("No place to run became free in time.", _AGAIN, retry_after=self._patience)

    def _give_up(self, waiter: _Waiter, account: _Account) -> None:
        """Leave the queue, or hand on the place that was given at this very moment."""
        if waiter.called.is_set():
            account.running -= 1
            self.running -= 1
            self._call_next()
        else:
            self._queue.remove(waiter)

    def _call_next(self) -> None:
        for waiter in tuple(self._queue):
            if self.running >= self.limits.slots:
                return
            account = self._account(waiter.client)
            if self._may_run(account):
                self._queue.remove(waiter)
                self._enter(account)
                waiter.called.set()

    def _may_run(self, account: _Account) -> bool:
        return self.running < self.limits.slots and account.running < self.limits.client_running

    def _enter(self, account: _Account) -> None:
        account.running += 1
        self.running += 1

    def _account(self, client: str) -> _Account:
        if client not in self._accounts and len(self._accounts) >= _REMEMBERED_CLIENTS:
            self._forget_idle()
        account = self._accounts.setdefault(client, _Account())
        account.forget(self._clock() - _WINDOW)
        return account

    def _forget_idle(self) -> None:
        before = self._clock() - _WINDOW
        for account in self._accounts.values():
            account.forget(before)
        self._accounts = {name: account for name, account in self._accounts.items() if not account.is_idle}

    def _check(self, record: _Record, most: float, what: str) -> None:
        if not record or record.total < most:
            return
        again = max(1, math.ceil(record.oldest + _WINDOW - self._clock()))
        raise Throttled(f"You have used your {most:g} {what} a minute.", _AGAIN, retry_after=again)

    @property
    def _patience(self) -> int:
        return max(1, math.ceil(self.limits.queue_seconds))


_AGAIN = "Ask again after the seconds in Retry-After."
_ONE_BY_ONE = "Ask one query after another."
