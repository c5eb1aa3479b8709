"""Submissions with links in them: each step on folders made by hand, then a class through nbgrader's command."""

import os
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.converters import NbGraderException
from traitlets.config import Config

from autograder.grading.refuse_links import RefuseLinks
from tests.conftest import code, graded, notebook


class Course:
    """A course folder in which student s1 handed in unit01/small.ipynb, and nbgrader has copied the other files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.submitted = root / "submitted" / "s1" / "unit01"
        self.autograded = root / "autograded" / "s1" / "unit01"
        for folder in (self.submitted, self.autograded, root / "source" / "unit01"):
            folder.mkdir(parents=True)
        (self.submitted / "small.ipynb").write_text("{}")
        (root / "gradebook.db").write_text("grades")
        self.config = Config(CourseDirectory={"root": str(root)})

    def hand_in(self, name: str, target: str | Path, copied: bool = True) -> Path:
        """Put a link into the submission, and what nbgrader makes of it into autograded/; return the copy."""
        path, copy = self.submitted / name, self.autograded / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        if copied:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
        return copy

    def check(self) -> None:
        """Run the step."""
        names = {"student": "s1", "assignment": "unit01", "notebook": "small"}
        nb = notebook()
        assert RefuseLinks(config=self.config).preprocess(nb, {"nbgrader": names})[0] == notebook() | {
            "cells": nb.cells
        }


@pytest.fixture
def course_with_links(tmp_path: Path) -> Course:
    return Course(tmp_path)


def test_a_submission_without_links_is_fine(course_with_links: Course, caplog: pytest.LogCaptureFixture) -> None:
    course_with_links.check()
    assert not caplog.messages


@pytest.mark.parametrize("target", ["../../../source/unit01/small.ipynb", "/nowhere", "../other.ipynb"])
def test_a_linked_notebook_is_refused(course_with_links: Course, target: str) -> None:
    path = course_with_links.submitted / "small.ipynb"
    path.unlink()
    path.symlink_to(target)
    with pytest.raises(NbGraderException, match=r"s1: .*s1/unit01/small\.ipynb is a link .* put the file"):
        course_with_links.check()
    assert path.is_symlink()


@pytest.mark.parametrize("name", ["s1", "s1/unit01"])
def test_a_linked_folder_is_refused(course_with_links: Course, name: str) -> None:
    path = course_with_links.root / "submitted" / name
    path.rename(course_with_links.root / "elsewhere")
    path.symlink_to(course_with_links.root / "elsewhere")
    with pytest.raises(NbGraderException, match=re.escape(f"submitted/{name} is a link")):
        course_with_links.check()


def test_an_instructor_may_link_the_folder_of_all_submissions(course_with_links: Course) -> None:
    path = course_with_links.root / "submitted"
    path.rename(course_with_links.root / "elsewhere")
    path.symlink_to("elsewhere")
    course_with_links.check()


@pytest.mark.parametrize("name", ["notes.txt", "deep/down/notes.txt"])
def test_the_copy_of_an_outside_file_is_deleted(
    course_with_links: Course, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    copy = course_with_links.hand_in(name, course_with_links.root / "gradebook.db")
    course_with_links.check()
    assert not copy.exists()
    assert (course_with_links.submitted / name).is_symlink()
    assert (course_with_links.root / "gradebook.db").read_text() == "grades"
    (message,) = caplog.messages
    assert message.startswith("s1: ")
    assert f"submitted/s1/unit01/{name} is a link to another place" in message


def test_a_link_by_way_of_another_is_followed(course_with_links: Course) -> None:
    course_with_links.hand_in("first", course_with_links.root / "gradebook.db")
    copy = course_with_links.hand_in("second", "first")
    course_with_links.check()
    assert not copy.exists()


def test_links_inside_of_the_submission_are_fine(course_with_links: Course, caplog: pytest.LogCaptureFixture) -> None:
    (course_with_links.submitted / "notes.txt").write_text("mine")
    copy = course_with_links.hand_in("deep/same.txt", "../notes.txt")
    course_with_links.hand_in("same.ipynb", "small.ipynb", copied=False)
    course_with_links.check()
    assert copy.read_text() == "mine"
    assert not caplog.messages


def test_the_instructors_files_stay(course_with_links: Course) -> None:
    (course_with_links.root / "source" / "unit01" / "data.csv").write_text("given")
    copy = course_with_links.hand_in("data.csv", course_with_links.root / "gradebook.db")
    copy.write_text("given")  # nbgrader puts the instructor's files over the student's
    course_with_links.check()
    assert copy.read_text() == "given"


def test_files_that_students_may_change_are_no_exception(course_with_links: Course) -> None:
    (course_with_links.root / "source" / "unit01" / "helper.py").write_text("solution")
    copy = course_with_links.hand_in("helper.py", course_with_links.root / "source" / "unit01" / "helper.py")
    course_with_links.config.Autograde.exclude_overwriting = {"unit01": ["helper.py"]}
    course_with_links.check()
    assert not copy.exists()


@pytest.mark.slow
def test_the_class_goes_on(small_course, run) -> None:  # type: ignore[no-untyped-def]
    """Links in all places, and files that nbgrader can't copy, in one run with an honest submission."""
    source = notebook(code("# BLANK: x = ...\nx = 1", "answer", solution=True), graded("assert x == 1"))
    folder: Path = small_course(source)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    released = folder / "release" / "unit01" / "small.ipynb"

    def hand_in(student: str, own_code: str = "") -> Path:
        path: Path = folder / "submitted" / student / "unit01"
        path.mkdir(parents=True)
        nb: Any = nbformat.read(released, as_version=4)
        nb.cells.append(code(own_code))
        nbformat.write(nb, path / "small.ipynb")
        return path

    hand_in("honest")
    notebook_path = hand_in("linked-notebook") / "small.ipynb"
    notebook_path.unlink()
    notebook_path.symlink_to(folder / "source" / "unit01" / "small.ipynb")
    (folder / "submitted" / "linked-folder").mkdir()
    (folder / "submitted" / "linked-folder" / "unit01").symlink_to(folder / "source" / "unit01")
    look = "import os\nprint(sorted(name for _, folders, files in os.walk('.') for name in folders + files))"
    curious = hand_in("curious", look)
    (curious / "mine.txt").write_text("mine")
    (curious / "grades").symlink_to(folder / "gradebook.db")
    (curious / "sources").symlink_to(folder / "source")
    (hand_in("dangling") / "notes").symlink_to("nowhere")
    os.mkfifo(hand_in("pipe") / "pipe")
    hand_in("zealous")

    done = run("nbgrader", "autograde", "unit01", cwd=folder, check=False)
    assert done.returncode == 1
    failed = re.findall(r"There was an error processing assignment 'unit01' for student '(.*)'", done.stdout)
    assert failed == ["dangling", "linked-folder", "linked-notebook", "pipe"], done.stdout
    assert "submitted/linked-notebook/unit01/small.ipynb is a link to another place" in done.stdout
    assert "submitted/linked-folder/unit01 is a link to another place" in done.stdout
    assert (folder / "autograded" / "honest" / "unit01" / "small.ipynb").is_file()
    assert (folder / "autograded" / "zealous" / "unit01" / "small.ipynb").is_file()
    graded_nb = nbformat.read(folder / "autograded" / "curious" / "unit01" / "small.ipynb", as_version=4)
    seen = graded_nb.cells[-1].outputs[0].text
    assert "mine.txt" in seen
    assert not [name for name in ("grades", "sources", "unit01") if name in seen]
