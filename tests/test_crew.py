"""Processes that answer single questions: a failure of one does not affect the others."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from summkit.errors import UsageError
from summkit.jobs.crew import Crew, FailedError, FullError

pytestmark = pytest.mark.once


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers; a word makes it fail."""

    batch: ClassVar[int] = 4
    usable: bool = True

    def start(self) -> Callable[[Sequence[Any]], list[Any]]:
        if not self.usable:
            raise UsageError("there is no model")
        return self.double

    def double(self, items: Sequence[Any]) -> list[Any]:
        return [self._one(item) for item in items]

    def _one(self, item: Any) -> Any:
        if item == "die":
            os._exit(3)
        if item == "hang":
            time.sleep(60)
        if item == "raise":
            raise ValueError("no number")
        return 2 * item if isinstance(item, int) else len(item)


def answers(crew: Crew[Any, Any], *items: Any) -> Any:
    return asyncio.gather(*[crew.do(item) for item in items], return_exceptions=True)


def test_an_item_that_crashes_hangs_or_raises_fails_alone() -> None:
    async def scenario() -> None:
        crew: Crew[Any, Any] = Crew(Doubling(), 1, 1.5)
        await crew.start()
        assert (crew.workers, crew.waiting) == (1, 0)
        # All of them wait while the first is done, and go to the worker together.
        found = await answers(crew, 1, 2, "die", 3, "raise", 4)
        assert [each for each in found if isinstance(each, int)] == [2, 4, 6, 8]
        died, raised = (each for each in found if not isinstance(each, int))
        assert isinstance(died, FailedError)
        assert str(died) == "its worker process ended"
        assert "ValueError: no number" in str(raised)
        # Items larger than the pipe are sent separately.
        late, long, after = await answers(crew, "hang", "a" * 300_000, 5)
        assert late.late
        assert "`article_seconds`" in str(late)
        assert (long, after) == (300_000, 10)
        await crew.close()

    asyncio.run(scenario())


def test_excess_items_are_refused_and_closing_answers_all() -> None:
    async def scenario() -> None:
        crew: Crew[Any, Any] = Crew(Doubling(), 1, 30.0, waiting=2, bytes_waiting=100)
        await crew.start()
        busy = asyncio.ensure_future(crew.do("hang"))
        await asyncio.sleep(0)
        waiting = [asyncio.ensure_future(crew.do(number)) for number in (1, 2)]
        await asyncio.sleep(0)
        with pytest.raises(FullError):
            await crew.do(3)
        waiting[1].cancel()  # the caller no longer waits
        await crew.close()
        assert isinstance(
            (await asyncio.gather(waiting[0], return_exceptions=True))[0], FailedError
        )
        with pytest.raises(FullError):
            await crew.do(4)
        assert isinstance((await asyncio.gather(busy, return_exceptions=True))[0], FailedError)

    asyncio.run(asyncio.wait_for(scenario(), 60))


def test_work_that_cannot_start_says_why() -> None:
    async def scenario() -> None:
        crew: Crew[Any, Any] = Crew(Doubling(usable=False), 1, 5.0)
        with pytest.raises(FailedError, match="there is no model"):
            await crew.start()
        await crew.close()

    asyncio.run(scenario())
