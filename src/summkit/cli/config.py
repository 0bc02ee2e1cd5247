"""summkit.toml: read by the command line only, checked key by key."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

from summkit.errors import UsageError

DEFAULT = "summkit.toml"

# Section -> key -> type. [method.NAME] holds a method's own parameters, which the
# registry checks against what the method declares.
_KEYS: dict[str, dict[str, type]] = {
    "summarise": {"method": str, "for": str, "redundancy": str, "language": str},
    "compare": {"for": str, "against": list, "systems": list, "metrics": list, "budget": dict},
}


def load(path: str | None) -> dict[str, Any]:
    """Return the configuration, {} where there is none.

    Parameters
    ----------
    path
        As typed after --config; None takes ./summkit.toml if it exists.

    Raises
    ------
    UsageError
        If a file that was named is missing, is not TOML, or has a key that does not exist.
    """
    file = Path(path or DEFAULT)
    if path is None and not file.is_file():
        return {}
    try:
        config = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file}: not valid TOML: {error}") from error
    _check(config, file)
    return config


def _check(config: dict[str, Any], file: Path) -> None:
    for section, value in config.items():
        if section == "method":
            _check_methods(value, file)
            continue
        if section not in _KEYS:
            raise UsageError(_unknown(file, f"[{section}]", section, [*_KEYS, "method"]))
        if not isinstance(value, dict):
            raise UsageError(f"{file}: {section} must be a table: [{section}]")
        for key, setting in value.items():
            if key not in _KEYS[section]:
                raise UsageError(_unknown(file, f"{section}.{key}", key, list(_KEYS[section])))
            if not isinstance(setting, _KEYS[section][key]):
                kind = _KEYS[section][key].__name__
                raise UsageError(f"{file}: {section}.{key} must be a {kind}, not {setting!r}")


def _check_methods(value: Any, file: Path) -> None:
    if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
        raise UsageError(f"{file}: parameters stand under their method: [method.lexrank]")


def _unknown(file: Path, where: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"{file}: {where} does not exist{hint}: one of {', '.join(known)}"
