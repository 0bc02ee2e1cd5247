"""The desk for tests: the whole application, which does its work in this process."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra: pip install 'summkit[desk]'")
httpx = pytest.importorskip("httpx", reason="needs httpx (extra: dev)")

from summkit.desk.app import application  # noqa: E402
from summkit.desk.settings import DeskSettings  # noqa: E402
from summkit.desk.work import Answer, DeskWork, Task  # noqa: E402
from summkit.jobs.crew import FailedError, FullError  # noqa: E402

ADDRESS = "http://127.0.0.1:8765"
TOKEN = "sixteen characters"
ARTICLE = """Harbour bridge to close for nine months

By Ann Lee

The harbour bridge in Westport will close to traffic for nine months from 4 March while \
engineers replace 214 corroded bolts, the city council said on Tuesday.

Councillor Mary Dunn, who chairs the transport committee, said the closure would cost local \
shops about £2.4 million. "We have put this off for too long," she told a meeting of traders.

Share this article

Ferries will run every ten minutes between the fish market and the old customs house. Fares \
will be free for the first month, and the council expects 18,000 people a day to use them.

Traders said they had not been consulted. "Nobody asked us," said Tom Reyes, who has sold rope \
and paint beside the bridge since 1987.
"""


class Inline:
    """Does the work in the calling process; `busy` and `late` simulate busy and slow workers."""

    workers, waiting = 1, 0
    busy = late = False

    def __init__(self, most: int) -> None:
        self._work = DeskWork(most)

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def do(self, item: Task, size: int = 0) -> Answer:
        if self.busy:
            raise FullError
        if self.late:
            raise FailedError("not finished within 1 seconds: raise `article_seconds`", late=True)
        return self._work.answer([item])[0]


class Client:
    """A client that calls the application without a network."""

    def __init__(self, app: Any) -> None:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._asks = httpx.AsyncClient(transport=transport, base_url=ADDRESS)

    def get(self, path: str, **more: Any) -> Any:
        return asyncio.run(self._asks.get(path, **more))

    def post(self, path: str, **more: Any) -> Any:
        return asyncio.run(self._asks.post(path, **more))


class Opened:
    """A desk, a client of it, its workers, and its access log."""

    def __init__(self, **settings: Any) -> None:
        self.settings = DeskSettings(**settings)
        self.crew = Inline(self.settings.max_bytes)
        self.lines: list[str] = []
        self.app = application(self.settings, log=self.lines.append, crew=self.crew)
        self.client = Client(self.app)

    @property
    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def post(self, path: str, data: Any, **more: Any) -> Any:
        return self.client.post(path, json=data, **more)
