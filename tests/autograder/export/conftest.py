"""A class that was collected from an LMS, with points as grading records them."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook

from autograder.record.records import GRADED, HANDED_IN, NOT_GRADED, WAITS, Records
from tests.autograder.collect.conftest import Course
from tests.autograder.collect.conftest import course as collected

__all__ = ["collected"]
MAX_SCORES = {"first": 6.0, "second": 4.0}


@pytest.fixture
def course(collected: Course) -> Course:
    """A course whose unit01 is released: two notebooks, with a question each."""
    with Gradebook(collected.db_url) as gradebook:
        gradebook.add_assignment("unit01", duedate="2026-11-03 22:00 UTC")
        for name, points in MAX_SCORES.items():
            gradebook.add_notebook(name, "unit01")
            gradebook.add_grade_cell(f"{name}-test", name, "unit01", max_score=points, cell_type="code")
    return collected


def grade(course: Course, scores: Mapping[str, tuple[float | None, float | None]], penalty: float = 0.0) -> None:
    """Record points as `autograder grade` does: of each student for both questions; None waits for a person."""
    with Gradebook(course.db_url) as gradebook, Records(course.db_url) as records:
        for student, given in scores.items():
            record = records.all("unit01", student)[0]
            time = record.submitted_at and record.submitted_at.replace(tzinfo=None)
            submission = gradebook.update_or_create_submission("unit01", student, timestamp=time)
            for notebook in submission.notebooks:
                notebook.late_submission_penalty = penalty / 2
                points = dict(zip(MAX_SCORES, given, strict=True))[notebook.name]
                notebook.grades[0].auto_score, notebook.grades[0].needs_manual_grade = points, points is None
            gradebook.db.commit()
        for record in records.all("unit01"):
            if record.student in scores and record.outcome == HANDED_IN:
                waits = scores[record.student][[*MAX_SCORES].index(record.notebook)] is None
                records.put(replace(record, outcome=WAITS if waits else GRADED, pack="1"))
            elif record.outcome == NOT_GRADED:
                records.put(replace(record, pack="1"))


def rows(course: Course, name: str) -> list[list[str]]:
    """Read a table that was exported, as a program that keeps to the standard reads it."""
    return list(csv.reader(io.StringIO((course.folder / name).read_bytes().decode()), strict=True))


def give_feedback(course: Course, *pages: str) -> None:
    """Write feedback pages, as nbgrader does: STUDENT/NOTEBOOK."""
    for page in pages:
        student, notebook = page.split("/")
        path = course.folder / "feedback" / student / "unit01" / f"{notebook}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{page}</p>")
