"""An application behind a real server, for tests that ask it over HTTP."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI


@contextmanager
def served(app: FastAPI, *, alone: bool = False) -> Iterator[str]:
    """The address of an application on a free port, for as long as the block; `alone`: without its query engine."""
    config = uvicorn.Config(
        app,
        log_level="critical",
        ws="none",
        lifespan="off" if alone else "auto",
        timeout_graceful_shutdown=2,
    )
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
