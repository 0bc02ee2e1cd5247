"""The fixtures and settings that all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

# Programs that tests start import the same summkit as the tests, installed or not.
os.environ["PYTHONPATH"] = str(Path(__file__).parents[1] / "src")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Runs carry a date: tests that compare their bytes also pass at midnight.
os.environ["SOURCE_DATE_EPOCH"] = "1764288000"
# On a busy machine, an example may take longer than the 200 ms that Hypothesis allows, and the
# examples may be made more slowly than it expects.
settings.register_profile("summkit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("summkit")

CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Groups, which one worker runs alone, come first, so that no worker waits for the last one."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


class Called(NamedTuple):
    """The result of a command: the exit status, standard output, standard error."""

    status: int
    out: str
    err: str


@pytest.fixture
def summkit_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Called]:
    """Return a function that runs `summkit` with arguments in this process."""

    def call(*arguments: object) -> Called:
        from summkit.cli import main

        monkeypatch.setattr(sys, "argv", ["summkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        assert isinstance(left.value.code, int | None)
        return Called(left.value.code or 0, *capsys.readouterr())

    return call


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Yield Chromium, started by Playwright; skip the test if one of them is missing."""
    api = pytest.importorskip("playwright.sync_api", reason="needs Playwright (extra: dev)")
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_FLAGS)
        yield launched
        launched.close()
