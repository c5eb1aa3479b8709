"""The table for everything else, and nbgrader's own command with our plugins."""

import csv

from nbgrader.api import Gradebook

from autograder.export.lms import ExportForLMS
from autograder.export.outcomes import ExportOutcomes
from tests.autograder.collect.conftest import FIRST, Course
from tests.autograder.export.conftest import grade, rows


def collect(course: Course) -> None:
    (course.folder / "roster.csv").write_text('id,name,email\nada,"Lovelace, Ada",a@uni.edu\nleo,"雷, 李 ""L""",\n')
    course.type_("roster", "roster.csv")
    course.collect(course.archive("folder.zip", {"ada/first.ipynb": FIRST, "new/first.ipynb": FIRST}))
    grade(course, {"ada": (2 / 3, 0)}, penalty=0.1)


def test_a_plain_table(course: Course) -> None:
    collect(course)
    status, said = course.type_("export", "unit01", "--for", "csv")
    assert rows(course, "grades-unit01-csv.csv") == [
        ["student_id", "last_name", "first_name", "email", "unit01", "max_score", "late_penalty", "outcome"],
        ["ada", "Lovelace", "Ada", "a@uni.edu", "0.57", "10", "0.1", "graded"],
        ["leo", "雷", '李 "L"', "", "", "10", "", "not handed in"],
        ["new", "", "", "", "", "10", "", "handed in"],
    ]
    assert status == 1 and "Handed in: no score: not graded yet" in said


def test_nbgraders_command_takes_the_plugins(course: Course) -> None:
    collect(course)
    with Gradebook(course.db_url) as gradebook:
        ExportForLMS(lms="csv", assignment=["unit01"], to="one.csv").export(gradebook)
        ExportOutcomes(to="all.csv").export(gradebook)
    assert rows(course, "one.csv")[1][4] == "0.57"
    with (course.folder / "all.csv").open(encoding="utf-8") as file:
        found = {row["student_id"]: (row["outcome"], row["score"][:4]) for row in csv.DictReader(file)}
    assert found == {"ada": ("graded", "0.56"), "leo": ("not handed in", ""), "new": ("handed in", "")}
