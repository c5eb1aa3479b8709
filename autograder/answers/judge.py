"""Run the answers to a question quickly: run the notebook up to it once, then fork that process for each answer.

Each answer is judged twice: by the examiner, as in grading, and by its test cells in the process that ran it, as in
Jupyter. For honest answers, both must agree.
"""

import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.answers.answer import Answer
from autograder.examiner import agent
from autograder.examiner.names import Origin
from autograder.examiner.server import TestNames, compile_test, run_test
from autograder.processes.fork_server import fork_server
from autograder.processes.huge_pages import use_huge_pages

_SECONDS_A_TEST = 60


@dataclass(frozen=True)
class Verdict:
    """Which test cells an answer fails, by their grade_ids."""

    examined: set[str]
    in_kernel: set[str]


@dataclass(frozen=True)
class Test:
    """A test cell: its source, and where its global names come from (`test_globals`)."""

    __test__ = False  # pytest has nothing to collect here

    source: str
    origins: Mapping[str, Origin]


_fork = multiprocessing.get_context("fork")


def preload(modules: Sequence[str]) -> None:
    """Choose the modules to import once for all questions, before the first is judged."""
    fork_server.preload = [__name__, *modules]


def judge(
    before: Sequence[str],
    answers: Sequence[Answer],
    tests: Mapping[str, Test],
    folder: Path = Path(),
    seconds_an_answer: int = 120,
) -> dict[str, Verdict]:
    """Return which test cells each answer fails, by the answers' names.

    Parameters
    ----------
    before : sequence of str
        The sources of the code cells before the question, solved.
    answers : sequence of Answer
        Answers to the question. None sees what another one did.
    tests : dict of Test
        The question's test cells, by their grade_ids.
    folder : Path
        Where the notebook runs.
    seconds_an_answer : int
        How long an answer and its tests may take.

    Raises
    ------
    RuntimeError
        If a cell before the question fails, or an answer takes too long or ends the process.
    """
    ours, theirs = socket.socketpair()
    fork_server.fork(f"{__name__}:main", {}, [theirs])
    with Connection(ours.detach()) as process:
        process.send((before, answers, tests, folder, seconds_an_answer))
        try:
            found: dict[str, Verdict] | str = process.recv()
        except EOFError:
            found = "the process ended without a result"
    if isinstance(found, str):
        raise RuntimeError(found)
    return found


def main(message: dict[str, Any], end: socket.socket) -> int:
    """Judge the answers to one question, in a fork of its own; return the exit status."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # the fork server ignores it, but here, forks are waited for
    with Connection(end.detach()) as client:
        client.send(_judge(*client.recv()))
    return 0


class _Shell(InteractiveShell):
    """IPython's shell with nobody in front of it."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no window; `%matplotlib inline` calls this."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Format no traceback, which takes longer than most answers."""


def _judge(
    before: Sequence[str],
    answers: Sequence[Answer],
    tests: Mapping[str, Test],
    folder: Path,
    seconds_an_answer: int,
) -> dict[str, Verdict] | str:
    """Return the verdicts by the names of the answers, or what went wrong."""
    os.chdir(folder)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        shell = _Shell.instance()
        for source in before:
            result = shell.run_cell(source)
            if not result.success:
                error = result.error_before_exec or result.error_in_exec
                return f"a cell before the question fails with {error!r}:\n{source}"
        for test in tests.values():
            compile_test(test.source)  # once for all forks
        use_huge_pages()
        found: dict[str, Verdict] = {}
        for answer in answers:
            receive, send_verdict = _fork.Pipe(duplex=False)
            process = _fork.Process(target=_run_answer, args=(send_verdict, shell, answer, tests))
            process.start()
            send_verdict.close()
            if not receive.poll(seconds_an_answer):
                process.kill()
                return f"{answer.question}/{answer.name} takes more than {seconds_an_answer} seconds"
            try:
                found[answer.name] = receive.recv()
            except EOFError:
                return f"{answer.question}/{answer.name} ended the process that it ran in"
            process.join()
        return found


def _run_answer(send: Connection, shell: InteractiveShell, answer: Answer, tests: Mapping[str, Test]) -> None:
    shell.run_cell(answer.source)  # if it fails, its tests fail
    names = TestNames()
    examined = {grade_id for grade_id, test in tests.items() if not _passes(test, names, shell.user_ns)}
    in_kernel = {grade_id for grade_id, test in tests.items() if not shell.run_cell(test.source).success}
    send.send(Verdict(examined, in_kernel))


def _passes(test: Test, names: TestNames, namespace: dict[str, Any]) -> bool:
    """Examine a snapshot of this process."""
    (snapshot,), process = agent.fork_snapshots(1, lambda _: namespace)
    with snapshot:
        outputs = run_test(test.source, names, test.origins, snapshot, time.monotonic() + _SECONDS_A_TEST)
    os.waitpid(process, 0)
    return not any(output.output_type == "error" for output in outputs)
