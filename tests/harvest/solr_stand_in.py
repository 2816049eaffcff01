"""A stand-in for Solr that takes every write and finds nothing, so that CKAN reads its database instead.

Enough for harvesting, which looks datasets up in the database; searching in the portal finds nothing.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SCHEMA = b'<?xml version="1.0"?><schema name="ckan-2.11" version="1.6"/>'
NOTHING = {
    "responseHeader": {"status": 0, "QTime": 0},
    "response": {"numFound": 0, "start": 0, "docs": []},
    "facet_counts": {"facet_queries": {}, "facet_fields": {}, "facet_ranges": {}},
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(SCHEMA if "schema" in self.path else json.dumps(NOTHING).encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        self._answer(json.dumps(NOTHING).encode())

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/xml" if body is SCHEMA else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def serve() -> ThreadingHTTPServer:
    """Starts the stand-in on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
