"""``python -m summkit`` is ``summkit``."""

if __name__ == "__main__":  # worker processes import this module too, and need no command line
    from summkit.cli import main

    main()
