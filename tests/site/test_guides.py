"""The guides for instructors, followed to the letter: every command, in order, in a copy of the course folder.

What a guide says to do by hand is done between the commands: an archive from Canvas.
"""

import csv
import os
import re
import shlex
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from examples.make_class import make_class
from tests.conftest import COURSE, FORKED, WITHOUT_TRYING, Run, copy_course, set_public_repository
from tests.site.jupyter_lab import open_lab

pytestmark = pytest.mark.slow

GUIDES = COURSE / "site" / "instructors"
# What takes minutes or several machines runs elsewhere: in the file that is named.
_CLUSTER = "tests/autograder/class_run/test_cluster.py"
RUN_ELSEWHERE = {
    "make demo": ".github/workflows/test.yml",
    "make test": ".ci/run",
    "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH=10 dask scheduler": _CLUSTER,
    "dask worker tcp://grader:8786 --nworkers -1 --nthreads 1 --memory-limit 0": _CLUSTER,
    "autograder grade unit04 --scheduler tcp://grader:8786": _CLUSTER,
}
Type = Callable[[str], str]


def commands_of(guide: str) -> list[str]:
    blocks = re.findall(r"^```console\n(.*?)^```$", (GUIDES / guide).read_text(), flags=re.DOTALL | re.MULTILINE)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A private clone, beside a clone of an empty public repository."""
    folder = tmp_path / "private"
    copy_course(folder)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(WITHOUT_TRYING)  # it takes long; tests/release has it
    (folder / ".venv").symlink_to(COURSE / ".venv")  # installing it again takes minutes
    for name in ("requirements.lock", "pyproject.toml", "autograder/pyproject.toml"):
        os.utime(folder / name, (0, 0))  # older than .venv, so that make knows it as installed
    git = ["git", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "--quiet", "--bare", "hub"], cwd=tmp_path, check=True)
    subprocess.run([*git, "clone", "--quiet", "hub", "ml-course"], cwd=tmp_path, check=True)
    for name, value in [("user.name", "Ada"), ("user.email", "ada@example.org")]:
        subprocess.run(["git", "config", name, value], cwd=tmp_path / "ml-course", check=True)
    return folder


@pytest.fixture
def type_(folder: Path, run: Run) -> Type:
    """Type a command in the folder, as a shell with the environment activated takes it."""

    def type_(command: str) -> str:
        if command.startswith("jupyter lab"):
            with open_lab(folder, command, before="source .venv/bin/activate && ") as lab:
                return lab.open("").decode()
        if command.startswith(FORKED):
            return run(*shlex.split(command), cwd=folder).stdout
        process = start(command, folder)
        said, _ = process.communicate()
        assert process.returncode == 0, f"{command}\n{said}"
        return said

    return type_


def start(command: str, folder: Path) -> subprocess.Popen[str]:
    """Start a command as a shell with the environment activated does."""
    return subprocess.Popen(
        ["bash", "-c", f"source .venv/bin/activate && {command}"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def enroll_by_canvas(folder: Path) -> None:
    """Put Canvas's gradebook, with three students, where the guide says."""
    (folder / "downloaded").mkdir()
    (folder / "downloaded" / "roster.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
        '"Lovelace, Ada",1815,,lovelaceada,1\n"Hopper, Grace",1906,,hoppergrace,1\n"Turing, Alan",1912,,turingalan,1\n'
    )


def hand_in_by_canvas(folder: Path) -> None:
    """Put an archive with the files of two students where the guide says."""
    archive = folder / "downloaded" / "unit04"
    archive.mkdir(parents=True)
    perfect = folder / "perfect.ipynb"
    nbformat.write(make_class()["s1001-perfect", "u04n2-softmax"], perfect)
    untouched = folder / "release" / "unit04" / "u04n2-softmax.ipynb"
    with zipfile.ZipFile(archive / "submissions.zip", "w") as zipped:
        zipped.write(perfect, "lovelaceada_1815_1852_Copy of u04n2-softmax.ipynb")
        zipped.write(untouched, "hoppergrace_LATE_1906_1992_u04n2-softmax-1.ipynb")


def grade_by_hand(folder: Path) -> None:
    """Give every answer in words a point, as a person does in the formgrader."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions("unit04"):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    if grade.needs_manual_grade:
                        grade.manual_score, grade.needs_manual_grade = 1, False
        gradebook.db.commit()


def run_elsewhere(command: str) -> bool:
    return command in RUN_ELSEWHERE and command in (COURSE / RUN_ELSEWHERE[command]).read_text()


# Two classes, so that they can run at the same time.


class TestRunACourse:
    def test_running_a_course(self, folder: Path, type_: Type) -> None:
        said = {}
        set_public_repository(folder, "ada/ml-course", "2026-fall")
        for command in commands_of("run-a-course.md"):
            if command.startswith("autograder roster"):
                enroll_by_canvas(folder)
            if command.startswith("autograder collect"):
                hand_in_by_canvas(folder)
            if command.startswith("nbgrader generate_feedback"):
                grade_by_hand(folder)
            if not run_elsewhere(command):
                said[command] = type_(command)
        assert len(said) > 10
        pushing = [command for command in said if command.startswith("git -C ../ml-course")]
        assert all(f"    {command}\n" in said["make public TO=../ml-course"] for command in pushing)
        for name in ("main", "2026-fall"):  # students open notebooks from the one and install from the other
            listing = ["git", "ls-tree", "-r", "--name-only", name]
            published = subprocess.run(listing, cwd=folder.parent / "hub", capture_output=True, text=True).stdout
            assert "site/unit04/index.html" in published and "course_utils/__init__.py" in published
        collected = said["autograder collect unit04 downloaded/unit04"]
        assert "Collected 2 notebooks of 2 students" in collected and "turingalan: Turing, Alan" in collected
        report = said["autograder report unit04"]
        assert "lovelaceada" in report and "hoppergrace" in report
        assert "Manage Assignments" in said["jupyter lab"]
        with (folder / "grades-unit04-canvas.csv").open() as file:
            exported = {row["ID"]: row["Unit 4 (4314282)"] for row in csv.DictReader(file)}
        assert float(exported["1815"]) > float(exported["1906"]) == 0 and exported["1912"] == ""
        assert "lovelaceada_1815_1852_u04n2-softmax.html" in zipfile.ZipFile(folder / "feedback-unit04.zip").namelist()
        with (folder / "grades.csv").open() as file:
            scores = {row["student_id"]: row["raw_score"] for row in csv.DictReader(file)}
        assert float(scores["lovelaceada"]) > float(scores["hoppergrace"]) == 0
        assert scores["turingalan"] == ""  # handed in nothing, which isn't 0 points
        assert (folder / "feedback" / "lovelaceada" / "unit04" / "u04n2-softmax.html").is_file()


class TestWriteAUnit:
    def test_writing_a_unit(self, folder: Path, type_: Type) -> None:
        ran = []
        for command in commands_of("write-a-unit.md"):
            if not run_elsewhere(command):
                # A unit that isn't there, even when the course has a fifth.
                type_(command.replace("unit05", "unit99").replace("u05n1", "u99n1"))
                ran.append(command)
        assert len(ran) > 5
        built = folder / "site" / "_build"
        assert "A first notebook" in (built / "unit99" / "index.html").read_text()
        assert "u99n1-first-notebook-mean-test" in (built / "objectives.html").read_text()
        assert (folder / "site" / "_build-instructor" / "index.html").is_file()
