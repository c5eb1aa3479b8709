"""A small course that can be published: one notebook, released for a public repository."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell

from tests.conftest import COURSE, WITHOUT_TRYING, code, graded, notebook, solution

SETTINGS = """
c.SandboxProvisioner.preload = []
c.PublicRepository.name = "someone/course"
c.PublicRepository.branch = "live"
c.PublicRepository.tag = "2026-fall"
"""
PYPROJECT = """\
[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "course-utils"
version = "1"
"""


def text(source: str, grade_id: str, **nbgrader: Any) -> Any:
    """Make a text cell that nbgrader knows."""
    cell = new_markdown_cell(source)
    tags = ("objective:TM-Softmax",) if "points" in nbgrader else ()
    cell.metadata = code("", grade_id, tags=tags, **nbgrader).metadata
    return cell


@pytest.fixture(scope="session")
def released(run: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a solution, a hidden test, a mark scheme, a model answer and an answer of a student."""
    folder = tmp_path_factory.mktemp("released")
    nb = notebook(
        code("import numpy as np\n\nlogits = np.array([1.0, 2.0])\nmax_logit = logits.max()"),
        solution(
            "# BLANK: exps = np.exp(...)\nexps = np.exp(logits - max_logit)\n"
            "### BEGIN SOLUTION\nprobs = exps / exps.sum()\n### END SOLUTION"
        ),
        graded("assert len(probs) == 2, 'Two.'\n### BEGIN HIDDEN TESTS\nassert probs.sum() == 1\n### END HIDDEN TESTS"),
        text(
            "Why?\n=== BEGIN MARK SCHEME ===\n- 1 point: large powers overflow.\n=== END MARK SCHEME ===",
            "question",
            locked=True,
        ),
        text(
            "A float64 has no room for it. The power of a large number is infinite.",
            "why",
            grade=True,
            solution=True,
            points=1,
        ),
    )
    config = (COURSE / "nbgrader_config.py").read_text() + SETTINGS + WITHOUT_TRYING
    for name, content in {
        "nbgrader_config.py": config,
        "pyproject.toml": PYPROJECT,
        "LICENSE": "Anybody may.\n",
        "course_utils/__init__.py": "answer = 42\n",
        "answers/unit01/small/answer/right-own.py": "exps = np.exp(logits - np.max(logits))\n# your code here\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    (folder / "source" / "unit01").mkdir(parents=True)
    nbformat.write(nb, folder / "source" / "unit01" / "small.ipynb")
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    return folder


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    """A copy of it, as a git checkout of its own."""
    folder = tmp_path / "course"
    shutil.copytree(released, folder)
    for command in (["init", "--quiet"], ["add", "course_utils"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder
