"""`./dev doctor`: what is wrong with this machine, and how to mend it."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    raise SystemExit("later")
