"""Rosters: who is enrolled, from the table that an LMS exports. The LMS is told by the table's header.

- Canvas: Grades › Export. Columns Student ("Lovelace, Ada"), ID, SIS User ID, SIS Login ID, Section, then the grades.
- Moodle: Participants › Download table data, or Grades › Export: First name, Last name (or Surname), ID number, Email
  address. The grading worksheet of an assignment, too: its column Identifier ("Participant 1234567") says whose the
  numbers in that assignment's archive are, also where names are hidden.
- Any other table with a column id, name or email; or first name and last name.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.collect.gradebook import add_students
from autograder.collect.hand_in import Sender
from autograder.collect.notebooks import decode
from autograder.collect.students import Students
from autograder.course.errors import CourseError
from autograder.record.records import Records, Student

# What a column is called, in lower case.
_COLUMNS = {
    "id": ("id", "student id", "student_id", "identifier", "orgdefinedid", "sid", "username", "login"),
    "name": ("name", "full name", "student", "student name"),
    "first": ("first name", "first_name", "firstname", "given name"),
    "last": ("last name", "last_name", "lastname", "surname", "family name"),
    "email": ("email", "email address", "e-mail", "mail"),
    "sis_id": ("sis user id", "id number", "idnumber"),
    "login": ("sis login id", "username", "login"),
}

_MOODLE = {"identifier", "email address", "id number", "surname"}  # columns that Moodle alone has


def read_roster(path: Path) -> list[Student]:
    """Read a roster's students, without nbgrader's ids, which `enroll` gives them."""
    if not path.is_file():
        raise CourseError(f"{path} doesn't exist. Name the table of students that you have exported, a .csv file.")
    text = _text(path.read_bytes())
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    try:
        rows = [_plain_row(row) for row in table]
    except csv.Error as error:
        raise CourseError(f"{path} can't be read as a table ({error}). Export it again, as .csv.") from error
    header = {(name or "").strip().lower() for name in table.fieldnames or ()}
    lms = "canvas" if {"student", "id"} <= header else "moodle" if header & _MOODLE else "roster"
    if not any(header & set(_COLUMNS[kind]) for kind in ("id", "name", "first", "email")):
        raise CourseError(f"{path} has no column id, name or email. Its first line is {first_line.strip()[:200]!r}.")
    students = [student for row in rows if (student := _student(lms, row))]
    if not students:
        raise CourseError(f"{path} lists no students.")
    return students


def _text(content: bytes) -> str:
    """Return a table's text: in UTF-8 or 16, or as Excel writes it on Windows."""
    text = decode(content)
    return text if "\N{REPLACEMENT CHARACTER}" not in text else content.decode("cp1252", errors="replace")


def _plain_row(row: dict[str, str | None]) -> dict[str, str]:
    return {(name or "").strip().lower(): value.strip() for name, value in row.items() if isinstance(value, str)}


def _student(lms: str, row: dict[str, str]) -> Student | None:
    """Return a row's student; None for rows that aren't students."""
    found = {kind: next((row[name] for name in names if row.get(name)), "") for kind, names in _COLUMNS.items()}
    name = found["name"] or f"{found['first']} {found['last']}".strip()
    if lms == "canvas" and (not row.get("id") or name in ("Points Possible", "Student, Test", "Test Student")):
        return None
    login, email = found["login"], found["email"] or (found["login"] if "@" in found["login"] else "")
    own = found["id"]
    if lms == "moodle":
        number = re.search(r"(\d+)$", row.get("identifier", ""))
        own = number[1] if number else email or found["sis_id"] or login or name
    if lms == "roster":
        own, login = own or login or email or name, found["id"] or login
    if not (own and (name or email or login)):
        return None
    return Student(lms, own, "", name, email, found["sis_id"], login, enrolled=True)


def enroll(db_url: str, listed: list[Student]) -> Iterator[Student]:
    """Enroll the listed students, and nobody else of the same LMS; yield each with nbgrader's id."""
    with Records(db_url) as records, Gradebook(db_url) as gradebook:
        students = Students(records.students(), [str(student.id) for student in gradebook.students])
        enrolled = []
        for student in listed:
            short = student.login.partition("@")[0] or student.sis_id or student.email.partition("@")[0]
            lasting = "" if student.lms == "moodle" else student.lms_id
            own = (student.email, student.sis_id, student.login)
            sender = Sender(student.lms, student.lms_id, student.name, lasting, *own)
            known = students.find(sender, wanted=student.login if student.lms == "roster" else short)
            enrolled.append(replace(student, student=known.student, name=student.name or known.name))
        keys = {(student.lms, student.lms_id) for student in enrolled}
        gone = [
            replace(row, enrolled=False)
            for key, row in students.rows.items()
            if row.lms == listed[0].lms and row.enrolled and key not in keys
        ]
        records.put_students(*enrolled, *gone)
        add_students(gradebook, enrolled)
        yield from enrolled
