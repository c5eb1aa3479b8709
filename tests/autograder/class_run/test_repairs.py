"""Hand-ins that tools and students have damaged, through the commands: every right answer counts, nobody is lost."""

import json
import sys
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from tests.autograder.class_run.conftest import RIGHT, WRONG, Course
from tests.conftest import Run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]


def lose_names(text: str) -> str:
    nb = json.loads(text)
    for cell in nb["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    return json.dumps(nb | {"nbformat_minor": 4})


def lose_fields(text: str) -> str:
    nb = json.loads(text)
    for cell in nb["cells"]:
        cell["source"] = cell["source"] or None
        cell.pop("outputs", None)
    del nb["metadata"], nb["nbformat_minor"]
    return json.dumps(nb)


def to_format_3(text: str) -> str:
    nb = json.loads(lose_names(text))
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    return json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": nb["cells"]}]})


DAMAGES: dict[str, Callable[[str], bytes]] = {
    "names-lost": lambda text: lose_names(text).encode(),
    "fields-lost": lambda text: lose_fields(text).encode(),
    "format-3": lambda text: to_format_3(text).encode(),
    "byte-order-mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "windows-lines": lambda text: text.replace("\n", "\r\n").replace("\\n", "\\r\\n").encode(),
    "cut-off": lambda text: text[: text.rindex("Because")].encode(),
    "twice-json": lambda text: json.dumps(text).encode(),
    "raw-cell": lambda text: text.replace('"cell_type": "markdown"', '"cell_type": "raw"').encode(),
}
UNREADABLE = {
    "pdf": (b"%PDF-1.7", "it is a PDF, not a notebook"),
    "page": (b"<!DOCTYPE html><html><script>steal()</script>", "it is a web page, not a notebook"),
    "empty": (b"", "it is an empty file"),
    "deep": (b"[" * 100_000, "its data is nested too deeply for a notebook"),
}


def damage(course: Course, student: str, change: Callable[[str], bytes]) -> None:
    path = course.folder / "submitted" / student / "unit01" / "small.ipynb"
    path.write_bytes(change(path.read_text()))


def test_damages_cost_nobody_her_points(course: Course, run: Run) -> None:
    for student, change in DAMAGES.items():
        for answer, who in ((RIGHT, f"{student}-right"), (WRONG, f"{student}-wrong")):
            course.hand_in(who, answer, why="Because I say so.")
            damage(course, who, change)
    course.grade(check=False)
    assert course.scores() == {f"{name}-{how}": how == "right" for name in DAMAGES for how in ("right", "wrong")}
    waiting = {row[0] for row in course.rows() if len(row) == 6 and row[1] == "why" and row[5]}
    assert waiting == {f"{name}-{how}" for name in DAMAGES for how in ("right", "wrong") if name != "cut-off"}
    run("nbgrader", "generate_feedback", "unit01", cwd=course.folder)
    for name in DAMAGES:
        page = (course.folder / "feedback" / f"{name}-right" / "unit01" / "small.html").read_text()
        assert ("What was repaired before grading" in page) == (name != "fields-lost"), name


def test_who_could_not_be_graded_gets_a_page_that_says_why_until_she_hands_in_again(course: Course, run: Run) -> None:
    for student, (content, _) in UNREADABLE.items():
        course.hand_in(student, RIGHT)
        damage(course, student, lambda _, content=content: content)  # type: ignore[misc]
    said = course.grade(check=False).stdout
    run("nbgrader", "generate_feedback", "unit01", cwd=course.folder)
    run("nbgrader", "export", cwd=course.folder)
    for student, (_, reason) in UNREADABLE.items():
        assert f"{student}, small: could not be graded: {reason}" in said
        page = (course.folder / "feedback" / student / "unit01" / "small.html").read_text()
        assert f"What was handed in could not be graded: {reason}." in page
    course.hand_in("pdf", RIGHT, why="Because.")
    course.grade(check=False)
    run("nbgrader", "generate_feedback", "unit01", "--force", cwd=course.folder)
    assert course.scores()["pdf"] == 1
    page = (course.folder / "feedback" / "pdf" / "unit01" / "small.html").read_text()
    assert "could not be graded" not in page


@pytest.mark.parametrize("piece", ["<b id=1><p>", "[", "![a]("])
def test_six_hundred_kilobytes_of_text_stop_nobody(course: Course, piece: str) -> None:
    course.hand_in("long", RIGHT, why=piece * (600_000 // len(piece)))
    course.hand_in("right", RIGHT, why="Because.")
    course.grade()
    assert course.scores() == {"long": 1, "right": 1}
    nb: Any = nbformat.read(course.folder / "autograded" / "long" / "unit01" / "small.ipynb", as_version=4)
    assert (
        len(next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "why").source)
        < 10**6
    )
