"""Sandboxed kernels: what they see, and what they may do."""

import ast
import os
import socket
import sys
from pathlib import Path

import pytest
from nbclient.exceptions import DeadKernelError

from autograder.processes.fork_server import fork_server
from tests.autograder.sandbox.conftest import Submission, sandboxes
from tests.conftest import COURSE

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")]


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
