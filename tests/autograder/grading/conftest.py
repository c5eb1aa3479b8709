"""What tests of grading share: submissions that a step restores, or runs and examines."""

import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.utils import determine_grade
from traitlets.config import Config

from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.grading.restore_cells import RestoreCells
from tests.autograder.grading.submissions import SOURCE
from tests.conftest import code, graded, notebook, resources_for

TRUE = graded("assert answer == 5", "last-test")  # passes where `answer` is 5: something still works
FIVE = code("answer = 5")


class Graded:
    """A submission that has been run and examined."""

    def __init__(self, nb: Any, seconds: float) -> None:
        self.nb = nb
        self.seconds = seconds

    @property
    def scores(self) -> list[float]:
        """The points for each test cell, as nbgrader gives them."""
        return [
            determine_grade(cell)[0]
            for cell in self.nb.cells
            if "nbgrader" in cell.metadata and cell.metadata.nbgrader.grade
        ]

    def told(self, index: int) -> str:
        """Return what the outputs of a code cell say, the first having index 0."""
        return "".join(
            output.get("text") or f"{output.ename}: {output.evalue}"
            if "ename" in output or "text" in output
            else str(output.data)
            for output in self.nb.cells[index + 1].outputs
        )


Grade = Callable[..., Graded]


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    """Grade a submission to the notebook that has these cells; `answers` are put in place of the instructor's cells."""

    def grade(*cells: Any, answers: dict[int, str] | None = None, **limits: Any) -> Graded:
        nb = notebook(*cells)
        source = tmp_path / "source" / "unit01" / "small.ipynb"
        source.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, source)
        nb = nbformat.read(source, as_version=4)
        for index, answer in (answers or {}).items():
            nb.cells[index + 1].source = answer
        folder = tmp_path / "autograded" / "s1" / "unit01"
        folder.mkdir(parents=True, exist_ok=True)
        config = Config(CourseDirectory={"root": str(tmp_path)})
        of_sandbox = {name: limits.pop(name) for name in list(limits) if name in ("memory", "processes", "disk")}
        config.SandboxProvisioner = Config(of_sandbox, preload=[])
        step = ExecuteAndExamine(config=config, **limits)
        started = time.monotonic()
        nb, _ = step.preprocess(nb, resources_for(folder / "small.ipynb"))
        seconds = time.monotonic() - started
        nbformat.validate(nb)
        nbformat.write(nb, folder / "small.ipynb")  # as nbgrader will
        return Graded(nb, seconds)

    return grade


@pytest.fixture(scope="module")
def restore(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Run RestoreCells on a submission of unit01/small.ipynb."""
    root = tmp_path_factory.mktemp("course")
    path = root / "source" / "unit01" / "small.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(SOURCE, path)

    def restore(nb: Any, name: str = "small") -> Any:
        names = {"student": "s1", "assignment": "unit01", "notebook": name}
        step = RestoreCells(config=Config(CourseDirectory={"root": str(root)}))
        restored, _ = step.preprocess(deepcopy(nb), {"nbgrader": names})
        nbformat.validate(deepcopy(restored))
        return restored

    return restore
