"""Moodle's grading worksheet and its archive of feedback, against those that Moodle gives."""

import csv
import io
import zipfile

from autograder.collect.archives import open_archive
from autograder.collect.moodle import has_layout, read
from tests.autograder.collect.conftest import FIRST, SECOND, Course
from tests.autograder.export.conftest import give_feedback, grade, rows

# As Moodle writes it: Download grading worksheet.
WORKSHEET = """\
Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 31","Wei Li",1,wei1@uni.edu,"Submitted for grading",,10.00,Yes,"Tuesday, 3 November 2026, 9:41 PM",-,
"Participant 32","Wei Li",2,wei2@uni.edu,"Submitted for grading",,10.00,Yes,"Tuesday, 3 November 2026, 9:42 PM",-,
"Participant 33","Zoë O_Brien",3,zoe@uni.edu,"No submission",,10.00,Yes,-,-,
"""
READ_BY_MOODLE = {"Identifier", "Grade", "Last modified (grade)"}
HANDED_IN = {
    "Wei Li_31_assignsubmission_file/first.ipynb": FIRST,
    "Wei Li_31_assignsubmission_file/second.ipynb": SECOND,
    "Wei Li_32_assignsubmission_file/second.ipynb": SECOND,
    "Zoë O_Brien_33_assignsubmission_file/first.ipynb": FIRST,
}


def test_fills_the_grading_worksheet_and_packs_feedback(course: Course) -> None:
    (course.folder / "worksheet.csv").write_text(WORKSHEET)
    course.type_("roster", "worksheet.csv")
    names = {name: content for name, content in HANDED_IN.items() if "_33_" not in name}
    course.collect(course.archive("CS101-Unit 1-77.zip", names))
    grade(course, {"1": (6, 3.25), "2": (0, 4)}, penalty=0.5)
    give_feedback(course, "1/first", "1/second", "2/second")
    words = ["export", "unit01", "--for", "moodle", "--to", "moodle.csv", "--feedback", "feedback.zip"]
    status, said = course.type_(*words)
    assert status == 0, said
    header, *found = rows(course, "moodle.csv")
    given = list(csv.DictReader(io.StringIO(WORKSHEET)))
    assert READ_BY_MOODLE < set(header) < set(given[0])
    assert "Feedback comments" not in header  # empty ones would delete those in Moodle
    for row, theirs in zip(found, given, strict=True):
        for name in ("Identifier", "Full name", "ID number", "Email address"):
            assert row[header.index(name)] == theirs[name]
    assert [row[header.index("Grade")] for row in found] == ["8.75", "3.5", ""]
    assert [row[header.index("Maximum grade")] for row in found] == ["10"] * 3

    files = open_archive(course.folder / "feedback.zip")
    assert has_layout(files)
    assert {(sent.sender.handle, str(sent.name)): sent.file.read().decode() for sent in read(files)} == {
        ("31", "first.html"): "<p>1/first</p>",
        ("31", "second.html"): "<p>1/second</p>",
        ("32", "second.html"): "<p>2/second</p>",
    }


def test_without_a_worksheet_the_archive_says_the_numbers(course: Course) -> None:
    (course.folder / "roster.csv").write_text(
        "First name,Last name,ID number,Email address\nWei,Li,1,wei1@uni.edu\nZoë,O_Brien,3,zoe@uni.edu\n"
    )
    course.type_("roster", "roster.csv")
    course.collect(course.archive("CS101-Unit 1-77.zip", {name: FIRST for name in HANDED_IN if "_33_" in name}))
    grade(course, {"3": (6, 0)})
    give_feedback(course, "3/first")
    status, _ = course.type_("export", "unit01", "--for", "moodle", "--feedback", "feedback.zip")
    assert status == 0  # Grades › Import tells Wei Li by her address
    assert [row[:4] for row in rows(course, "grades-unit01-moodle.csv")[1:]] == [
        ["", "Wei Li", "1", "wei1@uni.edu"],
        ["Participant 33", "Zoë O_Brien", "3", "zoe@uni.edu"],
    ]
    # Moodle takes what is between the first two underscores for the number.
    (name,) = zipfile.ZipFile(course.folder / "feedback.zip").namelist()
    assert name == "Zoë O Brien_33_assignsubmission_file/first.html"
