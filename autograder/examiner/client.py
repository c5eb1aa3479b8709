"""The grader's end of the examiner: send it snapshots of a submission's kernel, get the outputs of test cells."""

import os
import signal
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbformat.v4 import new_output

from autograder.processes import messages
from autograder.processes.fork_server import fork_server

_SECONDS_TO_START = 120
_GRACE = 5  # seconds beyond a test's own time; a longer wait isn't for the student's code


class Examiner:
    """An examiner for one submission, or for several, one after another.

    Parameters
    ----------
    notebook : Path
        The instructor's source notebook. Its test cells run, whatever the submission has in their place.
    """

    def __init__(self, notebook: Path) -> None:
        self._notebook = notebook.absolute()
        self._server: socket.socket | None = None
        self._pid = 0

    def examine(
        self,
        grade_id: str,
        snapshots: Sequence[socket.socket],
        seconds: float,
        *,
        as_released: bool = False,
        in_full: bool = False,
    ) -> list[Any]:
        """Run a test cell against a snapshot; if a function changes its arguments, again against another one.

        Parameters
        ----------
        grade_id : str
            Which test cell.
        snapshots : sequence of socket
            Connect to the snapshot and the other one, if there is one. They are not closed.
        seconds : float
            How long the test may take.
        as_released : bool
            Whether to leave out the hidden lines.
        in_full : bool
            Whether to report errors of hidden tests in full. Students must not read those.

        Returns
        -------
        list of nbformat.NotebookNode
            The cell's outputs: one of type "error" if it failed.
        """
        request = {"grade_id": grade_id, "seconds": seconds, "as_released": as_released, "in_full": in_full}
        answer = self._ask(request, snapshots)
        if answer is None:
            text = f"This test took more than {seconds:g} seconds, or more memory than there is, and was stopped."
            return [new_output("error", ename="TimeoutError", evalue=text, traceback=[f"TimeoutError: {text}"])]
        return [from_dict(output) for output in answer["outputs"]]

    def probe(self, grade_id: str, snapshot: socket.socket, seconds: float) -> list[str]:
        """Return fingerprints of what the student's code does in a test (see probe.py); none if it takes too long.

        Parameters
        ----------
        grade_id : str
            Which test cell.
        snapshot : socket
            Connects to the snapshot. It is not closed.
        seconds : float
            How long it may take.
        """
        answer = self._ask({"grade_id": grade_id, "seconds": seconds, "probe": True}, [snapshot])
        return answer["behaviour"] if answer else []

    def _ask(self, request: dict[str, Any], snapshots: Sequence[socket.socket]) -> dict[str, Any] | None:
        """Have a test cell run; return nothing if time is up, or if the examiner has ended."""
        server = self._server or self._start()
        try:
            messages.send(server, request, [snapshot.dup() for snapshot in snapshots])
            return messages.receive(server, deadline=time.monotonic() + request["seconds"] + _GRACE)[0]
        except (OSError, EOFError):
            self.close()
            return None

    def forget(self) -> None:
        """Forget what test cells have defined: the next snapshot is another submission's."""
        if self._server is not None:
            with suppress(OSError):  # it has ended; `examine` will say so
                messages.send(self._server, {})

    def _start(self) -> socket.socket:
        server, theirs = socket.socketpair()
        fork_server.fork("autograder.examiner.server:main", {"notebook": str(self._notebook)}, [theirs])
        ready, _ = messages.receive(server, deadline=time.monotonic() + _SECONDS_TO_START)
        self._server, self._pid = server, ready["pid"]
        return server

    def close(self) -> None:
        """End the examiner's process."""
        if self._server is not None:
            self._server.close()
            with suppress(ProcessLookupError):  # it may have ended by itself
                os.kill(self._pid, signal.SIGKILL)
            self._server = None
