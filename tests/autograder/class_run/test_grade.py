"""`autograder grade`, as it is typed: the same gradebook as nbgrader's own command."""

import csv
import shutil
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.autograder.class_run.conftest import RIGHT, WRONG, Course
from tests.conftest import Run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

ODD_IDS = ["*", "[ab]", ".dot", "ünï cödé", "-n", "%2e"]


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
