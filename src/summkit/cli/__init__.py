"""The command line: one file a command; each parses, calls the library, renders."""

from summkit.cli.front import main

__all__ = ["main"]
