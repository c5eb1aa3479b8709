"""Run the answers to a question quickly: the notebook up to it once, then a fork of that for each answer."""

import multiprocessing
import os
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from autograder.answers import Answer
from autograder.grading.warm_start import PRELOAD

Failed = dict[str, set[str]]  # for each answer, the grade_ids of the test cells that it fails

_fork_server = multiprocessing.get_context("forkserver")
_fork_server.set_forkserver_preload([*PRELOAD, __name__])
_fork = multiprocessing.get_context("fork")


def judge(
    before: Sequence[str], answers: Sequence[Answer], tests: dict[str, str], seconds_an_answer: int = 120
) -> Failed:
    """Return which test cells each answer fails.

    Parameters
    ----------
    before : sequence of str
        The sources of the code cells before the question, solved.
    answers : sequence of Answer
        Answers to the question. None sees what another did.
    tests : dict of str
        The sources of the question's test cells, by their grade_ids.
    seconds_an_answer : int
        How long an answer and its tests may take.

    Raises
    ------
    RuntimeError
        If a cell before the question fails, or an answer takes too long or ends the process.
    """
    receive, send = _fork_server.Pipe(duplex=False)
    process = _fork_server.Process(target=_judge, args=(send, before, answers, tests, seconds_an_answer))
    process.start()
    send.close()
    try:
        found: Failed | str = receive.recv()
    except EOFError:
        found = "the process ended without a result"
    process.join()
    if isinstance(found, str):
        raise RuntimeError(found)
    return found


class _Shell(InteractiveShell):
    """IPython's shell with nobody in front of it."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Open no window: that is what `%matplotlib inline` is about."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Lay out no traceback, which takes longer than most answers."""


def _judge(
    send: Connection, before: Sequence[str], answers: Sequence[Answer], tests: dict[str, str], seconds_an_answer: int
) -> None:
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        shell = _Shell.instance()
        for source in before:
            result = shell.run_cell(source)
            if not result.success:
                error = result.error_before_exec or result.error_in_exec
                return send.send(f"a cell before the question fails with {error!r}:\n{source}")
        found: Failed = {}
        for answer in answers:
            receive, send_failed = _fork.Pipe(duplex=False)
            process = _fork.Process(target=_run_answer, args=(send_failed, shell, answer, tests))
            process.start()
            send_failed.close()
            if not receive.poll(seconds_an_answer):
                process.kill()
                return send.send(f"{answer.question}/{answer.name} takes more than {seconds_an_answer} seconds")
            try:
                found[answer.name] = receive.recv()
            except EOFError:
                return send.send(f"{answer.question}/{answer.name} ended the process that it ran in")
            process.join()
        return send.send(found)


def _run_answer(send: Connection, shell: InteractiveShell, answer: Answer, tests: dict[str, str]) -> None:
    shell.run_cell(answer.source)  # if it fails, its tests tell
    send.send({test for test, source in tests.items() if not shell.run_cell(source).success})
