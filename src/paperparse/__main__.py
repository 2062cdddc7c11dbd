"""`python -m paperparse`."""

import sys

from paperparse.command_line import main

if __name__ == "__main__":
    sys.exit(main())
