"""The check for GitHub Classroom, run as its workflow runs it: it needs nothing that students don't have."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from autograder.notebook.new_cells import notebook_of
from tests.conftest import COURSE, code

FOLDER = COURSE / "examples" / "classroom"
TEST = "#@title Test: twice three\nassert twice(3) == 6, 'Twice 3 is 6.'"


@pytest.mark.slow
def test_says_in_words_which_tests_pass(tmp_path: Path) -> None:
    answers = {"right": "def twice(x):\n    return 2 * x", "blank": "def twice(x):\n    return ..."}
    for name, answer in answers.items():
        (tmp_path / name).mkdir()
        nb = notebook_of(code(answer), code(TEST), code("# Test: it is there\ntwice"))
        nb.metadata["kernelspec"] = {"name": "conda-env-ml-py", "display_name": "ml", "language": "python"}
        nbformat.write(nb, tmp_path / name / f"{name}.ipynb")
    (tmp_path / "merged.ipynb").write_text("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n")
    (command,) = [step["run"] for step in steps() if "check_notebooks" in step.get("run", "")]
    script = (FOLDER / "check_notebooks.py").read_text()
    assert "autograder" not in script and "nbgrader" not in script
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "check_notebooks.py").write_text(script)
    done = subprocess.run(
        command.replace("python", sys.executable, 1),
        shell=True,
        cwd=tmp_path,
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")},
        capture_output=True,
        text=True,
    )
    summary = (tmp_path / "summary.md").read_text()
    assert done.returncode == 1 and summary.strip() == done.stdout.strip(), done.stderr
    blank, merged, right = summary.split("## ")[1:]
    assert merged.startswith("merged: not checked\n\nThis file can't be read as a notebook.")
    assert blank.startswith("blank: 1 of 2 tests passed\n\n- ✗ twice three: Twice 3 is 6.\n- ✓ it is there")
    assert right.startswith("right: 2 of 2 tests passed\n\n- ✓ twice three\n")


def steps() -> list[dict[str, str]]:
    workflow = yaml.safe_load((FOLDER / "classroom.yml").read_text())
    return workflow["jobs"]["tests"]["steps"]


def test_the_workflow_installs_only_what_is_public() -> None:
    (install,) = [step["run"] for step in steps() if "pip" in step.get("run", "")]
    assert install.startswith('pip install "course-utils[notebooks] @ https://github.com/')
