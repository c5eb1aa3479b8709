"""`autograder new-unit UNIT`, as an instructor types it: what it lays out is released and judged as it is."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.cli import main
from tests.conftest import COURSE, code, notebook

NAME = Path("unit05/u05n1-first-notebook")
INDEX = "# A course\n\n```{toctree}\n:hidden:\n\nunit01/index\ndemo\n```\n\n```{toctree}\nfor/instructors\n```\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder without notebooks, and with the first page of a site."""
    (tmp_path / "nbgrader_config.py").write_text((COURSE / "nbgrader_config.py").read_text())
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.md").write_text(INDEX)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_what_it_lays_out_is_released_and_judged_as_it_is(
    small_course: Callable[..., Path],
    run: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = small_course(notebook(code("1")), try_tests=True)
    monkeypatch.chdir(folder)
    assert main(["new-unit", "unit05"]) == 0
    assert "nbgrader generate_assignment unit05" in capsys.readouterr().out
    run("nbgrader", "generate_assignment", "unit05", cwd=folder)
    released = nbformat.read(folder / "release" / f"{NAME}.ipynb", as_version=4)
    assert any("return ..." in cell.source for cell in released.cells)
    assert main(["check-answers", "unit05"]) == 0
    assert not (folder / "site").exists()


@pytest.mark.slow
def test_stored_outputs_are_what_the_notebook_prints(folder: Path) -> None:
    main(["new-unit", "unit05"])
    nb = nbformat.read(folder / "source" / f"{NAME}.ipynb", as_version=4)
    nbformat.validate(nb)
    stored = [(cell.execution_count, cell.outputs) for cell in nb.cells if cell.cell_type == "code"]
    NotebookClient(nb).execute()
    assert [(cell.execution_count, cell.outputs) for cell in nb.cells if cell.cell_type == "code"] == stored


def test_the_site_gets_a_page_below_those_of_other_units(folder: Path) -> None:
    assert main(["new-unit", "unit05", "--title", "Unit 5: Hidden layers"]) == 0
    page = (folder / "site" / "unit05" / "index.md").read_text()
    assert page.startswith("# Unit 5: Hidden layers\n") and "```{notebooks} unit05\n" in page and "\nu05*\n" in page
    index = (folder / "site" / "index.md").read_text()
    assert index == INDEX.replace("unit01/index\n", "unit01/index\nunit05/index\n")


def test_a_first_unit_ends_the_first_table_of_contents(folder: Path) -> None:
    (folder / "site" / "index.md").write_text(INDEX.replace("unit01/index\n", ""))
    assert main(["new-unit", "week-2"]) == 0
    assert "\ndemo\nweek-2/index\n```\n" in (folder / "site" / "index.md").read_text()
    assert (folder / "site" / "week-2" / "index.md").read_text().startswith("# Week-2\n")
    assert (folder / "source" / "week-2" / "week-2n1-first-notebook.ipynb").is_file()


@pytest.mark.parametrize("existing", ["source/unit05", "answers/unit05", "site/unit05"])
def test_a_unit_that_exists_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str], existing: str) -> None:
    (folder / existing).mkdir(parents=True)
    before = sorted(folder.rglob("*"))
    assert main(["new-unit", "unit05"]) == 2
    assert f"{existing} exists, so nothing was written." in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before
    assert (folder / "site" / "index.md").read_text() == INDEX


@pytest.mark.parametrize("name", ["../unit05", "Unit 5", "", "5"])
def test_a_name_that_is_no_folders_name_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["new-unit", name]) == 2
    assert "can't name a unit" in capsys.readouterr().err
