"""What a student meets in Colab: the student notebooks in an environment with Colab's versions."""

import ast
import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.answers.answer import fill, solutions_of
from tests.conftest import COURSE, Run

pytestmark = pytest.mark.slow

PYTHON = COURSE / ".venv-colab" / "bin" / "python"
GROUPS = tomllib.loads((COURSE / "pyproject.toml").read_text())["dependency-groups"]
COLAB = dict(line.split("==") for line in [*GROUPS["colab"], *GROUPS["colab-jupyter"]])
NOTEBOOKS = sorted(path.relative_to(COURSE / "release") for path in COURSE.glob("release/*/*.ipynb"))


def packages(run: Run) -> dict[str, str]:
    listing: list[dict[str, Any]] = json.loads(run(PYTHON, "-m", "pip", "list", "--format=json").stdout)
    return {package["name"]: package["version"] for package in listing}


@pytest.fixture(scope="module")
def before_and_after(
    public: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], dict[str, str]]:
    """The packages there before and after course_utils was installed from the public tree, as the setup cell does."""
    assert PYTHON.exists(), "Colab's environment is missing; run: make colab"
    installed_from = tmp_path_factory.mktemp("colab") / "public"
    shutil.copytree(public, installed_from)  # pip leaves files there
    run(PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", "course-utils")
    before = packages(run)
    run(PYTHON, "-m", "pip", "install", "--quiet", installed_from)
    return before, packages(run)


def test_installing_course_utils_changes_nothing_else(
    before_and_after: tuple[dict[str, str], dict[str, str]],
) -> None:
    before, after = before_and_after
    assert after.pop("course-utils")
    assert after == before


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
@pytest.mark.usefixtures("before_and_after")
def test_student_notebook_with_right_answers_runs_without_error(
    notebook: Path, add_kernel: Callable[..., None]
) -> None:
    add_kernel("colab", PYTHON)
    release = nbformat.read(COURSE / "release" / notebook, as_version=4)
    source = nbformat.read(COURSE / "source" / notebook, as_version=4)
    nb = fill(release, solutions_of(source))
    asked = f"from importlib.metadata import version; print({{name: version(name) for name in {list(COLAB)}}})"
    nb.cells.append(nbformat.v4.new_code_cell(asked))
    NotebookClient(nb, kernel_name="colab", timeout=120).execute()  # an error in any cell is raised
    versions = ast.literal_eval(nb.cells[-1].outputs[0].text)
    assert {name: found.partition("+")[0] for name, found in versions.items()} == COLAB
