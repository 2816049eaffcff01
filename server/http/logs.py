"""How the server's log is written: without what is somebody's own, for people or as JSON for programs."""

import json
import logging
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network


class WithoutPersonalData(logging.Filter):
    """Keeps out of uvicorn's access log what somebody is looking for, and who it is.

    Of an address the path stays, for in a query or a search stands what somebody wants to know; of a client the network
    (24 bits of IPv4, 48 of IPv6), which tells an operator where load comes from and not from whom.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Shortens both; every record stays."""
        if isinstance(record.args, tuple) and len(record.args) == 5:
            client, method, path, *rest = record.args
            record.args = (network(str(client)), method, str(path).partition("?")[0], *rest)
        return True


def network(client: str) -> str:
    """The network of a client that uvicorn names `address:port`; what is no address stays as it is."""
    try:
        address = ip_address(client.rpartition(":")[0].strip("[]"))
    except ValueError:
        return client
    return str(ip_network((address.packed, 24 if address.version == 4 else 48), strict=False))


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message, and what was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as its line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["raised"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
