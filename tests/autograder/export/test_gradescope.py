"""Gradescope's Download Grades."""

import csv
import io
import zipfile

from tests.autograder.collect.conftest import FIRST, Course
from tests.autograder.export.conftest import give_feedback, grade, rows

METADATA = """\
submission_4567:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1815'
    :email: ada@uni.edu
  :created_at: 2026-11-03 21:27:00.000000000 Z
submission_4568:
  :submitters:
  - :name: Zoë Müller
    :sid: '1906'
    :email: zoe@uni.edu
  :created_at: 2026-11-05 00:00:05.000000000 Z
"""
# As Gradescope writes it: Review Grades › Download Grades.
DOWNLOADED = """\
First Name,Last Name,SID,Email,Sections,Total Score,Max Points,Status,Submission ID,Submission Time,Lateness (H:M:S)
Ada,Lovelace,1815,ada@uni.edu,,9.5,10,Graded,4567,2026-11-03 21:27:00 +0000,00:00:00
Alan,Turing,1912,alan@uni.edu,,,10,Missing,,,
Zoë,Müller,1906,zoe@uni.edu,,,10,Ungraded,4568,2026-11-05 00:00:05 +0000,26:00:05
"""


def test_writes_the_table_that_gradescope_writes(course: Course) -> None:
    (course.folder / "roster.csv").write_text(
        "id,name,email\nada,Ada Lovelace,ada@uni.edu\nalan,Alan Turing,alan@uni.edu\nzoe,Zoë Müller,zoe@uni.edu\n"
    )
    course.type_("roster", "roster.csv")
    files = {f"assignment_1_export/submission_{number}/first.ipynb": FIRST for number in (4567, 4568)}
    files["assignment_1_export/submission_metadata.yml"] = METADATA.encode()
    course.collect(course.archive("assignment_1_export.zip", files))
    grade(course, {"ada": (6, 3.5), "zoe": (None, 0)})
    give_feedback(course, "ada/first", "zoe/first")
    status, said = course.type_("export", "unit01", "--for", "gradescope", "--to", "g.csv", "--feedback", "f.zip")
    assert status == 1 and "Waits for a person" in said
    expected = list(csv.reader(io.StringIO(DOWNLOADED)))
    expected[2][2] = ""  # of whom has handed in nothing, Gradescope has told nothing
    assert rows(course, "g.csv") == expected
    names = zipfile.ZipFile(course.folder / "f.zip").namelist()
    assert names == ["submission_4567/first.html", "submission_4568/first.html"]
