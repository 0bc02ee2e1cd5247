"""The server process of the desk, with a socket, an event loop and an orderly shutdown."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from summkit.desk.app import application
from summkit.desk.connection import Connection
from summkit.desk.settings import DeskSettings
from summkit.errors import UsageError

_ENDING = 10
"""Seconds for answering the current requests after the signal to stop."""


class _Server(uvicorn.Server):
    """A server that stops on a signal without raising the signal again, so that the status is 0."""

    announce: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.announce()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = [signal.signal(number, self.handle_exit) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)


def serve(
    settings: DeskSettings,
    *,
    starting: Callable[[], None],
    ready: Callable[[str], None],
    log: Callable[[str], None],
) -> None:
    """Answer requests until SIGINT or SIGTERM. Then finish the current requests and stop.

    Parameters
    ----------
    starting
        Function that is called after the port is open and before the workers start.
    ready
        Function that is called with the address when the server accepts requests.
    log
        Function that takes a line of JSON for each request.

    Raises
    ------
    UsageError
        If the host or port cannot be opened.
    """
    listening = _listening(settings.host, settings.port)
    starting()
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{name}:{listening.getsockname()[1]}"
    config = uvicorn.Config(
        application(settings, log=log),
        http=Connection,
        ws="none",
        lifespan="on",
        loop="asyncio",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_ENDING,
    )
    server = _Server(config)
    server.announce = lambda: ready(address)
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError as error:
        made.close()
        reason = error.strerror or str(error)
        raise UsageError(
            f"the desk cannot listen on {host}:{port} ({reason}): choose another `port` or `host`"
        ) from None
    except OverflowError:
        made.close()
        raise UsageError(f"`port` {port} is not possible: the largest is 65535") from None
    return made
