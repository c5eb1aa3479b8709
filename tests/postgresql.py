"""Find the PostgreSQL that tests record in; install it where there is none; start it in a temporary folder.

Run: `python -m tests.postgresql`, or `make postgresql`. It says where PostgreSQL is, or stops and says what to type.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.debian import install_commands

IS_ROOT = os.geteuid() == 0
DEBIAN = Path("/usr/lib/postgresql")  # here, each version has a folder, which is not on PATH
MISSING = """\
The tests of a class in PostgreSQL need its server, and none was found or could be installed.
Install it by one of these, then run the tests again:
    sudo apt-get install postgresql            (Debian, Ubuntu)
    brew install postgresql                    (macOS)"""


def find() -> Path | None:
    """Return the folder of PostgreSQL's programs: Debian's newest, or the one on PATH. None if there is none."""
    of_debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    path = str(of_debian[-1]) if of_debian else shutil.which("initdb")
    return Path(path).parent if path else None


def install(run: Callable[[list[str]], int] = subprocess.call) -> Path:
    """Find PostgreSQL, or install it; return the folder of its programs.

    Raises
    ------
    SystemExit
        If it couldn't be installed; the message says what to type.
    """
    for command in [] if find() else install_commands("postgresql"):
        if run(command) != 0:
            break
    path = find()
    if path is None:
        raise SystemExit(MISSING)
    return path


@contextmanager
def server() -> Iterator[str]:
    """Run a server that listens on a socket in a temporary folder and nowhere else; yield the URL of its database."""
    programs = install()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    data = folder / "data"
    user = "nobody" if IS_ROOT else None  # PostgreSQL refuses root
    if user:
        shutil.chown(folder, user)

    def run(program: str, *words: str) -> None:
        command = [str(programs / program), "-D", str(data), *words]
        with (folder / "log").open("a+") as log:
            done = subprocess.run(command, cwd=folder, user=user, stdout=log, stderr=log)
            log.seek(0)
            assert done.returncode == 0, log.read()

    try:
        run("initdb", "--username", "tests", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
        run("pg_ctl", "-w", "-o", f"-k {folder} -c listen_addresses=", "-l", str(folder / "server.log"), "start")
        yield f"postgresql+psycopg://tests@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


if __name__ == "__main__":
    print(f"PostgreSQL: {install()}")
