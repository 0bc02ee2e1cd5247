"""Open a page for editors and an HTTP API on this machine.

The page writes and judges headlines, deks and summaries and shows saved runs; the API answers with
the rows that the other commands print. Nothing is stored, and no other server is asked. Only this
machine reaches it, unless --host opens it to others; every request then needs --token.

Each request is noted on standard error as a line of JSON, without its texts. Control-C ends it
after the requests under way are answered. Needs the extra: pip install 'summkit[desk]'.

Examples:
  summkit desk
  summkit desk --port 9000 --allow-urls
  curl -s localhost:8765/api/summarise --json '{"text": "...", "target": "lede"}'
  SUMMKIT_DESK_TOKEN=$(openssl rand -hex 16) summkit desk --host 0.0.0.0
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from summkit.cli.options import option
from summkit.cli.output import say
from summkit.errors import UsageError


def desk(
    *,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Address to listen on. Other machines need --token."
        ),
    ] = "127.0.0.1",
    port: Annotated[int, option("port")] = 8765,
    token: Annotated[
        str,
        typer.Option(
            "--token",
            envvar="SUMMKIT_DESK_TOKEN",
            metavar="TEXT",
            show_default=False,
            help="Secret that every request must show, of 16 characters or more.",
        ),
    ] = "",
    allow_urls: Annotated[
        bool,
        typer.Option(
            "--allow-urls",
            help="Fetch an address that is typed on the page or sent, but never a private one.",
        ),
    ] = False,
    max_bytes: Annotated[int, option("max_bytes")] = 10_000_000,
    article_seconds: Annotated[float, option("article_seconds")] = 20.0,
    workers: Annotated[int | None, option("workers", show_default="all cores")] = None,
) -> int:
    """Serve until it is asked to end; see the help of the command."""
    from summkit.jobs import cores

    try:
        from summkit.desk.server import serve
        from summkit.desk.settings import DeskSettings
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("summkit"):
            raise
        raise UsageError(
            f"the desk needs {error.name}, which the extra desk installs: pip install "
            "'summkit[desk]', or in a clone uv run --extra desk summkit desk"
        ) from None
    settings = DeskSettings(
        host=host,
        port=port,
        token=token,
        allow_urls=allow_urls,
        max_bytes=max_bytes,
        article_seconds=article_seconds,
        workers=workers or cores(),
    )
    serve(settings, starting=_starting, ready=_ready, log=_log)
    return 0


def _starting() -> None:
    say("starting the desk: this takes some seconds")


def _ready(address: str) -> None:
    say(f"the desk is open at {address} (control-C ends it)")


def _log(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
