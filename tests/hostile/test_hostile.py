"""A class of cheats, spies, vandals and honest oddities: graded by our command, and every fourth by nbgrader's own."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import text

from autograder.answers.answer import solutions_of
from tests.conftest import COURSE
from tests.hostile.submissions import FILES, HERE, QUESTIONS, Submission, hand_in, read, source_notebook

pytestmark = pytest.mark.slow

MB = 2**20
CONFIG = """
c.ExecuteAndExamine.timeout = 3
c.ExecuteAndExamine.notebook_timeout = 10
c.ExecuteAndExamine.test_timeout = 3
c.ExecuteAndExamine.output_limit = 1.0
c.LimitPage.page_seconds = 2
c.SandboxProvisioner.memory = 512
c.SandboxProvisioner.processes = 64
c.SandboxProvisioner.open_files = 256
c.SandboxProvisioner.disk = 32
c.SandboxProvisioner.preload = ["matplotlib.pyplot", "matplotlib.backends.backend_agg", "pandas", "torch"]
"""
COMMANDS = [["nbgrader", "autograde", "unit01"], ["autograder", "grade", "unit01", "--jobs", "2"]]
LIMITS = [  # what is told at those that a busy machine may meet first
    "KeyboardInterrupt",
    "This cell could not be interrupted after its time",
    "No reply from kernel before timeout",
    "All cells together took more than",
    "Some of this cell's output was lost",
    "The notebook's kernel did not answer",
    "The notebook's kernel has too many processes or open files",
    "This test took more than",
    "the tests before it took all the time",
]
# Hidden inputs, as they would be printed, and what marks all other secrets.
SECRETS = re.compile(r"CANARY|314159|161803|141421|577215|BREACH")
SHARES = [FILES[::4], [path for at, path in enumerate(FILES) if at % 4]]  # of the two commands
SUBMISSIONS = [read(path, {}) for path in FILES]


@dataclass
class Watch:
    """What was seen while nbgrader ran."""

    most_memory: int = 0  # of the grader, in bytes
    most_memory_of_examiner: int = 0
    processes: set[psutil.Process] = field(default_factory=set)  # that it has started, in sandboxes or not

    def look(self, grader: psutil.Process) -> None:
        """Look at the grader and at the processes that it has started."""
        self.most_memory = max(self.most_memory, grader.memory_info().rss)
        for process in grader.children(recursive=True):
            with suppress(psutil.Error, OSError):
                self.processes.add(process)
                if namespace_of(process.pid) == namespace_of(grader.pid):
                    self.most_memory_of_examiner = max(self.most_memory_of_examiner, process.memory_info().rss)


def namespace_of(pid: int) -> str:
    """Return the name of a process's process namespace."""
    return str(Path(f"/proc/{pid}/ns/pid").readlink())


def left_over(processes: set[psutil.Process], marker: str) -> list[str]:
    """List which of some processes are still there, and all that were started with a text in their environment."""
    found = []
    for process in {*processes, *psutil.process_iter()}:
        with suppress(psutil.Error, OSError):
            seen = process in processes and process.is_running() and process.status() != psutil.STATUS_ZOMBIE
            if seen or marker in " ".join(process.environ().values()):
                found.append(f"{process.pid} {process.cmdline()}")
    return found


@dataclass
class Class:
    """A graded class."""

    course: Path
    submissions: dict[str, Submission]
    seconds: float  # that grading took
    status: int  # nbgrader's exit status: 1 says that some submissions couldn't be graded
    watch: Watch
    left_over: list[str]
    visitors: list[str]  # what was heard where the grader's machine listened
    before: dict[str, str]  # hashes of all that grading may not change
    after: dict[str, str]

    def scores(self, student: str) -> dict[str, float] | None:
        """Return the points for each question; None without a submission in the gradebook."""
        with Gradebook(f"sqlite:///{self.course}/gradebook.db") as gradebook:
            try:
                found = gradebook.find_submission_notebook("lab", "unit01", student)
            except MissingEntry:
                return None
            return {grade.name.removesuffix("-test"): grade.score for grade in found.grades}

    def outputs(self, student: str) -> str:
        """Return all outputs of the graded notebook, as they are in the file."""
        path = self.course / "autograded" / student / "unit01" / "lab.ipynb"
        cells = nbformat.read(path, as_version=4).cells if path.exists() else []
        return "\n".join(str(cell.outputs) for cell in cells if cell.cell_type == "code")

    def feedback(self, student: str) -> str:
        """Return the feedback page."""
        path = self.course / "feedback" / student / "unit01" / "lab.html"
        return path.read_text() if path.exists() else ""


def fingerprints(course: Path, home: Path) -> dict[str, str]:
    """Return a hash of every file that grading may not change, and of what the gradebook says of the course itself."""
    found = {}
    folders = [home, *(course / name for name in ("source", "release", "submitted"))]
    for path in [course / "nbgrader_config.py", *(path for folder in folders for path in folder.rglob("*"))]:
        content = bytes(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        found[str(path)] = f"{path.lstat().st_mode:o} {hashlib.sha256(content).hexdigest()}"
    for path in course.iterdir():
        found[str(path)] = found.get(str(path), "there")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        for table in ("assignment", "notebook", "base_cell", "grade_cells", "solution_cells", "source_cell"):
            found[table] = repr(gradebook.db.execute(text(f"select * from {table}")).fetchall())
    return found


def listen(address: str, port: int, heard: list[str]) -> socket.socket:
    """Note who connects to a port of this machine."""
    listener = socket.create_server((address, port))

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, visitor = listener.accept()
                connection.close()
                heard.append(str(visitor))

    threading.Thread(target=accept, daemon=True).start()
    return listener


def start(folder: Path, *words: str) -> psutil.Popen:
    """Start a command in a course folder, with a home and an environment of its own."""
    # In the environment of every process that the grader starts is the folder "tools".
    environment = {**os.environ, "HOME": str(folder / "home"), "SECRET": "CANARY-ENV"}
    environment["PATH"] = f"{folder / 'tools'}:{environment['PATH']}"
    with (folder / f"{words[1]}.log").open("a") as log:
        command = [sys.executable, "-m", *words]
        return psutil.Popen(command, cwd=folder / "course", env=environment, stdout=log, stderr=subprocess.STDOUT)


def release(folder: Path) -> None:
    """Make a course folder with two units, the first released, and a home. Trying the tests fills the home's caches."""
    course, home = folder / "course", folder / "home"
    course.mkdir(parents=True)
    home.mkdir()
    (home / "secret.txt").write_text("CANARY-HOME")
    (home / ".jupyter").mkdir()
    (home / ".jupyter" / "migrated").touch()  # else Jupyter would leave it here, the second time that it is started
    (course / "nbgrader_config.py").write_text((COURSE / "nbgrader_config.py").read_text() + CONFIG)
    for unit, name in [("unit01", "lab"), ("unit02", "other")]:
        (course / "source" / unit).mkdir(parents=True)
        nbformat.write(source_notebook(), course / "source" / unit / f"{name}.ipynb")
    assert start(folder, "nbgrader", "generate_assignment", "unit01").wait() == 0


def grade(released: Path, folder: Path, files: list[Path], command: list[str]) -> Class:
    """Hand in files of this folder and some honest submissions, in a copy of a course folder, and grade them all."""
    shutil.copytree(released, folder)
    course, home, tools = folder / "course", folder / "home", folder / "tools"
    heard: list[str] = []
    listener = listen("127.0.0.1", 0, heard)
    facts = {
        "COURSE_FOLDER": str(course),
        "HOME_FOLDER": str(home),
        "LISTENING_PORT": str(listener.getsockname()[1]),
    }
    submissions = {submission.student: submission for submission in (read(path, facts) for path in files)}
    perfect = Submission(HERE / "perfect", [], {"Deserves": " ".join(QUESTIONS)})
    submissions |= {"a-perfect": perfect, "b-blank": Submission(HERE / "blank", [], {}), "z-perfect": perfect}
    solutions = solutions_of(nbformat.read(course / "source" / "unit01" / "lab.ipynb", as_version=4))
    nb = nbformat.read(course / "release" / "unit01" / "lab.ipynb", as_version=4)
    for student, submission in submissions.items():
        hand_in(submission, nb, solutions, course / "submitted" / student / "unit01")
    for name in ("autograded", "feedback"):
        (course / name).mkdir()

    before = fingerprints(course, home)
    watch, started = Watch(), time.monotonic()
    grader = start(folder, *command)
    while grader.poll() is None:
        with suppress(psutil.Error, OSError):
            watch.look(grader)
        time.sleep(0.6)  # to look costs a grader time, too
    seconds = time.monotonic() - started
    ends = time.monotonic() + 60  # for Linux to end what was killed, on a busy machine
    while (left := left_over(watch.processes, str(tools))) and time.monotonic() < ends:
        time.sleep(0.5)
    listener.close()
    after = fingerprints(course, home)
    start(folder, "nbgrader", "generate_feedback", "unit01").wait()
    return Class(course, submissions, seconds, grader.returncode, watch, left, heard, before, after)


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> list[Class]:
    """Grade everyone, in two classes at the same time: some attackers make the grader wait for their limits."""
    folder = tmp_path_factory.mktemp("hostile")
    release(folder / "released")

    def grade_part(number: int) -> Class:
        return grade(folder / "released", folder / f"class{number}", SHARES[number], COMMANDS[number])

    with ThreadPoolExecutor() as pool:
        return list(pool.map(grade_part, range(len(COMMANDS))))


@pytest.fixture
def class_(classes: list[Class], request: pytest.FixtureRequest) -> Class:
    """The class that a submission is in, or one of all."""
    if "submission" in request.fixturenames:
        student = request.getfixturevalue("submission").student
        return next(class_ for class_ in classes if student in class_.submissions)
    return classes[request.param]


each = pytest.mark.parametrize("class_", range(len(COMMANDS)), indirect=True)


@pytest.mark.parametrize("submission", SUBMISSIONS, ids=lambda submission: submission.student)
def test_it_gets_what_it_deserves(class_: Class, submission: Submission) -> None:
    scores = class_.scores(submission.student)
    if submission.notes.get("Graded") == "no":
        assert scores is None or not any(scores.values())
        return
    assert scores is not None, "it has no score"
    assert set(scores) == set(QUESTIONS)
    assert class_.feedback(submission.student), "it has no feedback"
    deserved = {name: 1 if name in submission.deserves else 0 for name in QUESTIONS}
    if submission.path.parent.name == "honest":
        assert scores == deserved
    assert [name for name in QUESTIONS if scores[name] > deserved[name]] == []


@pytest.mark.parametrize("submission", SUBMISSIONS, ids=lambda submission: submission.student)
def test_it_learns_nothing(class_: Class, submission: Submission) -> None:
    for where in (class_.outputs(submission.student), class_.feedback(submission.student)):
        found = SECRETS.search(where)
        assert not found, where[max(0, found.start() - 500) : found.end() + 500]


@pytest.mark.parametrize(
    "submission",
    [submission for submission in SUBMISSIONS if "Told" in submission.notes],
    ids=lambda submission: submission.student,
)
def test_it_is_told(class_: Class, submission: Submission) -> None:
    """On a busy machine, another limit may come before the one that the submission is about."""
    told = [submission.notes["Told"], *(LIMITS if submission.path.parent.name == "resources" else [])]
    outputs = class_.outputs(submission.student)
    assert any(text in outputs for text in told), outputs


@each
def test_the_class_is_graded_to_its_end(class_: Class) -> None:
    # nbgrader's exit status says whether there are submissions that couldn't be graded.
    assert class_.status == any(submission.notes.get("Graded") == "no" for submission in class_.submissions.values())


@each
def test_the_honest_are_graded_as_ever(class_: Class) -> None:
    for student in ("a-perfect", "z-perfect"):
        assert class_.scores(student) == dict.fromkeys(QUESTIONS, 1)
        assert "6 of 6 tests passed." in class_.feedback(student)
    assert class_.scores("b-blank") == dict.fromkeys(QUESTIONS, 0)


@each
def test_nothing_else_changes(class_: Class) -> None:
    def hashes(seen: dict[str, str]) -> dict[str, str]:
        return {path: what for path, what in seen.items() if "/home/.local" not in path}

    assert hashes(class_.after) == hashes(class_.before)


@each
def test_no_process_is_left(class_: Class) -> None:
    assert len(class_.watch.processes) > len(class_.submissions)  # it did see them
    assert class_.left_over == []


@each
def test_nobody_reaches_the_network(class_: Class) -> None:
    assert class_.visitors == []


@each
def test_the_grader_stays_small(class_: Class) -> None:
    assert class_.watch.most_memory < 600 * MB
