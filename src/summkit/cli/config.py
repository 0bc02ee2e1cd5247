"""summkit.toml: read by the command line only, checked key by key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from summkit.settings import Settings, find_settings, read_settings

# Section -> key -> type. [method.NAME] holds a method's own parameters, which the
# registry checks against what the method declares; [check] is checked by
# `summkit.evaluation.plan`.
_KEYS: dict[str, dict[str, type]] = {
    "summarise": {"method": str, "for": str, "redundancy": str, "language": str},
    "compare": {"for": str, "against": list, "systems": list, "metrics": list, "budget": dict},
}
_SECTIONS = (*_KEYS, "method", "check")


def load(path: str | None) -> dict[str, Any]:
    """Return the configuration, {} where there is none; see `load_settings`."""
    return load_settings(path).data


def load_settings(path: str | None) -> Settings:
    """Return the configuration with the lines of its keys.

    Parameters
    ----------
    path
        As typed after --config; None takes ./summkit.toml if it exists, else the
        [tool.summkit] of ./pyproject.toml.

    Raises
    ------
    UsageError
        If a file that was named is missing, is not TOML, or has a key that does not exist.
    """
    settings = find_settings(Path()) if path is None else read_settings(Path(path))
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    for section, value in settings.data.items():
        if section not in _SECTIONS:
            raise settings.unknown(_SECTIONS, section)
        if not isinstance(value, dict):
            shown = "[method.lexrank]" if section == "method" else f"[{section}]"
            raise settings.refuse(f"must be a table: {shown}", section)
        if section == "method":
            _check_methods(value, settings)
        for key, setting in value.items():
            known = _KEYS.get(section)
            if known is None:
                continue
            if key not in known:
                raise settings.unknown(list(known), section, key)
            if not isinstance(setting, known[key]):
                kind = known[key].__name__
                raise settings.refuse(f"must be a {kind}, not {setting!r}", section, key)


def _check_methods(value: dict[str, Any], settings: Settings) -> None:
    for name, parameters in value.items():
        if not isinstance(parameters, dict):
            raise settings.refuse(
                "is not a method: parameters stand under their method, as in [method.lexrank]",
                "method",
                name,
            )
