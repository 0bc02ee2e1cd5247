"""Tab completion for a shell: commands, options, and the values that an option takes."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import get_args

from summkit.cli import output
from summkit.cli.declare import Option
from summkit.cli.front import COMMANDS
from summkit.cli.groups import flat
from summkit.errors import UsageError
from summkit.schema import SETTINGS, nearest

SHELLS = ("bash", "zsh", "fish")

_BASH = """\
_summkit() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} words=""
  case "${{COMP_WORDS[1]}} $prev" in
{values}
  esac
  if [[ -z $words && $cur == -* ]]; then
    case "${{COMP_WORDS[1]}}" in
{options}
    esac
  elif [[ -z $words && $COMP_CWORD -eq 1 ]]; then
    words="{commands}"
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _summkit summkit
"""


def completion(asked: list[str]) -> int:
    """Print the completion script of a shell, for ``eval`` or ``source``.

    Raises
    ------
    UsageError
        If the shell is not in `SHELLS`.
    """
    shell = asked[0] if asked else ""
    if shell not in SHELLS or asked[1:]:
        hint = nearest(shell, SHELLS)
        raise UsageError(f"--completion takes {', '.join(SHELLS)}, not {shell or 'nothing'}{hint}")
    text = _fish() if shell == "fish" else _bash()
    if shell == "zsh":
        text = f"autoload -U +X compinit bashcompinit\ncompinit\nbashcompinit\n{text}"
    output.write(text)
    return 0


def taken(command: str) -> dict[tuple[str, ...], tuple[str, ...] | None]:
    """Return the flags of each option of a command -> the values that the option takes.

    An empty tuple means any value; None means that the option takes no value.
    """
    module = import_module(f"summkit.cli.{command}")
    found: dict[tuple[str, ...], tuple[str, ...] | None] = {}
    for shown in inspect.signature(flat(getattr(module, command))).parameters.values():
        kind, *declarations = get_args(shown.annotation) or (None,)
        option = next((each for each in declarations if isinstance(each, Option)), None)
        if option is None or option.more.get("hidden"):
            continue
        long = option.flags[0]
        values = _values(long.lstrip("-").replace("-", "_"), command, module)
        found[option.flags] = None if kind is bool else values
    return found


def _values(name: str, command: str, module: object) -> tuple[str, ...]:
    if name == "format":
        return tuple(getattr(module, "FORMATS", ()))
    if name in ("method", "system"):
        from summkit.summarisers.registry import METHODS

        return tuple(METHODS.names())
    if name == "metric":
        from summkit.metrics.registry import METRICS

        return tuple(METRICS.names())
    values = SETTINGS[name].allowed() if name in SETTINGS else ()
    return (*values, "all") if name == "target" and command == "summarise" else values


def _bash() -> str:
    values, options = [], []
    for command in COMMANDS:
        flags = ["--help"]
        for names, choices in taken(command).items():
            flags.append(names[0])
            if choices:
                cases = "|".join(f'"{command} {name}"' for name in names)
                values.append(f'    {cases}) words="{" ".join(choices)}" ;;')
        options.append(f'      {command}) words="{" ".join(flags)}" ;;')
    return _BASH.format(
        values="\n".join(values), options="\n".join(options), commands=" ".join(COMMANDS)
    )


def _fish() -> str:
    lines = [f"complete -c summkit -n __fish_use_subcommand -f -a '{' '.join(COMMANDS)}'"]
    for command in COMMANDS:
        for names, choices in taken(command).items():
            flags = " ".join(
                f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in names
            )
            value = "" if choices is None else f" -x -a '{' '.join(choices)}'" if choices else " -r"
            lines.append(
                f"complete -c summkit -n '__fish_seen_subcommand_from {command}' {flags}{value}"
            )
    return "\n".join(lines) + "\n"
