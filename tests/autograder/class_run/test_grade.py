"""`autograder grade`, as it is typed: the same gradebook as nbgrader's own command, whatever happens meanwhile."""

import csv
import functools
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from nbgrader.api import Gradebook

from autograder.answers.answer import fill
from tests.conftest import Command, code, graded, make_small_course, notebook, solution

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

Run = Callable[..., subprocess.CompletedProcess[str]]
ODD_IDS = ["*", "[ab]", ".dot", "ünï cödé", "-n", "%2e"]
RIGHT, WRONG = "def double(x):\n    return 2 * x", "def double(x):\n    return x"
WAITS = "import time; time.sleep(1)\n"


def source() -> Any:
    """Make a notebook with a tested question and one in words."""
    question = code("Why?", "why", grade=True, solution=True, points=2, tags=("objective:TM-Softmax",))
    question.cell_type = "markdown"
    del question["outputs"], question["execution_count"]
    return notebook(
        solution("def double(x):\n    # BLANK: return ...\n    return 2 * x", "double"),
        graded(
            "# Test: twice as much\nassert double(2) == 4, 'Twice 2 is 4.'\n"
            "### BEGIN HIDDEN TESTS\nassert double(3) == 6, 'Not for all.'\n### END HIDDEN TESTS",
            "double-test",
        ),
        question,
    )


class Course:
    """A small course with hand-ins."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder, self._run = folder, run

    def hand_in(self, student: str, double: str, why: str = "") -> None:
        """Put a hand-in where collecting puts it."""
        nb = nbformat.read(self.folder / "release" / "unit01" / "small.ipynb", as_version=4)
        path = self.folder / "submitted" / student / "unit01" / "small.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(fill(nb, {"double": double} | ({"why": why} if why else {})), path)

    def grade(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the command."""
        return self._run("autograder", "grade", "unit01", *words, cwd=self.folder, check=check)

    def start(self, *words: str) -> Command:
        """Start the command, with a fork server of its own, and go on."""
        return Command(["autograder", "grade", "unit01", *words], self.folder, own_server=True)

    def rows(self) -> list[tuple[Any, ...]]:
        """Return what the gradebook has of everybody, and what the records say."""
        with sqlite3.connect(self.folder / "gradebook.db") as db:
            found = db.execute(
                "select submitted_assignment.student_id, base_cell.name, auto_score, manual_score, extra_credit, "
                "needs_manual_grade from grade join base_cell on base_cell.id = cell_id "
                "join submitted_notebook on submitted_notebook.id = grade.notebook_id "
                "join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
            ).fetchall()
            found += db.execute(
                "select name, auto_comment from comment join base_cell on base_cell.id = cell_id"
            ).fetchall()
            if db.execute("select * from sqlite_master where name = 'autograder_record'").fetchall():
                found += db.execute(
                    "select student, notebook, outcome, hand_in, pack from autograder_record"
                ).fetchall()
        return sorted(found, key=repr)

    def scores(self) -> dict[str, float | None]:
        """Return each student's automatic points for the tested question."""
        return {row[0]: row[2] for row in self.rows() if len(row) == 6 and row[1] == "double-test"}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, empty_gradebook: Path, run: Run) -> Path:
    """A course folder with a release, to be copied."""
    folder = make_small_course(tmp_path_factory.mktemp("released"), source(), empty_gradebook)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    return folder


@pytest.fixture
def course(released: Path, tmp_path: Path, run: Run) -> Course:
    """A small course that nobody has handed in anything to."""
    return Course(shutil.copytree(released, tmp_path / "course"), run)


def hand_in_slowly(course: Course) -> Course:
    """Hand in six notebooks that take a second each."""
    for number in range(6):
        course.hand_in(f"s{number}", WAITS + (RIGHT if number % 2 else WRONG), why="Because." * (number % 3))
    return course


@pytest.fixture
def slow_class(course: Course) -> Course:
    """A class whose run can be disturbed."""
    return hand_in_slowly(course)


@pytest.fixture(scope="module")
def undisturbed(released: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> list[tuple[Any, ...]]:
    """What a run of the slow class records that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed") / "course"
    course = hand_in_slowly(Course(shutil.copytree(released, folder), run))
    course.grade()
    return course.rows()


def wait_for(condition: Callable[[], Any], command: Command) -> Any:
    """Wait until something holds while a command runs."""
    while not (found := condition()):
        assert command.process.status() != psutil.STATUS_ZOMBIE, command.wait()
        time.sleep(0.1)
    return found


def at_least(course: Course, number: int) -> bool:
    """Say whether so many hand-ins have been recorded."""
    return sum(len(row) == 5 for row in course.rows()) >= number


def has_begun(course: Course, command: Command) -> bool:
    """Say whether a command has become the assignment's only run; one that was killed leaves its lock file."""
    lock = course.folder / "gradebook.db.unit01.lock"
    return lock.exists() and f"process {command.process.pid} on " in lock.read_text()


# What is recorded


def test_records_the_same_as_nbgraders_own_command(course: Course, run: Run, tmp_path_factory: Any) -> None:
    course.hand_in("right", RIGHT, why="Because.")
    course.hand_in("wrong", WRONG)
    course.hand_in("stops", "raise ValueError('no')")
    stock = Course(tmp_path_factory.mktemp("stock") / "course", run)
    shutil.copytree(course.folder, stock.folder)
    course.grade()
    run("nbgrader", "autograde", "unit01", cwd=stock.folder)
    ours = [row for row in course.rows() if len(row) != 5]
    assert ours == stock.rows()
    for student in ("right", "wrong", "stops"):
        name = Path("autograded", student, "unit01", "small.ipynb")
        found, expected = (nbformat.read(folder / name, as_version=4) for folder in (course.folder, stock.folder))
        assert [cell.get("outputs") for cell in found.cells] == [cell.get("outputs") for cell in expected.cells]
        assert [cell.source for cell in found.cells] == [cell.source for cell in expected.cells]
    run("nbgrader", "generate_feedback", "unit01", cwd=course.folder)
    assert "Twice 2 is 4." in (course.folder / "feedback" / "wrong" / "unit01" / "small.html").read_text()


def test_whatever_a_student_is_called(course: Course) -> None:
    for number, student in enumerate(ODD_IDS):
        course.hand_in(student, RIGHT if number % 2 else WRONG)
    course.grade()
    assert course.scores() == {student: number % 2 for number, student in enumerate(ODD_IDS)}
    said = course.grade("--student", "*", "--force").stdout
    assert "1 hand-ins" in said


def test_what_could_not_be_graded_is_named_and_costs_nobody_else(course: Course) -> None:
    course.hand_in("right", RIGHT)
    course.hand_in("document", RIGHT)
    (course.folder / "submitted" / "document" / "unit01" / "small.ipynb").write_bytes(b"PK\3\4 a document")
    done = course.grade(check=False)
    assert done.returncode == 1
    assert (
        "document, small: could not be graded: it is a damaged archive or Word document, not a notebook" in done.stdout
    )
    assert course.scores() == {"right": 1, "document": None}


def test_what_could_not_be_graded_is_not_zero_points(course: Course, run: Run) -> None:
    course.hand_in("right", RIGHT)
    course.hand_in("wrong", WRONG)
    course.hand_in("document", RIGHT)
    (course.folder / "submitted" / "document" / "unit01" / "small.ipynb").write_bytes(b"PK\3\4 a document")
    (course.folder / "submitted" / "empty" / "unit01").mkdir(parents=True)
    course.grade(check=False)
    run("nbgrader", "export", cwd=course.folder)
    with (course.folder / "grades.csv").open() as file:
        exported = {row["student_id"]: (row["outcome"], row["score"]) for row in csv.DictReader(file)}
    assert exported == {
        "right": ("graded", "1.0"),
        "wrong": ("graded", "0.0"),
        "document": ("could not be graded", ""),
        "empty": ("could not be graded", ""),
    }
    lines = run("autograder", "report", "unit01", cwd=course.folder).stdout.splitlines()
    shown = {line.split()[0]: line.split()[1:] for line in lines if line.split()[:1] and line.split()[0] in exported}
    assert shown == {"right": ["1", "0", "1"], "wrong": ["0", "0", "0"], "document": ["!"] * 3, "empty": ["!"] * 3}


def test_who_handed_in_what_cannot_be_used_is_in_report_export_and_feedback(course: Course, run: Run) -> None:
    course.hand_in("right", RIGHT)
    (downloaded := course.folder / "downloaded").mkdir()
    (downloaded / "writer_LATE_7_1_essay.pdf").write_bytes(b"%PDF-1.4")
    shutil.copy(course.folder / "release/unit01/small.ipynb", downloaded / "tardy_LATE_8_2_small.ipynb")
    run("autograder", "collect", "unit01", "downloaded", cwd=course.folder, check=False)
    for _ in range(2):  # it stays so until she hands in a notebook
        done = course.grade(check=False)
        assert done.returncode == 1 and "essay.pdf is a PDF, not a notebook" in done.stdout
    assert ["writer", "!", "!"] in [line.split() for line in done.stdout.splitlines()]
    run("nbgrader", "export", cwd=course.folder)
    with (course.folder / "grades.csv").open() as file:
        exported = {row["student_id"]: (row["outcome"], row["late"]) for row in csv.DictReader(file)}
    assert exported["writer"][0] == "could not be graded"
    assert (exported["right"][1], exported["tardy"][1]) == ("", "late")
    run("nbgrader", "generate_feedback", "unit01", cwd=course.folder)
    page = course.folder / "feedback" / "writer" / "unit01" / "small.html"
    assert "essay.pdf is a PDF, not a notebook" in page.read_text()


def test_an_assignment_that_was_not_released_is_refused(course: Course) -> None:
    course.hand_in("right", RIGHT)
    shutil.copy(course.folder / "source/unit01/small.ipynb", course.folder / "source/unit01/new.ipynb")
    done = course.grade(check=False)
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "unit01: the gradebook doesn't know new. Run: nbgrader generate_assignment unit01"
    ]


def test_late_penalties_go_by_due_date_and_extensions_even_new_ones(course: Course) -> None:
    with (course.folder / "nbgrader_config.py").open("a") as config:
        config.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    url = f"sqlite:///{course.folder}/gradebook.db"
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_assignment("unit01", duedate="2026-10-02 12:00 UTC")
    for student, time_ in {
        "early": "2026-10-02 11:59:00 UTC",
        "late": "2026-10-02 12:01:00 UTC",
        "odd": "soon",
    }.items():
        course.hand_in(student, RIGHT)
        (course.folder / "submitted" / student / "unit01" / "timestamp.txt").write_text(time_)

    def penalties() -> dict[str, float | None]:
        course.grade()
        with Gradebook(url) as gradebook:
            submissions = gradebook.assignment_submissions("unit01")
            return {each.student_id: each.notebooks[0].late_submission_penalty for each in submissions}

    assert penalties() == {"early": None, "late": 1, "odd": None}
    with Gradebook(url) as gradebook:
        gradebook.grant_extension("unit01", "late", hours=1)
    assert penalties() == {"early": None, "late": None, "odd": None}


# What is graded again


def test_only_what_has_changed_is_graded_again(course: Course) -> None:
    course.hand_in("right", RIGHT)
    course.hand_in("wrong", WRONG)
    course.grade()
    assert "none to grade; 2 unchanged" in course.grade().stdout
    course.hand_in("wrong", RIGHT)
    assert "1 hand-ins: 1 graded; 1 unchanged" in course.grade().stdout
    assert course.scores() == {"right": 1, "wrong": 1}
    path = course.folder / "source" / "unit01" / "small.ipynb"
    path.write_text(path.read_text().replace("double(3) == 6", "double(3) == 7"))
    course.grade()
    assert course.scores() == {"right": 0, "wrong": 0}


def test_a_hand_grade_stays_and_waits_only_if_the_answer_changed(course: Course) -> None:
    course.hand_in("s1", RIGHT, why="Because.")
    course.grade()

    def why() -> Any:
        with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
            grade = gradebook.find_grade("why", "small", "unit01", "s1")
            return grade.score, bool(grade.needs_manual_grade)

    assert why() == (0, True)
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("why", "small", "unit01", "s1")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    course.hand_in("s1", WRONG, why="Because.")
    course.grade()
    assert why() == (1.5, False)
    course.hand_in("s1", WRONG, why="Because it is so.")
    course.grade()
    assert why() == (1.5, True)


# What happens meanwhile


def test_the_command_is_killed_and_the_next_goes_on(slow_class: Course, undisturbed: list[tuple[Any, ...]]) -> None:
    for least in (1, 3):
        command = slow_class.start("--jobs", "1")  # so that much is left to do
        wait_for(functools.partial(has_begun, slow_class, command), command)
        wait_for(functools.partial(at_least, slow_class, least), command)
        second = slow_class.grade(check=False)
        assert second.returncode == 2
        assert f"unit01 is being graded already, by process {command.process.pid} on " in second.stdout
        children = command.process.children(recursive=True)
        command.process.kill()
        command.wait()
        psutil.wait_procs(children, timeout=30)
        assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)
    slow_class.grade()
    assert slow_class.rows() == undisturbed


def processes(command: Command, kind: str) -> list[psutil.Process]:
    """List a command's fork server, or the processes of its pool."""
    is_server = {child: "autograder.processes.fork_server" in child.cmdline() for child in command.process.children()}
    return [child for child, is_it in is_server.items() if is_it == (kind == "fork server")]


@pytest.mark.parametrize("kind", ["fork server", "pool"])
def test_a_process_is_killed_and_the_run_goes_on(
    slow_class: Course, undisturbed: list[tuple[Any, ...]], kind: str
) -> None:
    command = slow_class.start("--jobs", "2")
    wait_for(functools.partial(at_least, slow_class, 2), command)
    wait_for(lambda: processes(command, kind), command)[0].kill()
    status, said = command.wait()
    assert status == 0, said
    assert slow_class.rows() == undisturbed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_an_interrupt_is_one_line_that_says_how_to_go_on(
    slow_class: Course, undisturbed: list[tuple[Any, ...]], number: int
) -> None:
    command = slow_class.start("--jobs", "1")  # so that much is left to do
    wait_for(functools.partial(at_least, slow_class, 1), command)
    command.process.send_signal(number)
    status, said = command.wait()
    assert status == 2, said
    assert (
        said.splitlines()[-1] == ("Interrupted. What is recorded stays; to go on, run: autograder grade unit01")
        and len(said.splitlines()) <= 2
    )
    slow_class.grade()
    assert slow_class.rows() == undisturbed


def test_a_locked_gradebook_stops_the_run_and_loses_nothing(
    slow_class: Course, undisturbed: list[tuple[Any, ...]]
) -> None:
    with sqlite3.connect(slow_class.folder / "gradebook.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        done = slow_class.grade(check=False)
        other.execute("rollback")
    assert done.returncode == 2
    assert "database is locked" in done.stdout and "Traceback" not in done.stdout
    slow_class.grade()
    assert slow_class.rows() == undisturbed


def test_a_full_disk_stops_the_run_and_loses_nothing(
    slow_class: Course, undisturbed: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    small = tmp_path_factory.mktemp("small")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", small]).returncode != 0:
        pytest.skip("only root can make a disk to fill")
    try:
        (slow_class.folder / "autograded").symlink_to(small)
        (small / "filler").write_bytes(b"\0" * 590_000)
        done = slow_class.grade(check=False)
        assert done.returncode == 2
        assert "No space left on device" in done.stdout and "Traceback" not in done.stdout
        (small / "filler").unlink()
        slow_class.grade()
        assert slow_class.rows() == undisturbed
    finally:
        subprocess.run(["umount", small], check=True)
