"""Open a page for editors and an HTTP API on this machine.

The page writes and judges headlines, deks and summaries, and shows saved runs. The API returns the
same rows as the other commands. The desk stores no texts and, unless you give --allow-urls,
contacts no other server. Only this machine can reach it, unless --host opens it to other
machines; then every request needs the token of --token.

Each request is logged on standard error as a line of JSON, without its texts. Control-C stops the
desk after it has answered the current requests. Install it with: pip install 'summkit[desk]'.

Examples:
  summkit desk
  summkit desk --port 9000 --allow-urls
  curl -s localhost:8765/api/summarise --json '{"text": "...", "target": "lede"}'
  SUMMKIT_DESK_TOKEN=$(openssl rand -hex 16) summkit desk --host 0.0.0.0
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from summkit.cli.options import option
from summkit.cli.output import OPTIONS, say
from summkit.errors import UsageError

_VARIABLE = "SUMMKIT_DESK_TOKEN"


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
            envvar=_VARIABLE,
            metavar="TEXT",
            show_default=False,
            help="Secret of at least 16 characters that every request must send.",
        ),
    ] = "",
    allow_urls: Annotated[
        bool,
        typer.Option(
            "--allow-urls",
            help="Fetch public URLs that a user types on the page or sends to the API; private "
            "addresses are refused.",
        ),
    ] = False,
    max_bytes: Annotated[int, option("max_bytes")] = 10_000_000,
    article_seconds: Annotated[float, option("article_seconds")] = 20.0,
    workers: Annotated[int | None, option("workers", show_default="all cores")] = None,
) -> int:
    """Run `summkit desk` until it is interrupted. The module docstring is its help."""
    from summkit.jobs import cores

    try:
        from summkit.desk.server import serve
        from summkit.desk.settings import DeskSettings
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("summkit"):
            raise
        raise UsageError(
            f"the desk needs the package {error.name}: install it with pip install "
            "'summkit[desk]', or in a clone run uv run --extra desk summkit desk"
        ) from None
    if token and token == os.environ.get(_VARIABLE):
        OPTIONS["token"] = _VARIABLE  # the name in messages
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
    say("starting the desk: this takes a few seconds")


def _ready(address: str) -> None:
    say(f"the desk is open at {address} (control-C stops it)")


def _log(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
