"""The command line: one file a command; each parses, calls the library, renders."""

from summkit.cli.front import main, program

__all__ = ["main", "program"]
