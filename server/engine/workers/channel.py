"""The web process's end of a socket to the zygote or to a worker, in the event loop."""

import asyncio
import json
import os
import socket
from collections.abc import Mapping

from server.engine.workers.wire import LENGTHS, LONGEST, Message, lengths, packed

_AT_ONCE = 64 * 1024


class Channel:
    """Sends and receives messages; reads whatever comes when it comes, and so learns at once of the other side's end.

    At most one message that carries an open file may be on its way to here at a time.
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._socket = end
        self._received = bytearray()
        self._descriptor: int | None = None
        self._ended = False
        self._arrived = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(end.fileno(), self._read)

    @property
    def is_open(self) -> bool:
        """Whether the other side is still there."""
        if not self._ended:
            self._read()
        return not self._ended

    async def send(self, head: Mapping[str, object], file: int | None = None) -> None:
        """Send one message; `file` is the number of an open file to pass along. Raises OSError where nobody is there."""
        message = packed(head)
        if file is not None:
            socket.send_fds(self._socket, [message[: LENGTHS.size]], [file])
            message = message[LENGTHS.size :]
        await self._loop.sock_sendall(self._socket, message)

    async def receive(self) -> Message:
        """Wait for one message. Raises EOFError where the other side has closed or broken off."""
        while (message := self._taken()) is None:
            if self._ended:
                raise EOFError
            self._arrived.clear()
            await self._arrived.wait()
        return message

    def close(self) -> None:
        """Read no more. An open file that nobody received is closed."""
        self._end()
        self._socket.close()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _taken(self) -> Message | None:
        """The first message, if it is here whole."""
        received = self._received
        if len(received) < LENGTHS.size:
            return None
        head, body = lengths(received)
        head_end = LENGTHS.size + head
        if len(received) < head_end + body:
            return None
        message = Message(
            json.loads(received[LENGTHS.size : head_end]),
            bytes(received[head_end : head_end + body]),
            self._descriptor,
        )
        self._descriptor = None
        del received[: head_end + body]
        return message

    def _read(self) -> None:
        try:
            part, files, _, _ = socket.recv_fds(self._socket, _AT_ONCE, 1)
        except BlockingIOError:
            return
        except OSError:
            part, files = b"", []
        self._received += part
        self._descriptor = files[0] if files else self._descriptor
        if not part or len(self._received) > LONGEST + _AT_ONCE:
            self._end()
        self._arrived.set()

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            self._loop.remove_reader(self._socket.fileno())
