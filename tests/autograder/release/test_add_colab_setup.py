import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.testing.globalipapp import get_ipython, start_ipython
from packaging.requirements import Requirement
from traitlets.config import Config

from autograder.course.public_repository import PublicRepository
from autograder.release.add_colab_setup import AddColabSetup
from tests.conftest import COURSE, notebook, resources_for

CONFIG = Config(PublicRepository={"name": "someone/course", "branch": "live", "tag": "2026-fall"})


@pytest.fixture
def released() -> Any:
    nb, _ = AddColabSetup(config=CONFIG).preprocess(notebook(), resources_for(Path("source/unit01/small.ipynb")))
    nbformat.validate(nb)
    return nb


def test_badge_opens_the_notebook_in_the_public_repository(released: Any) -> None:
    url = "https://colab.research.google.com/github/someone/course/blob/live/unit01/small.ipynb"
    assert released.cells[0].source.startswith("[![Open in Colab](")
    assert released.cells[0].source.endswith(f"]({url})")


def test_setup_cell_installs_only_where_course_utils_is_missing(released: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = start_ipython() or get_ipython()
    installed: list[str] = []
    monkeypatch.setitem(shell.magics_manager.magics["line"], "pip", installed.append)

    shell.run_cell(released.cells[1].source).raise_error()
    assert installed == []

    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    shell.run_cell(released.cells[1].source).raise_error()
    url = "https://github.com/someone/course/archive/refs/tags/2026-fall.zip"
    assert installed == [f'install --quiet "course-utils @ {url}"']


def test_requirement_is_one_that_pip_reads(released: Any) -> None:
    requirement = released.cells[1].source.split('"')[-2]
    assert Requirement(requirement).name == "course-utils"


@pytest.mark.parametrize(("package", "setup"), [("own_helpers", "own-helpers @ https"), ("", None)])
def test_installs_the_package_that_the_course_names(package: str, setup: str | None) -> None:
    config = Config(PublicRepository={**CONFIG.PublicRepository, "package": package})
    nb, _ = AddColabSetup(config=config).preprocess(notebook(), resources_for(Path("source/unit01/small.ipynb")))
    sources = [cell.source for cell in nb.cells if cell.cell_type == "code"]
    assert all(text in sources[0] for text in (setup, f'find_spec("{package}")')) if setup else sources == []


def test_a_tag_that_is_not_set_is_the_version_of_course_utils() -> None:
    project = tomllib.loads((COURSE / "pyproject.toml").read_text())["project"]
    assert PublicRepository().tag == f"v{project['version']}"
