"""Model files: JSON with the format, the version of the features, and a checksum."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar

from summkit.errors import UsageError
from summkit.files import irregular

M = TypeVar("M")

_LARGEST = 50_000_000
_DIGEST = 8
_FIRST = iter(range(300))  # number of hashes for which OpenSSL, which is faster, does not pay off


@dataclass(frozen=True, eq=False, repr=False)
class Kind(Generic[M]):
    """A kind of model file.

    Attributes
    ----------
    format
        Value of "format" in files of this kind.
    version
        Version of the features for which the weights were fitted.
    make
        Function that makes the model from its data. It raises KeyError, TypeError, ValueError or
        AttributeError if the data are incomplete.
    """

    format: str
    version: int | str
    make: Callable[[dict[str, Any]], M]

    def sealed(self, data: Mapping[str, Any]) -> str:
        """Return the text of the model file for `data`. Equal data give the same bytes."""
        whole = {"format": self.format, "features": self.version, **data}
        whole["checksum"] = checksum(whole)
        return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


class Learned:
    """A model that recognises its training articles.

    Attributes
    ----------
    digests
        The `digest` of each training article, concatenated.
    """

    digests: str

    @cached_property
    def trained_on(self) -> frozenset[str]:
        """The digests of the training articles."""
        return frozenset(
            self.digests[at : at + _DIGEST] for at in range(0, len(self.digests), _DIGEST)
        )


def load(path: str, *kinds: Kind[Any]) -> Any:
    """Return the model in a file. The file must be of one of the kinds.

    Raises
    ------
    UsageError
        If the file cannot be read, is not a model of these kinds, is truncated, was changed by
        hand, or is for another version of the features.
    """
    try:
        if what := irregular(Path(path)):  # a pipe cannot be read several times
            raise UsageError(
                f"model {path}: is {what}, not a regular file: save it to a file first"
            )
        stat = Path(path).stat()
        return _loaded(path, kinds, stat.st_mtime_ns, stat.st_size)
    except OSError as error:
        raise UsageError(f"model {path}: cannot be read: {error.strerror or error}") from error


@lru_cache(maxsize=4)
def _loaded(path: str, kinds: tuple[Kind[Any], ...], _changed: int, size: int) -> Any:
    if size > _LARGEST:
        raise UsageError(
            f"model {path}: {size:,} bytes are too many: a model has at most {_LARGEST:,}"
        )
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"model {path}: is not UTF-8 JSON: train it again") from error
    return parse(text, f"model {path}", *kinds)


def parse(text: str, where: str, *kinds: Kind[Any]) -> Any:
    """Return the model in a text; see `load` for the errors."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: is not JSON or is truncated: train it again") from error
    stated = data.get("format") if isinstance(data, dict) else None
    kind = next((each for each in kinds if each.format == stated), None)
    if kind is None:
        raise UsageError(f"{where}: is not a summkit model: make one with summkit train")
    if data.get("features") != kind.version:
        raise UsageError(
            f"{where}: is for version {data.get('features')!r} of the features,"
            f" but this summkit has version {kind.version}: train it again with summkit train"
        )
    if data.pop("checksum", None) != checksum(data):
        raise UsageError(f"{where}: was changed after training or is damaged: train it again")
    try:
        return kind.make(data)
    except UsageError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{where}: is an incomplete model: train it again") from error


def _sha256(data: bytes) -> str:
    """Return the SHA-256 hash of some bytes, in hexadecimal digits.

    `hashlib` loads OpenSSL, which takes 3 ms. So the first hashes of a process come from Python's
    own C module, as in Python's module `random`, unless another module imported `hashlib`.
    """
    module = sys.modules.get("hashlib")
    if module is None:
        own = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
        try:
            module = import_module("hashlib" if next(_FIRST, None) is None else own)
        except ImportError:  # a Python built without its own module
            module = import_module("hashlib")
    digest: str = module.sha256(data).hexdigest()
    return digest


def checksum(data: Mapping[str, Any]) -> str:
    """Return a checksum of a model's data: 16 hexadecimal digits, independent of key order."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return _sha256(text.encode())[:16]


def digest(body: str) -> str:
    """Return a digest of an article's body: 8 hexadecimal digits, independent of white space."""
    line = body.replace("\n\n", " ")
    # Most bodies contain no other white space than single spaces between words.
    if "  " in line or not line.isprintable() or line != line.strip(" "):
        line = " ".join(body.split())
    return _sha256(line.encode("utf-8", "surrogatepass"))[:_DIGEST]
