"""All settings, each declared once for options, for summkit.toml and for the pytest marker.

A `Setting` checks a value and describes the allowed values in words. `SETTINGS` contains the
setting of each name, and `SECTIONS` the names that each table of the file takes. No library is
used: the messages of msgspec and cattrs contain neither the allowed values nor the line of a key,
and importing pydantic would take 0.1 s at every start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Literal, NamedTuple

from summkit.patterns import regex

Kind = Literal["flag", "whole", "number", "text", "list", "table"]

MOST_RESAMPLES = 1_000_000
"""Largest number of resamples. More would not change an interval and would fill the memory."""

_LARGEST = 2**53
"""Largest number of any setting: floats cannot represent all larger whole numbers exactly."""


class Setting(NamedTuple):
    """One setting: the kind, bounds and choices of its value, and its help.

    Attributes
    ----------
    kind
        The type of the value.
    doc
        One sentence for ``--help``.
    low, high
        Smallest and largest number allowed.
    beyond
        Whether the value must be larger than `low`. Otherwise `low` itself is allowed.
    choices
        Where the allowed texts are defined, as "module:NAME"; "" allows any text. For a list, each
        item must be one of them.
    takes
        Description of the allowed values, if kind, bounds and choices do not describe them.
    renamed
        Outdated spelling of a value -> its current spelling.
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
        """Return the allowed texts; () if any text is allowed."""
        if not self.choices:
            return ()
        module, _, name = self.choices.partition(":")
        return tuple(getattr(import_module(module), name))

    def accepts(self, value: Any) -> bool:
        """Return whether a value is allowed."""
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
        # No path, code or name contains a NUL; the operating system would refuse it unclearly.
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
        """Return the allowed values in words, such as "a whole number of 1 or more".

        Parameters
        ----------
        value
            The refused value. If it is too large, the text contains the largest allowed number.
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


_METRICS = "Metrics to compute, such as rouge or rouge:types=1,L. See `summkit metrics`."

SETTINGS: dict[str, Setting] = {
    # The texts to write.
    "method": Setting(
        "text",
        "Method that ranks the sentences. See `summkit methods`.",
        takes="a method's name",
        renamed={"mmr": "submodular"},
    ),
    "parameters": Setting(
        "table", "The method's parameters.", takes="a table of the method's parameters"
    ),
    "target": Setting(
        "text",
        "Kind of text: headline, lede, dek, summary, push or social.",
        choices="summkit.targets:TARGETS",
    ),
    "budget": Setting(
        "table",
        "Largest length of a text.",
        takes="a table of sentences, words, characters, ratio",
    ),
    "sentences": Setting("whole", "Budget: at most N sentences.", low=1),
    "words": Setting("whole", "Budget: at most N words.", low=1),
    "characters": Setting("whole", "Budget: at most N characters.", low=2),
    "ratio": Setting(
        "number", "Budget: at most this share of the article's sentences.", 0, 1, beyond=True
    ),
    "redundancy": Setting(
        "text",
        "How to avoid repetition: none, trigrams or mmr.",
        choices="summkit.selection:REDUNDANCY",
    ),
    "alternatives": Setting("whole", "Write the N best headlines, best first.", low=1),
    # The reading of articles.
    "language": Setting("text", "Language code, such as en.", takes="a code such as en"),
    "map": Setting(
        "text",
        "Column or path in a record that contains a field. items=PATH is the path of the list of "
        "records.",
        takes='a text such as "headline=title,body=content.rendered"',
    ),
    "input_format": Setting(
        "text",
        "Format of the input: text, html, feed, csv...",
        choices="summkit.reading.options:FORMATS",
    ),
    "max_bytes": Setting("whole", "Refuse an article larger than N bytes.", low=1),
    "timeout": Setting(
        "number", "Maximum seconds to fetch a URL or read a page; 0 means no limit.", low=0
    ),
    "allow_private": Setting(
        "flag", "Follow redirects from a public address to a private address."
    ),
    "limit": Setting("whole", "Use only the first N articles.", low=1),
    # The metrics and the systems.
    "against": Setting(
        "list",
        "Fields that are the references: headline, dek, summary.",
        choices="summkit.evaluation.measuring:AGAINST",
    ),
    "metrics": Setting("list", _METRICS, takes='a list such as ["rouge", "rouge:types=1,L"]'),
    "columns": Setting(
        "list",
        "Values that can fail the check.",
        takes='a list such as ["rouge1.f", "rougeLsum.f"]',
    ),
    "systems": Setting(
        "table",
        "The systems to check, each under a name that you choose.",
        takes="a table of systems, as in [check.systems.production]",
    ),
    "outputs": Setting(
        "text", "File of texts from another program, matched by id.", takes="a path"
    ),
    "command": Setting(
        "text",
        "A program that answers lines of JSON.",
        takes="a program and its arguments, as in a shell",
    ),
    "environment": Setting(
        "text",
        "Environment variables that the program gets in addition to a minimal set.",
        takes="names of variables with spaces between them, or *",
    ),
    "corpora": Setting(
        "list", "Files of articles, relative to this file.", takes="a list of paths"
    ),
    "seed": Setting("whole", "Seed of every random choice.", low=0),
    "sample": Setting("whole", "Use only N articles, drawn at random with --seed.", low=1),
    "resamples": Setting(
        "whole",
        "Number of resamples of the bootstrap and of the significance test.",
        1,
        MOST_RESAMPLES,
    ),
    # The rules by which a check fails.
    "margin": Setting("number", "Largest drop of a mean that is not a regression.", low=0),
    "margins": Setting(
        "table",
        "The margins of single columns, in place of `margin`.",
        takes="a table of columns, as in [check.margins]",
    ),
    "unit": Setting(
        "text",
        "Unit of margins and limits; points is the unit of the tables.",
        choices="summkit.evaluation.gate_rules:UNITS",
    ),
    "guard": Setting(
        "table",
        "Limits for the drop of single articles.",
        takes="a table, as in [check.guard]",
    ),
    "drop": Setting("number", "Largest allowed drop of the value of one article.", low=0),
    "drops": Setting(
        "table",
        "The largest allowed drops for single columns, in place of `drop`.",
        takes="a table of columns",
    ),
    "allowed": Setting("whole", "Number of articles per system that may drop by more.", low=0),
    "empty": Setting("whole", "Number of texts per system that may have become empty.", low=0),
    "not_enough_data": Setting(
        "text",
        "The verdict if a drop by the margin is neither proven nor excluded.",
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
    "texts": Setting("flag", "Whether the baseline contains the texts."),
    "port": Setting("whole", "Port to listen on; 0 picks a free port.", low=0, high=65_535),
    # The processes that do the work.
    "engine": Setting(
        "text",
        "Engine that runs the work: local processes, or a dask cluster.",
        choices="summkit.schema:ENGINES",
    ),
    "workers": Setting("whole", "Number of processes; 1 starts no other process.", low=1),
    "article_seconds": Setting(
        "number",
        "Maximum seconds for one article; after that, the article fails.",
        low=0,
        beyond=True,
    ),
    "cluster": Setting(
        "text", "Address of Dask's scheduler.", takes="an address such as tcp://10.0.0.1:8786"
    ),
    "shard": Setting("whole", "Number of articles in one task of --engine dask.", low=1),
}
"""Each setting by its name, which is its key in the file and its option without the hyphens."""

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
"""The tables of the file and their keys. A table [method.NAME] takes the method's parameters."""

GUARD = _pick("drop", "drops", "allowed", "empty")
SYSTEM = _pick("method", "parameters", "redundancy", "outputs", "command", "timeout", "environment")

RENAMED = {"for": "target"}
"""Outdated key -> its current name."""

_PARAMETER = regex(r"`([a-z_]+)`")
_ALIASES = {"mapping": "map", "seconds": "timeout", "format": "input_format", "address": "cluster"}
"""Parameter of the library -> the setting for it, if the names differ."""


def named(message: str, names: Mapping[str, str]) -> str:
    """Return a message of the library with each `parameter` replaced by the user's option or key.

    Parameters
    ----------
    names
        Setting -> its option or key. Other words in backticks remain unchanged.
    """

    def shown(match: re.Match[str]) -> str:
        name = match[1]
        return names.get(name) or names.get(_ALIASES.get(name, ""), match[0])

    return _PARAMETER.sub(shown, message)


def keys_of(section: str) -> dict[str, str]:
    """Return the names for messages about a section of the file, which are its keys."""
    return {name: name for name in SECTIONS[section]}


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known name, such as " (did you mean margin?)"; else ""."""
    from summkit import naming

    near = naming.nearest(name, known, cutoff=0.6)
    return f" (did you mean {near}?)" if near else ""
