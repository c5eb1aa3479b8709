"""Grading leaves alone what honest students hand in of this course's notebooks."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.preprocessors import ClearOutput
from nbgrader.utils import compute_checksum, is_solution

from autograder.course.config import load_config
from autograder.grading.disarm_html import disarm
from autograder.grading.restore_cells import RestoreCells
from examples.make_class import make_class
from tests.conftest import COURSE

RELEASED = sorted(COURSE.glob("release/*/*.ipynb"))


def left_alone(nb: Any, assignment: str, notebook: str) -> None:
    config = load_config(COURSE)
    config.CourseDirectory.root = str(COURSE)
    nb, _ = ClearOutput().preprocess(nb, {})
    before = deepcopy(nb)
    names = {"student": "ada", "assignment": assignment, "notebook": notebook}
    restored, _ = RestoreCells(config=config).preprocess(nb, {"nbgrader": names})
    nbformat.validate(deepcopy(restored))
    locked = 0
    for handed_in, cell in zip(before.cells, restored.cells, strict=True):
        checksum = handed_in.metadata.get("nbgrader", {}).get("checksum")
        if checksum and not is_solution(cell):  # hidden tests and mark schemes are back: the checksum is another
            locked += 1
            assert cell.metadata.nbgrader.pop("checksum") == compute_checksum(cell)
            del handed_in.metadata.nbgrader["checksum"]
            cell.source = handed_in.source
            for folded in ("cellView", "jupyter"):  # how a test is shown to students; grading shows it in its own way
                handed_in.metadata.pop(folded, None)
        if before.nbformat_minor == 0:  # Colab writes no ids
            handed_in.id = cell.id
        assert cell == handed_in
    assert locked > 0


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_a_student_version_is_left_alone(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    left_alone(nbformat.read(path, as_version=4), path.parent.name, path.stem)
    assert not caplog.messages


def test_the_example_class_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    for (_, name), nb in make_class().items():
        left_alone(nb, "unit04", name)
    assert not caplog.messages


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_no_script_is_found_in_the_courses_own_text(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            assert disarm(cell.source) == cell.source
