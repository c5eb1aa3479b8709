"""What the tests share: the course's folders, commands run as a user types them, and small notebooks."""

import gc
import json
import os
import pkgutil
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import hypothesis
import nbformat
import psutil
import pytest
from filelock import FileLock
from nbgrader.api import Gradebook

from autograder import commands
from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository
from autograder.notebook.new_cells import code as code
from autograder.notebook.new_cells import notebook_of, text
from autograder.processes.fork_server import ForkServer, fork_server
from autograder.sandbox.provisioner import SandboxProvisioner

COURSE = Path(__file__).parents[1]
Run = Callable[..., subprocess.CompletedProcess[str]]
# For nbgrader_config.py: a release that runs no notebook.
WITHOUT_TRYING = "\nc.GenerateAssignment.preprocessors.remove(TryTests)\n"
FORKED = ("autograder", "nbgrader")
RUN_SUBMISSIONS = ("autograde", "check-answers", "generate_assignment", "grade")
# They take minutes each.
LONGEST = (
    "tests/hostile/",
    "tests/release/",
    "tests/site/",
    "tests/colab/",
    "tests/autograder/class_run/",
    "tests/autograder/grading/",
)

# A busy machine is no mistake: no example fails for the time it takes. Each run tries the same examples.
hypothesis.settings.register_profile("no clock", deadline=None, derandomize=True)
hypothesis.settings.load_profile("no clock")

# Commands are forks of the tests: what they import and compile is done once.
for _command in pkgutil.iter_modules(commands.__path__, "autograder.commands."):
    import_module(_command.name)
nbformat.validate(nbformat.v4.new_notebook())
gc.collect()
gc.freeze()

# Commands find their like (nbgrader calls alembic) in the environment that the tests run in.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
os.environ.setdefault("OMP_NUM_THREADS", "1")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is left with it in the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def course() -> Path:
    """The course folder."""
    return COURSE


class Command:
    """A command of nbgrader's or ours, in a fork of the tests, which has imported it already: that takes seconds.

    Starting a fork server takes seconds, too. So commands share one with all that import the same modules first, unless
    the command is to have its own.
    """

    _servers: ClassVar[dict[tuple[str, ...], ForkServer]] = {}

    def __init__(self, words: Sequence[str], cwd: Path, *, own_server: bool = False) -> None:
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115  # until it ends
        server = None if own_server or words[1] not in RUN_SUBMISSIONS else self._server_for(cwd).connect()
        self._pid = os.fork()
        if self._pid == 0:
            if server:
                fork_server.use(server)
            _become([*words], cwd, self._said.fileno())
        if server:
            server.close()
        self.process = psutil.Process(self._pid)

    def _server_for(self, folder: Path) -> ForkServer:
        preload = SandboxProvisioner(config=load_config(folder)).modules
        if tuple(preload) not in self._servers:
            self._servers[tuple(preload)] = ForkServer()
            self._servers[tuple(preload)].preload = preload
        return self._servers[tuple(preload)]

    def wait(self) -> tuple[int, str]:
        """Wait until it ends; return its exit status and what it has printed."""
        status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        with self._said:
            self._said.seek(0)
            return status, self._said.read()


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a command as a user would; its output comes back as text, stderr with stdout."""

    def run(*command: str | Path, cwd: Path = COURSE, check: bool = True) -> subprocess.CompletedProcess[str]:
        words = [str(part) for part in command]
        if words[0] in FORKED:
            done = subprocess.CompletedProcess(words, *Command(words, cwd).wait())
        else:
            done = subprocess.run(words, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert not check or done.returncode == 0, done.stdout
        return done

    return run


def _become(words: list[str], cwd: Path, output: int) -> NoReturn:
    """Be a command, as its console script is."""
    status: object = 1
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", 1, closefd=False)
        sys.argv = words
        os.chdir(cwd)
        (script,) = entry_points(group="console_scripts", name=words[0])
        try:
            status = script.load()()
        except SystemExit as ended:
            status = ended.code
        if isinstance(status, str):
            print(status, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else int(status is not None))


def copy_course(folder: Path) -> None:
    """Copy the course's files, as git has them or would have them, into a new checkout."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listing, cwd=COURSE, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (COURSE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(COURSE / name, folder / name)
    subprocess.run(["git", "-c", "init.defaultBranch=main", "init", "--quiet"], cwd=folder, check=True)
    subprocess.run(["git", "add", "--all"], cwd=folder, check=True)


def set_public_repository(folder: Path, name: str, tag: str) -> None:
    """Do what an instructor does first: set the public repository, and release for it what has been released."""
    before = PublicRepository(config=load_config(folder))
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.PublicRepository.name = {name!r}\nc.PublicRepository.tag = {tag!r}\n")
    for path in folder.glob("release/*/*.ipynb"):
        released = path.read_text().replace(f"/{before.name}/", f"/{name}/")
        released = released.replace(before.site, PublicRepository(name=name).site)
        path.write_text(released.replace(f"/tags/{before.tag}.zip", f"/tags/{tag}.zip"))


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Have a file or folder made for all of pytest's processes: by the first that asks, while others wait for it."""
    shared = factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()
    path = shared / name
    with FileLock(f"{path}.lock"):
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=shared) as unfinished:
                make(Path(unfinished, name))
                Path(unfinished, name).rename(path)
    return path


@pytest.fixture(scope="session")
def own_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course that can be published: with a public repository of its own. No test changes it."""

    def make(folder: Path) -> None:
        copy_course(folder)
        set_public_repository(folder, "someone/course", "2026-fall")

    return made_once(tmp_path_factory, "own_course", make)


@pytest.fixture(scope="session")
def public(own_course: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public tree of `own_course`, written by the command. No test changes it."""
    return made_once(tmp_path_factory, "public", lambda folder: run("autograder", "publish", folder, cwd=own_course))


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with nothing in it, to be copied: nbgrader takes seconds to make one."""
    return made_once(tmp_path_factory, "gradebook.db", lambda path: Gradebook(f"sqlite:///{path}").close())


def solution(source: str, grade_id: str = "answer") -> Any:
    """Make a solution cell."""
    return code(source, grade_id, solution=True)


def graded(source: str, grade_id: str = "answer-test", points: float = 1) -> Any:
    """Make a test cell."""
    return code(source, grade_id, grade=True, locked=True, points=points, tags=("objective:TM-Softmax",))


def notebook(*cells: Any) -> Any:
    """Make a notebook that lists one objective."""
    return notebook_of(text("- **TM-Softmax**: “…”"), *cells)


@pytest.fixture
def add_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make a Jupyter kernel known by a name: ipykernel, started by a command of one's own."""

    def add(name: str, *command: str | Path) -> None:
        argv = [*map(str, command), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        folder = tmp_path / "kernels" / name
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "", "language": "python"}))
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))

    return add


def make_small_course(folder: Path, nb: Any, gradebook: Path, *, try_tests: bool = False) -> Path:
    """Make a course folder with this project's pipeline and one source notebook, unit01/small.ipynb.

    Unless it is asked for, a release doesn't try the tests, which takes seconds. Kernels wait for what they import.
    """
    config = (COURSE / "nbgrader_config.py").read_text() + "\nc.SandboxProvisioner.preload = []\n"
    if not try_tests:
        config += WITHOUT_TRYING
    (folder / "nbgrader_config.py").write_text(config)
    shutil.copy(gradebook, folder)
    path = folder / "source" / "unit01" / "small.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(nb, path)
    return folder


@pytest.fixture
def small_course(tmp_path: Path, empty_gradebook: Path) -> Callable[..., Path]:
    """Make a small course in the test's folder."""

    def make(nb: Any, *, try_tests: bool = False) -> Path:
        return make_small_course(tmp_path, nb, empty_gradebook, try_tests=try_tests)

    return make


def resources_for(path: Path) -> dict[str, Any]:
    """Return the resources that nbconvert and nbgrader hand from step to step."""
    return {
        "metadata": {"path": str(path.parent), "name": path.stem},
        "nbgrader": {"assignment": path.parent.name, "notebook": path.stem},
    }
