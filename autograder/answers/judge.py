"""Run the answers to a question quickly: run the notebook up to it once, then fork that process for each answer.

Each answer is judged twice: by an examiner, as in grading, and by its test cells in the process that ran it, as in
Jupyter. For honest answers, both must agree. The examiner is grading's own, in a process that no answer has touched.
"""

import gc
import os
import signal
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.examiner import agent
from autograder.examiner.client import Examiner
from autograder.processes import messages
from autograder.processes.fork_server import fork_server
from autograder.processes.huge_pages import use_huge_pages

_SECONDS_A_TEST = 60
_SECONDS_WAITING = 600  # for an answer that waits and needs no processor


@dataclass
class Verdict:
    """Which test cells an answer fails, by their grade_ids.

    Attributes
    ----------
    error : str
        Why it couldn't be judged: it took too long, or it ended its process.
    ran : bool
        Whether its own cell ran to the end.
    """

    examined: set[str] = field(default_factory=set)
    in_kernel: set[str] = field(default_factory=set)
    error: str = ""
    ran: bool = field(default=True, compare=False)


def preload(modules: Sequence[str]) -> None:
    """Choose the modules to import once for all questions, before the first is judged."""
    fork_server.preload = [__name__, "autograder.examiner.server", *modules]


class Judge:
    """A process that has run a notebook up to a question, and the examiner of that notebook."""

    def __init__(self, process: socket.socket, examiner: Examiner) -> None:
        self._process, self._examiner = process, examiner

    def judge(self, answer: str, seconds: float = _SECONDS_A_TEST, *, in_kernel: bool = True) -> Verdict:
        """Judge an answer. None sees what another one did.

        Parameters
        ----------
        answer : str
            The whole solution cell.
        seconds : float
            How much of a processor's time the answer and its tests in the kernel may take, and each of its tests.
        in_kernel : bool
            Whether to run the test cells in its kernel, too.
        """
        verdict = Verdict()
        self._examiner.forget()
        for reply, snapshots in self._run(answer, seconds, in_kernel=in_kernel):
            for snapshot in snapshots:
                with snapshot:
                    outputs = self._examiner.examine(reply["test"], [snapshot], _SECONDS_A_TEST)
                if any(output.output_type == "error" for output in outputs):
                    verdict.examined.add(reply["test"])
            verdict.in_kernel |= set(reply.get("in_kernel", []))
            verdict.ran &= reply.get("ran", True)
            verdict.error = reply.get("error", "")
        return verdict

    def probe(self, answer: str) -> dict[str, list[str]]:
        """Return what an answer does in each of the question's tests, as fingerprints of each variant."""
        behaviour = {}
        for reply, snapshots in self._run(answer, _SECONDS_A_TEST, in_kernel=False):
            for snapshot in snapshots:
                with snapshot:
                    behaviour[reply["test"]] = self._examiner.probe(reply["test"], snapshot, _SECONDS_A_TEST)
        return behaviour

    def _run(
        self, answer: str, seconds: float, *, in_kernel: bool
    ) -> Iterator[tuple[dict[str, Any], list[socket.socket]]]:
        """Have an answer run; yield all replies, the last of which has an error or ""."""
        messages.send(self._process, {"answer": answer, "seconds": seconds, "in_kernel": in_kernel})
        reply: dict[str, Any] = {}
        while "error" not in reply:
            reply, snapshots = _receive(self._process)
            yield reply, snapshots


@contextmanager
def judging(notebook: Path, before: Sequence[str], tests: Mapping[str, str], folder: Path) -> Iterator[Judge]:
    """Start a judge of the answers to a question.

    Parameters
    ----------
    notebook : Path
        The source notebook.
    before : sequence of str
        The sources of the code cells before the question, solved.
    tests : dict of str to str
        The sources of the question's test cells, by their grade_ids.
    folder : Path
        Where the notebook runs.

    Raises
    ------
    RuntimeError
        If a cell before the question fails.
    """
    process, theirs = socket.socketpair()
    message = {"before": list(before), "tests": dict(tests), "folder": str(folder)}
    fork_server.fork(f"{__name__}:main", message, [theirs])
    examiner = Examiner(notebook)
    with process:
        try:
            if error := _receive(process)[0]["error"]:
                raise RuntimeError(error)
            yield Judge(process, examiner)
        finally:
            examiner.close()


def _receive(process: socket.socket) -> tuple[dict[str, Any], list[socket.socket]]:
    try:
        return messages.receive(process)
    except EOFError:
        raise RuntimeError("the process of the notebook ended") from None


def main(message: dict[str, Any], client: socket.socket) -> int:
    """Serve a judge, in a fork of the fork server: run the cells before the question, then each answer in a fork.

    For an answer, its fork sends a snapshot for each test, and which tests fail in the kernel. Then comes the error,
    or "".
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # the fork server ignores it, but here, forks are waited for
    os.chdir(message["folder"])
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        shell = _Shell.instance(config=Config(HistoryManager={"enabled": False}))
        error = _run_all(shell, message["before"])
        gc.collect()
        gc.freeze()
        use_huge_pages()
        messages.send(client, {"error": error})
        while True:
            try:
                request, _ = messages.receive(client)
            except EOFError:
                return 0
            process = os.fork()
            if process == 0:
                try:
                    _run_answer(client, shell, request, message["tests"])
                finally:
                    os._exit(1)
            _, status = os.waitpid(process, 0)
            messages.send(client, {"error": _what_happened(status)})


class _Shell(InteractiveShell):
    """IPython's shell with nobody in front of it."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no window; `%matplotlib inline` calls this."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Format no traceback, which takes longer than most answers."""


def _run_all(shell: InteractiveShell, sources: Sequence[str]) -> str:
    """Run cells; return what went wrong, or ""."""
    for source in sources:
        result = shell.run_cell(source)
        if not result.success:
            error = result.error_before_exec or result.error_in_exec
            return f"a cell before the question fails with {error!r}:\n{source}"
    return ""


def _run_answer(
    client: socket.socket, shell: InteractiveShell, request: dict[str, Any], tests: Mapping[str, str]
) -> None:
    """Run an answer and send what comes of it, in a fork that ends with status 0."""

    def prepare(_: socket.socket) -> dict[str, Any]:
        _limit_time(request["seconds"])
        client.close()
        namespace: dict[str, Any] = shell.user_ns
        return namespace

    _limit_time(request["seconds"])
    messages.send(client, {"ran": shell.run_cell(request["answer"]).success})
    if request["in_kernel"]:
        snapshots, _ = agent.fork_snapshots(len(tests), prepare)
        _send_snapshots(client, tests, snapshots)
        failing = [test for test, source in tests.items() if not shell.run_cell(source).success]
        messages.send(client, {"in_kernel": failing})
        os._exit(0)
    pairs = [socket.socketpair() for _ in tests]
    _send_snapshots(client, tests, [ours for ours, _ in pairs])
    agent.become_snapshots([theirs for _, theirs in pairs], prepare)


def _send_snapshots(client: socket.socket, tests: Iterable[str], snapshots: Iterable[socket.socket]) -> None:
    for test, snapshot in zip(tests, snapshots, strict=True):
        messages.send(client, {"test": test}, [snapshot])


def _limit_time(seconds: float) -> None:
    """End this process, though not its forks, after so much of a processor's time."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(_SECONDS_WAITING)


def _what_happened(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM):
        return "takes too long"
    return "ended the process that it ran in" if status else ""
