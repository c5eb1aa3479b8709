"""Canvas's Grades › Import, against a table as Canvas exports it."""

import zipfile
from pathlib import PurePosixPath

from nbgrader.api import Gradebook

from autograder.collect.archives import open_archive
from autograder.collect.canvas import has_layout, read
from autograder.collect.roster import read_roster
from tests.autograder.collect.conftest import FIRST, SECOND, Course
from tests.autograder.export.conftest import give_feedback, grade, rows

# As Canvas writes it: Grades › Export › Entire Gradebook.
EXPORTED = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Unit 1 (4314282),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,10,(read only)
"Lovelace, Ada",1815,A0001,al15@uni.edu,01,,
"Müller, Zoë ""Zo""",1906,A0002,zm06,01,,
李雷,1988,A0003,ll88,01,,
"Turing, Alan",1912,A0004,at12,01,,
"Noether, Emmy",1882,A0005,en82,01,,
"Curie, Marie",1867,A0006,mc67,01,,
"Student, Test",99,,bbbc6740f0b946af,01,,
'''
HANDED_IN = {
    "lovelaceada_1815_101_first.ipynb": FIRST,
    "lovelaceada_1815_102_second-1.ipynb": SECOND,
    "müllerzoë_LATE_1906_103_Copy of first.ipynb": FIRST,
    "müllerzoë_LATE_1906_104_second.ipynb": SECOND,
    "李雷_1988_105_first.ipynb": FIRST,
    "noetheremmy_1882_106_essay.pdf": b"%PDF-1.4",
    "curiemarie_1867_107_second.ipynb": SECOND,
}


def collect(course: Course) -> None:
    (course.folder / "roster.csv").write_text(EXPORTED)
    course.type_("roster", "roster.csv")
    course.collect(course.archive("submissions.zip", HANDED_IN))
    grade(course, {"al15": (6, 3.5), "zm06": (2, 4), "ll88": (None, 0), "mc67": (0, 0)})


def test_writes_the_table_that_canvas_exports(course: Course) -> None:
    collect(course)
    words = ["export", "unit01", "--for", "canvas", "--to", "canvas.csv", "--column", "Unit 1 (4314282)"]
    status, said = course.type_(*words)
    assert rows(course, "canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Unit 1 (4314282)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Lovelace, Ada", "1815", "A0001", "al15@uni.edu", "", "9.5"],
        ["Turing, Alan", "1912", "A0004", "at12", "", ""],  # handed in nothing
        ["Noether, Emmy", "1882", "A0005", "en82", "", ""],  # a PDF
        ["李雷", "1988", "A0003", "ll88", "", ""],  # waits for a person
        ["Curie, Marie", "1867", "A0006", "mc67", "", "0"],
        ['Müller, Zoë "Zo"', "1906", "A0002", "zm06", "", "6"],
    ]
    assert status == 1
    for told in ("Waits for a person", "(1): ll88", "Could not be graded", "(1): en82", "Not handed in", "(1): at12"):
        assert told in said
    # What reads Canvas's tables reads this one, too.
    enrolled = [(student.lms, student.lms_id) for student in read_roster(course.folder / "canvas.csv")]
    assert enrolled == [("canvas", number) for number in ("1815", "1912", "1882", "1988", "1867", "1906")]


def test_zero_only_for_whom_it_is_asked_for(course: Course) -> None:
    collect(course)
    status, _ = course.type_("export", "unit01", "--for", "canvas", "--missing-as-zero", "--so-far")
    scores = {row[3]: row[5] for row in rows(course, "grades-unit01-canvas.csv")[2:]}
    assert (scores["at12"], scores["ll88"], scores["en82"]) == ("0", "0", "")
    assert status == 1  # the PDF


def test_takes_off_the_late_penalty(course: Course) -> None:
    course.collect(course.archive("submissions.zip", HANDED_IN))
    grade(course, {"lovelaceada": (6, 4)}, penalty=1.25)
    course.type_("export", "unit01", "--for", "canvas")
    scores = {row[1]: row[5] for row in rows(course, "grades-unit01-canvas.csv")}
    assert scores["1815"] == "8.75"
    assert scores["1906"] == ""  # collected, and not graded yet


def test_whom_canvas_does_not_know_is_named(course: Course) -> None:
    course.collect(course.archive("folder.zip", {"ada/first.ipynb": FIRST, "grace/first.ipynb": FIRST}))
    grade(course, {"ada": (1, 0)})
    status, said = course.type_("export", "unit01", "--for", "canvas")
    assert len(rows(course, "grades-unit01-canvas.csv")) == 2
    assert status == 1 and "Not in the table" in said and "ada, grace" in said


def test_packs_feedback_under_canvass_names(course: Course) -> None:
    collect(course)
    give_feedback(course, "al15/first", "al15/second", "zm06/first", "ll88/first", "en82/first")
    status, _ = course.type_("export", "unit01", "--for", "canvas", "--feedback", "feedback.zip")
    assert status == 1
    assert set(zipfile.ZipFile(course.folder / "feedback.zip").namelist()) == {
        "lovelaceada_1815_101_first.html",
        "lovelaceada_1815_102_second.html",
        "müllerzoë_1906_103_first.html",
        "李雷_1988_105_first.html",
        "noetheremmy_1882_106_first.html",
    }
    files = open_archive(course.folder / "feedback.zip")
    assert has_layout(files)
    whose = {(sent.sender.lms_id, sent.order, sent.name): sent.file.read() for sent in read(files)}
    assert whose["1815", 102, PurePosixPath("second.html")] == b"<p>al15/second</p>"


def test_anonymous_students_get_feedback_under_their_anonymous_names(course: Course) -> None:
    course.collect(course.archive("submissions.zip", {"anon_X7b2q_1852_first.ipynb": FIRST}))
    (student,) = [student.student for student in course.students()]
    give_feedback(course, f"{student}/first")
    status, said = course.type_("export", "unit01", "--for", "canvas", "--feedback", "feedback.zip")
    assert zipfile.ZipFile(course.folder / "feedback.zip").namelist() == ["anon_X7b2q_1852_first.html"]
    assert status == 1 and "Not in the table" in said


def test_feedback_that_was_not_made_is_asked_for(course: Course) -> None:
    collect(course)
    status, said = course.type_("export", "unit01", "--for", "canvas", "--feedback", "feedback.zip")
    assert status == 2 and "Run: nbgrader generate_feedback unit01" in said


def test_an_assignment_that_nobody_knows(course: Course) -> None:
    status, said = course.type_("export", "unit99", "--for", "canvas")
    assert status == 2 and "knows no assignment unit99" in said
    assert not list(course.folder.glob("grades*"))


def test_all_is_well_when_all_are_graded(course: Course) -> None:
    course.collect(course.archive("submissions.zip", {"lovelaceada_1815_101_first.ipynb": FIRST}))
    grade(course, {"lovelaceada": (6, 0)})
    assert course.type_("export", "unit01", "--for", "canvas")[0] == 0
    with Gradebook(course.db_url) as gradebook:
        assert gradebook.find_student("lovelaceada").lms_user_id == "1815"
