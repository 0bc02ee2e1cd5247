"""The command line: one file a command; each parses, calls the library, renders."""


def main() -> None:
    """Run the program; see `summkit.cli.app.main`."""
    # Here, since every worker process imports what the installed script imports.
    from summkit.cli.app import main as run

    run()


__all__ = ["main"]
