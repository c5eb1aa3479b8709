"""Rosters as LMSs export them."""

import pytest

from tests.autograder.collect.conftest import FIRST, SECOND, Course

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Unit 1 (4314282),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,10,(read only)
"Lovelace, Ada",1815,A0001,al15@uni.edu,01,,
"Hopper, Grace",1906,A0002,gh06,01,9,90
"Student, Test",99,,bbbc6740f0b946af,01,,
"""


def enrolled(course: Course, text: str, encoding: str = "utf-8") -> dict[str, str]:
    """Read a roster; return names by id."""
    (course.folder / "roster.csv").write_bytes(text.encode(encoding))
    status, said = course.type_("roster", "roster.csv")
    assert status == 0, said
    return {student.student: student.name for student in course.students() if student.enrolled}


def test_canvas(course: Course) -> None:
    assert enrolled(course, CANVAS) == {"al15": "Lovelace, Ada", "gh06": "Hopper, Grace"}
    (ada,) = (student for student in course.students() if student.student == "al15")
    assert (ada.lms, ada.lms_id, ada.email, ada.sis_id) == ("canvas", "1815", "al15@uni.edu", "A0001")
    course.collect(course.archive("submissions.zip", {"lovelaceada_1815_1_first.ipynb": FIRST}))
    assert set(course.notebooks()) == {"al15/unit01/first.ipynb"}


def test_a_roster_that_comes_after_the_archive(course: Course) -> None:
    course.collect(course.archive("submissions.zip", {"lovelaceada_1815_1_first.ipynb": FIRST}))
    assert enrolled(course, CANVAS) == {"lovelaceada": "Lovelace, Ada", "gh06": "Hopper, Grace"}


@pytest.mark.parametrize("last", ["Last name", "Surname"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_moodle(course: Course, last: str, encoding: str) -> None:
    text = f'"First name",{last},"ID number","Email address",Groups\nZoë,Müller,1815,zoe@uni.edu,"A, B"\n'
    assert enrolled(course, text, encoding) == {"1815": "Zoë Müller"}
    course.collect(course.archive("s.zip", {"Zoë Müller_12_assignsubmission_file/first.ipynb": FIRST}))
    course.collect(course.archive("t.zip", {"Zoë Müller_77_assignsubmission_file/second.ipynb": SECOND}))
    assert set(course.notebooks()) == {"1815/unit01/first.ipynb", "1815/unit01/second.ipynb"}


def test_moodles_grading_worksheet_says_whose_a_number_is(course: Course) -> None:
    """Two students of one name, and hidden names."""
    enrolled(course, "First name,Last name,ID number,Email address\nWei,Li,1,wei1@uni.edu\nWei,Li,2,wei2@uni.edu\n")
    worksheet = (
        "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed\n"
        "Participant 31,Wei Li,1,wei1@uni.edu,Submitted for grading,,10.00,Yes\n"
        "Participant 32,Wei Li,2,wei2@uni.edu,Submitted for grading,,10.00,Yes\n"
    )
    assert set(enrolled(course, worksheet)) == {"1", "2"}
    files = {
        "Wei Li_32_assignsubmission_file/first.ipynb": FIRST,
        "Participant_31_assignsubmission_file/first.ipynb": SECOND,
    }
    course.collect(course.archive("s.zip", files))
    assert set(course.notebooks()) == {"2/unit01/first.ipynb", "1/unit01/second.ipynb"}


@pytest.mark.parametrize(
    "text", ["id;name;email\nada;Ada Lovelace;a@uni.edu\n", "Email,Name,ID\na@uni.edu,Ada Lovelace,ada\n"]
)
def test_any_table(course: Course, text: str) -> None:
    assert enrolled(course, text) == {"ada": "Ada Lovelace"}


def test_who_has_left_is_not_enrolled_any_more(course: Course) -> None:
    enrolled(course, CANVAS)
    assert set(enrolled(course, CANVAS.replace('"Hopper', '"Student, Test",1,,\n"Nobody'))) == {"al15", "gh06"}
    without = "\n".join(line for line in CANVAS.splitlines() if "Hopper" not in line)
    assert set(enrolled(course, without)) == {"al15"}
    assert {student.student for student in course.students()} == {"al15", "gh06"}


def test_two_lmss_know_one_student(course: Course) -> None:
    enrolled(course, CANVAS)
    both = enrolled(course, "First name,Last name,ID number,Email address\nAda,Lovelace,A0001,al15@uni.edu\n")
    assert set(both) == {"al15", "gh06"}


@pytest.mark.parametrize(
    "text, why",
    [("a,b\n1,2\n", "has no column id, name or email"), ("id,name\n", "lists no students"), ("", "has no column")],
)
def test_a_table_that_is_no_roster(course: Course, text: str, why: str) -> None:
    (course.folder / "roster.csv").write_text(text)
    status, said = course.type_("roster", "roster.csv")
    assert status == 2 and why in said
    assert course.type_("roster", "missing.csv")[0] == 2
