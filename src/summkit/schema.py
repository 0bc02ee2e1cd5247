"""Every setting, declared once: for options, for summkit.toml and for the pytest marker.

`Setting` says what a value must be and says so in words; `SETTINGS` has one a name, and
`SECTIONS` says which names each table of the file takes. Own code, since msgspec and cattrs
check shapes but say neither what a key takes nor on which line it stands, and pydantic alone
would cost 0.1 seconds at every start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Literal, NamedTuple

from summkit.patterns import regex

Kind = Literal["flag", "whole", "number", "text", "list", "table"]

MOST_RESAMPLES = 1_000_000
"""More would not move an interval, and fill the memory."""

_LARGEST = 2**53
"""Larger numbers are no setting anybody means, and no float holds them exactly."""


class Setting(NamedTuple):
    """One setting.

    Attributes
    ----------
    doc
        One sentence for ``--help``.
    low, high
        Smallest and largest number allowed.
    beyond
        Whether `low` itself is not allowed; `high` of `alpha` never is.
    choices
        The texts allowed, or where they are defined, as "module:NAME"; of a list, each item's.
    takes
        What it takes, in words, where kind and bounds do not say it.
    renamed
        Spelling of a value in the version before -> its spelling now.
    """

    kind: Kind
    doc: str = ""
    low: float | None = None
    high: float | None = None
    beyond: bool = False
    choices: str = ""
    takes: str = ""
    renamed: Mapping[str, str] | None = None

    def allowed(self) -> tuple[str, ...]:
        """Return the texts allowed; () where any is."""
        if not self.choices:
            return ()
        module, _, name = self.choices.partition(":")
        return tuple(getattr(import_module(module), name))

    def accepts(self, value: Any) -> bool:
        """Say whether a value is allowed."""
        if self.kind == "flag":
            return isinstance(value, bool)
        if self.kind == "table":
            return isinstance(value, dict)
        if self.kind == "list":
            return isinstance(value, list) and all(map(self._accepts_text, value))
        if self.kind == "text":
            return self._accepts_text(value)
        kinds = int if self.kind == "whole" else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool) and self._within(value)

    def _accepts_text(self, value: Any) -> bool:
        # No path, code or name holds a NUL, which the system refuses in its own words.
        if not isinstance(value, str) or "\0" in value:
            return False
        return not self.choices or value in self.allowed()

    def _within(self, value: float) -> bool:
        if not -_LARGEST <= value <= _LARGEST:  # nor NaN
            return False
        if self.low is not None and (value < self.low or (self.beyond and value == self.low)):
            return False
        return self.high is None or value <= self.high

    def words(self, value: Any = None) -> str:
        """Say what it takes: "a whole number of 1 or more".

        Parameters
        ----------
        value
            What was refused: how large a number may be is said where that is why.
        """
        if self.takes:
            return self.takes
        if self.choices:
            many = "a list of" if self.kind == "list" else "one of"
            return f"{many} {', '.join(self.allowed())}"
        if self.kind in ("whole", "number"):
            what = "a whole number" if self.kind == "whole" else "a number"
            if self.low is None:
                return what
            least = f"above {self.low:g}" if self.beyond else f"of {self.low:g} or more"
            if self.high is not None:
                return f"{what} {least}, at most {int(self.high):,}"
            if isinstance(value, int | float) and value > _LARGEST:
                return f"{what} {least}, at most {_LARGEST:,}"
            return f"{what} {least}"
        return {"flag": "true or false", "text": "a text", "list": "a list", "table": "a table"}[
            self.kind
        ]


_COUNTED = "List what to measure: rouge, rouge:types=1,L and so on. See `summkit metrics`."

SETTINGS: dict[str, Setting] = {
    # What is written, and how.
    "method": Setting(
        "text",
        "How sentences are ranked. See `summkit methods`.",
        takes="a method's name",
        renamed={"mmr": "submodular"},
    ),
    "parameters": Setting(
        "table", "The method's parameters.", takes="a table of the method's parameters"
    ),
    "target": Setting(
        "text",
        "What to write: headline, lede, dek, summary, push or social.",
        choices="summkit.targets:TARGETS",
    ),
    "budget": Setting(
        "table", "How long a text may be.", takes="a table of sentences, words, characters, ratio"
    ),
    "sentences": Setting("whole", "Budget: at most N sentences.", low=1),
    "words": Setting("whole", "Budget: at most N words.", low=1),
    "characters": Setting("whole", "Budget: at most N characters.", low=2),
    "ratio": Setting("number", "Budget: this share of the sentences.", 0, 1, beyond=True),
    "redundancy": Setting(
        "text",
        "Avoid repetition: none, trigrams or mmr.",
        choices="summkit.selection:REDUNDANCY",
    ),
    # How articles are read.
    "alternatives": Setting("whole", "Write the N best headlines, best first.", low=1),
    "language": Setting("text", "Language code such as en.", takes="a code such as en"),
    "map": Setting(
        "text",
        "Where a record holds a field: a column, or a path. items=PATH: the list of records.",
        takes='a text such as "headline=title,body=content.rendered"',
    ),
    "input_format": Setting(
        "text",
        "Format of the input: text, html, feed, csv...",
        choices="summkit.reading.options:FORMATS",
    ),
    "max_bytes": Setting("whole", "Refuse an article larger than N bytes.", low=1),
    "timeout": Setting(
        "number", "Seconds to fetch a URL, and to read a page; 0 means no limit.", low=0
    ),
    "allow_private": Setting("flag", "Let a redirect lead from a public address to a private one."),
    "limit": Setting("whole", "Use only the first N articles.", low=1),
    # What is measured.
    "against": Setting(
        "list",
        "What the texts are measured against: headline, dek, summary.",
        choices="summkit.evaluation.measuring:AGAINST",
    ),
    "metrics": Setting("list", _COUNTED, takes='a list such as ["rouge", "rouge:types=1,L"]'),
    "columns": Setting(
        "list", "The values that are gated.", takes='a list such as ["rouge1.f", "rougeLsum.f"]'
    ),
    "systems": Setting(
        "table",
        "What is gated, each under a name that you choose.",
        takes="a table of systems, as in [check.systems.production]",
    ),
    "outputs": Setting("text", "Texts made elsewhere, matched by id.", takes="a path"),
    "command": Setting(
        "text",
        "A program that answers lines of JSON.",
        takes="a program and its arguments, as in a shell",
    ),
    "environment": Setting(
        "text",
        "Variables that the program gets besides a minimal set.",
        takes="names of variables with spaces between them, or *",
    ),
    "corpora": Setting("list", "Articles, relative to this file.", takes="a list of paths"),
    "seed": Setting("whole", "Seed of every random choice.", low=0),
    "sample": Setting("whole", "Use only N articles, drawn by --seed.", low=1),
    "resamples": Setting("whole", "Resamples of the bootstrap and of the test.", 1, MOST_RESAMPLES),
    # When a build fails.
    "margin": Setting("number", "Largest drop of a mean that is no regression.", low=0),
    "margins": Setting(
        "table",
        "The margin of a column, in place of `margin`.",
        takes="a table of columns, as in [check.margins]",
    ),
    "unit": Setting(
        "text",
        "Unit of margins and limits: points, as in the tables.",
        choices="summkit.evaluation.gate_rules:UNITS",
    ),
    "guard": Setting(
        "table",
        "How far the value of a single article may fall.",
        takes="a table, as in [check.guard]",
    ),
    "drop": Setting("number", "Largest fall of one article that is allowed.", low=0),
    "drops": Setting(
        "table", "The largest fall for one column, in place of `drop`.", takes="a table of columns"
    ),
    "allowed": Setting("whole", "Articles that may fall further.", low=0),
    "empty": Setting("whole", "Texts of a system that may have become empty.", low=0),
    "not_enough_data": Setting(
        "text",
        "What counts where a drop is neither shown nor ruled out.",
        choices="summkit.evaluation.gate_rules:TREATMENTS",
    ),
    "alpha": Setting(
        "number",
        "Significance level, after Holm's correction.",
        low=0,
        high=1 - 2**-53,
        beyond=True,
        takes="a number above 0 and below 1",
    ),
    "baseline": Setting("text", "The saved run to compare with.", takes="a path"),
    "texts": Setting("flag", "Whether the baseline holds the texts."),
    "port": Setting("whole", "Port to listen on; 0 takes a free one.", low=0, high=65_535),
    # Where the work runs.
    "engine": Setting(
        "text", "Where the work runs: local or dask.", choices="summkit.schema:ENGINES"
    ),
    "workers": Setting("whole", "Number of processes; 1 means this process alone.", low=1),
    "article_seconds": Setting(
        "number", "Seconds a worker may spend on one article.", low=0, beyond=True
    ),
    "cluster": Setting(
        "text", "Address of Dask's scheduler.", takes="an address such as tcp://10.0.0.1:8786"
    ),
    "shard": Setting("whole", "Articles in one task of --engine dask.", low=1),
}
"""Each setting by its name: the key in the file, and the option without its hyphens."""

ENGINES = ("local", "dask")

_LISTED_SYSTEMS = Setting("list", takes='a list such as ["lexrank", "textrank:damping=0.9"]')


def _pick(*names: str, **own: Setting) -> dict[str, Setting]:
    return {name: SETTINGS[name] for name in names} | own


BUDGET = _pick("sentences", "words", "characters", "ratio")

SECTIONS: dict[str, dict[str, Setting]] = {
    "summarise": _pick("method", "target", "redundancy", "language"),
    "compare": _pick("target", "against", "metrics", "budget", systems=_LISTED_SYSTEMS),
    "check": _pick(
        *(
            "corpora",
            "target",
            "against",
            "metrics",
            "columns",
            "unit",
            "margin",
            "margins",
            "guard",
        ),
        *("baseline", "texts", "not_enough_data", "alpha", "budget", "language", "map"),
        *("limit", "systems"),
    ),
}
"""The tables of the file and their keys; [method.NAME] takes what the method declares."""

GUARD = _pick("drop", "drops", "allowed", "empty")
SYSTEM = _pick("method", "parameters", "redundancy", "outputs", "command", "timeout", "environment")

RENAMED = {"for": "target"}
"""Key of the version before -> its name now."""

_PARAMETER = regex(r"`([a-z_]+)`")
_ALIASES = {"mapping": "map", "seconds": "timeout", "format": "input_format", "address": "cluster"}
"""A library's parameter -> the setting that gives it, where the names differ."""


def named(message: str, names: Mapping[str, str]) -> str:
    """Replace each `parameter` in a message of the library by what the user wrote.

    Parameters
    ----------
    names
        Setting -> its option or key. Another word in backticks stays as it is.
    """

    def shown(match: re.Match[str]) -> str:
        name = match[1]
        return names.get(name) or names.get(_ALIASES.get(name, ""), match[0])

    return _PARAMETER.sub(shown, message)


def keys_of(section: str) -> dict[str, str]:
    """Return the names that messages about a section of the file use: its keys."""
    return {name: name for name in SECTIONS[section]}


def nearest(name: str, known: Iterable[str]) -> str:
    """Say which name was probably meant: " (did you mean margin?)", or ""."""
    from summkit import naming

    near = naming.nearest(name, known, cutoff=0.6)
    return f" (did you mean {near}?)" if near else ""
