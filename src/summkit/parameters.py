"""How a plug-in class declares its parameters, and how their values are checked and converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, field, fields
from typing import Any, TypeVar

from summkit.errors import UsageError

T = TypeVar("T")


def parameter(
    default: Any,
    doc: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] | None = None,
) -> Any:
    """Declare a parameter as a dataclass field.

    Parameters
    ----------
    default
        Its type (bool, int, float or str) is the parameter's type.
    doc
        One line for `summkit methods` and `summkit metrics`.
    low, high
        Smallest and largest value allowed, both included; None means no bound.
    choices
        The values allowed, for a str.
    """
    return field(
        default=default, metadata={"doc": doc, "low": low, "high": high, "choices": choices}
    )


def check(owner: str, instance: Any) -> None:
    """Refuse a dataclass instance whose parameters are of the wrong type or out of range.

    Raises
    ------
    UsageError
        Naming `owner`, the parameter, its value and what is allowed.
    """
    for spec in fields(instance):
        _check(owner, spec, getattr(instance, spec.name))


def _check(owner: str, spec: Field[Any], value: Any) -> None:
    kind = type(spec.default)
    if spec.default is MISSING or not spec.metadata:
        return
    fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        fits = True
    low, high, choices = (spec.metadata[key] for key in ("low", "high", "choices"))
    if fits and kind in (int, float):
        fits = (low is None or value >= low) and (high is None or value <= high)  # NaN fails both
        fits = fits and value == value and abs(value) != float("inf")
    if fits and choices is not None:
        fits = value in choices
    if not fits:
        raise UsageError(
            f"{owner}: parameter {spec.name}={value!r} is not allowed: takes {describe(spec)}"
        )


def describe(spec: Field[Any]) -> str:
    """Say in words which values a parameter takes: "a float from 0 to 1 (default 0.1)"."""
    kind = type(spec.default).__name__
    low, high, choices = (spec.metadata[key] for key in ("low", "high", "choices"))
    if choices:
        text = "one of " + ", ".join(choices)
    elif low is not None and high is not None:
        text = f"{kind} from {low:g} to {high:g}"
    elif low is not None:
        text = f"{kind} of at least {low:g}"
    else:
        text = "true or false" if kind == "bool" else kind
    return f"{text} (default {spec.default!r})"


def parameter_data(cls: type) -> list[dict[str, Any]]:
    """Return name, values taken, default and meaning of a class's parameters, as JSON data."""
    return [
        {
            "name": spec.name,
            "takes": describe(spec),
            "default": spec.default,
            "doc": spec.metadata["doc"],
        }
        for spec in fields(cls)
    ]


def construct(owner: str, cls: type[T], values: Mapping[str, Any] | None = None) -> T:
    """Make an instance of a dataclass from parameter values; text is converted to its type.

    Raises
    ------
    UsageError
        For a parameter that does not exist or a value out of range, with what is allowed.
    """
    specs = {spec.name: spec for spec in fields(cls)}  # type: ignore[arg-type]
    converted: dict[str, Any] = {}
    for key, value in (values or {}).items():
        if key not in specs:
            known = "; ".join(f"{k}: {describe(s)}" for k, s in specs.items()) or "it takes none"
            raise UsageError(f"{owner}: parameter {key!r} does not exist: {known}")
        kind = type(specs[key].default)
        converted[key] = _convert(value, kind) if isinstance(value, str) else value
    return cls(**converted)


def _convert(text: str, kind: type) -> Any:
    """Convert command-line text; what does not convert is refused by `check`."""
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        return kind(text)
    except ValueError:
        return text
