"""Steps that several commands share: translations, migrations, the starter data."""

from collections.abc import Mapping

from devtools import paths, processes
from devtools.console import step
from devtools.services import Services


def manage(*arguments: str) -> list[str]:
    """A management command under the environment's Python."""
    return [str(paths.venv_program("python")), str(paths.MANAGE), *arguments]


def stale_translations() -> bool:
    """Whether a .po file is newer than what was compiled from it."""
    for source in paths.ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def compile_translations(env: Mapping[str, str], *, keep: int | None = None) -> None:
    """Compile the interface translations when they have changed."""
    if not stale_translations():
        return
    log = processes.fresh_log(paths.LOG / "translations.log")
    with step("Translations"):
        processes.run(
            "compile_translations",
            manage("compile_translations"),
            env=env,
            log=log,
            keep=keep,
        )


def migrate(services: Services, *, keep: int | None = None) -> None:
    """Bring the tables up to date."""
    log = processes.fresh_log(paths.LOG / "migrate.log")
    with step("Tables (migrate)"):
        processes.run(
            "migrate",
            manage("migrate", "--no-input"),
            env=services.environment(),
            log=log,
            keep=keep,
        )


def load_starter_data(services: Services, *, keep: int | None = None) -> None:
    """Load data/ into an empty database; the loader prints its own progress."""
    with step("Starter data", live=False):
        processes.run(
            "load_dataset",
            manage("load_dataset", "--if-empty"),
            env=services.environment(),
            keep=keep,
        )


def make_logins(services: Services, *, keep: int | None = None) -> None:
    """Make the demo editor and publisher of an embedded database."""
    if not services.embedded_database:
        return
    if paths.LOGINS.exists() and not services.created:
        return
    log = processes.fresh_log(paths.LOG / "logins.log")
    with step("Demo logins"):
        processes.run(
            "demo_logins",
            manage("demo_logins", "--file", str(paths.LOGINS)),
            env=services.environment(),
            log=log,
            keep=keep,
        )


def collect_static(env: Mapping[str, str], *, keep: int | None = None) -> None:
    """Gather the static files where the production server takes them from."""
    log = processes.fresh_log(paths.LOG / "collectstatic.log")
    with step("Static files"):
        processes.run(
            "collectstatic",
            manage("collectstatic", "--no-input", "--clear"),
            env=env,
            log=log,
            keep=keep,
        )
