"""Two people grade in the formgrader at a time, each in a JupyterLab of her own, while a hand-in is graded again."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count, product
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.answers.answer import fill
from autograder.notebook.new_cells import text
from tests.conftest import graded, notebook, solution
from tests.site.jupyter_lab import Lab, open_lab

pytestmark = pytest.mark.slow

STUDENTS, WRITTEN = ("ada", "grace"), ("why", "how")
BOTH_GRADE = ("grace", "how")
LEAST = 8  # rounds; they go on for as long as the hand-in is graded


def written(name: str) -> Any:
    return text("Because.", name, grade=True, solution=True, points=100, tags=("objective:TM-Softmax",))


@pytest.fixture
def course(small_course: Callable[..., Path], run: Callable[..., object]) -> Path:
    """A small course with two students who wait for a person."""
    scheme = "**Say why**.\n\n=== BEGIN MARK SCHEME ===\n\nOne point.\n\n=== END MARK SCHEME ==="
    folder = small_course(
        notebook(
            *(solution("# BLANK: x = ...\nx = 1"), graded("# Test: one\nassert x == 1, 'x is 1.'")),
            *(cell for name in WRITTEN for cell in (text(scheme, f"{name}-text", locked=True), written(name))),
        )
    )
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    release = nbformat.read(folder / "release" / "unit01" / "small.ipynb", as_version=4)
    for student in STUDENTS:
        path = folder / "submitted" / student / "unit01" / "small.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(fill(release, {"answer": "x = 1", **dict.fromkeys(WRITTEN, "I think so.")}), path)
    run("autograder", "grade", "unit01", cwd=folder)
    return folder


def test_nothing_that_two_graders_write_is_lost(course: Path, run: Callable[..., object]) -> None:
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        ids = {
            (student, name): (
                gradebook.find_grade(name, "small", "unit01", student).id,
                gradebook.find_comment(name, "small", "unit01", student).id,
            )
            for student, name in product(STUDENTS, WRITTEN)
        }
    is_graded = threading.Event()

    def grade(lab: Lab, mine: str, first: int) -> int:
        """Give points and comments, round after round; return the last points. A write that fails raises."""
        for points in count(first):
            for answer in {*product(STUDENTS, [mine]), BOTH_GRADE}:
                grade_id, comment_id = ids[answer]
                lab.open(f"/api/grade/{grade_id}", json.dumps({"manual_score": points}).encode())
                lab.open(f"/api/comment/{comment_id}", json.dumps({"manual_comment": f"{points}"}).encode())
            if is_graded.is_set() and points >= first + LEAST:
                return points
        raise AssertionError

    with (
        open_lab(course, "jupyter server") as one,
        open_lab(course, "jupyter server") as other,
        ThreadPoolExecutor() as graders,
    ):
        given = {"why": graders.submit(grade, one, "why", 1), "how": graders.submit(grade, other, "how", 1001)}
        try:
            run("autograder", "grade", "unit01", "--student", "ada", "--force", cwd=course)
        finally:
            is_graded.set()
        last = {name: grader.result() for name, grader in given.items()}
        for lab, (answer, (grade_id, comment_id)) in product((one, other), ids.items()):
            possible = {*last.values()} if answer == BOTH_GRADE else {last[answer[1]]}
            score = json.loads(lab.open(f"/api/grade/{grade_id}"))
            comment = json.loads(lab.open(f"/api/comment/{comment_id}"))
            assert score["manual_score"] in possible and not score["needs_manual_grade"]
            assert int(comment["manual_comment"]) in possible
