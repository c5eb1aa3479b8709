"""Students in nbgrader's own gradebook."""

from collections.abc import Iterable

from nbgrader.api import Gradebook, MissingEntry

from autograder.record.records import Student


def add_students(gradebook: Gradebook, students: Iterable[Student]) -> None:
    """Add students, or update what is known about them. What the LMS doesn't say stays as it is."""
    for student in students:
        first, last = split_name(student.name)
        known = {
            "first_name": first,
            "last_name": last,
            "email": student.email[:128],
            "lms_user_id": student.lms_id[:128] if student.lms == "canvas" else "",
        }
        new = {name: value for name, value in known.items() if value}
        try:
            entry = gradebook.find_student(student.student)
        except MissingEntry:
            gradebook.add_student(student.student, **new)
            continue
        if any(getattr(entry, name) != value for name, value in new.items()):
            gradebook.update_or_create_student(student.student, **new)


def split_name(name: str) -> tuple[str, str]:
    """Return first and last name of "Lovelace, Ada" or "Ada Lovelace"; of a single word, none: it may be an id."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if not comma:
        first, _, last = (part.strip() for part in name.rpartition(" "))
    return (first[:128], last[:128]) if first and last else ("", "")
