"""Declaration of the parameters of a class, and the check and conversion of their values.

Parameters are the fields of a dataclass. A field made by `parameter` also has a description and
bounds. An ordinary field is a parameter too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, is_dataclass
from numbers import Real
from typing import Any, ClassVar, NamedTuple, TypeVar, dataclass_transform

from summkit.errors import ArgumentTypeError, UsageError, represented
from summkit.naming import helpful, helpful_constructor, nearest

T = TypeVar("T")

_KINDS: dict[str, type] = {"bool": bool, "int": int, "float": float, "str": str}
_WORDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
}


def _shown(value: Any) -> str:
    """Return a value as a user types it, but with commas in large numbers."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{int(value):,}" if float(value).is_integer() else f"{value:g}"
    return str(value)


class Parameter(NamedTuple):
    """A declared parameter.

    Attributes
    ----------
    name
        Name of the parameter.
    kind
        Type of its values: bool, int, float or str. None means any other type, which is neither
        checked nor converted.
    default
        Default value; `dataclasses.MISSING` if a value is required.
    doc
        Description in one line.
    low, high
        Smallest and largest allowed value, both included; None means no bound.
    choices
        The allowed values; None means any value.
    """

    name: str
    kind: type | None
    default: Any
    doc: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] | None = None

    def takes(self) -> str:
        """Return the allowed values in words, such as "a number from 0 to 1 (default 0.1)"."""
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

    def converted(self, owner: str, value: Any) -> Any:
        """Return a value after a check; a text is converted to the type of the parameter."""
        if self.kind and isinstance(value, str):
            value = _convert(value, self.kind)
        self.check(owner, value)
        return value

    def check(self, owner: str, value: Any) -> None:
        """Refuse a wrong value.

        Raises
        ------
        ArgumentTypeError
            If the value has another type.
        UsageError
            If the value is out of range or is not one of the choices.
        """
        if self.kind is None:
            return
        is_kind = isinstance(value, self.kind)
        if self.kind is float and isinstance(value, int):
            is_kind = True
        if not is_kind or (self.kind is not bool and isinstance(value, bool)):
            raise ArgumentTypeError(self._refusal(owner, value))
        if not self._within(value):
            raise UsageError(self._refusal(owner, value))

    def _within(self, value: Any) -> bool:
        """Return whether a value of the right type is within the bounds, or one of the choices."""
        if self.kind not in (int, float):
            return self.choices is None or value in self.choices
        # Every comparison with NaN is False, so NaN needs its own check.
        fits = (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return bool(fits and value == value and abs(value) != float("inf"))

    def refuse_default(self) -> None:
        """Raise UsageError if the default is outside the bounds or not one of the choices."""
        if self.kind is not None and not self._within(self.default):
            raise UsageError(
                f"`default` is {represented(self.default)}, but the parameter takes "
                f"{self._replace(default=MISSING).takes()}"
            )

    def _refusal(self, owner: str, value: object) -> str:
        shown = represented(value)
        return (
            f"{owner}: {self.name}={shown} is not allowed: parameter {self.name} takes "
            f"{self.takes()}"
        )


@helpful
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
        Default value. Its type (bool, int, float or str) is the type of the parameter.
    doc
        Description in one line, for `summkit methods` and `summkit metrics`.
    low, high
        Smallest and largest allowed value, both included; None means no bound.
    choices
        The allowed values of a str; None means any value.

    Raises
    ------
    ArgumentTypeError
        If `doc` is not a text, if a bound is not a number, or if `choices` is not a tuple.
    UsageError
        If the default is outside the bounds or not one of the choices.

    Returns
    -------
    dataclasses.Field
        The value of a class attribute with an annotation, as in the example.

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
    for name, bound in (("low", low), ("high", high)):
        if isinstance(bound, bool) or not isinstance(bound, Real | None):
            raise ArgumentTypeError(name, bound, "a number or None")
    if not isinstance(doc, str):
        raise ArgumentTypeError("doc", doc, "a text")
    if not isinstance(choices, tuple | list | None):
        raise ArgumentTypeError("choices", choices, "a tuple of texts or None")
    kind = type(default) if type(default) in _KINDS.values() else None
    listed = None if choices is None else tuple(choices)
    Parameter("default", kind, default, doc, low, high, listed).refuse_default()
    return field(
        default=default, metadata={"doc": doc, "low": low, "high": high, "choices": choices}
    )


@dataclass_transform()
class Parameterised:
    """Base class of methods and metrics, which have a name and parameters.

    A subclass automatically becomes a dataclass; it may have the decorator too. The constructor
    refuses wrong values and stores the parameters unchanged. Afterwards they cannot be changed.

    Class attributes
    ----------------
    name
        The argument of the class (``class Longest(Summariser, name="longest")``), else the class
        attribute `name`, else the name of the class in lower case.
    """

    name: ClassVar[str] = ""
    _declared: ClassVar[Mapping[str, Parameter]] = {}

    def __init_subclass__(
        cls, *, name: str | None = None, abstract: bool = False, **rest: Any
    ) -> None:
        super().__init_subclass__(**rest)
        if abstract:  # an abstract base class is no dataclass, but its subclasses are
            return
        if name is not None:
            cls.name = name
        elif "name" not in cls.__dict__:
            cls.name = cls.__name__.lower()
        helpful_constructor(dataclass(frozen=True, repr=False)(cls))
        # `Parameterised.__setattr__` also refuses changes. The methods of the frozen dataclass
        # would conflict with a decorator that the subclass may have.
        del cls.__setattr__, cls.__delattr__
        # Stored separately from the fields: a decorator on the subclass would create the fields
        # again from their defaults and lose the descriptions and bounds.
        cls._declared = {each.name: each for each in _read(cls)}

    def __post_init__(self) -> None:
        for each in self._declared.values():
            each.check(self.name, getattr(self, each.name))

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self._declared and name in self.__dict__:
            raise FrozenInstanceError(
                f"{self.name}: parameter {name} cannot be changed: create another instance"
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
    """Return the parameters of a dataclass in order; () for another class."""
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
    """Return name, allowed values, default and description of each parameter, as JSON data."""
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
    """Return an instance of a class with the given parameters.

    A text is converted to the type of its parameter.

    Raises
    ------
    UsageError
        If a parameter does not exist or is missing, if its value is not allowed, or if the class
        lacks a method.
    """
    if undefined := sorted(getattr(cls, "__abstractmethods__", ())):
        names = " and ".join(f"`{name}`" for name in undefined)
        raise UsageError(f"{owner}: the class {cls.__name__} does not define {names}: define it")
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
        converted[name] = specs[name].converted(owner, value)
    for name, spec in specs.items():
        if spec.default is MISSING and name not in converted:
            raise UsageError(f"{owner}: parameter {name} is missing: it takes {spec.takes()}")
    return cls(**converted)


def _convert(text: str, kind: type) -> Any:
    """Return a text converted to a type; unchanged if that fails, for `Parameter.check`."""
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        return kind(text)
    except ValueError:
        return text
