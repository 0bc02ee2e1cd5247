"""``python -m summkit`` is ``summkit``."""

import os
import sys

if __name__ == "__main__":  # worker processes import this module too, and need no command line
    # Python puts the current folder first, whose files are no modules of ours. It stays where it
    # is the one that summkit is in; what Python imports before this line is beyond us.
    if not sys.flags.safe_path and sys.path[:1] != [os.path.dirname(os.path.dirname(__file__))]:
        del sys.path[:1]
    from summkit.cli import program

    program()
