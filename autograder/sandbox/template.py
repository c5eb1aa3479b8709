"""A process that has imported PyTorch, pandas and Matplotlib already; kernels and examiners are forks of it.

Importing them takes longer than most students' code. The template runs nobody's code and holds nothing but libraries:
it is started afresh, with hardly any environment, so that a fork of it has no secret in its memory.

Run as `python -m autograder.sandbox.template <file descriptor> <module> …`, it imports the modules and then reads
orders from a socket, each a JSON object:

- `{"role": "examiner", …}` with a socket: be what examines a submission (autograder/examiner/worker.py).
- `{"role": "kernel", …}` with two sockets: be a submission's kernel, in the room and within the limits that the order
  names. The first socket, the *lifeline*, tells the kernel's process id, and its exit status in the end; over the
  other, the kernel hands out snapshots of itself (kernel.py).
"""

import atexit
import ctypes
import gc
import importlib
import os
import resource
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from autograder.sandbox import orders
from autograder.sandbox.huge_pages import use_huge_pages
from autograder.sandbox.system_calls import refuse_system_calls

# The slow part of the notebooks' own imports, and what they import in turn on first use. Not inline figures: a kernel
# must import them itself to show any.
PRELOAD = [
    *["course_utils", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "pandas", "scipy.optimize"],
    *["sklearn.metrics", "sklearn.model_selection", "torch", "torch._dynamo"],
]
# What every kernel and every examiner needs.
_NEEDED = [
    *["ipykernel.debugger", "pygments.lexers.python", "pygments.formatters.terminal256", "stack_data"],
    *["autograder.sandbox.kernel", "autograder.examiner.worker"],
]
# The whole of the environment that goes on to submissions, beside what kernel.py sets.
_ENVIRONMENT = ["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "VIRTUAL_ENV", "OMP_NUM_THREADS"]

_LINUX = sys.platform == "linux"
_NAMESPACES = 0x00020000 | 0x04000000 | 0x08000000 | 0x20000000 | 0x40000000  # mount, UTS, IPC, process, network
_USER_NAMESPACE = 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_EXAMINER_MEMORY = 2**31  # bytes
USERS = range(61184, 65520)  # ids for passing users, systemd says: submissions in rooms that root has made are some


class Template:
    """The grader's end: starts the template with the first order, and gives it orders.

    Attributes
    ----------
    preload : list of str
        The modules that it imports when it is started, beside what it needs itself.
    """

    def __init__(self) -> None:
        self.preload: list[str] = []
        self._socket: socket.socket | None = None

    def order(self, order: dict[str, Any], sockets: Sequence[socket.socket]) -> None:
        """Have a fork of the template do something; it gets the sockets, which are closed here."""
        if self._socket is None or not _LINUX:  # elsewhere, forking a process that has loaded PyTorch is not safe
            self._socket = _start(self.preload)
        orders.send(self._socket, {**order, "fork": _LINUX}, sockets)

    def close(self) -> None:
        """End the template, which ends when nobody can give it orders."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


template = Template()
atexit.register(template.close)


def _start(preload: list[str]) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(theirs.fileno()), *preload],
            pass_fds=[theirs.fileno()],
            env={
                **{name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                "PYTHONPATH": str(Path(__file__).parents[2]),  # the same autograder as here
            },
            stdin=subprocess.DEVNULL,
        )
    return ours


def _main(descriptor: int, preload: list[str]) -> None:
    grader = socket.socket(fileno=descriptor)
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the debugger would warn of what it can't stop in
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # Matplotlib looks when it is imported
    for name in [*preload, *_NEEDED]:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # the garbage collector of a fork needn't go through all of PyTorch
    use_huge_pages()
    if _LINUX:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks leave no zombies
    while True:
        try:
            order, sockets = orders.receive(grader)
        except EOFError:
            return
        if not order["fork"] or os.fork() == 0:
            grader.close()
            _obey(order, sockets)
        for end in sockets:
            end.close()


def _obey(order: dict[str, Any], sockets: list[socket.socket]) -> NoReturn:
    status = 1
    try:
        if order["role"] == "examiner":
            from autograder.examiner import worker

            # A student's code can send as much as it likes.
            limit = _data_size() + _EXAMINER_MEMORY if _LINUX else resource.RLIM_INFINITY
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
            worker.main(*sockets)
            status = 0
        else:
            status = _run_kernel(order, *sockets)
    except BaseException:  # a fork must not go on as a second template
        traceback.print_exc()
    finally:
        os._exit(status)


def _run_kernel(order: dict[str, Any], lifeline: socket.socket, snapshots: socket.socket) -> int:
    """Fork the kernel into its room, and tell how it fares until it has ended."""
    if order["room"] is not None:
        _enter(order["room"], user_namespace=order["user"] is None)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    waiter = os.getpid()
    kernel = os.fork()
    if kernel == 0:
        lifeline.close()
        _give_up_rights(order)
        if _LINUX:
            _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if order["room"] is None and os.getppid() != waiter:
                os._exit(1)
        from autograder.sandbox import kernel as submission

        submission.run(snapshots, order)
        os._exit(0)
    snapshots.close()
    lifeline.sendall(f"{kernel}\n".encode())
    status = os.waitstatus_to_exitcode(os.waitpid(kernel, 0)[1])
    lifeline.sendall(f"{status}\n".encode())
    return 0


def _enter(room: int, user_namespace: bool) -> None:
    """Enter the namespaces of a process; its process namespace is for children only."""
    descriptor = os.pidfd_open(room)
    flags = _NAMESPACES | (_USER_NAMESPACE if user_namespace else 0)
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, flags) != 0:
        raise OSError(ctypes.get_errno(), "entering the sandbox failed")
    os.close(descriptor)


def _give_up_rights(order: dict[str, Any]) -> None:
    for name, limit in order["limits"].items():
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        limit += _data_size() if name == "RLIMIT_DATA" else 0  # what the libraries hold doesn't count
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(number, (limit, limit))
    if order["user"] is not None:
        os.setgroups([])
        os.setgid(order["user"])
        os.setuid(order["user"])
    if _LINUX:
        _drop_capabilities()
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        if order["room"] is not None:
            refuse_system_calls()
        _prctl(_PR_SET_DUMPABLE, 1)  # so that the grader, under the same user, may look at the process


def _data_size() -> int:
    """Return what Linux counts towards RLIMIT_DATA, in bytes."""
    status = Path("/proc/self/status").read_text().splitlines()
    line = next(line for line in status if line.startswith("VmData:"))
    return int(line.split()[1]) * 1024


def _drop_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of the interface; this process
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "giving up capabilities failed")


def _prctl(option: int, argument: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, argument, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")


if __name__ == "__main__":
    _main(int(sys.argv[1]), sys.argv[2:])
