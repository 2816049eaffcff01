"""nginx and Caddy as the guide for operators sets them up, started before a server for as long as a block."""

import getpass
import os
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.servers import Server, free_port, running
from pipeline.model.files.data_folder import ROOT

HOST = "plan.example.jp"
"""The site's name in the files of the guide."""
OPERATING = ROOT / "docs" / "operating"


@contextmanager
def before(program: str, upstream: int, folder: Path) -> Iterator[int]:
    """The port of 127.0.0.1 on which `nginx` or `caddy` stands with TLS, before a server on another one.

    Its files and logs go to the folder. Raises FileNotFoundError where the program is not installed.
    """
    if not shutil.which(program):
        raise FileNotFoundError(f"The program {program} is missing: make tools installs it.")
    port = free_port()
    command = PROXIES[program](folder, upstream, port)
    settings = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    with running(command, port, settings, folder / "output.log"):
        yield port


@contextmanager
def behind(program: str, server: Server) -> Iterator[Server]:
    """A server as visitors find it behind `nginx` or `caddy`: encrypted, with a certificate that nobody signed."""
    unverified = ssl.create_default_context()
    unverified.check_hostname, unverified.verify_mode = False, ssl.CERT_NONE
    with tempfile.TemporaryDirectory() as folder, before(program, server.port, Path(folder)) as port:
        yield replace(server, name=f"{server.name} behind {program}", port=port, tls=unverified)


def configured(name: str, places: Mapping[str, str]) -> str:
    """The text of a file of the guide with places of this machine; raises LookupError where one is not in it."""
    text = (OPERATING / name).read_text(encoding="utf-8")
    for shown, used in places.items():
        if shown not in text:
            raise LookupError(f"{name} says no {shown}")
        text = text.replace(shown, used)
    return text


def _certificate(folder: Path) -> tuple[Path, Path]:
    made, key = folder / "site.pem", folder / "site.key"
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*command, *subject, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


def _nginx(folder: Path, upstream: int, port: int) -> list[str]:
    certificate, key = _certificate(folder)
    places = {
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen 443 ssl http2": f"listen 127.0.0.1:{port} ssl http2",
        "/etc/ssl/plan.example.jp.pem": str(certificate),
        "/etc/ssl/private/plan.example.jp.key": str(key),
        "/var/cache/nginx/keikaku": str(folder / "cache"),
        "/var/log/nginx/keikaku.log": str(folder / "access.log"),
    }
    (folder / "keikaku.conf").write_text(configured("nginx.conf", places), encoding="utf-8")
    bodies = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = (
        f"user {getpass.getuser()};\npid {folder}/nginx.pid;\nerror_log stderr;\ndaemon off;\n"
        "worker_rlimit_nofile 16384;\nevents { worker_connections 8192; }\n"
        f"http {{\n{bodies}include {folder}/keikaku.conf;\n}}\n"
    )
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return ["nginx", "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(folder: Path, upstream: int, port: int) -> list[str]:
    certificate, key = _certificate(folder)
    site = f"https://{HOST}:{port}, https://127.0.0.1:{port} {{\n\tbind 127.0.0.1\n\ttls {certificate} {key}"
    places = {"127.0.0.1:8000": f"127.0.0.1:{upstream}", f"{HOST} {{": site}
    text = "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + configured("Caddyfile", places)
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


PROXIES: Mapping[str, Callable[[Path, int, int], list[str]]] = {"nginx": _nginx, "caddy": _caddy}
"""By name: what writes a configuration into a folder, for a server on one port and visitors on another; the command."""
