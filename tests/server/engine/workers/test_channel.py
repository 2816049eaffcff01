"""Messages over a socket whose other side may be slow, ended or hostile."""

import asyncio
import os
import socket
import struct
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from server.engine.workers import wire
from server.engine.workers.channel import Channel

T = TypeVar("T")
OPEN_FILES = Path("/proc/self/fd")


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def _with_channel(end: socket.socket, work: Callable[[Channel], Awaitable[T]]) -> T:
    async def run() -> T:
        channel = Channel(end)
        try:
            return await work(channel)
        finally:
            channel.close()

    return asyncio.run(run())


def test_what_is_sent_is_received(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    _with_channel(ours, lambda channel: channel.send({"text": "計画"}))
    assert wire.receive(theirs).head == {"text": "計画"}


def test_a_message_in_pieces_is_received_whole(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    message = wire.packed({"size": 3}, b"abc")

    async def piece_by_piece(channel: Channel) -> wire.Message:
        receiving = asyncio.create_task(channel.receive())
        for place in range(len(message)):
            assert not receiving.done()
            theirs.send(message[place : place + 1])
            await asyncio.sleep(0.001)
        return await receiving

    received = _with_channel(ours, piece_by_piece)
    assert (received.head, received.body, received.descriptor) == ({"size": 3}, b"abc", None)


def test_messages_sent_together_are_received_one_by_one(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.send(wire.packed({"number": 1}, b"one") + wire.packed({"number": 2}))

    async def both(channel: Channel) -> list[tuple[wire.Head, bytes]]:
        return [
            (message.head, message.body) for message in (await channel.receive(), await channel.receive())
        ]

    assert _with_channel(ours, both) == [({"number": 1}, b"one"), ({"number": 2}, b"")]


def test_a_long_body_arrives_while_it_is_sent(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    body = os.urandom(1024 * 1024)

    async def receive(channel: Channel) -> wire.Message:
        sending = asyncio.create_task(asyncio.to_thread(wire.send, theirs, {}, body))
        received = await channel.receive()
        await sending
        return received

    assert _with_channel(ours, receive).body == body


def test_an_open_file_travels_along(ends: tuple[socket.socket, socket.socket], tmp_path: Path) -> None:
    ours, theirs = ends
    (tmp_path / "answer").write_bytes(b"whole")
    with (tmp_path / "answer").open("rb") as file:
        wire.send(theirs, {"size": 5}, file=file.fileno())
    descriptor = _with_channel(ours, lambda channel: channel.receive()).descriptor
    assert descriptor is not None
    with os.fdopen(descriptor, "rb") as received:
        assert received.read() == b"whole"


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list the open files of a process")
def test_an_open_file_that_nobody_receives_is_closed(
    ends: tuple[socket.socket, socket.socket], tmp_path: Path
) -> None:
    ours, theirs = ends
    before = _open_files()
    with (tmp_path / "answer").open("wb") as file:
        wire.send(theirs, {}, file=file.fileno())

    async def notice(channel: Channel) -> None:
        assert channel.is_open

    _with_channel(ours, notice)
    assert _open_files() == before - 1  # ours, which the channel closed


def test_the_end_of_the_other_side_is_known_at_once(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends

    async def look(channel: Channel) -> tuple[bool, bool]:
        before = channel.is_open
        theirs.close()
        return before, channel.is_open

    assert _with_channel(ours, look) == (True, False)


@pytest.mark.parametrize(
    "sent",
    [b"", b"\0\0", wire.packed({"size": 3}, b"abc")[:-1], struct.pack("!II", 2**31, 2**31)],
    ids=["nothing", "half the lengths", "half a body", "lengths past any message"],
)
def test_what_is_broken_off_or_too_long_is_an_end(
    ends: tuple[socket.socket, socket.socket], sent: bytes
) -> None:
    ours, theirs = ends
    theirs.send(sent)
    theirs.shutdown(socket.SHUT_WR)
    with pytest.raises(EOFError):
        _with_channel(ours, lambda channel: channel.receive())


def _open_files() -> int:
    return len(list(OPEN_FILES.iterdir()))
