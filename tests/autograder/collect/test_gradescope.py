from datetime import UTC, datetime

from tests.autograder.collect.conftest import FIRST, SECOND, Course, answered

METADATA = b"""\
submission_4567:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1815'
    :email: ada@uni.edu
  :created_at: 2026-11-03 22:27:05.063193000 Z
  :score: !ruby/object:BigDecimal 18:0.1e2
  :history: []
submission_4568:
  :submitters:
  - :name: Grace Hopper
    :sid: '1906'
    :email: grace@uni.edu
  - :name: "Zo\\u00EB M\\xFCller"
    :sid:
    :email: zoe@uni.edu
  :created_at: 2026-11-04 01:00:00.000000000 +01:00
"""
FILES = {
    "assignment_123_export/submission_metadata.yml": METADATA,
    "assignment_123_export/submission_4567/first.ipynb": FIRST,
    "assignment_123_export/submission_4567/second (1).ipynb": SECOND,
    "assignment_123_export/submission_4568/first.ipynb": answered("first", "together"),
}


def test_collects_an_export_with_times_and_groups(course: Course) -> None:
    status, said = course.collect(course.archive("submissions.zip", FILES))
    assert status == 0 and "gradescope" in said, said
    assert course.notebooks() == {
        "Ada-Lovelace/unit01/first.ipynb": FIRST,
        "Ada-Lovelace/unit01/second.ipynb": SECOND,
        "Grace-Hopper/unit01/first.ipynb": answered("first", "together"),
        "Zoë-Müller/unit01/first.ipynb": answered("first", "together"),
    }
    assert course.record("Ada-Lovelace").submitted_at == datetime(2026, 11, 3, 22, 27, 5, 63193, UTC)
    assert course.record("Grace-Hopper").submitted_at == datetime(2026, 11, 4, 0, 0, tzinfo=UTC)
    stamp = course.submitted()["Grace-Hopper/unit01/timestamp.txt"]
    assert stamp == b"2026-11-04 00:00:00.000000 UTC\n"


def test_students_are_known_by_their_address(course: Course) -> None:
    course.collect(course.archive("submissions.zip", FILES))
    ada = next(student for student in course.students() if student.student == "Ada-Lovelace")
    assert (ada.email, ada.sis_id, ada.name) == ("ada@uni.edu", "1815", "Ada Lovelace")


def test_metadata_as_a_table(course: Course) -> None:
    table = (
        "Name,SID,Email,Total Score,Submission ID,Submission Time,Lateness (H:M:S)\n"
        "Ada Lovelace,1815,ada@uni.edu,,4567,2026-11-03 23:27:05 +0100,00:00:00\n"
        "Grace Hopper,1906,grace@uni.edu,,4568,2026-11-04 12:00:00 +0100,11:59:59\n"
    )
    files = {name: content for name, content in FILES.items() if "yml" not in name}
    archive = course.archive("s.zip", {**files, "assignment_123_export/submission_metadata.csv": table.encode()})
    assert course.collect(archive)[0] == 0
    ada, grace = course.record("Ada-Lovelace"), course.record("Grace-Hopper")
    assert (ada.late, ada.submitted_at) == (False, datetime(2026, 11, 3, 22, 27, 5, tzinfo=UTC))
    assert grace.late is True


def test_without_metadata_nobody_is_lost(course: Course) -> None:
    files = {name: content for name, content in FILES.items() if "yml" not in name}
    for content in (None, b"\x00\xff: [", b"- a list\n", b"submission_4567: text\n"):
        extra = {} if content is None else {"assignment_123_export/submission_metadata.yml": content}
        said = course.collect(course.archive("s.zip", {**files, **extra}))[1]
        assert "gradescope" in said
        assert course.notebooks()["submission_4567/unit01/first.ipynb"] == FIRST
        assert course.notebooks()["submission_4568/unit01/first.ipynb"] == answered("first", "together")


def test_files_without_folders(course: Course) -> None:
    metadata = METADATA.replace(b"submission_4567", b"4567.ipynb")
    files = {"export/submission_metadata.yml": metadata, "export/4567.ipynb": FIRST}
    assert course.collect(course.archive("s.zip", files))[0] == 0
    assert set(course.notebooks()) == {"Ada-Lovelace/unit01/first.ipynb"}


def test_a_second_export_adds_to_the_first(course: Course) -> None:
    """Gradescope exports the active submission only: who handed in one notebook again keeps her others."""
    course.collect(course.archive("one.zip", FILES))
    metadata = METADATA.replace(b"submission_4567", b"submission_5000").replace(b"2026-11-03", b"2026-11-05")
    again = {
        "assignment_123_export/submission_metadata.yml": metadata,
        "assignment_123_export/submission_5000/first.ipynb": answered("first", "better"),
    }
    course.collect(course.archive("two.zip", again))
    assert course.notebooks()["Ada-Lovelace/unit01/first.ipynb"] == answered("first", "better")
    assert course.notebooks()["Ada-Lovelace/unit01/second.ipynb"] == SECOND
    assert course.record("Ada-Lovelace").attempt == 2
    assert course.submitted()["Ada-Lovelace/unit01/timestamp.txt"].startswith(b"2026-11-05 22:27:05")
    course.collect(course.archive("one.zip", FILES))  # the first, by mistake: an earlier attempt never counts
    assert course.notebooks()["Ada-Lovelace/unit01/first.ipynb"] == answered("first", "better")
    assert course.submitted()["Ada-Lovelace/unit01/timestamp.txt"].startswith(b"2026-11-05 22:27:05")
