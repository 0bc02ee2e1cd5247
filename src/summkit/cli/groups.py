"""Groups of options: a command gets the object that several options make in one parameter."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints


class Group(NamedTuple):
    """Marks a parameter whose value the function `make` builds from several options."""

    make: Callable[..., Any]


def flat(command: Callable[..., int]) -> Callable[..., int]:
    """Return the command with each group replaced by the options of the group."""
    own = _parameters(command)
    groups: dict[str, tuple[Group, list[inspect.Parameter]]] = {}
    shown: list[inspect.Parameter] = []
    for parameter in own:
        group = _group(parameter.annotation)
        if group is None:
            shown.append(parameter)
        else:
            groups[parameter.name] = group, _parameters(group.make)
            shown += groups[parameter.name][1]

    def run(**values: Any) -> int:
        for name, (group, parts) in groups.items():
            values[name] = group.make(**{part.name: values.pop(part.name) for part in parts})
        return command(**values)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in shown}
    return run


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    hints = _hints(function)
    return [
        parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(function).parameters.items()
    ]


def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    # The type of the return value is imported for the type checker only.
    names = {name: text for name, text in function.__annotations__.items() if name != "return"}
    holder = type("Holder", (), {"__annotations__": names, "__module__": function.__module__})
    return get_type_hints(holder, include_extras=True)


def _group(annotation: Any) -> Group | None:
    if get_origin(annotation) is not Annotated:
        return None
    return next((each for each in get_args(annotation)[1:] if isinstance(each, Group)), None)
