"""Run ``summkit`` by ``python -m summkit``."""

import os
import sys

if __name__ == "__main__":  # worker processes import this module without running the command line
    # Python puts the current folder first in `sys.path`. Its files must not replace modules, so it
    # is removed, unless it is the folder that contains summkit.
    if not sys.flags.safe_path and sys.path[:1] != [os.path.dirname(os.path.dirname(__file__))]:
        del sys.path[:1]
    from summkit.cli import program

    program()
