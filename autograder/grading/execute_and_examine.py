"""Run a submission in the sandbox, and its test cells in the examiner."""

import asyncio
import threading
import time
import uuid
from functools import partial
from pathlib import Path
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.manager import KernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from traitlets import Enum, Float, Integer, Type

from autograder.examiner.client import Examiner
from autograder.grading.diagnose import Diagnosis
from autograder.grading.kernel_client import SubmissionKernelManager
from autograder.grading.outputs import OutputMeter, add_printed, error_output, finish, is_same_stream
from autograder.grading.snapshots import NoAnswerError, Snapshot, take_snapshots
from autograder.notebook import markers
from autograder.notebook.cells import is_test
from autograder.sandbox.provisioner import MB, SandboxProvisioner

_GRACE = 10  # seconds after a cell's time; then another thread ends it
_SECONDS_TO_RECONNECT = 5  # within _GRACE, so that what comes before keeps its points
_CELLS_OF_OUTPUT = 5  # all cells together may show this many times what one may
_MESSAGES_IN_MEMORY = 20  # messages from the kernel that aren't read yet
_ADD_OUTPUTS = ("display_data", "execute_result", "stream", "error")
_NOT_INTERRUPTED = "This cell could not be interrupted after its time, so its kernel was ended."


class ExecuteAndExamine(Execute):
    """nbgrader's Execute in two parts: the student's cells run in the sandbox, test cells in the examiner.

    All cells but test cells run in the submission's kernel, in order. In place of a test cell, the kernel hands out a
    snapshot of itself. After the last cell, the kernel is ended, so that nothing that it learns from the tests can
    reach an output. Then the examiner runs each test cell against its snapshot; if it has hidden lines, twice, first
    without them. What a test cell prints or raises becomes its outputs, for nbgrader to score.
    """

    timeout = Integer(120, help="seconds for a cell").tag(config=True)
    notebook_timeout = Integer(600, help="seconds for all cells, and again for all tests").tag(config=True)
    test_timeout = Integer(60, help="seconds for a test cell").tag(config=True)
    output_limit = Float(
        10.0, help=f"MB that a cell may print and show; {_CELLS_OF_OUTPUT} times that for all together"
    ).tag(config=True)
    outputs = Integer(
        1000, help="outputs of a cell; what is printed in a row counts as one, and the rest is left out"
    ).tag(config=True)

    kernel_manager_class = Type(SubmissionKernelManager, klass=KernelManager)
    shutdown_kernel = Enum(["immediate"], "immediate")

    kc: Any  # Jupyter's client for the kernel
    _diagnosis: Diagnosis  # of the current notebook

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._begin()

    def _begin(self) -> None:
        """Forget the previous notebook."""
        self._why_ended = ""  # why the kernel has ended, once it has
        self._ends = 0.0  # when time is up for all cells, or for all tests, by time.monotonic
        cell_limit = self.output_limit * MB
        self._shown = OutputMeter(cell_limit, _CELLS_OF_OUTPUT * cell_limit)
        self._too_many = False  # whether outputs of a cell were left out
        self._interrupt: asyncio.Future[Any] | None = None
        self.timeout_func = lambda _: max(1, min(self.timeout, round(self._ends - time.monotonic())))

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook; replace all outputs."""
        NotebookClient.__init__(self, nb, km)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        self._begin()
        names = resources["nbgrader"]
        self._diagnosis = Diagnosis(CourseDirectory(parent=self), names["assignment"], names["notebook"])
        snapshots: dict[int, list[Snapshot]] = {}
        with self.setup_kernel():
            self._ends = time.monotonic() + self.notebook_timeout
            provisioner = self.km.provisioner
            nb.metadata["isolation"] = provisioner.isolation
            self.log.info("Isolation of this submission: %s", provisioner.isolation)
            for index, cell in enumerate(nb.cells):
                if is_test(cell):
                    snapshots[index] = self._take_snapshots_for(cell)
                elif cell.cell_type == "code":
                    self._run(cell, index)
            run_sync(provisioner.kill)()
            self._examine(snapshots, resources)
        return nb, resources

    def create_kernel_manager(self) -> KernelManager:
        """Make Jupyter start the kernel with the sandbox's provisioner, and no other."""
        manager = super().create_kernel_manager()
        manager.kernel_id = str(uuid.uuid4())
        manager.provisioner = SandboxProvisioner(
            kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
        # Larger messages never enter the grader's memory, and few wait there.
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, round(self.output_limit * MB) + MB)
        context.setsockopt(zmq.RCVHWM, _MESSAGES_IN_MEMORY)
        context.setsockopt(zmq.RECONNECT_IVL, 5)  # ms, until the kernel is there
        context.setsockopt(zmq.SNDTIMEO, _SECONDS_TO_RECONNECT * 1000)  # in case nobody reads
        manager.client = partial(manager.client, context=context)  # the manager's own is not the client's
        return manager

    def _run(self, cell: Any, index: int) -> None:
        """Run one of the student's cells. The cell's outputs tell whatever happens."""
        cell.outputs, cell.execution_count = [], None
        if self._why_ended or not cell.source.strip():
            return
        self._shown.begin_cell()
        self._too_many = False
        problem = self._execute(cell, index)
        if self._shown.is_passed:
            printed = (
                f"This cell printed more than {self.output_limit:g} MB, or all cells together more than "
                f"{self.output_limit * _CELLS_OF_OUTPUT:g} MB, and was stopped."
            )
            problem = f"{printed} {problem}".strip()
        if time.monotonic() > self._ends and not self._why_ended:
            problem = self._why_ended = f"All cells together took more than {self.notebook_timeout} seconds."
        cell.execution_count = self.code_cells_executed
        cell.outputs = finish(cell.outputs)
        if self._too_many:
            problem = f"{problem} This cell showed more than {self.outputs} outputs; the others are left out.".strip()
        if problem:
            cell.outputs.append(error_output("KernelEnded" if self._why_ended else "LimitPassed", problem))

    def _execute(self, cell: Any, index: int) -> str:
        """Run a cell within its time; return what went wrong, except its own errors. Sets `_why_ended`, too."""
        problem = ""
        seconds = self.timeout_func(cell)
        must_end = time.monotonic() + seconds + _GRACE
        # While messages pour in, asyncio doesn't get to its own timers.
        watchdog = threading.Timer(seconds + _GRACE, self.km.provisioner.end)
        watchdog.start()
        try:
            self.execute_cell(cell, index)
        except DeadKernelError:
            problem = self._why_ended = self._why_dead()
        except Exception as error:  # a hostile kernel can send anything
            self.log.warning("cell %d: %r", index + 1, error)
            problem = self._recover()
        finally:
            watchdog.cancel()
        if time.monotonic() > must_end:
            problem = self._why_ended = _NOT_INTERRUPTED
        return problem

    def _recover(self) -> str:
        """Recover from an error in Jupyter's client, or end the kernel; return what to tell the student."""
        if run_sync(self._reconnect)():
            return (
                f"Some of this cell's output was lost: it came too late, was larger than {self.output_limit:g} MB, or "
                "was of a kind that a notebook can't hold."
            )
        if run_sync(self.km.is_alive)():
            self._why_ended = _NOT_INTERRUPTED
            run_sync(self.km.provisioner.kill)()
        else:
            self._why_ended = self._why_dead()
        return self._why_ended

    def _why_dead(self) -> str:
        provisioner = self.km.provisioner
        if provisioner.passed_memory:
            return f"Your code used more than {provisioner.memory} MB of memory, so it was stopped."
        return "This cell ended the notebook's kernel: it crashed, or was told to exit."

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Process a message from the kernel, unless the cell has already shown too much."""
        if msg["msg_type"] not in ("status", "execute_input"):
            was_passed = self._shown.is_passed
            self._shown.add(len(repr(msg["content"])) + sum(map(len, msg["buffers"])))
            if self._shown.is_passed:
                if not was_passed:
                    self._interrupt = asyncio.ensure_future(self.km.interrupt_kernel())
                return None
            if self._is_one_too_many(msg, cell):
                self._too_many = True
                return None
        shown = super().process_message(msg, cell, cell_index)
        add_printed(cell.outputs)
        return shown

    def _is_one_too_many(self, msg: dict[str, Any], cell: Any) -> bool:
        is_full = len(cell.outputs) >= self.outputs and not self.clear_before_next_output
        return is_full and msg["msg_type"] in _ADD_OUTPUTS and not is_same_stream(cell.outputs[-1], msg["content"])

    async def _reconnect(self) -> bool:
        """Say whether the kernel still answers, over new sockets: a message that is too large closes its socket."""
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()  # after an error, nbclient leaves its own tasks behind, which fail later, at any time
        self.kc.stop_channels()
        self.kc = self.km.client()
        self.kc.start_channels()
        self.kc.allow_stdin = False
        try:
            await self.kc.wait_for_ready(timeout=_SECONDS_TO_RECONNECT)
        except Exception:  # RuntimeError: no answer; any other: a hostile kernel's unreadable one
            return False
        return True

    def _take_snapshots_for(self, cell: Any) -> list[Snapshot]:
        """Take a snapshot for each time that a test cell runs, and one for a diagnosis."""
        count, test = 1 + _has_hidden_lines(cell), cell.metadata.nbgrader["grade_id"]
        if not self._diagnosis.needs(test):
            return self._take_snapshots(count)
        *taken, kept = self._take_snapshots(count + 1)
        self._diagnosis.keep(test, kept)
        return taken

    def _take_snapshots(self, count: int) -> list[Snapshot]:
        """Have the kernel hand out snapshots; return None for each if it has ended or doesn't obey."""
        provisioner = self.km.provisioner
        if not self._why_ended and not run_sync(self.km.is_alive)():
            self._why_ended = self._why_dead()
        if not self._why_ended:
            try:
                return run_sync(take_snapshots)(self.kc, provisioner.snapshots, count)
            except NoAnswerError:
                self._why_ended = "The notebook's kernel did not answer."
                run_sync(provisioner.kill)()
        return [None] * count

    def _examine(self, snapshots: dict[int, list[Snapshot]], resources: Any) -> None:
        """Run all tests as students have them, then the whole of those with hidden lines.

        So while tests quote a student's code, that code has seen nothing of a hidden test.
        """
        self._ends = time.monotonic() + self.notebook_timeout
        # A release tries the instructor's own answers.
        in_full = resources["nbgrader"].get("student") == "."
        examiner = Examiner(self._source_notebook(resources))
        try:
            for index, (first, *rest) in snapshots.items():
                cell = self.nb.cells[index]
                cell.execution_count = None
                cell.outputs = self._outputs(examiner, cell, [first], as_released=True)
                if not rest:
                    _close([first])
            for index, (first, *rest) in snapshots.items():
                cell = self.nb.cells[index]
                if rest and not any(output.output_type == "error" for output in cell.outputs):
                    whole = self._outputs(examiner, cell, [*rest, first], in_full=in_full)
                    cell.outputs += [output for output in whole if output.output_type == "error"]
                _close([first, *rest])
            self._diagnosis.mark(self.nb.cells, examiner)
        finally:
            self._diagnosis.close()
            examiner.close()

    def _outputs(self, examiner: Examiner, cell: Any, snapshots: list[Snapshot], **how: bool) -> list[Any]:
        """Run a test cell; return its outputs."""
        seconds = min(self.test_timeout, self._ends - time.monotonic())
        connected = [snapshot for snapshot in snapshots if snapshot is not None]
        if len(connected) < len(snapshots):
            why = self._why_ended or "The notebook's kernel has too many processes or open files to be copied."
            return [error_output("KernelEnded", f"This test could not be run. {why}")]
        if seconds <= 0:
            return [error_output("TimeoutError", "This test did not run: the tests before it took all the time.")]
        return examiner.examine(cell.metadata.nbgrader["grade_id"], connected, seconds, **how)

    def _source_notebook(self, resources: Any) -> Path:
        course = CourseDirectory(parent=self)
        ids = resources["nbgrader"]
        folder = course.format_path(course.source_directory, ".", ids["assignment"])
        return Path(folder, ids["notebook"] + ".ipynb")


def _close(snapshots: list[Snapshot]) -> None:
    """End snapshots."""
    for snapshot in snapshots:
        if snapshot is not None:
            snapshot.close()


def _has_hidden_lines(cell: Any) -> bool:
    return markers.has_region(cell.source, markers.HIDDEN_TESTS)
