"""What a release's addresses lead to: the public repository, and one version of course_utils."""

import re
import subprocess
from pathlib import Path

import nbformat
import pytest

from autograder.course.errors import CourseError
from autograder.publish.check_addresses import PLACEHOLDER
from autograder.publish.public_tree import publish

NOTEBOOK = "unit01/small.ipynb"


def set_in_config(course: Path, line: str) -> None:
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"\n{line}\n")


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("name", [PLACEHOLDER, "", "course", "https://github.com/someone/course"])
def test_refuses_a_name_that_is_no_repository(course: Path, tmp_path: Path, name: str) -> None:
    set_in_config(course, f"c.PublicRepository.name = {name!r}")
    with pytest.raises(CourseError, match=rf"c\.PublicRepository\.name is “{re.escape(name)}”.*make release"):
        publish(course, tmp_path / "public")
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize(
    ("setting", "cell", "was", "says"),
    [
        ("name = 'other/course'", 1, "github/someone/course/blob/live/unit01", "github/other/course/blob/live/unit01"),
        ("name = 'other/course'", 2, "github.com/someone/course/archive", "github.com/other/course/archive"),
        ("branch = 'main'", 1, "/blob/live/", "/blob/main/"),
        ("tag = '2027-spring'", 2, "refs/tags/2026-fall.zip", "refs/tags/2027-spring.zip"),
    ],
)
def test_refuses_a_release_made_for_another_repository(
    course: Path, tmp_path: Path, setting: str, cell: int, was: str, says: str
) -> None:
    set_in_config(course, f"c.PublicRepository.{setting}")
    with pytest.raises(CourseError) as refused:
        publish(course, tmp_path / "public")
    (line,) = [line for line in str(refused.value).splitlines() if f"{NOTEBOOK}, cell {cell}: " in line]
    released_for, _, configured = line.partition("nbgrader_config.py says")
    assert was in released_for and says in configured and "make release" in line
    assert not (tmp_path / "public").exists()


def test_refuses_an_edited_setup_cell(course: Path, tmp_path: Path) -> None:
    path = course / "release" / NOTEBOOK
    nb = nbformat.read(path, as_version=4)
    nb.cells[1].source = "%pip install course-utils"
    nbformat.write(nb, path)
    with pytest.raises(CourseError, match=r"small\.ipynb, cell 2: was released for no repository"):
        publish(course, tmp_path / "public")


def test_refuses_a_notebook_without_a_source(course: Path, tmp_path: Path) -> None:
    (course / "release" / NOTEBOOK).rename(course / "release" / "unit01" / "old.ipynb")
    with pytest.raises(CourseError, match=r"old\.ipynb: has no source"):
        publish(course, tmp_path / "public")


def test_refuses_an_empty_release(course: Path, tmp_path: Path) -> None:
    (course / "release" / NOTEBOOK).unlink()
    with pytest.raises(CourseError, match=r"release has no notebooks, so nothing was written"):
        publish(course, tmp_path / "public")


def test_what_a_set_tag_installs_can_not_change(course: Path, tmp_path: Path) -> None:
    public = tmp_path / "public"
    publish(course, public)
    git(public, "init")
    publish(course, public)  # a checkout without the tag
    git(public, "add", "--all")
    git(public, "commit", "--message", "Publish")
    git(public, "tag", "2026-fall")
    (course / "release" / "unit01" / "data.csv").write_text("a,b\n")
    assert "unit01/data.csv" in publish(course, public)  # notebooks come week by week
    (course / "course_utils" / "__init__.py").write_text("answer = 43\n")
    with pytest.raises(CourseError, match=r"the tag 2026-fall.*course_utils/__init__\.py changed.*make release"):
        publish(course, public)
    assert (public / "course_utils" / "__init__.py").read_text() == "answer = 42\n"
