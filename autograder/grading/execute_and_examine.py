"""Run a submission in the sandbox, and its test cells in the examiner."""

import asyncio
import socket
import time
import uuid
from pathlib import Path
from typing import Any

import nbformat
import zmq
from jupyter_client.manager import KernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from traitlets import Float, Integer

from autograder.cells import is_test
from autograder.examiner.examine import Examiner
from autograder.sandbox.provisioner import MB, SandboxProvisioner

_SECONDS_TO_ANSWER = 5  # for a kernel that has nothing else to do


class ExecuteAndExamine(Execute):
    """nbgrader's Execute in two parts: the student's cells run in the sandbox, test cells in the examiner.

    All cells but test cells run in the submission's kernel, in order. Where a test cell stands, the kernel hands out a
    snapshot of itself. When the last cell has run, the kernel is ended, so that nothing that it learns from the tests
    can reach an output. Then the examiner runs each test cell against its snapshot. What a test cell prints or raises
    becomes its outputs, for nbgrader to score.
    """

    timeout = Integer(120, help="Seconds for a cell.").tag(config=True)
    notebook_timeout = Integer(600, help="Seconds for all cells of a notebook; and again for all its tests.").tag(
        config=True
    )
    test_timeout = Integer(60, help="Seconds for a test cell.").tag(config=True)
    output_limit = Float(10.0, help="What a cell may print and show, in MB.").tag(config=True)

    _ends: float  # when the time for all cells is over, as of time.monotonic

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run the notebook; all outputs are made anew."""
        NotebookClient.__init__(self, nb, km)
        self.reset_execution_trackers()
        self._check_assign_resources(resources)
        self._why_ended = ""  # why the kernel has ended, once it has
        self.timeout_func = lambda _: max(1, min(self.timeout, round(self._ends - time.monotonic())))
        snapshots: dict[int, socket.socket | None] = {}
        with self.setup_kernel():
            self._ends = time.monotonic() + self.notebook_timeout
            provisioner = self.km.provisioner
            nb.metadata["isolation"] = provisioner.isolation
            self.log.info("Isolation of this submission: %s", provisioner.isolation)
            for index, cell in enumerate(nb.cells):
                if is_test(cell):
                    snapshots[index] = self._take_snapshot()
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
        # A message beyond this never enters the grader's memory.
        manager.context.setsockopt(zmq.MAXMSGSIZE, round(self.output_limit * MB) + MB)
        return manager

    def _run(self, cell: Any, index: int) -> None:
        """Run one of the student's cells. Whatever happens, it is told in the cell's outputs."""
        cell.outputs, cell.execution_count = [], None
        if self._why_ended or not cell.source.strip():
            return
        self._shown = 0
        problem = ""
        try:
            self.execute_cell(cell, index)
        except DeadKernelError:
            problem = self._why_ended = self._why_dead()
        except Exception as error:  # a hostile kernel can send anything
            self.log.warning("cell %d: %s", index + 1, error)
            if self._answers():
                problem = "Some of this cell's output was lost: it was too large, or none that a notebook can hold."
            else:
                problem = self._why_ended = (
                    "This cell could not be interrupted after its time, so its kernel was ended."
                )
                run_sync(self.km.provisioner.kill)()
        if self._shown > self.output_limit * MB:
            problem = problem or f"This cell printed more than {self.output_limit:g} MB, and was stopped."
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
            within = self._shown <= self.output_limit * MB
            self._shown += len(repr(msg["content"])) + sum(map(len, msg["buffers"]))
            if self._shown > self.output_limit * MB:
                if within:
                    self._interrupt = asyncio.ensure_future(self.km.interrupt_kernel())
                return None
        return super().process_message(msg, cell, cell_index)

    def _answers(self) -> bool:
        """Say whether the kernel still answers."""
        return run_sync(self._ask)("kernel_info_request")

    async def _ask(self, request: str) -> bool:
        """Send the kernel a request; say whether it replied in time."""
        message = self.kc.session.msg(request)
        self.kc.shell_channel.send(message)
        ends = time.monotonic() + _SECONDS_TO_ANSWER
        while time.monotonic() < ends:
            try:
                reply = await self.kc.shell_channel.get_msg(timeout=ends - time.monotonic())
                if reply["parent_header"]["msg_id"] == message["header"]["msg_id"]:
                    return True
            except Exception:  # none came, or one that can't be read
                continue
        return False

    def _take_snapshot(self) -> socket.socket | None:
        """Have the kernel hand out a snapshot; None if it has ended or doesn't obey."""
        if self._why_ended or not run_sync(self._ask)("snapshot_request"):
            return None
        handed_out = self.km.provisioner.snapshots
        handed_out.settimeout(_SECONDS_TO_ANSWER)
        try:
            _, descriptors, _, _ = socket.recv_fds(handed_out, 64, 1)
            return socket.socket(fileno=descriptors[0])
        except (OSError, IndexError):
            return None

    def _examine(self, snapshots: dict[int, socket.socket | None], resources: Any) -> None:
        ends = time.monotonic() + self.notebook_timeout
        examiner = Examiner(self._source_notebook(resources))
        try:
            for index, snapshot in snapshots.items():
                cell = self.nb.cells[index]
                grade_id = cell.metadata.nbgrader["grade_id"]
                seconds = min(self.test_timeout, ends - time.monotonic())
                cell.execution_count = None
                if snapshot is None:
                    why = self._why_ended or "The notebook's kernel did not answer."
                    cell.outputs = [_error("KernelEnded", f"This test could not be run. {why}")]
                elif seconds <= 0:
                    cell.outputs = [_error("TimeoutError", "The tests before this one took all the time.")]
                else:
                    cell.outputs = examiner.examine(grade_id, snapshot, seconds)
        finally:
            examiner.close()

    def _source_notebook(self, resources: Any) -> Path:
        course = CourseDirectory(parent=self)
        ids = resources["nbgrader"]
        folder = course.format_path(course.source_directory, ".", ids["assignment"])
        return Path(folder, ids["notebook"] + ".ipynb")


def _error(name: str, text: str) -> Any:
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _is_valid(output: Any) -> bool:
    """Say whether a notebook may hold an output: a hostile kernel can send anything."""
    try:
        nbformat.validate(output, ref="output", version=4)
    except nbformat.ValidationError:
        return False
    return True
