"""What stands before every answer: Host check, bounds of a request's head, security headers, compression, HEAD."""

from collections.abc import Collection, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.model.text import Text
from server.http.problem import problem

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DOWNLOADS = "/data/"
METRICS, HEALTH = "/metrics", "/health/"
Network = IPv4Network | IPv6Network
LONGEST_NAME = 253
"""Characters of a host name (RFC 1035, 2.3.4); no more of what a request claims is repeated."""
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the headers that make a hostile literal inert, whatever answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                added = (header for header in self.headers if header[0] not in own)
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, send_with_headers)


class AdminPort:
    """Where health and metrics have a port of their own, answers them there and nowhere else, and nothing else there."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        elsewhere = scope["type"] == "http" and _is_operators(scope) != _came_to(scope, self.port)
        await (_not_here if self.port and elsewhere else self.app)(scope, receive, send)


_not_here = problem(
    404,
    Text(
        "このポートでは答えません。ポートの番号を確かめてください。",
        "This is not answered on this port. Check its number.",
    ),
)


def _is_operators(scope: Scope) -> bool:
    """Whether a request is for what only programs of an operator ask for."""
    path: str = scope["path"]
    return path == METRICS or path.startswith(HEALTH)


def _came_to(scope: Scope, port: int) -> bool:
    return (scope.get("server") or ("", None))[1] == port


def _is_within(scope: Scope, networks: Collection[Network]) -> bool:
    """Whether who asks is on this machine or in one of some networks; a trusted proxy says for whom it asks."""
    try:
        address = ip_address((scope.get("client") or ("", 0))[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or any(address in network for network in networks)


class KnownHosts:
    """Lets pass what asks for a host of this server, and tells others (RFC 9457) which setting names the hosts.

    Programs of the operator know machines and no names: health and metrics are answered by any name on the admin port,
    on this machine, and in the admin's networks.
    """

    def __init__(
        self, app: ASGIApp, hosts: Sequence[str], port: int = 0, networks: Collection[Network] = ()
    ) -> None:
        self.app = app
        self.names = frozenset(host.lower() for host in hosts if not host.startswith("*"))
        self.endings = tuple(host[1:].lower() for host in hosts if host.startswith("*"))
        self.port = port
        self.networks = networks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_operators(scope) and self._is_near(scope):
            await self.app(scope, receive, send)
            return
        known = scope["type"] != "http" or self._is_known(Headers(scope=scope).get("host", ""))
        await (self.app if known else _other_host)(scope, receive, send)

    def _is_known(self, host: str) -> bool:
        """Whether a Host header names this server: one of its names, or below one that `*.` begins."""
        name = _name(host).lower()
        return name in self.names or (bool(self.endings) and name.endswith(self.endings))

    def _is_near(self, scope: Scope) -> bool:
        on_their_port = self.port != 0 and _came_to(scope, self.port)
        return on_their_port or _is_within(scope, self.networks)


def _name(host: str) -> str:
    """A Host header's name, without its port: `plan.example.jp`, `[::1]`."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host


async def _other_host(scope: Scope, receive: Receive, send: Send) -> None:
    host = Headers(scope=scope).get("host", "")[:LONGEST_NAME]
    said = Text(
        f"このサーバーは「{host}」という名前では答えません。"
        "正しい名前で開くか、運営者に、設定KEIKAKU_HOSTSへの追加をご相談ください。",
        f"This server does not answer for the host {host!r}. "
        "Ask for one of its own names, or have whoever runs it add this one to its setting KEIKAKU_HOSTS.",
    )
    await problem(400, said)(scope, receive, send)


class BoundedHead:
    """Refuses an address or a header that is longer than anybody needs, before anything reads it.

    `queries` are the paths that take a query of SPARQL in their address, which only the connection bounds.
    """

    longest_path = 2 * 1024
    longest_parameters = 8 * 1024
    longest_header = 8 * 1024

    def __init__(self, app: ASGIApp, queries: Collection[str]) -> None:
        self.app = app
        self.queries = frozenset(queries)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused(scope) if scope["type"] == "http" else None
        await (refused or self.app)(scope, receive, send)

    def _refused(self, scope: Scope) -> Response | None:
        if len(scope.get("raw_path") or b"") > self.longest_path:
            return _too_long(414, Text("アドレス", "The address"), self.longest_path)
        if len(scope["query_string"]) > self.longest_parameters and scope["path"] not in self.queries:
            return _too_long(
                414, Text("アドレスの「?」より後", "What follows ? in the address"), self.longest_parameters
            )
        long = next((name for name, value in scope["headers"] if len(value) > self.longest_header), None)
        if long is None:
            return None
        name = long.decode("latin-1")[:LONGEST_NAME]
        return _too_long(431, Text(f"ヘッダー{name}", f"The header {name}"), self.longest_header)


def _too_long(status: int, what: Text, most: int) -> Response:
    said = Text(
        f"{what.ja}が、上限の{most:,}バイトを超えています。短くしてください。",
        f"{what.en} has more than {most:,} bytes, the limit. Shorten it.",
    )
    return problem(status, said, {"Access-Control-Allow-Origin": "*"})


class HeadOfGet:
    """Answers HEAD with what GET would send, without its body (RFC 9110, 9.3.2); downloads do so themselves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"].startswith(DOWNLOADS):
            await self.app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_without_body)


class VersionedStaticFiles(StaticFiles):
    """Files of the look; under an address that names their version they never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and scope["query_string"]:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


class Compression(GZipMiddleware):
    """gzip, but not of downloads: their ETag is the digest of the file and ranges count its bytes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(DOWNLOADS):
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)
