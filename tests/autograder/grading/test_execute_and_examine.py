"""Submissions that are run and examined: the step itself, on notebooks made by hand."""

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from nbgrader.utils import determine_grade
from traitlets.config import Config

from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.sandbox.provisioner import ISOLATED
from tests.conftest import code, graded, notebook, resources_for, solution

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

MB = 2**20
TRUE = graded("assert answer == 5", "last-test")  # passes where `answer` is 5: something still works
FIVE = code("answer = 5")


class Graded:
    """A submission that has been run and examined."""

    def __init__(self, nb: Any, seconds: float) -> None:
        self.nb = nb
        self.seconds = seconds

    @property
    def scores(self) -> list[float]:
        """The points for each test cell, as nbgrader gives them."""
        return [
            determine_grade(cell)[0]
            for cell in self.nb.cells
            if "nbgrader" in cell.metadata and cell.metadata.nbgrader.grade
        ]

    def told(self, index: int) -> str:
        """Return what the outputs of a code cell say, the first having index 0."""
        return "".join(
            output.get("text") or f"{output.ename}: {output.evalue}"
            if "ename" in output or "text" in output
            else str(output.data)
            for output in self.nb.cells[index + 1].outputs
        )


Grade = Callable[..., Graded]


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    """Grade a submission to the notebook that has these cells; `answers` are put in place of the instructor's cells."""

    def grade(*cells: Any, answers: dict[int, str] | None = None, **limits: Any) -> Graded:
        nb = notebook(*cells)
        source = tmp_path / "source" / "unit01" / "small.ipynb"
        source.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, source)
        nb = nbformat.read(source, as_version=4)
        for index, answer in (answers or {}).items():
            nb.cells[index + 1].source = answer
        folder = tmp_path / "autograded" / "s1" / "unit01"
        folder.mkdir(parents=True, exist_ok=True)
        config = Config(CourseDirectory={"root": str(tmp_path)})
        of_sandbox = {name: limits.pop(name) for name in list(limits) if name in ("memory", "processes", "disk")}
        config.SandboxProvisioner = Config(of_sandbox, preload=[])
        step = ExecuteAndExamine(config=config, **limits)
        started = time.monotonic()
        nb, _ = step.preprocess(nb, resources_for(folder / "small.ipynb"))
        seconds = time.monotonic() - started
        nbformat.validate(nb)
        nbformat.write(nb, folder / "small.ipynb")  # as nbgrader will
        return Graded(nb, seconds)

    return grade


# What tests see


def test_a_test_sees_the_state_where_it_stands(grade: Grade) -> None:
    done = grade(
        code("answer, values = 1, [1]"),
        graded("assert answer == 1 and values == [1]", "first-test"),
        code("answer = 2; values.append(2)"),
        graded("assert answer == 2 and values == [1, 2]", "second-test"),
        code("answer = 3; values.clear()"),
    )
    assert done.scores == [1, 1]
    assert done.nb.metadata.isolation == ISOLATED


def test_what_a_test_changes_no_later_cell_sees(grade: Grade) -> None:
    done = grade(
        code("values = []\ndef add(value): values.append(value)"),
        graded("add(1)\nadd(2)", "first-test"),
        code("print(values)"),
        graded("assert values == []", "second-test"),
    )
    assert done.told(2) == "[]\n"
    assert done.scores == [1, 1]


def test_a_test_does_not_run_in_the_kernel(grade: Grade) -> None:
    done = grade(
        code("import sys"),
        graded("sys.spoilt = expected = 5"),
        code("print(hasattr(sys, 'spoilt'), 'expected' in globals())"),
    )
    assert done.told(2) == "False False\n"


def test_given_code_between_answers_runs_in_the_kernel(grade: Grade) -> None:
    done = grade(
        solution("# BLANK: weights = ...\nweights = [1, 2]"),
        code("answer = sum(weights)", "sum", locked=True),
        graded("assert answer == 3"),
        answers={0: "weights = [2, 2]"},
    )
    assert done.told(2).startswith("AssertionError")
    assert done.scores == [0]


def test_tests_have_the_sources_imports_whatever_students_make_of_the_names(grade: Grade) -> None:
    done = grade(
        code("import numpy as np\nfrom math import isclose"),
        solution("# BLANK: answer = ...\nanswer = 5"),
        graded("assert np.allclose(answer, 5) and isclose(answer, 5)"),
        answers={1: "answer = 6\nnp.allclose = isclose = lambda *arguments: True\nclass np: allclose = isclose"},
    )
    assert done.scores == [0]


def test_tests_of_the_source_run_not_those_of_the_submission(grade: Grade) -> None:
    done = grade(code("answer = 4"), graded("assert answer == 5, 'no five'"), answers={1: "assert True"})
    assert done.told(1) == "AssertionError: no five"


def test_what_a_tested_function_prints_or_warns_costs_nothing_and_is_not_shown(grade: Grade) -> None:
    done = grade(
        code(
            "import sys, warnings\n"
            "def double(x):\n"
            "    print('called with', x); print('called with', x, file=sys.stderr); warnings.warn(f'called with {x}')\n"
            "    return 2 * x"
        ),
        graded("assert double(3141) == 6282"),
    )
    assert done.scores == [1]
    assert done.nb.cells[2].outputs == []


def test_what_a_test_prints_is_shown_and_costs_nothing(grade: Grade) -> None:
    done = grade(FIVE, graded("import sys, warnings\nprint('fine')\nwarnings.warn('not so')\nassert answer == 5"))
    assert done.scores == [1]
    assert "fine" in done.told(1)
    assert {output.name for output in done.nb.cells[2].outputs} == {"stdout"}


def test_outputs_that_were_handed_in_are_gone(grade: Grade) -> None:
    cell, test, text, empty = code("1"), graded("assert False"), code("x = 1"), code("")
    for old in (cell, test, text, empty):
        old.outputs, old.execution_count = [nbformat.v4.new_output("stream", text="old")], 99
    done = grade(cell, test, text, empty)
    assert [len(cell.outputs) for cell in done.nb.cells[1:]] == [1, 1, 0, 0]
    assert [cell.execution_count for cell in done.nb.cells[1:]] == [1, None, 2, None]


def test_outputs_of_all_kinds_are_kept(grade: Grade) -> None:
    source = (
        "import sys, matplotlib.pyplot as plt\n"
        "print('out'); print('err', file=sys.stderr)\n"
        "plt.plot([1, 2]); plt.show()\n"
        "display({'text/html': '<b>5</b>', 'text/plain': '5'}, raw=True)\n"
        "5"
    )
    outputs = grade(code(source), code("1 / 0")).nb.cells
    kinds = [output.output_type for output in outputs[1].outputs]
    assert sorted(kinds) == ["display_data", "display_data", "execute_result", "stream", "stream"]
    assert outputs[2].outputs[0].ename == "ZeroDivisionError"


def test_says_to_the_log_what_it_was_isolated_by(grade: Grade, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    grade(FIVE)
    assert f"Isolation of this submission: {ISOLATED}" in caplog.text


# Time


def test_a_cell_is_interrupted_after_its_time(grade: Grade) -> None:
    done = grade(FIVE, code("while True: pass"), TRUE, code("print('goes on')"), timeout=3)
    assert done.told(1).startswith("KeyboardInterrupt")
    assert done.told(3) == "goes on\n"
    assert done.scores == [1]


def test_a_loop_that_ignores_interrupts_ends_the_kernel(grade: Grade) -> None:
    endless = "while True:\n    try:\n        while True:\n            answer = 4\n    except KeyboardInterrupt:\n        pass"
    done = grade(
        FIVE, TRUE, code(endless), code("print('too late')"), graded("assert answer == 5", "later-test"), timeout=3
    )
    assert "could not be interrupted" in done.told(2)
    assert done.nb.cells[4].outputs == []
    assert "could not be run" in done.told(4) and "could not be interrupted" in done.told(4)
    assert done.scores == [1, 0]
    assert done.seconds < 30


def test_all_cells_together_have_their_time(grade: Grade) -> None:
    sleep = "import time; time.sleep(1)"
    done = grade(
        FIVE, TRUE, *(code(sleep) for _ in range(6)), graded("assert answer == 5", "later-test"), notebook_timeout=3
    )
    assert "All cells together took more than 3 seconds" in str(done.nb.cells)
    assert "All cells together took more than 3 seconds" in done.told(8)
    assert done.scores == [1, 0]
    assert done.seconds < 20


def test_a_test_has_its_time(grade: Grade) -> None:
    done = grade(
        code("answer = 5\ndef loop():\n    while True: pass"),
        graded("loop()", "endless-test"),
        graded("import time\nwhile True: time.sleep(0.1)", "own-endless-test"),
        TRUE,
        test_timeout=3,
    )
    assert done.told(1) == "TimeoutError: This test was stopped: your code took too long to answer."
    assert "took more than 3 seconds" in done.told(2)
    assert done.scores == [0, 0, 1]
    assert done.seconds < 30


def test_all_tests_together_have_their_time(grade: Grade) -> None:
    tests = [graded("import time; time.sleep(2)", f"test-{number}") for number in range(5)]
    done = grade(FIVE, *tests, notebook_timeout=4)
    # How many pass depends on the machine: the first does, the last doesn't, and none after one that had no time.
    assert done.scores == sorted(done.scores, reverse=True)
    assert (done.scores[0], done.scores[-1]) == (1, 0)
    assert "the tests before it took all the time" in done.told(5)


# Output


FLOODS = {
    "many prints": "while True: print('x' * 1000)",
    "one huge text": "print('x' * 30_000_000)",
    "displays": "while True: display('x' * 10_000)",
    "updates of one display": "h = display('x', display_id=True)\nwhile True: h.update('x' * 10_000)",
    "cleared displays": "from IPython.display import clear_output\nwhile True:\n    clear_output()\n    display('x' * 10_000)",
    "one huge picture": "display({'image/png': 'x' * 30_000_000}, raw=True)",
    "error of one huge line": "raise ValueError('x' * 30_000_000)",
    "result": "'x' * 30_000_000",
}


def test_many_outputs_are_left_out_but_not_what_is_printed_in_a_row(grade: Grade) -> None:
    prints = "for _ in range(30): print('a', flush=True)\n"
    done = grade(FIVE, code(f"{prints}for n in range(30): display(n)"), code(prints), TRUE, outputs=10)
    shown = done.nb.cells[2].outputs
    assert len(shown) == 11 and shown[0].text == "a\n" * 30
    assert shown[-1].evalue == "This cell showed more than 10 outputs; the others are left out."
    assert done.told(2) == "a\n" * 30
    assert done.scores == [1]


@pytest.mark.parametrize("source", FLOODS.values(), ids=FLOODS.keys())
def test_output_is_bounded_and_so_is_the_graders_memory(grade: Grade, source: str) -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    done = grade(FIVE, code(source), TRUE, code("print('goes on')"), output_limit=1.0, timeout=6)
    assert process.memory_info().rss - before < 60 * MB  # modules that grading imports are in it
    assert len(str(done.nb.cells[2].outputs)) < 2 * MB
    assert "1 MB" in str(done.nb.cells[2].outputs[-1])
    assert done.scores == [1]
    assert done.told(3) == "goes on\n"
    assert done.seconds < 20


# A kernel that ends, or is hostile


ENDS = {
    "exits": "import os; os._exit(0)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "is killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "ends at a later time": "import os, threading; threading.Timer(0.2, os._exit, [0]).start()",
}


@pytest.mark.parametrize("source", ENDS.values(), ids=ENDS.keys())
def test_tests_before_the_kernels_end_keep_their_points(grade: Grade, source: str) -> None:
    sleep = code("import time; time.sleep(3); print('too late')")
    done = grade(FIVE, TRUE, code(source), sleep, graded("assert answer == 5", "later-test"))
    assert done.scores == [1, 0]
    assert "too late" not in str(done.nb.cells[4].outputs)
    assert done.told(4).startswith("KernelEnded: This test could not be run. ")
    assert "ended the notebook's kernel" in done.told(4)


def test_a_cell_that_asks_for_the_kernels_end_gets_it(grade: Grade) -> None:
    # It ends when it comes to it, at the latest after the first of these.
    sleeps = [code("import time; time.sleep(1)") for _ in range(2)]
    done = grade(FIVE, TRUE, code("exit()"), *sleeps, graded("assert answer == 5", "later-test"))
    assert done.scores == [1, 0]
    assert "ended the notebook's kernel" in done.told(5)


def test_memory_is_named_as_the_reason(grade: Grade) -> None:
    many = "import os, time\nfor _ in range(4):\n    if os.fork() == 0:\n        held = b'x' * (180 << 20)\n        time.sleep(9)\ntime.sleep(9)"
    done = grade(FIVE, TRUE, code(many), graded("assert answer == 5", "later-test"), memory=300)
    assert done.told(2) == "KernelEnded: Your code used more than 300 MB of memory, so it was stopped."
    assert "300 MB" in done.told(3)
    assert done.scores == [1, 0]


def test_a_function_that_ends_the_kernel_fails_its_own_test_only(grade: Grade) -> None:
    done = grade(code("import os\nanswer = 5\ndef end(): os._exit(0)"), graded("end()", "end-test"), TRUE)
    assert done.told(1) == "KernelDied: Your code ended the notebook's kernel while this test called it."
    assert done.scores == [0, 1]


SEND = """
kernel = get_ipython().kernel
parent = kernel.get_parent("shell")
def send(kind, content, **options):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=parent, **options)
def reply(content):
    kernel.session.send(kernel.shell_stream, "execute_reply", content, parent=parent)
"""
MALFORMED = [
    "send('stream', {'name': 'stdout'})",
    "send('stream', {'name': 5, 'text': {}})",
    "send('stream', {'name': 'nowhere', 'text': 'x'})",
    "send('stream', [1])",
    "send('display_data', 'x')",
    "send('display_data', {})",
    "send('display_data', {'data': {'text/plain': 5}, 'metadata': 1})",
    "send('display_data', {'data': {'text/plain': {'a': [1]}}, 'metadata': {}})",
    "send('display_data', {'data': {}, 'metadata': {}, 'transient': 5})",
    "send('display_data', {'data': {}, 'metadata': {}, 'transient': {'display_id': [1]}})",
    "send('display_data', {'data': {}, 'metadata': {}, 'a': 1})",
    "send('display_data', {'data': {'application/json': float('nan')}, 'metadata': {}})",
    "send('execute_result', {'data': {}, 'metadata': {}, 'execution_count': 'x'})",
    "send('execute_input', {'execution_count': ['x']})",
    "send('error', {'ename': 1, 'evalue': None, 'traceback': 'x'})",
    "send('status', {})",
    "send('status', {'execution_state': ['idle']})",
    "send('status', {'execution_state': 'idle'})",
    "send('nonsense', {'a': 1})",
    "send(['stream'], {})",
    "send('comm_open', {'target_name': 'jupyter.widget', 'data': 5})",
    "send('stream', {'name': 'stdout', 'text': 'x'}, header={'msg_id': 1, 'msg_type': 'stream'})",
    "send('stream', {}, header=5)",
    "reply({})",
    "reply([])",
    "reply({'status': 'error', 'ename': 5, 'evalue': {}, 'traceback': 'x'})",
    "kernel.iopub_socket.send_multipart([b'nonsense'])",
    "kernel.iopub_socket.send_multipart([b'stream', b'<IDS|MSG>', b'', b'{', b'{', b'{', b'{'])",
    "kernel.iopub_socket.send_multipart([b''] * 10)",
    "print('\\ud800'); display({'text/\\udfff': '\\ud800'}, raw=True)",
    "raise ValueError('\\ud800')",
    "raise type('\\ud800', (Exception,), {})",
]
SILENT = {
    "signatures": "kernel.session.key = b'other'; print(5)",
    "outputs": "kernel.iopub_socket.close()",
    "messages": "kernel.session.send = lambda *a, **k: None",
}


def test_malformed_messages_stop_nothing(grade: Grade) -> None:
    cells = [code(SEND + source) for source in MALFORMED]
    done = grade(
        FIVE, TRUE, *cells, code("answer = 5"), graded("assert answer == 5", "later-test"), code("print('goes on')")
    )
    assert done.scores == [1, 1]
    assert done.told(len(MALFORMED) + 4) == "goes on\n"


@pytest.mark.parametrize("source", SILENT.values(), ids=SILENT.keys())
def test_a_kernel_without_right_messages_keeps_earlier_points(grade: Grade, source: str) -> None:
    done = grade(FIVE, TRUE, code(SEND + source), graded("assert answer == 5", "later-test"), timeout=3)
    assert done.scores[0] == 1
    assert done.seconds < 30


def test_an_update_of_an_earlier_display_is_checked_as_well(grade: Grade) -> None:
    done = grade(
        code("display('good', display_id='mine')"),
        TRUE,
        code(
            SEND
            + "send('update_display_data', {'data': {'text/plain': 5}, 'metadata': 5, 'transient': {'display_id': 'mine'}})"
        ),
        code(SEND + "send('update_display_data', {'data': [1], 'metadata': [], 'transient': {'display_id': 'mine'}})"),
    )
    assert done.scores == [0]


def test_outputs_nested_deep_stop_nothing(grade: Grade) -> None:
    nest = "import sys\nsys.setrecursionlimit(100_000)\ndeep = []\nfor _ in range({}): deep = [deep]\n"
    show = "display({'application/json': deep, 'text/plain': 'deep'}, raw=True)"
    done = grade(FIVE, TRUE, code(nest.format(400) + show), code(nest.format(20_000) + show), timeout=5)
    assert done.scores == [1]


NO_SNAPSHOT = {
    "says nothing": "kernel.shell_handlers['snapshot_request'] = lambda *a: None",
    "says something else": "kernel.shell_handlers['snapshot_request'] = lambda stream, ident, parent: kernel.session.send(stream, 'x', {}, parent, ident)",
    "fails": "kernel.shell_handlers['snapshot_request'] = lambda *a: 1 / 0",
    "never ends": "import time; kernel.shell_handlers['snapshot_request'] = lambda *a: time.sleep(99)",
    "has too many files open": "import socket; files = []\ntry:\n    while True: files.append(socket.socket())\nexcept OSError: pass",
    "hands out no socket": (
        "import os, socket\n"
        "def answer_wrongly(stream, ident, parent):\n"
        "    socket.send_fds(type(kernel).snapshots, [b'x'], [os.open('/dev/null', os.O_RDWR)])\n"
        "    kernel.session.send(stream, 'snapshot_reply', {'status': 'ok'}, parent, ident)\n"
        "kernel.shell_handlers['snapshot_request'] = answer_wrongly"
    ),
}


@pytest.mark.parametrize("source", NO_SNAPSHOT.values(), ids=NO_SNAPSHOT.keys())
def test_a_kernel_that_hands_out_no_snapshot_fails_its_tests(grade: Grade, source: str) -> None:
    later = graded("assert answer == 5", "later-test")
    done = grade(FIVE, TRUE, code("kernel = get_ipython().kernel\n" + source), later)
    assert done.scores[0] == 1
    assert done.scores[1] == 0
    assert done.told(3).startswith("KernelEnded: This test could not be run.")
    assert done.seconds < 40


def test_a_snapshot_that_is_handed_out_unasked_is_not_taken(grade: Grade) -> None:
    early = "kernel = get_ipython().kernel\nanswer = 5\nkernel.snapshot_request(kernel.shell_stream, [b'x'], {'header': {}, 'content': {'count': 1}})\nanswer = 4"
    assert grade(code(early), TRUE).scores == [0]


def test_what_it_started_is_gone(grade: Grade) -> None:
    marker = f"7000.{time.time_ns() % 10**9}"
    source = f"import os, subprocess\nsubprocess.Popen(['sleep', '{marker}'], start_new_session=True)\ndef f(): subprocess.Popen(['sleep', '{marker}'], start_new_session=True); return 1"
    done = grade(code(source), graded("assert f() == 1"))
    assert done.scores == [1]
    left = [process for process in psutil.process_iter(["cmdline"]) if marker in (process.info["cmdline"] or [])]
    _, alive = psutil.wait_procs(left, timeout=5)  # they have been killed, and may be on their way
    assert alive == []
