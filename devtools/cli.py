"""What `./dev` understands."""

import os
import sys
from collections.abc import Callable, Sequence

from devtools import check, chromium, commands, doctor, site
from devtools.console import Problem, Stopped, say

USAGE = """\
usage: ./dev [--prod]      the whole site at http://127.0.0.1:8000 (PORT changes it)
       ./dev test [ARG …]  all tests, or those that pytest is told to run
       ./dev manage …      a management command with the same database and broker
       ./dev check         all that CI checks (--no-tests leaves the tests out)
       ./dev psql [ARG …]  the database's own command line
       ./dev reset         remove the embedded database (asks first; --yes does not)
       ./dev doctor        what is wrong with this machine, and how to mend it
       ./dev bench [ARG …] measure speed and weight against the budgets (--help)
       ./dev chromium      get a Chromium for the browser tests
       ./dev lock          compile requirements*.in with hashes (--upgrade: anew)

DATABASE_URL and REDIS_URL, each by itself, replace the embedded PostgreSQL and Valkey.
--prod runs gunicorn and hashed static files instead of the reloading server."""

Command = Callable[[Sequence[str]], int]
COMMANDS: dict[str, Command] = {
    "test": commands.test,
    "manage": commands.manage,
    "check": check.main,
    "psql": commands.psql,
    "reset": commands.reset,
    "doctor": doctor.main,
    "bench": commands.bench,
    "chromium": chromium.main,
    "lock": commands.compile_lock,
}


def dispatch(arguments: Sequence[str]) -> int:
    """Run the command named by the first argument."""
    if not arguments or list(arguments) == ["--prod"]:
        return site.run(production=bool(arguments))
    if arguments[0] in ("-h", "--help", "help"):
        say(USAGE)
        return 0
    command = COMMANDS.get(arguments[0])
    if command is None:
        sys.stderr.write(f"./dev: unknown command “{arguments[0]}”\n\n{USAGE}\n")
        return 2
    return command(arguments[1:])


def main(arguments: Sequence[str]) -> int:
    """Answer the exit status; problems are told in a sentence, not in a traceback."""
    os.umask(0o022)
    try:
        return dispatch(arguments)
    except Problem as problem:
        sys.stdout.flush()
        sys.stderr.write(f"\n./dev: {problem}\n")
        return 1
    except (KeyboardInterrupt, Stopped):
        return 130
