"""Run a submission in the sandbox, and its test cells in the examiner."""

import asyncio
import os
import socket
import threading
import time
import uuid
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import zmq
import zmq.asyncio
from jupyter_client.manager import KernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from traitlets import Float, Integer

from autograder.examiner.client import Examiner
from autograder.notebook import markers
from autograder.notebook.cells import is_test
from autograder.sandbox.provisioner import MB, SandboxProvisioner

_SECONDS_TO_ANSWER = 5  # for a kernel that has nothing else to do
_GRACE = 10  # seconds after a cell's time; then it is ended from another thread
_CELLS_OF_OUTPUT = 5  # as many cells may show all that one may
_MAX_DEPTH = 100  # of the data in an output
_MESSAGES_IN_MEMORY = 20  # that have come from the kernel and aren't read yet


class ExecuteAndExamine(Execute):
    """nbgrader's Execute in two parts: the student's cells run in the sandbox, test cells in the examiner.

    All cells but test cells run in the submission's kernel, in order. Where a test cell stands, the kernel hands out a
    snapshot of itself. When the last cell has run, the kernel is ended, so that nothing that it learns from the tests
    can reach an output. Then the examiner runs each test cell against its snapshot; where it has hidden lines, twice:
    first without them. What a test cell prints or raises becomes its outputs, for nbgrader to score.
    """

    timeout = Integer(120, help="Seconds for a cell.").tag(config=True)
    notebook_timeout = Integer(600, help="Seconds for all cells of a notebook; and again for all its tests.").tag(
        config=True
    )
    test_timeout = Integer(60, help="Seconds for a test cell.").tag(config=True)
    output_limit = Float(10.0, help="What a cell may print and show, in MB.").tag(config=True)

    kc: Any  # Jupyter's client of the kernel
    _ends: float  # when the time for all cells is over, as of time.monotonic

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook; all outputs are made anew."""
        NotebookClient.__init__(self, nb, km)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        self._why_ended = ""  # why the kernel has ended, once it has
        self._shown_before = 0  # bytes, by the cells before
        self.timeout_func = lambda _: max(1, min(self.timeout, round(self._ends - time.monotonic())))
        snapshots: dict[int, list[socket.socket | None]] = {}
        with self.setup_kernel():
            self._ends = time.monotonic() + self.notebook_timeout
            provisioner = self.km.provisioner
            nb.metadata["isolation"] = provisioner.isolation
            self.log.info("Isolation of this submission: %s", provisioner.isolation)
            for index, cell in enumerate(nb.cells):
                if is_test(cell):
                    snapshots[index] = self._take_snapshots(1 + _has_hidden_lines(cell))
                elif cell.cell_type == "code":
                    self._run(cell, index)
            run_sync(provisioner.kill)()
            self._examine(snapshots, resources)
        return nb, resources

    def create_kernel_manager(self) -> KernelManager:
        """Let Jupyter start the kernel by the sandbox's provisioner, and nothing else."""
        manager = super().create_kernel_manager()
        manager.kernel_id = str(uuid.uuid4())
        manager.provisioner = SandboxProvisioner(
            kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
        # A message beyond this never enters the grader's memory, and not many wait there.
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, round(self.output_limit * MB) + MB)
        context.setsockopt(zmq.RCVHWM, _MESSAGES_IN_MEMORY)
        context.setsockopt(zmq.SNDTIMEO, _SECONDS_TO_ANSWER * 1000)  # where nobody takes what is sent
        manager.client = partial(manager.client, context=context)  # the manager's own is not the client's
        return manager

    def _run(self, cell: Any, index: int) -> None:
        """Run one of the student's cells. Whatever happens, it is told in the cell's outputs."""
        cell.outputs, cell.execution_count = [], None
        if self._why_ended or not cell.source.strip():
            return
        self._shown = 0
        self._may_show = min(self.output_limit, self.output_limit * _CELLS_OF_OUTPUT - self._shown_before / MB) * MB
        problem = ""
        seconds = self.timeout_func(cell)
        started = time.monotonic()
        # While messages pour in, asyncio doesn't come to its own timers.
        watchdog = threading.Timer(seconds + _GRACE, self.km.provisioner.end)
        watchdog.start()
        try:
            self.execute_cell(cell, index)
        except DeadKernelError:
            problem = self._why_ended = self._why_dead()
        except Exception as error:  # a hostile kernel can send anything
            self.log.warning("cell %d: %r", index + 1, error)
            if run_sync(self._reconnect)():
                problem = (
                    f"Some of this cell's output was lost: it was larger than {self.output_limit:g} MB, or none that a "
                    "notebook can hold."
                )
            elif not run_sync(self.km.is_alive)():
                problem = self._why_ended = self._why_dead()
            else:
                problem = self._why_ended = (
                    "This cell could not be interrupted after its time, so its kernel was ended."
                )
                run_sync(self.km.provisioner.kill)()
        finally:
            watchdog.cancel()
        if time.monotonic() > started + seconds + _GRACE:
            problem = self._why_ended = "This cell could not be interrupted after its time, so its kernel was ended."
        if self._shown > self._may_show:
            printed = (
                f"This cell printed more than {self.output_limit:g} MB, or all cells together more than "
                f"{self.output_limit * _CELLS_OF_OUTPUT:g} MB, and was stopped."
            )
            problem = f"{printed} {problem}".strip()
        self._shown_before += min(self._shown, round(self._may_show))
        if time.monotonic() > self._ends and not self._why_ended:
            problem = self._why_ended = f"All cells together took more than {self.notebook_timeout} seconds."
        cell.execution_count = self.code_cells_executed
        cell.outputs = [output for output in cell.outputs if _is_valid(output)]
        if problem:
            cell.outputs.append(_error("LimitPassed" if not self._why_ended else "KernelEnded", problem))

    def _why_dead(self) -> str:
        provisioner = self.km.provisioner
        if provisioner.passed_memory:
            return f"Your code used more than {provisioner.memory} MB of memory, and was ended."
        return "This cell ended the notebook's kernel: it crashed, or was told to exit."

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Take a message of the kernel, unless the cell has shown too much already."""
        if msg["msg_type"] not in ("status", "execute_input"):
            within = self._shown <= self._may_show
            self._shown += len(repr(msg["content"])) + sum(map(len, msg["buffers"]))
            if self._shown > self._may_show:
                if within:
                    self._interrupt = asyncio.ensure_future(self.km.interrupt_kernel())
                return None
        return super().process_message(msg, cell, cell_index)

    async def _reconnect(self) -> bool:
        """Say whether the kernel still answers, over new sockets: one that got too large a message is closed."""
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()  # where an error stops a cell, nbclient leaves its own behind, which fail later, at any time
        self.kc.stop_channels()
        self.kc = self.km.client()
        self.kc.start_channels()
        self.kc.allow_stdin = False
        try:
            await self.kc.wait_for_ready(timeout=_SECONDS_TO_ANSWER)
        except Exception:  # RuntimeError: it doesn't; any other: a hostile kernel sends what can't be read
            return False
        return True

    async def _ask(self, request: str, content: dict[str, Any]) -> str | None:
        """Send the kernel a request; return the status that it replies, or None if it doesn't in time."""
        message = self.kc.session.msg(request, content)
        try:
            self.kc.shell_channel.send(message)
        except zmq.Again:
            return None
        ends = time.monotonic() + _SECONDS_TO_ANSWER
        while time.monotonic() < ends:
            try:
                reply = await self.kc.shell_channel.get_msg(timeout=ends - time.monotonic())
                if reply["parent_header"]["msg_id"] == message["header"]["msg_id"]:
                    return str(reply["content"]["status"])
            except Exception:  # none came, or one that can't be read
                continue
        return None

    def _take_snapshots(self, count: int) -> list[socket.socket | None]:
        """Have the kernel hand out snapshots; None for each if it has ended or doesn't obey."""
        none: list[socket.socket | None] = [None] * count
        handed_out = self.km.provisioner.snapshots
        _discard(handed_out)
        if not self._why_ended and not run_sync(self.km.is_alive)():
            self._why_ended = self._why_dead()
        if self._why_ended:
            return none
        status = run_sync(self._ask)("snapshot_request", {"count": count})
        descriptors: list[int] = []
        if status == "ok":  # then it has been handed out already
            handed_out.settimeout(_SECONDS_TO_ANSWER)
            with suppress(OSError):
                _, descriptors, _, _ = socket.recv_fds(handed_out, 64, count)
        if status is None or (status == "ok" and not descriptors):
            self._why_ended = "The notebook's kernel did not answer."
            run_sync(self.km.provisioner.kill)()
        sockets = [_as_socket(descriptor) for descriptor in descriptors]
        return (sockets + none)[:count]

    def _examine(self, snapshots: dict[int, list[socket.socket | None]], resources: Any) -> None:
        """Run all tests as students have them, then those with hidden lines as a whole.

        So while a test tells what a student's code has said, that code has seen nothing of a hidden test.
        """
        self._tests_end = time.monotonic() + self.notebook_timeout
        # A release tries the instructor's own answers.
        in_full = resources["nbgrader"].get("student") == "."
        examiner = Examiner(self._source_notebook(resources))
        try:
            for index, (snapshot, *_) in snapshots.items():
                cell = self.nb.cells[index]
                cell.execution_count = None
                cell.outputs = self._outputs(examiner, cell, snapshot, as_released=True)
            for index, (_, *rest) in snapshots.items():
                cell = self.nb.cells[index]
                if rest and not any(output.output_type == "error" for output in cell.outputs):
                    whole = self._outputs(examiner, cell, rest[0], in_full=in_full)
                    cell.outputs += [output for output in whole if output.output_type == "error"]
        finally:
            examiner.close()

    def _outputs(self, examiner: Examiner, cell: Any, snapshot: socket.socket | None, **how: bool) -> list[Any]:
        """Run a test cell; return its outputs."""
        seconds = min(self.test_timeout, self._tests_end - time.monotonic())
        if snapshot is None:
            why = self._why_ended or "The notebook's kernel has too many processes, or files open, to be copied."
            return [_error("KernelEnded", f"This test could not be run. {why}")]
        if seconds <= 0:
            return [_error("TimeoutError", "The tests before this one took all the time.")]
        return examiner.examine(cell.metadata.nbgrader["grade_id"], snapshot, seconds, **how)

    def _source_notebook(self, resources: Any) -> Path:
        course = CourseDirectory(parent=self)
        ids = resources["nbgrader"]
        folder = course.format_path(course.source_directory, ".", ids["assignment"])
        return Path(folder, ids["notebook"] + ".ipynb")


def _as_socket(descriptor: int) -> socket.socket | None:
    try:
        return socket.socket(fileno=descriptor)
    except OSError:  # it is none
        os.close(descriptor)
        return None


def _discard(handed_out: socket.socket) -> None:
    """Take what a kernel has handed out unasked, or too late: it isn't what is asked for next."""
    handed_out.setblocking(False)  # recv_fds has a parameter for flags such as MSG_DONTWAIT, and ignores it
    with suppress(OSError):  # there is nothing
        for _ in range(100):
            _, descriptors, _, _ = socket.recv_fds(handed_out, 64, 1)
            for descriptor in descriptors:
                os.close(descriptor)


def _has_hidden_lines(cell: Any) -> bool:
    return markers.has_region(cell.source, markers.HIDDEN_TESTS)


def _error(name: str, text: str) -> Any:
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _is_valid(output: Any) -> bool:
    """Say whether a notebook may hold an output: a hostile kernel can send anything."""
    try:
        nbformat.validate(output, ref="output", version=4)
    except nbformat.ValidationError:
        return False
    return not _is_deep(output, _MAX_DEPTH)


def _is_deep(value: Any, depth: int) -> bool:
    """Say whether data are nested deeper than allowed; a page could not be made of them."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return depth == 0 or any(_is_deep(part, depth - 1) for part in parts)
