"""The command line. Each command has its own file: it parses, calls the library and renders."""

from summkit.cli.front import main, program

__all__ = ["main", "program"]
