"""The examiner at work: a trusted process that runs test cells, one after another, against snapshots of a kernel.

The fork server forks one for each submission. So what a test cell does to modules or random numbers ends with the
submission, and an examiner that hangs can be killed.
"""

import builtins
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from functools import cache, partial
from io import StringIO
from pathlib import Path
from types import CodeType
from typing import Any

import nbformat
from IPython.display import display
from nbformat.v4 import new_notebook, new_output

from autograder import libraries
from autograder.examiner.explain import explain
from autograder.examiner.names import Import, Origin, parse_cell, resolve, test_globals
from autograder.examiner.probe import probe
from autograder.examiner.snapshot import Snapshot
from autograder.notebook import markers
from autograder.processes import messages
from autograder.processes.memory import data_size

nbformat.validate(new_notebook())  # compiles nbformat's schema, once for all that the fork server forks

_MEMORY = 2**31  # bytes, in addition to the libraries' own
MAX_PRINTED = 100_000  # characters that a test cell may print


# A test may compute the expected result from its argument after the call. A function that sets its argument to 0 and
# returns what is right for 0 would pass. So a test must also pass with arguments that stay as they are. A test with
# hidden lines then runs against the snapshot of its released version, which hasn't seen what hidden lines hand over.
_ONLY_CHANGED = "The test passes only because your function changes its arguments. Let it work on a copy of them. "


class TestNames(dict[str, Any]):
    """The global names of a test cell.

    They are what test cells have defined, and the names of the source notebook. What the notebook imports is imported
    here, in a trusted process; the rest comes from the student's kernel. The source decides which, not the student.
    """

    def __init__(self) -> None:
        super().__init__()
        self._from_tests: dict[str, Any] = {"__name__": "__main__", "display": display}
        self._origins: Mapping[str, Origin] = {}
        self._fetched: set[str] = set()

    def start(self, origins: Mapping[str, Origin], snapshot: Snapshot) -> None:
        """Begin a test cell."""
        self._origins, self._snapshot = origins, snapshot
        self._fetched.clear()
        self.clear()
        super().update({name: value for name, value in self._from_tests.items() if origins.get(name, "test") == "test"})

    def stop(self) -> None:
        """End a test cell: keep what it has defined for later ones, and forget the rest."""
        self._from_tests.update({name: value for name, value in self.items() if name not in self._fetched})

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        self._fetched.discard(name)

    def __missing__(self, name: str) -> Any:
        origin = self._origins.get(name)
        if origin is None and hasattr(builtins, name):
            raise KeyError(name)  # then Python looks among the builtins
        values = resolve(origin) if isinstance(origin, Import) else {name: self._snapshot.fetch(name)}
        libraries.tighten()
        self._fetched.update(values)
        super().update(values)
        return self[name]


@cache
def compile_test(source: str) -> CodeType:
    """Compile a test cell; tracebacks show its file as "<test>"."""
    return compile(parse_cell(source), "<test>", "exec")


def without_hidden_lines(source: str) -> str:
    """Return a test cell as students have it, with empty lines in place of hidden ones."""
    lines = markers.walk_regions(source)
    return "\n".join("" if mark or region == markers.HIDDEN_TESTS else line for region, mark, line in lines)


def run_test(
    source: str,
    names: TestNames,
    origins: Mapping[str, Origin],
    connection: socket.socket,
    deadline: float,
    *,
    in_full: bool = False,
    again_with: socket.socket | None = None,
) -> list[Any]:
    """Run a test cell against a snapshot of a kernel; return its outputs for the notebook.

    A function may have changed its arguments on the side. Then the test runs again: against another snapshot, which
    `again_with` connects to, or against the same.

    All that it prints goes to stdout, since nbgrader gives no points if there is anything on stderr. What the student's
    code prints is left out, as it could show what a hidden test calls it with.
    """
    printed = StringIO()
    error, again = None, False
    libraries.tighten(source)
    with redirect_stdout(printed), redirect_stderr(printed):
        snapshot, random_states = Snapshot(connection, deadline), libraries.random_states()
        try:
            _run(compile_test(source), names, origins, snapshot)
            if again := snapshot.changed_on_the_side:
                libraries.set_random_states(random_states)
                snapshot = Snapshot(again_with or connection, deadline, keep_arguments=True)
                snapshot.begin()
                _run(compile_test(source), names, origins, snapshot)
        except BaseException as raised:
            error = explain(raised, source, origins, with_values=not snapshot.reached_test, in_full=in_full)
            if again:
                error.evalue = _ONLY_CHANGED + error.evalue
                error.traceback = [f"{error.ename}: {error.evalue}"]
    outputs = []
    if printed.getvalue():
        text = printed.getvalue()
        outputs.append(new_output("stream", name="stdout", text=text[:MAX_PRINTED] + "…" * (len(text) > MAX_PRINTED)))
    return [*outputs, error] if error else outputs


def _run(code: CodeType, names: TestNames, origins: Mapping[str, Origin], snapshot: Snapshot) -> None:
    names.start(origins, snapshot)
    try:
        exec(code, names)
    finally:
        names.stop()


def main(message: dict[str, Any], client: socket.socket) -> int:
    """Serve a client until it closes the connection. The fork server runs this in a fork.

    Parameters
    ----------
    message : dict
        Names the source notebook.
    client : socket.socket
        Sends a snapshot for each of the notebook's test cells, or two, and gets the cell's outputs. A message
        without one starts another submission.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the client ends this process
    if sys.platform == "linux":  # a student's code can send as much as it likes
        limit = data_size() + _MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    path = Path(message["notebook"])
    cells = nbformat.read(path, as_version=4).cells
    positions = {cell.metadata.get("nbgrader", {}).get("grade_id"): index for index, cell in enumerate(cells)}
    origins = test_globals(cells)
    os.chdir(path.parent)  # test cells read the instructor's own files
    sys.path.append(str(path.parent))
    names, random_states = TestNames(), libraries.random_states()
    messages.send(client, {"pid": os.getpid()})
    while True:
        try:
            request, connections = messages.receive(client)
        except EOFError:
            return 0
        if not connections:  # the next snapshots are another submission's
            names = TestNames()
            libraries.set_random_states(random_states)
            continue
        position = positions[request["grade_id"]]
        deadline = time.monotonic() + request["seconds"]
        source = cells[position].source
        with ExitStack() as stack:
            first, *others = map(stack.enter_context, connections)
            if "probe" in request:
                run = partial(_run, origins=origins[position])
                found = probe(without_hidden_lines(source), run, TestNames(), first, deadline)
                messages.send(client, {"behaviour": found})
                continue
            if request["as_released"]:
                source = without_hidden_lines(source)
            how: dict[str, Any] = {"in_full": request["in_full"], "again_with": others[0] if others else None}
            outputs = run_test(source, names, origins[position], first, deadline, **how)
        messages.send(client, {"outputs": outputs})
