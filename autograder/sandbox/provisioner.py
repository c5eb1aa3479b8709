"""Start a submission's kernel in a sandbox, through Jupyter's hook for where a kernel runs."""

import asyncio
import json
import math
import mmap
import os
import platform
import re
import resource
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, cast

import psutil
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
from traitlets import Bool, Integer, List, Unicode

from autograder.course.public_repository import PublicRepository
from autograder.processes.fork_server import fork_server
from autograder.sandbox.bubblewrap import SCRATCH, NoIsolationError, Sandbox, is_shown
from autograder.sandbox.diagnosis import explain
from autograder.sandbox.memory_watch import MemoryWatch

MB = 2**20
_PORTS = {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}
_FOLDERS = ("submission", "home", "kernel")
ISOLATED = "bubblewrap: own processes, no network, no files but its own"
NOT_ISOLATED = "none: with the grader's rights, files and network"
_SECONDS_TO_START = 60  # the first kernel waits for the fork server's imports
USERS = range(61184, 65520)  # systemd reserves these ids for transient users: submissions, if root makes the sandbox
# Modules that every kernel and every examiner needs.
_NEEDED = [
    *["ipykernel.debugger", "pygments.lexers.python", "pygments.formatters.terminal256", "stack_data"],
    *[
        "IPython.core.completerlib",
        "IPython.core.debugger_backport",
        "IPython.core.oinspect",
        "tornado.platform.asyncio",
    ],
    *["IPython.extensions.storemagic", "sqlite3", "tornado.platform.asyncio"],
    *["autograder.sandbox.kernel", "autograder.examiner.server"],
]


class SandboxProvisioner(KernelProvisionerBase):
    """Jupyter's provisioner "sandbox": a kernel forked from the fork server, in a sandbox of its own.

    The kernel gets copies of the files in the folder that it starts in, except notebooks and links, in a scratch
    folder. Jupyter reaches it over sockets in that folder. It gets a new environment.
    """

    allow_no_isolation = Bool(
        False,
        help="Whether to grade if the machine offers no namespaces: submissions then run with the grader's rights.",
    ).tag(config=True)
    memory = Integer(2048, help="MB of memory, in addition to the libraries'").tag(config=True)
    processes = Integer(128, help="processes and threads at a time").tag(config=True)
    open_files = Integer(512, help="open files of a process").tag(config=True)
    disk = Integer(256, help="MB of files, in memory").tag(config=True)
    preload = List(
        Unicode(), help="Modules to import once, before the first submission, so that none waits for them."
    ).tag(config=True)

    parent: Any  # Jupyter's kernel manager
    snapshots: socket.socket  # where the kernel hands out snapshots of itself
    isolation = ""  # how the submission is isolated, in words

    _refusal: ClassVar[str | None] = None  # why this machine can't isolate submissions, once that is known
    _sandbox: Sandbox | None = None
    _scratch: Path | None = None
    _lifeline: socket.socket | None = None
    _watch: MemoryWatch | None = None
    _pid = 0

    def warm_up(self) -> None:
        """Start the fork server, so that it imports what submissions need while this process goes on."""
        fork_server.preload = self.modules
        fork_server.start()

    @property
    def modules(self) -> list[str]:
        """All that the fork server imports at its start."""
        return [*self.preload, *_NEEDED]

    @property
    def has_process(self) -> bool:
        """Say whether a kernel has been started and not cleaned up."""
        return self._lifeline is not None

    @property
    def passed_memory(self) -> bool:
        """Say whether the submission was ended because it used too much memory."""
        return self._watch is not None and self._watch.passed

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Check that the kernel is Python's own; the fork server can't start any other."""
        if "ipykernel_launcher" not in self.kernel_spec.argv:
            raise NoIsolationError(f"The sandbox has only Python's own kernel, not {self.kernel_spec.display_name!r}.")
        kwargs = await super().pre_launch(**kwargs)
        return {**kwargs, "cmd": self.kernel_spec.argv}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel.

        Raises
        ------
        NoIsolationError
            If the machine can't isolate it, and the configuration doesn't allow grading without.
        """
        folder = Path(kwargs.get("cwd") or ".")
        self._sandbox = self._make_sandbox()
        if self._sandbox and is_shown(folder, PublicRepository(parent=self).package):
            self._sandbox.close()
            raise NoIsolationError(
                f"{folder.resolve()} lies in a folder of Python or of the system, which submissions can read. Move "
                "the course elsewhere."
            )
        self.isolation = ISOLATED if self._sandbox else NOT_ISOLATED
        try:
            return self._launch(folder, kwargs.get("env", {}))
        except NoIsolationError as error:  # the sandbox can't be entered: refuse, or grade without, as configured
            self._release()
            SandboxProvisioner._refusal = str(error)
            return await self.launch_kernel(cmd, **kwargs)
        except BaseException:
            self._release()  # Jupyter cleans up only after a kernel that has started
            raise

    def _launch(self, folder: Path, environment: dict[str, str]) -> KernelConnectionInfo:
        base = SCRATCH if self._sandbox else Path(tempfile.mkdtemp(prefix="submission-"))
        self._scratch = self._sandbox.outside(SCRATCH) if self._sandbox else base
        for name in _FOLDERS:
            (self._scratch / name).mkdir()
        copy_files(folder, self._scratch / "submission", self.disk * MB)
        connection: dict[str, Any] = {"transport": "ipc", "ip": str(base / "kernel" / "k"), **_PORTS}
        connection |= {"signature_scheme": "hmac-sha256", "key": self.parent.session.key.decode()}
        (self._scratch / "kernel" / "connection.json").write_text(json.dumps(connection))
        # If root makes the sandbox, each submission runs as a user of its own: Linux counts processes by user.
        user = USERS[self._sandbox.pid % len(USERS)] if self._sandbox and not self._sandbox.has_user_namespace else None
        if user is not None:
            for name in _FOLDERS:
                for path in [self._scratch / name, *(self._scratch / name).rglob("*")]:
                    os.chown(path, user, user, follow_symlinks=False)

        lifeline, self._lifeline = socket.socketpair()
        handed_out, self.snapshots = socket.socketpair()
        self.warm_up()
        fork_server.fork(
            "autograder.sandbox.kernel:main",
            {
                "sandbox": self._sandbox.pid if self._sandbox else None,
                "user": user,
                "limits": self._limits(),
                "environment": _environment(base, environment),
                "folder": str(base / "submission"),
                "connection_file": str(base / "kernel" / "connection.json"),
            },
            [lifeline, handed_out],
        )
        self._lifeline.settimeout(_SECONDS_TO_START)
        told = self._lifeline.makefile("rb").readline().decode()
        if not told:
            raise RuntimeError("The kernel of a submission could not be started; the output above says why.")
        if not told.strip().isdigit():
            raise NoIsolationError(f"bubblewrap made a sandbox, but it can't be entered: {told.strip()}")
        self._lifeline.setblocking(False)
        self._pid = int(told)
        if sys.platform == "linux":
            self._watch = MemoryWatch(self._pid, self.memory * MB)
        self.connection_info = cast(
            KernelConnectionInfo,
            {**connection, "ip": str(self._scratch / "kernel" / "k"), "key": self.parent.session.key},
        )
        return self.connection_info

    def _make_sandbox(self) -> Sandbox | None:
        if SandboxProvisioner._refusal is None:
            try:
                return Sandbox(self.disk * MB, PublicRepository(parent=self).package)
            except NoIsolationError as error:
                SandboxProvisioner._refusal = str(error)
        if not self.allow_no_isolation:
            raise NoIsolationError(
                f"Submissions can't be isolated on this machine: {SandboxProvisioner._refusal}\n"
                f"{explain(SandboxProvisioner._refusal)}\n"
                "To check whether it helped, run: autograder doctor. To grade without isolation, so that submissions "
                "run with your own rights, set in nbgrader_config.py:\n"
                "    c.SandboxProvisioner.allow_no_isolation = True"
            )
        self.log.warning("NO ISOLATION: submissions run with your rights, files and network.")
        return None

    def _limits(self) -> dict[str, int]:
        limits = {
            "RLIMIT_DATA": self.memory * MB,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_FSIZE": self.disk * MB,
            "RLIMIT_CORE": 0,
        }
        if self._sandbox is not None:
            # Linux before 5.14 also counts a user's processes outside the sandbox.
            version = [int(number) for number in re.findall(r"\d+", platform.release())[:2]]
            others = 0 if os.geteuid() == 0 or version >= [5, 14] else _processes_of(os.geteuid())
            limits["RLIMIT_NPROC"] = self.processes + others
        return {name: limit for name, limit in limits.items() if hasattr(resource, name)}

    def _has_ended(self) -> bool:
        """Say whether the kernel has ended: the fork server has sent its exit status, or has itself ended."""
        if self._lifeline is None:
            return True
        try:
            return self._lifeline.recv(1, socket.MSG_PEEK) is not None
        except BlockingIOError:
            return False

    async def poll(self) -> int | None:
        """Return None while the kernel runs."""
        return 1 if self._has_ended() else None

    async def wait(self) -> int | None:
        """Wait until the kernel has ended."""
        while not self._has_ended():
            await asyncio.sleep(0.01)
        return 1

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel itself."""
        if not self._has_ended():
            with suppress(ProcessLookupError):  # it has ended since, or the fork server has not said so yet
                os.kill(self._pid, signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel, not its snapshots."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Kill the kernel, as it has nothing to clean up."""
        await self.kill(restart)

    def end(self) -> None:
        """End everything that the submission runs."""
        if self._sandbox is not None:
            self._sandbox.close()
        elif self._pid:
            for process in _session(self._pid):
                process.kill()

    async def cleanup(self, restart: bool = False) -> None:
        """End what still runs of the submission, and remove its files."""
        if self._lifeline is not None:
            self._release()

    def _release(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        self.end()
        if self._sandbox is None and self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
        if self._lifeline is not None:
            self._lifeline.close()
            self.snapshots.close()
            self._lifeline = None


def copy_files(source: Path, target: Path, limit: int) -> None:
    """Copy the files that a submission may use: no notebooks, which have the hidden tests, and no links.

    Raises
    ------
    OSError
        If they are larger than the limit, in bytes.
    """
    left = limit
    for folder, _, names in os.walk(source):
        for name in names:
            path = Path(folder) / name
            if path.suffix == ".ipynb" or path.is_symlink() or not path.is_file():
                continue
            left -= math.ceil(path.stat().st_size / mmap.PAGESIZE) * mmap.PAGESIZE  # in memory, files take whole pages
            if left < 0:
                raise OSError(f"the files beside the notebook are larger than the {limit // MB} MB that it may use")
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _environment(base: Path, graders: dict[str, str]) -> dict[str, str]:
    environment = {
        "HOME": str(base / "home"),
        "USER": "student",
        "LOGNAME": "student",
        "TMPDIR": str(base),
        "IPYTHONDIR": str(base / "home" / ".ipython"),
        "JUPYTER_RUNTIME_DIR": str(base / "kernel"),
        "MPLCONFIGDIR": str(base / "home" / ".matplotlib"),
        "TERM": "xterm-color",
    }
    if "NBGRADER_EXECUTION" in graders:  # this tells notebooks that nbgrader is grading them
        environment["NBGRADER_EXECUTION"] = graders["NBGRADER_EXECUTION"]
    return environment


def _processes_of(uid: int) -> int:
    return sum(
        process.info["num_threads"]
        for process in psutil.process_iter(["num_threads", "uids"])
        if process.info["uids"] and process.info["uids"].real == uid
    )


def _session(pid: int) -> list[psutil.Process]:
    """List the processes in the session of one that may have ended, and its children in other sessions."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if os.getsid(process.pid) == pid or pid in [parent.pid for parent in process.parents()]:
                found.append(process)
    return found
