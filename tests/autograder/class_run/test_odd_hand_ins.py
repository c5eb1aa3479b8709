"""Odd names of folders, and folders without a notebook: everybody is graded, or named, by both commands alike."""

import os
import sqlite3
import sys

import pytest

from tests.autograder.class_run.conftest import RIGHT, WRONG, Course
from tests.conftest import Run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

COMMANDS = [["nbgrader", "autograde", "unit01"], ["autograder", "grade", "unit01"]]
GRADED = {"a": WRONG, "[a]": RIGHT, "*": WRONG, "?": RIGHT, ".a": RIGHT, "a b": RIGHT}
REFUSED = ["a\nb", "\x1b[2J", os.fsdecode(b"Zo\xe9")]
NOT_UTF_8 = os.fsdecode(b"caf\xe9.csv")
# What is in their folders, by name, and what they are told.
NO_NOTEBOOK: dict[str, tuple[dict[str, bytes], str]] = {
    "empty": ({}, "the folder is empty"),
    "essay": ({"essay.docx": b"PK\3\4", "timestamp.txt": b"2026-01-01"}, "there is no notebook, only essay.docx"),
    "renamed": ({"small.ipynb": b"PK\3\4"}, "it is a damaged archive or Word document, not a notebook"),
}


@pytest.mark.parametrize("command", COMMANDS, ids=["nbgrader", "autograder"])
def test_nobody_is_lost_or_taken_for_another(course: Course, command: list[str], run: Run) -> None:
    for student in (*GRADED, *REFUSED):
        course.hand_in(student, GRADED.get(student, RIGHT), why=f"Because {student!r} says so.")
    (course.folder / "submitted" / "a b" / "unit01" / NOT_UTF_8).write_text("x")
    course.hand_in("mark", RIGHT, why="Because.")
    path = course.folder / "submitted" / "mark" / "unit01" / "small.ipynb"
    path.write_bytes(path.read_text().encode("utf-8-sig"))
    for student, (files, _) in NO_NOTEBOOK.items():
        folder = course.folder / "submitted" / student / "unit01"
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)

    said = run(*command, cwd=course.folder, check=False).stdout
    said += (course.folder / ".nbgrader.log").read_text()
    said += run("nbgrader", "generate_feedback", "unit01", cwd=course.folder).stdout
    reported = run("autograder", "report", "unit01", cwd=course.folder).stdout

    scores = course.scores()
    assert {name: scores.get(name) for name in GRADED} == {name: got == RIGHT for name, got in GRADED.items()}
    assert scores["mark"] == 1
    assert not set(scores) & set(REFUSED)

    def page(student: str) -> str:
        return (course.folder / "feedback" / student / "unit01" / "small.html").read_text()

    assert (course.folder / "autograded" / "a b" / "unit01" / NOT_UTF_8).read_text() == "x"
    for student in GRADED:
        assert f"Because {student!r} says so.".replace("'", "&#39;") in page(student).replace("'", "&#39;")
    assert "the file was in UTF-8 with a byte order mark" in page("mark").replace("\\", "")
    with sqlite3.connect(course.folder / "gradebook.db") as db:
        records = dict(
            db.execute("select student, reason from autograder_record where outcome = 'could not be graded'")
        )
    for student, (_, reason) in NO_NOTEBOOK.items():
        assert f"could not be graded: {reason}." in page(student).replace("\\", "")
        assert records[student] == reason and scores[student] is None
        assert f"{student} " in reported
    assert all(
        any(name in said for name in names)
        for names in ((r"'a\nb'", "a�b"), (r"'\x1b[2J'", "�[2J"), (r"'Zo\udce9'", "Zo�"))
    )
    assert "\x1b[2J" not in reported


def test_who_hands_in_again_is_graded_again(course: Course, run: Run) -> None:
    folder = course.folder / "submitted" / "ada" / "unit01"
    folder.mkdir(parents=True)
    course.hand_in("eve", RIGHT)
    for command in COMMANDS:
        run(*command, cwd=course.folder, check=False)
        assert course.scores() == {"ada": None, "eve": 1}
    course.hand_in("ada", RIGHT)
    for command in COMMANDS:
        run(*command, *(["--force"] if command[0] == "nbgrader" else []), cwd=course.folder)
        assert course.scores() == {"ada": 1, "eve": 1}
