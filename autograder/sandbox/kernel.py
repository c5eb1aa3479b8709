"""A submission's kernel: ipykernel, which can also fork a snapshot of itself for the examiner."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from ipykernel.iostream import OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp

from autograder.examiner.agent import fork_snapshots
from autograder.sandbox.rights import end_with_parent, enter_namespaces, give_up_rights

_PIECE = 100_000  # characters


class StreamInPieces(OutStream):
    """Sends what is printed in pieces: the grader limits the size of messages, and counts what it has received.

    A loop that prints waits for its pieces to be sent. Otherwise they pile up, and the grader's interrupt, the reply
    and the messages behind them come late or never.
    """

    _waiting = 0  # characters that may not have been sent

    def write(self, string: str) -> int | None:  # type: ignore[override]  # as in the base class
        """Buffer a text; send it if the buffer is full."""
        written = super().write(string)
        self._waiting += len(string)
        if self._waiting > _PIECE:
            self.flush()
        return written

    def _flush_buffers(self) -> Iterator[tuple[dict[str, Any], str]]:
        self._waiting = 0
        for parent, text in super()._flush_buffers():
            for start in range(0, len(text), _PIECE):
                yield parent, text[start : start + _PIECE]


class SubmissionKernel(IPythonKernel):
    """IPython's kernel with an additional request: to hand out a snapshot of itself.

    A snapshot is a fork in which only the examiner's agent runs. It keeps the state after a cell while the kernel goes
    on; later cells never see what the examiner does in it.
    """

    snapshots: socket.socket
    msg_types = [*IPythonKernel.msg_types, "snapshot_request"]  # noqa: RUF012  # as in the base class

    def snapshot_request(self, stream: Any, ident: Any, parent: Any) -> None:
        """Fork, and send the sockets on which snapshots serve; the reply says whether they have been sent."""
        assert self.session
        status = "ok"
        try:
            connections, _ = fork_snapshots(parent["content"]["count"], self._become_snapshot)
            with ExitStack() as stack:
                descriptors = [stack.enter_context(connection).fileno() for connection in connections]
                socket.send_fds(self.snapshots, [b"snapshot"], descriptors)
        except OSError:  # too many processes or open files
            status = "error"
        self.session.send(stream, "snapshot_reply", {"status": status}, parent, ident)

    def _become_snapshot(self, connection: socket.socket) -> dict[str, Any]:
        """Stop everything in a fork that doesn't serve; return the student's global names."""
        assert self.shell
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _close_others(connection.fileno())
        # Nobody reads these streams: the agent collects what is printed.
        OutStream.write = lambda self, string: len(string)  # type: ignore[method-assign]
        OutStream.flush = lambda self: None  # type: ignore[method-assign]
        return self.shell.user_ns


def _close_others(*keep: int) -> None:
    """Close every file but the given ones; point the standard streams at nothing."""
    previous = 2
    for descriptor in [*sorted(keep), 1 << 20]:
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def main(message: dict[str, Any], lifeline: socket.socket, snapshots: socket.socket) -> int:
    """Fork the kernel into its sandbox, and report when it ends. The fork server runs this in a fork.

    Parameters
    ----------
    message : dict
        From `SandboxProvisioner`: the sandbox's process, the user, the limits, the environment, the folder, and the
        connection file.
    lifeline : socket.socket
        Gets the kernel's process id and, at the end, its exit status; or only why the sandbox can't be entered.
    snapshots : socket.socket
        Where the kernel hands out snapshots of itself.
    """
    sandbox = message["sandbox"]
    if sandbox is not None:
        try:
            enter_namespaces(sandbox, user_namespace=message["user"] is None)
        except PermissionError as error:
            lifeline.sendall(f"{error.strerror}\n".encode())
            return 1
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    waiter = os.getpid()
    kernel = os.fork()
    if kernel == 0:
        lifeline.close()
        give_up_rights(message["limits"], message["user"], sandboxed=sandbox is not None)
        end_with_parent(waiter, in_namespace=sandbox is not None)
        _run(message, snapshots)
        os._exit(0)
    snapshots.close()
    lifeline.sendall(f"{kernel}\n".encode())
    status = os.waitstatus_to_exitcode(os.waitpid(kernel, 0)[1])
    lifeline.sendall(f"{status}\n".encode())
    return 0


def _run(message: dict[str, Any], snapshots: socket.socket) -> None:
    """Run as the kernel until a client ends it."""
    os.setsid()
    _close_others(snapshots.fileno())
    os.umask(0o022)
    os.environ.update(message["environment"])
    os.chdir(message["folder"])
    sys.path.append(message["folder"])  # last, so that a submission's own files shadow nothing
    SubmissionKernel.snapshots = snapshots
    IPKernelApp.launch_instance(
        argv=["-f", message["connection_file"], "--HistoryManager.hist_file=:memory:"],
        kernel_class=SubmissionKernel,
        outstream_class=f"{__name__}.{StreamInPieces.__name__}",
    )
