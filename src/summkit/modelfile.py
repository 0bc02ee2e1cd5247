"""Model files: JSON that says what it is, for which features, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from summkit.errors import UsageError
from summkit.files import irregular

M = TypeVar("M")

_LARGEST = 50_000_000
_DIGEST = 8


@dataclass(frozen=True)
class Kind(Generic[M]):
    """A kind of model.

    Attributes
    ----------
    format
        What its files call themselves.
    version
        Of the features that its weights are for.
    make
        Data -> model; raises KeyError, TypeError, ValueError or AttributeError for data that
        is not whole.
    """

    format: str
    version: int | str
    make: Callable[[dict[str, Any]], M]

    def sealed(self, data: Mapping[str, Any]) -> str:
        """Return the model file that holds `data`: the same bytes for the same data."""
        whole = {"format": self.format, "features": self.version, **data}
        whole["checksum"] = checksum(whole)
        return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


class Learned:
    """A model that knows again what it was trained on.

    Attributes
    ----------
    digests
        What `digest` makes of each training article, run together.
    """

    digests: str

    @cached_property
    def trained_on(self) -> frozenset[str]:
        """The digests of the articles it was trained on."""
        return frozenset(
            self.digests[at : at + _DIGEST] for at in range(0, len(self.digests), _DIGEST)
        )


def load(path: str, *kinds: Kind[Any]) -> Any:
    """Return the model in a file, of one of the kinds.

    Raises
    ------
    UsageError
        If it cannot be read, is no such model, is truncated or changed by hand, or is for
        another version of the features.
    """
    try:
        if what := irregular(Path(path)):  # read more than once, so not from a pipe either
            raise UsageError(f"model {path}: {what}, no regular file: save it to a file first")
        stat = Path(path).stat()
        return _loaded(path, kinds, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise UsageError(f"model {path}: cannot be read: {error.strerror or error}") from error


@lru_cache(maxsize=4)
def _loaded(path: str, kinds: tuple[Kind[Any], ...], _changed: int, size: int) -> Any:
    if size > _LARGEST:
        raise UsageError(
            f"model {path}: {size:,} bytes are too many for a model: at most {_LARGEST:,}"
        )
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"model {path}: is not UTF-8 JSON: train it anew") from error
    return parse(text, f"model {path}", *kinds)


def parse(text: str, where: str, *kinds: Kind[Any]) -> Any:
    """Return the model in a text; see `load` for what is raised."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: is not JSON or is truncated: train it anew") from error
    told = data.get("format") if isinstance(data, dict) else None
    kind = next((each for each in kinds if each.format == told), None)
    if kind is None:
        raise UsageError(f"{where}: is not a summkit model: make one with summkit train")
    if data.get("features") != kind.version:
        raise UsageError(
            f"{where}: is for version {data.get('features')!r} of the features,"
            f" this summkit has {kind.version}: train it anew with summkit train"
        )
    if data.pop("checksum", None) != checksum(data):
        raise UsageError(f"{where}: was changed after training or is damaged: train it anew")
    try:
        return kind.make(data)
    except UsageError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{where}: is not a whole model: train it anew") from error


def checksum(data: Mapping[str, Any]) -> str:
    """Return 16 hexadecimal digits of a model's data; white space and order do not count."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def digest(body: str) -> str:
    """Return 8 hexadecimal digits of an article's body, by which a model knows it again."""
    line = body.replace("\n\n", " ")
    # Most bodies hold no other white space but single spaces.
    if "  " in line or not line.isprintable() or line != line.strip(" "):
        line = " ".join(body.split())
    return hashlib.sha256(line.encode()).hexdigest()[:_DIGEST]
