"""A web server of a few answers, to be examined."""

import socket
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Portal:
    """A web server of a few answers: path → (status, headers, body)."""

    def __init__(self) -> None:
        self.raw: dict[str, tuple[bytes, ...]] = {}
        self.stop = threading.Event()
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.heads: dict[str, int] = {}
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path in portal.raw:
                    self._drip(portal.raw[self.path])
                    return
                status, headers, body = portal.answers.get(self.path, (404, {}, b""))
                status = portal.heads.get(self.path, status) if self.command == "HEAD" else status
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(body)

            def _drip(self, parts: tuple[bytes, ...]) -> None:
                """Sends one part after the other, slowly, until nobody listens any more."""
                with suppress(OSError):
                    for part in parts:
                        self.wfile.write(part)
                        if portal.stop.wait(0.05):
                            break
                    self.connection.shutdown(socket.SHUT_RDWR)

            def do_HEAD(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def offer(self, path: str, body: bytes, media_type: str, **headers: str) -> None:
        self.answers[path] = (200, {"Content-Type": media_type, **headers}, body)
