"""What the tests of grading a class share: a small course with hand-ins."""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

from autograder.answers.answer import fill
from tests.conftest import Command, Run, code, graded, make_small_course, notebook, solution

RIGHT, WRONG = "def double(x):\n    return 2 * x", "def double(x):\n    return x"


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


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory, empty_gradebook: Path, run: Run) -> Path:
    """A course folder with a release, to be copied."""
    folder = make_small_course(tmp_path_factory.mktemp("released"), source(), empty_gradebook)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    return folder


@pytest.fixture
def course(released: Path, tmp_path: Path, run: Run) -> Course:
    """A small course that nobody has handed in anything to."""
    return Course(shutil.copytree(released, tmp_path / "course"), run)


def wait_for(condition: Callable[[], Any], command: Command) -> Any:
    """Wait until something holds while a command runs."""
    while not (found := condition()):
        assert command.process.status() != psutil.STATUS_ZOMBIE, command.wait()
        time.sleep(0.1)
    return found


def at_least(course: Course, number: int) -> bool:
    """Say whether so many hand-ins have been recorded."""
    return sum(len(row) == 5 for row in course.rows()) >= number
