"""A release is made as a whole, or the last one stays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from tests.conftest import Run, code, graded, notebook, solution

pytestmark = pytest.mark.slow

TEST = graded("assert half == 2")
GOOD = notebook(solution("# BLANK: half = ...\nhalf = 4 / 2"), TEST)
BROKEN = notebook(solution("# BLANK: half = 4\nhalf = 4 / 2"), TEST)
RELEASE = ("nbgrader", "generate_assignment", "unit01")


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def released(small_course: Callable[..., Path], run: Run) -> Path:
    """A course folder with a release of two notebooks and a file beside them."""
    folder = small_course(GOOD)
    unit = folder / "source" / "unit01"
    (unit / "data.csv").write_text("1,2\n")
    write(folder, "other", GOOD)
    run(*RELEASE, cwd=folder)
    assert sorted(contents(folder / "release")) == [
        f"unit01/{name}" for name in ("data.csv", "other.ipynb", "small.ipynb")
    ]
    return folder


def write(folder: Path, name: str, nb: Any) -> None:
    nbformat.write(nb, folder / "source" / "unit01" / f"{name}.ipynb")


def test_a_release_that_fails_leaves_the_last_one(released: Path, run: Run) -> None:
    before = contents(released / "release")
    (released / "source" / "unit01" / "data.csv").write_text("3,4\n")
    write(released, "other", notebook(code("new = 1"), *GOOD.cells))  # is made, before the next one fails
    write(released, "small", BROKEN)
    done = run(*RELEASE, cwd=released, check=False)
    assert done.returncode == 1
    assert "The release was not made. The last one is unchanged." in done.stdout
    assert contents(released / "release") == before
    assert not list(released.glob(".release-*"))


def test_a_release_that_nbgrader_refuses_leaves_the_last_one(released: Path, run: Run) -> None:
    before = contents(released / "release")
    with Gradebook(f"sqlite:///{released}/gradebook.db") as gradebook:
        gradebook.add_student("s1")
        gradebook.add_submission("unit01", "s1")
    write(released, "third", GOOD)
    done = run(*RELEASE, cwd=released, check=False)
    assert done.returncode == 1
    assert "because there are submissions associated with it" in done.stdout
    assert contents(released / "release") == before


def test_a_release_replaces_the_last_one(released: Path, run: Run) -> None:
    (released / "source" / "unit01" / "data.csv").unlink()
    (released / "source" / "unit01" / "other.ipynb").unlink()
    write(released, "small", notebook(code("new = 1"), *GOOD.cells))
    run(*RELEASE, cwd=released)
    (text,) = contents(released / "release").values()
    assert "new = 1" in text
    assert not list(released.glob(".release-*"))


def test_a_release_of_one_notebook_leaves_the_others(released: Path, run: Run) -> None:
    before = contents(released / "release")
    write(released, "small", notebook(code("new = 1"), *GOOD.cells))
    write(released, "other", BROKEN)
    run(*RELEASE, "--notebook=small", cwd=released)
    after = contents(released / "release")
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"unit01/small.ipynb"}


def test_the_formgrader_releases_in_the_same_way(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(released)).load_config()
    course = CourseDirectory(root=str(released), config=config)
    api = NbGraderAPI(course, config=config)
    before = contents(released / "release")
    write(released, "small", BROKEN)
    told = api.generate_assignment("unit01")
    assert not told["success"] and "has no ..." in told["error"]
    assert contents(released / "release") == before
    write(released, "small", notebook(code("new = 1"), *GOOD.cells))
    assert api.generate_assignment("unit01")["success"]
    assert "new = 1" in contents(released / "release")["unit01/small.ipynb"]
    assert (course.release_directory, course.student_id, course.assignment_id) == ("release", "*", "")
