"""Submissions that are run and examined: a kernel that ends, or is hostile."""

import sys
import time

import psutil
import pytest

from tests.autograder.grading.conftest import FIVE, TRUE, Grade
from tests.conftest import code, graded

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

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
