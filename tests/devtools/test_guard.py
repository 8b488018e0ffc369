"""A guarded program ends with whoever started it, and so does all it started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from devtools import processes
from devtools.paths import ROOT
from tests.devtools.watching import eventually, processes_in


def shell(tmp_path: Path, script: str, *, grace: float = 5) -> processes.Child:
    """A guarded shell that works in tmp_path."""
    command = ["sh", "-c", f"cd {tmp_path}; {script}"]
    return processes.spawn("shell", command, env=os.environ, grace=grace)


def test_the_exit_code_of_the_program_is_passed_on(tmp_path: Path) -> None:
    assert shell(tmp_path, "exit 7").wait() == 7


def test_a_signal_that_ended_the_program_shows_in_the_exit_code(
    tmp_path: Path,
) -> None:
    assert shell(tmp_path, "kill -KILL $$").wait() == 128 + signal.SIGKILL


def test_a_program_that_does_not_exist_is_named(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = processes.spawn("nothing", ["no-such-program"], env=os.environ, log=log)
    assert child.wait() == 127
    assert "no-such-program" in log.read_text()


def test_children_that_a_program_leaves_behind_end_with_it(tmp_path: Path) -> None:
    child = shell(tmp_path, "(sleep 300; true) & setsid sleep 300 & sleep 0.3")
    assert eventually(lambda: len(processes_in(tmp_path)) >= 3)
    child.wait()
    assert processes_in(tmp_path) == []


def test_children_of_a_killed_program_end_too(tmp_path: Path) -> None:
    child = shell(tmp_path, "echo $$ > pid; (sleep 300; true) & sleep 300")
    assert eventually(lambda: len(processes_in(tmp_path)) >= 4)
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    child.wait()
    assert processes_in(tmp_path) == []


def test_a_program_that_ignores_the_stop_is_killed_after_its_grace(
    tmp_path: Path,
) -> None:
    script = "trap '' TERM; touch ready; while true; do sleep 0.1; done"
    child = shell(tmp_path, script, grace=0.5)
    assert eventually((tmp_path / "ready").exists)
    child.stop()
    assert child.wait() == 128 + signal.SIGKILL
    assert processes_in(tmp_path) == []


def test_nothing_outlives_a_killed_starter(tmp_path: Path) -> None:
    script = (
        "import os, sys, time\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from devtools import processes\n"
        f"command = ['sh', '-c', 'cd {tmp_path}; (sleep 300; true) & sleep 300']\n"
        "processes.spawn('shell', command, env=os.environ)\n"
        "time.sleep(300)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", script])
    assert eventually(lambda: len(processes_in(tmp_path)) >= 4)
    starter.kill()
    starter.wait()
    assert eventually(lambda: processes_in(tmp_path) == [])


def test_a_folder_of_the_program_goes_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "scratch"
    folder.mkdir()
    command = ["touch", str(folder / "file")]
    processes.spawn("touch", command, env=os.environ, remove=folder).wait()
    assert not folder.exists()
