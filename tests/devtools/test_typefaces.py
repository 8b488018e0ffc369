"""`./dev` gets the typefaces from npm where it can, and runs without them where not."""

import os
from pathlib import Path

import pytest

from devtools import typefaces

# Plays npm: writes down what it is asked, then does what the test says.
NPM = """#!/bin/sh
echo "$PWD $@" >> asked
{does}
"""
INSTALLS = "mkdir -p node_modules && touch node_modules/.package-lock.json"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with nothing but a lock, on a machine with no program but the shell's."""
    clone = tmp_path / "clone"
    clone.mkdir()
    (clone / "package-lock.json").write_text("{}")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("mkdir", "touch"):
        (programs / name).symlink_to(f"/usr/bin/{name}")
    monkeypatch.setenv("PATH", str(programs))
    return clone


def npm(root: Path, does: str) -> None:
    """Put a node and an npm that does something on the path."""
    for name, text in (("node", "#!/bin/sh\n"), ("npm", NPM.format(does=does))):
        program = Path(os.environ["PATH"]) / name
        program.write_text(text)
        program.chmod(0o755)


def asked(root: Path) -> list[str]:
    """What npm was asked, a line a call."""
    file = root / "asked"
    return file.read_text().splitlines() if file.exists() else []


def ensure(root: Path) -> None:
    """Do what the start of the site does."""
    typefaces.ensure(root, root / "npm.log")


def test_npm_installs_from_the_lock_without_scripts_and_once(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    npm(root, INSTALLS)
    ensure(root)
    (call,) = asked(root)
    assert call.startswith(f"{root} ci --ignore-scripts --omit=dev")
    assert "✓ Typefaces (npm ci)" in capsys.readouterr().out
    ensure(root)
    assert len(asked(root)) == 1
    assert capsys.readouterr().out == ""


def test_a_newer_lock_is_installed_again(root: Path) -> None:
    npm(root, INSTALLS)
    ensure(root)
    later = (root / "node_modules/.package-lock.json").stat().st_mtime + 60
    os.utime(root / "package-lock.json", (later, later))
    ensure(root)
    assert len(asked(root)) == 2


def test_a_folder_that_npm_did_not_finish_is_installed_again(root: Path) -> None:
    (root / "node_modules").mkdir()
    assert typefaces.wanted(root)


def test_without_node_a_sentence_says_that_system_fonts_are_used(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure(root)
    assert "No Node with npm: pages use system fonts." in capsys.readouterr().out
    assert not (root / "node_modules").exists()


def test_an_npm_that_fails_is_told_and_nothing_stops(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    npm(root, "echo 'getaddrinfo ENOTFOUND registry'; exit 1")
    ensure(root)
    told = capsys.readouterr().out
    assert "pages use system fonts" in told
    assert "getaddrinfo ENOTFOUND registry" in told
    assert typefaces.wanted(root)


def test_an_npm_without_end_is_stopped(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typefaces, "MOST_SECONDS", 0.2)
    npm(root, "exec /usr/bin/sleep 60")
    ensure(root)
    assert "no end after 0.2 seconds" in capsys.readouterr().out


def test_the_folder_of_somebody_else_is_left_alone(root: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (root / "node_modules").symlink_to(tmp_path / "theirs")
    npm(root, INSTALLS)
    ensure(root)
    assert asked(root) == []
