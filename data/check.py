"""Check the dataset: `python data/check.py [FOLDER]`.

Prints its figures, or everything that is wrong with file, id, field and reason.
Exit status: 0 when nothing is wrong, 1 otherwise. Needs no database.
"""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from data.checks import check_folder  # noqa: E402 - found by the path set just above
from data.checks.counts import counts  # noqa: E402 - found by the path set just above


def main(arguments: list[str]) -> int:
    """Check the folder named in the arguments, or this one; the exit status."""
    if not settings.configured:
        settings.configure(USE_I18N=False)  # for the wording of refused dates
    folder = Path(arguments[0]) if arguments else HERE
    if not folder.is_dir():
        return _say([f"{folder} is not a folder"], status=1)
    data, problems = check_folder(folder)
    if problems:
        listed = [f"- {problem}" for problem in problems]
        return _say([f"{len(problems)} problems", *listed], status=1)
    figures = [f"{name:<28}{number:>6}" for name, number in counts(data).items()]
    return _say([*figures, "no problems"], status=0)


def _say(lines: list[str], status: int) -> int:
    sys.stdout.write("\n".join(lines) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
