"""Messages between the web process, the zygote and the workers: a head (JSON), a body, maybe an open file.

Over Unix stream sockets. Each message is two lengths (four bytes each, network order), then the head, then
the body. An open file travels with the lengths (SCM_RIGHTS).
"""

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any

LENGTHS = struct.Struct("!II")
LONGEST = 8 * 1024 * 1024

Head = dict[str, Any]


class Message:
    """One message received. `descriptor` is an open file that the receiver now owns, or None."""

    def __init__(self, head: Head, body: bytes, descriptor: int | None) -> None:
        self.head = head
        self.body = body
        self.descriptor = descriptor


def packed(head: Mapping[str, object], body: bytes = b"") -> bytes:
    """A message as it travels."""
    text = json.dumps(head, ensure_ascii=False).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def lengths(message: bytes | bytearray) -> tuple[int, int]:
    """The lengths of head and body, from the start of a message. Raises EOFError past what any message has."""
    head, body = LENGTHS.unpack_from(message)
    if head + body > LONGEST:
        raise EOFError
    return head, body


def send(
    channel: socket.socket, head: Mapping[str, object], body: bytes = b"", file: int | None = None
) -> None:
    """Send one message; `file` is the number of an open file to pass along."""
    message = packed(head, body)
    if file is not None:
        socket.send_fds(channel, [message[: LENGTHS.size]], [file])
        message = message[LENGTHS.size :]
    channel.sendall(message)


def receive(channel: socket.socket) -> Message:
    """Wait for one message. Raises EOFError where the other side has closed or broken off."""
    # Eight bytes sent at once arrive at once on a Unix socket.
    beginning, files, _, _ = socket.recv_fds(channel, LENGTHS.size, 1)
    if len(beginning) < LENGTHS.size:
        raise EOFError
    head, body = lengths(beginning)
    content = _exactly(channel, head + body)
    return Message(json.loads(content[:head]), content[head:], files[0] if files else None)


def _exactly(channel: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = channel.recv(length - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
