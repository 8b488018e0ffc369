"""How pytest is called: the whole suite on all cores, a choice of tests in one process."""

from collections.abc import Sequence

from devtools import paths

# Options that choose tests, or want one process.
NARROWING = {"-n", "-k", "--pdb", "--lf", "--ff", "--sw", "-s"}
# A file stays in one process and keeps the data that it loaded.
SPREAD = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")


def command(arguments: Sequence[str] = ()) -> list[str]:
    """Return the command line of pytest for these arguments of `./dev test`."""
    spread = () if any(map(_narrows, arguments)) else SPREAD
    return [str(paths.venv_program("pytest")), *spread, *arguments]


def _narrows(argument: str) -> bool:
    chosen = (paths.ROOT / argument.split("::")[0]).exists()
    return chosen or argument in NARROWING
