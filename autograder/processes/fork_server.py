"""A process that has already imported large libraries, and can fork at once to run any function.

Importing PyTorch takes longer than most students' code. The fork server runs nobody's code and holds nothing but
libraries: it starts with hardly any environment, so that a fork of it has no secret in its memory.

Run as `python -m autograder.processes.fork_server <file descriptor> <module> …`, it imports the modules and then reads
messages from a socket. Each names a function, `package.module:function`; a fork calls it with the message and the
sockets that came with it, and exits with the status that it returns. The fork server doesn't know what they do.
"""

import atexit
import gc
import importlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from autograder.processes import messages
from autograder.processes.huge_pages import use_huge_pages

# The whole environment that forks get.
_ENVIRONMENT = ["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "VIRTUAL_ENV", "OMP_NUM_THREADS"]
_LINUX = sys.platform == "linux"
_CONNECT = "connect"  # stands in a message in place of a function, to add a client


class ForkServerLost(Exception):  # noqa: N818  # it says what has happened
    """The fork server has ended, and its forks may have, too."""


class ForkServer:
    """The client's end: starts the fork server with the first message, and sends it messages.

    Attributes
    ----------
    preload : list of str
        The modules to import at the start.
    log : str
        The file to which it and its forks append what they print; "" for this process's own output.
    """

    def __init__(self) -> None:
        self.preload: list[str] = []
        self.log = ""
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start it, unless it has been started: it imports its modules while this process goes on."""
        if self._socket is None or not _LINUX:  # elsewhere, forking a process that has loaded PyTorch is not safe
            self._socket = _start(self.preload, self.log)

    def fork(self, function: str, message: dict[str, Any], sockets: Sequence[socket.socket]) -> None:
        """Have a fork call a function with a message and sockets; the sockets are passed on and closed here.

        Threads may call it at the same time.

        Parameters
        ----------
        function : str
            The function's module and name, such as `autograder.examiner.server:main`.
        message : dict
            What JSON can hold.
        sockets : sequence of socket.socket
            At most four.

        Raises
        ------
        ForkServerLost
            If the fork server has ended. The next call starts another.
        """
        with self._lock:
            self.start()
            assert self._socket is not None
            try:
                messages.send(self._socket, {**message, "function": function, "fork": _LINUX}, sockets)
            except OSError as error:
                self.close()
                raise ForkServerLost(str(error)) from error

    def connect(self) -> socket.socket:
        """Return one more connection to the same fork server, for another process to `use`."""
        self.start()
        assert self._socket is not None
        ours, theirs = socket.socketpair()
        messages.send(self._socket, {"function": _CONNECT, "fork": False}, [theirs])
        return ours

    def use(self, connection: socket.socket) -> None:
        """Send messages over a connection that another process has made."""
        self.close()
        self._socket = connection

    def is_alive(self) -> bool:
        """Say whether it runs: it never writes, so there is something to read only once it has ended."""
        try:
            return self._socket is None or bool(self._socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def close(self) -> None:
        """End the fork server, by closing the connection: it ends when it has no client left."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


fork_server = ForkServer()
atexit.register(fork_server.close)


def _start(preload: list[str], log: str) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs, Path(log or os.devnull).open("a") as file:
        subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(theirs.fileno()), *preload],
            pass_fds=[theirs.fileno()],
            env={
                **{name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                "PYTHONPATH": str(Path(__file__).parents[2]),  # the same autograder as here
            },
            stdin=subprocess.DEVNULL,
            stdout=file if log else None,
            stderr=file if log else None,
            start_new_session=True,  # an interrupt on the terminal is the client's to handle
        )
    return ours


def _serve(client: socket.socket, preload: list[str]) -> None:
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # no warnings from the debugger
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # Matplotlib reads it when it is imported
    gc.disable()  # imports make much that stays, and going through it again and again takes a quarter of their time
    for name in preload:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()  # so that a fork's garbage collector needn't go through all of PyTorch
    gc.enable()
    use_huge_pages()
    if _LINUX:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks leave no zombies
    clients = {client.fileno(): client}
    while clients:
        for descriptor in select.select(clients, [], [])[0]:
            try:
                message, sockets = messages.receive(clients[descriptor])
            except (EOFError, OSError):
                clients.pop(descriptor).close()
                continue
            if message["function"] == _CONNECT:
                clients |= {end.fileno(): end for end in sockets}
                continue
            if not message["fork"] or os.fork() == 0:
                for each in clients.values():
                    each.close()
                _call(message, sockets)
            for end in sockets:
                end.close()


def _call(message: dict[str, Any], sockets: list[socket.socket]) -> NoReturn:
    status = 1
    try:
        module, _, name = message["function"].partition(":")
        status = getattr(importlib.import_module(module), name)(message, *sockets)
    except BaseException:  # a fork must not go on as a second fork server
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
