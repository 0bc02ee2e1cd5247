"""``python -m summkit`` is ``summkit``."""

from summkit.cli import main

if __name__ == "__main__":
    main()
