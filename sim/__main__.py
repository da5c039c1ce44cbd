"""`python -m sim` is the command `zhizao`."""

import sys

from sim.cli import command

if __name__ == "__main__":
    sys.exit(command())
