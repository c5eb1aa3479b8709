"""Start JupyterLab as a user would, except for the browser, and reach its formgrader."""

import re
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple


class Lab(NamedTuple):
    """A server that has started, and the headers that it lets one in with."""

    address: str
    headers: dict[str, str]

    def open(self, path: str, data: bytes | None = None) -> bytes:
        """Return what it has at a path of the formgrader; put data there, if there are any."""
        request = urllib.request.Request(f"{self.address}{path}", data, self.headers, method="PUT" if data else "GET")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())


@contextmanager
def open_lab(folder: Path, command: str = "jupyter lab", before: str = "") -> Iterator[Lab]:
    """Start a server in a course folder, after what a shell does before; end it at last."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = f"--no-browser --ip=127.0.0.1 --port={port} --ServerApp.allow_root=True"
    server = subprocess.Popen(
        ["bash", "-c", f"{before}exec {command} {options}"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            token = re.search(r"127\.0\.0\.1\S*\?token=(\w+)", line)
            if token:
                lab = Lab(f"http://127.0.0.1:{port}/formgrader", {"Authorization": f"token {token[1]}"})
                threading.Thread(target=server.stdout.read, daemon=True).start()  # or a full pipe would stop it
                _wait(lab)
                yield lab
                return
        raise AssertionError("".join(said))
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=20)
        server.kill()


def _wait(lab: Lab) -> None:
    """Wait for a server that may still be starting."""
    deadline = time.monotonic() + 60
    while True:
        try:
            lab.open("")
            return
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
