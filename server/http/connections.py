"""How much of this server connections may take: how many, the head of a request, the time to send it, to take an answer.

Slow or endless clients hold connections and memory, and ask nothing that a guard of queries could see. This is
uvicorn's protocol on httptools, which has no such bounds of its own.
"""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import Literal

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from pipeline.model.text import Text
from server.http.problem import problem

_LONG_HEAD = Text(
    "ヘッダーが長すぎます。Cookieなど、要らないものを除いてください。",
    "The headers are too long. Leave out what is not needed, such as cookies.",
)
_NOT_HTTP = "HTTPの要求として読み取れません。送り方を確かめてください。"


class BoundedConnection(HttpToolsProtocol):
    """A connection that is ended when its client takes more than its bounds.

    `most_of_client`: connections of one address at a time, unless it is a proxy that the server trusts.
    `most_address`: bytes of the address, of which a query by GET is part. `most_head`: bytes of request line and
    headers, give or take what is read at once, as of the address. `receiving_seconds`: for a whole request, from
    the connection or its first byte on. `stalled_seconds`: for which nothing of an answer is taken.
    """

    most_of_client = 100
    most_address = 64_000
    most_head = 256 * 1024
    receiving_seconds = 30.0
    stalled_seconds = 60.0

    _receiving: Literal["", "head", "body"] = ""
    _head = 0
    _patience: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self._is_one_too_many():
            said = Text(
                f"同時の接続は{self.most_of_client}本までです。使い終わった接続を閉じてから、お試しください。",
                f"A client may have {self.most_of_client} connections at a time. Close those that are done with.",
            )
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS, said)
        else:
            self._begin_patience()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_patience()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self._receiving
        super().data_received(data)
        if self._receiving == "head" and before != "body":
            self._head += len(data)
            if len(self.url) > self.most_address:
                self._refuse_address()
            elif self._head > self.most_head:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, _LONG_HEAD)
        if self.transport.is_closing() or not self._receiving:
            self._end_patience()
        elif self._patience is None:
            self._begin_patience()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._receiving = "head"

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._receiving = "body"

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._receiving = ""
        self._head = 0

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.stalled_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stalled:
            self._stalled.cancel()
            self._stalled = None

    def _is_one_too_many(self) -> bool:
        host = self.client[0] if self.client else ""
        clients = (
            connection.client for connection in self.connections if isinstance(connection, HttpToolsProtocol)
        )
        of_this = sum(1 for client in clients if client and client[0] == host)
        return of_this > self.most_of_client and not _is_proxy(host, self.config.forwarded_allow_ips)

    def _begin_patience(self) -> None:
        self._patience = self.loop.call_later(self.receiving_seconds, self._lose_patience)

    def _end_patience(self) -> None:
        if self._patience:
            self._patience.cancel()
            self._patience = None

    def _lose_patience(self) -> None:
        self._patience = None
        if self._receiving == "head":
            said = Text(
                f"要求が{self.receiving_seconds:g}秒のうちに届きませんでした。もう一度お試しください。",
                f"The request did not arrive within {self.receiving_seconds:g} seconds. Try again.",
            )
            self._refuse(HTTPStatus.REQUEST_TIMEOUT, said)
        else:  # nothing has been asked, or it is being answered already
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """What httptools cannot read is refused; an address is among that which is longer than it counts."""
        if len(self.url) > self.most_address:
            self._refuse_address()
        else:
            self._refuse(HTTPStatus.BAD_REQUEST, Text(_NOT_HTTP, msg))

    def _refuse_address(self) -> None:
        said = Text(
            f"アドレスが、上限の{self.most_address:,}バイトを超えています。問い合わせはPOSTで送ってください。",
            f"The address has more than {self.most_address:,} bytes. Send the query by POST.",
        )
        self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG, said)

    def _refuse(self, status: HTTPStatus, said: Text) -> None:
        answer = problem(status, said, {"Connection": "close", "Access-Control-Allow-Origin": "*"})
        head = [f"HTTP/1.1 {status.value} {status.phrase}".encode(), *map(b": ".join, answer.raw_headers)]
        self.transport.write(b"\r\n".join([*head, b"", bytes(answer.body)]))
        self.transport.close()


def _is_proxy(host: str, trusted: str | Sequence[str]) -> bool:
    """Whether an address is one of uvicorn's `forwarded_allow_ips`: addresses, networks, or `*`."""
    named = trusted.split(",") if isinstance(trusted, str) else trusted
    return any(entry == "*" or _is_within(host, entry) for entry in (name.strip() for name in named))


def _is_within(host: str, network: str) -> bool:
    try:
        return ip_address(host) in ip_network(network, strict=False)
    except ValueError:
        return host == network
