"""How a class declares its parameters, and how their values are checked and converted.

Parameters are the fields of a dataclass. A field made by `parameter` also knows what it
means and which values it takes; an ordinary field is a parameter too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, is_dataclass
from typing import Any, ClassVar, NamedTuple, TypeVar, dataclass_transform

from summkit.errors import ArgumentTypeError, UsageError
from summkit.naming import helpful_constructor, nearest

T = TypeVar("T")

_KINDS: dict[str, type] = {"bool": bool, "int": int, "float": float, "str": str}
_WORDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
}


def _shown(value: Any) -> str:
    """Return a value as one types it, but for commas in large numbers."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{int(value):,}" if float(value).is_integer() else f"{value:g}"
    return str(value)


class Parameter(NamedTuple):
    """One declared parameter.

    Attributes
    ----------
    kind
        bool, int, float or str, which its values are checked and converted to; None for
        any other type, which is taken as it is.
    default
        `dataclasses.MISSING` where a value is required.
    doc
        What it means, in one line.
    low, high
        Smallest and largest value allowed, both included; None means no bound.
    choices
        The values allowed; None means any.
    """

    name: str
    kind: type | None
    default: Any
    doc: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] | None = None

    def takes(self) -> str:
        """Say in words which values are allowed: "a number from 0 to 1 (default 0.1)"."""
        if self.kind is None:
            return "any value"
        kind = _WORDS[self.kind]
        if self.choices:
            text = "one of " + ", ".join(self.choices)
        elif self.low is not None and self.high is not None:
            text = f"{kind} from {_shown(self.low)} to {_shown(self.high)}"
        elif self.low is not None:
            text = f"{kind} of at least {_shown(self.low)}"
        else:
            text = kind
        if self.default is MISSING:
            return text
        return f"{text} (default {_shown(self.default)})" if self.default != "" else text

    def check(self, owner: str, value: Any) -> None:
        """Raise ArgumentTypeError for a value of another type, UsageError for one out of range."""
        if self.kind is None:
            return
        is_kind = isinstance(value, self.kind)
        if self.kind is float and isinstance(value, int):
            is_kind = True
        if not is_kind or (self.kind is not bool and isinstance(value, bool)):
            raise ArgumentTypeError(f"{owner}: {self.name}={value!r} is not allowed: {self._help}")
        if self.kind in (int, float):
            # A NaN is neither below nor above anything.
            fits = (self.low is None or value >= self.low) and (
                self.high is None or value <= self.high
            )
            fits = fits and value == value and abs(value) != float("inf")
        else:
            fits = self.choices is None or value in self.choices
        if not fits:
            raise UsageError(f"{owner}: {self.name}={value!r} is not allowed: {self._help}")

    @property
    def _help(self) -> str:
        return f"parameter {self.name} takes {self.takes()}"


def parameter(
    default: Any,
    doc: str,
    *,
    low: float | None = None,
    high: float | None = None,
    choices: tuple[str, ...] | None = None,
) -> Any:
    """Declare a parameter of a method or metric.

    Parameters
    ----------
    default
        Its value where none is given. Its type (bool, int, float or str) is the type of
        the parameter.
    doc
        One line for `summkit methods` and `summkit metrics`.
    low, high
        Smallest and largest value allowed, both included; None means no bound.
    choices
        The values allowed, for a str.

    Examples
    --------
    >>> from summkit import Summariser, parameter
    >>> class Longest(Summariser, name="longest"):
    ...     power: float = parameter(1.0, "Exponent of the length.", low=0.0)
    ...     def score(self, document):
    ...         return [len(sentence.text) ** self.power for sentence in document.sentences]
    >>> Longest(power=-1.0)
    Traceback (most recent call last):
    summkit.errors.UsageError: longest: power=-1.0 is not allowed: parameter power takes a ...
    """
    return field(
        default=default, metadata={"doc": doc, "low": low, "high": high, "choices": choices}
    )


@dataclass_transform()
class Parameterised:
    """Base of what has a name and parameters: methods and metrics.

    A subclass becomes a dataclass by itself; the decorator may stand there as well. The
    constructor stores the parameters unchanged and refuses wrong ones; after that they
    cannot be changed.

    Class attributes
    ----------------
    name
        As given to the class (``class Longest(Summariser, name="longest")``), else as it
        stands in the class, else the name of the class in lower case.
    """

    name: ClassVar[str] = ""
    _declared: ClassVar[Mapping[str, Parameter]] = {}

    def __init_subclass__(
        cls, *, name: str | None = None, abstract: bool = False, **rest: Any
    ) -> None:
        super().__init_subclass__(**rest)
        if abstract:  # a base of methods, whose subclasses may be decorated in any way
            return
        if name is not None:
            cls.name = name
        elif "name" not in cls.__dict__:
            cls.name = cls.__name__.lower()
        helpful_constructor(dataclass(frozen=True, repr=False)(cls))
        # Ours refuses changes too, and lets the decorator stand there as well, frozen or not.
        del cls.__setattr__, cls.__delattr__
        # Kept apart from the fields: the decorator, where it stands there too, makes fields
        # anew from what the first pass has left of them, which is their defaults alone.
        cls._declared = {each.name: each for each in _read(cls)}

    def __post_init__(self) -> None:
        for each in self._declared.values():
            each.check(self.name, getattr(self, each.name))

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self._declared and name in self.__dict__:
            raise FrozenInstanceError(
                f"{self.name}: parameter {name} cannot be changed: make another instance"
            )
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        changed = self.changed_parameters().items()
        return f"{type(self).__name__}({', '.join(f'{n}={value!r}' for n, value in changed)})"

    def changed_parameters(self) -> dict[str, Any]:
        """Return the parameters whose values differ from their defaults, as JSON data."""
        values = {name: getattr(self, name) for name in self._declared}
        return {n: value for n, value in values.items() if value != self._declared[n].default}


def parameters_of(cls: type) -> tuple[Parameter, ...]:
    """Return the parameters of a class, in order; of any dataclass, and none of another class."""
    if issubclass(cls, Parameterised):
        return tuple(cls._declared.values())
    return tuple(_read(cls)) if is_dataclass(cls) else ()


def _read(cls: type) -> list[Parameter]:
    inherited: Mapping[str, Parameter] = getattr(cls, "_declared", {})
    read = []
    for spec in fields(cls):
        if not spec.init:
            continue
        known = inherited.get(spec.name)
        if known and not spec.metadata and spec.default == known.default:
            read.append(known)
            continue
        kind = _KINDS.get(str(getattr(spec.type, "__name__", spec.type)))
        if kind is None and type(spec.default) in _KINDS.values():
            kind = type(spec.default) if "|" not in str(spec.type) else None
        known_keys = {
            key: value
            for key, value in spec.metadata.items()
            if key in ("doc", "low", "high", "choices")
        }
        default = spec.default
        if default is MISSING and spec.default_factory is not MISSING:
            default = spec.default_factory()
        read.append(Parameter(spec.name, kind, default, **known_keys))
    return read


def parameter_data(cls: type) -> list[dict[str, Any]]:
    """Return name, values taken, default and meaning of a class's parameters, as JSON data."""
    return [
        {
            "name": each.name,
            "takes": each.takes(),
            "default": None if each.default is MISSING else each.default,
            "doc": each.doc,
        }
        for each in parameters_of(cls)
    ]


def construct(owner: str, cls: type[T], values: Mapping[str, Any] | None = None) -> T:
    """Make an instance from parameter values; text is converted to the type of its parameter.

    Raises
    ------
    UsageError
        For a parameter that does not exist, is missing, or has a value that is not allowed.
    """
    specs = {each.name: each for each in parameters_of(cls)}
    converted: dict[str, Any] = {}
    for name, value in (values or {}).items():
        if name not in specs:
            near = nearest(name, specs)
            known = "; ".join(f"{each.name}: {each.takes()}" for each in specs.values())
            hint = f"did you mean {near}? {specs[near].takes()}" if near else known
            raise UsageError(
                f"{owner}: parameter {name!r} does not exist: {hint or 'it takes none'}"
            )
        kind = specs[name].kind
        converted[name] = _convert(value, kind) if kind and isinstance(value, str) else value
        specs[name].check(owner, converted[name])
    for name, spec in specs.items():
        if spec.default is MISSING and name not in converted:
            raise UsageError(f"{owner}: parameter {name} is needed: it takes {spec.takes()}")
    return cls(**converted)


def _convert(text: str, kind: type) -> Any:
    """Convert command-line text; `Parameter.check` refuses what does not convert."""
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        return kind(text)
    except ValueError:
        return text
