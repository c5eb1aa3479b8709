"""The public tree of a small course, and what it is written into."""

import json
from pathlib import Path

import pytest

from autograder.course.errors import CourseError
from autograder.publish.public_tree import publish
from tests.conftest import Run

NOTEBOOK = "unit01/small.ipynb"


def test_holds_what_students_need_and_nothing_else(course: Path, tmp_path: Path) -> None:
    (course / "course_utils" / "scratch.py").write_text("x = 1\n")  # git doesn't know it
    (course / "release" / "unit01" / ".ipynb_checkpoints").mkdir()
    (course / "release" / "unit01" / ".ipynb_checkpoints" / "small-checkpoint.ipynb").write_text("{}")
    public = tmp_path / "public"
    publish(course, public)
    assert {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()} == {
        *[NOTEBOOK, "course_utils/__init__.py", "LICENSE", "README.md", "pyproject.toml", ".published.json"]
    }
    assert (public / NOTEBOOK).read_bytes() == (course / "release" / NOTEBOOK).read_bytes()


def test_the_readme_lists_each_notebook_once_and_says_what_to_type(course: Path, tmp_path: Path) -> None:
    (course / "site").mkdir()  # a site has copies of the notebooks
    (course / "site" / "build.py").write_text(
        "import pathlib, shutil, sys\n"
        "shutil.copytree('release/unit01', pathlib.Path(sys.argv[2], 'unit01'))\n"
    )  # fmt: skip
    (course / "site" / "pages.yml").write_text("name: pages\n")
    tree = publish(course, tmp_path / "public")
    assert f"site/{NOTEBOOK}" in tree
    readme = tree["README.md"].decode()
    assert readme.count("small.ipynb)") == 1
    assert f"(https://colab.research.google.com/github/someone/course/blob/live/{NOTEBOOK})" in readme
    url = "https://github.com/someone/course/archive/refs/tags/2026-fall.zip"
    assert f'    pip install "course-utils[notebooks] @ {url}"\n    jupyter lab\n' in readme


def test_publishing_again_removes_what_is_gone_and_keeps_git(course: Path, tmp_path: Path) -> None:
    public = tmp_path / "public"
    (course / "release" / "unit01" / "old.txt").write_text("old")
    publish(course, public)
    assert (public / "unit01" / "old.txt").exists()
    (public / ".git").mkdir()
    (public / ".git" / "HEAD").write_text("ref")
    (course / "release" / "unit01" / "old.txt").unlink()
    publish(course, public)
    assert not (public / "unit01" / "old.txt").exists()
    assert (public / ".git" / "HEAD").read_text() == "ref"
    assert "unit01/old.txt" not in json.loads((public / ".published.json").read_text())


def test_refuses_a_folder_with_other_files(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.tex").write_text("precious")
    with pytest.raises(CourseError, match=r"holds other files \(thesis\.tex\)"):
        publish(course, folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.tex"]


@pytest.mark.slow
def test_the_command_prints_what_puts_it_on_the_web(course: Path, run: Run, tmp_path: Path) -> None:
    hub, public = tmp_path / "hub", tmp_path / "my public"
    run("git", "-c", "init.defaultBranch=other", "init", "--bare", hub)
    run("git", "clone", hub, public)
    for name, value in [("user.name", "Ada"), ("user.email", "ada@example.org")]:
        run("git", "config", name, value, cwd=public)
    first = run("autograder", "publish", public, cwd=course).stdout
    assert "tag 2026-fall" in first
    for command in [line for line in first.splitlines() if line.startswith("    ")]:
        run("bash", "-c", command)
    for name in ("live", "2026-fall"):
        assert NOTEBOOK in run("git", "ls-tree", "-r", "--name-only", name, cwd=hub).stdout
    assert "tag 2026-fall" not in run("autograder", "publish", public, cwd=course).stdout  # it is set, and stays


@pytest.mark.slow
def test_the_command_refuses_in_one_line_that_says_why(course: Path, run: Run, tmp_path: Path) -> None:
    (course / "release" / "unit01" / "notes.txt").write_text("probs = exps / exps.sum()")
    done = run("autograder", "publish", tmp_path / "public", cwd=course, check=False)
    assert done.returncode == 2
    assert "unit01/notes.txt: shows “probs = exps / exps.sum()”" in done.stdout and "Traceback" not in done.stdout
