"""Messages between the web process, the zygote and the workers: a head (JSON), a body, maybe an open file.

Over Unix stream sockets. Each message is two lengths (four bytes each, network order), then the head, then
the body. An open file travels with the lengths (SCM_RIGHTS).
"""

import asyncio
import json
import os
import socket
import struct
from collections.abc import Mapping
from typing import Any

_LENGTHS = struct.Struct("!II")
_LONGEST = 8 * 1024 * 1024

Head = dict[str, Any]


class Message:
    """One message received. `descriptor` is an open file that the receiver now owns, or None."""

    def __init__(self, head: Head, body: bytes, descriptor: int | None) -> None:
        self.head = head
        self.body = body
        self.descriptor = descriptor


def send(
    channel: socket.socket, head: Mapping[str, object], body: bytes = b"", file: int | None = None
) -> None:
    """Send one message; `file` is the number of an open file to pass along."""
    text = json.dumps(head, ensure_ascii=False).encode()
    lengths = _LENGTHS.pack(len(text), len(body))
    if file is None:
        channel.sendall(lengths + text + body)
    else:
        socket.send_fds(channel, [lengths], [file])
        channel.sendall(text + body)


def receive(channel: socket.socket) -> Message:
    """Wait for one message. Raises EOFError where the other side has closed or broken off."""
    lengths, descriptor = _take_lengths(channel)
    head, body = _split(lengths)
    return Message(json.loads(_exactly(channel, head)), _exactly(channel, body), descriptor)


async def send_soon(
    channel: socket.socket, head: Mapping[str, object], body: bytes = b"", file: int | None = None
) -> None:
    """As `send`, on a non-blocking socket in the event loop."""
    text = json.dumps(head, ensure_ascii=False).encode()
    lengths = _LENGTHS.pack(len(text), len(body))
    if file is not None:
        socket.send_fds(channel, [lengths], [file])
        lengths = b""
    await asyncio.get_running_loop().sock_sendall(channel, lengths + text + body)


async def receive_soon(channel: socket.socket) -> Message:
    """As `receive`, on a non-blocking socket in the event loop."""
    await _readable(channel)
    lengths, descriptor = _take_lengths(channel)
    try:
        head, body = _split(lengths)
        payload = await _exactly_soon(channel, head + body)
    except BaseException:
        if descriptor is not None:
            os.close(descriptor)
        raise
    return Message(json.loads(payload[:head]), payload[head:], descriptor)


def _split(lengths: bytes) -> tuple[int, int]:
    head, body = _LENGTHS.unpack(lengths)
    if head + body > _LONGEST:
        raise EOFError
    return head, body


def _take_lengths(channel: socket.socket) -> tuple[bytes, int | None]:
    """The lengths at the start of a message. Eight bytes sent at once arrive at once on a Unix socket."""
    lengths, files, _, _ = socket.recv_fds(channel, _LENGTHS.size, 1)
    if len(lengths) < _LENGTHS.size:
        raise EOFError
    return lengths, files[0] if files else None


def _exactly(channel: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = channel.recv(length - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


async def _exactly_soon(channel: socket.socket, length: int) -> bytes:
    loop = asyncio.get_running_loop()
    parts = bytearray()
    while len(parts) < length:
        part = await loop.sock_recv(channel, length - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


async def _readable(channel: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    number = channel.fileno()
    arrived = asyncio.Event()
    loop.add_reader(number, arrived.set)
    try:
        await arrived.wait()
    finally:
        loop.remove_reader(number)
