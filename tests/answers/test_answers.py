"""The tests of the tests: every answer in answers/ gets the points that it should."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from nbgrader.utils import determine_grade, is_solution

from autograder.answers import Answer, fill, read_answers, solutions_of
from autograder.cells import is_test
from autograder.grading.clean_test_outputs import CleanTestOutputs
from tests.conftest import COURSE

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(path.relative_to(COURSE / "source").with_suffix("") for path in COURSE.glob("source/*/*.ipynb"))
ANSWERS = {notebook: read_answers(COURSE / "answers" / notebook) for notebook in NOTEBOOKS}
WRONG = [(notebook, answer) for notebook, answers in ANSWERS.items() for answer in answers if answer.failing_tests]
RIGHT = [(notebook, answer) for notebook, answers in ANSWERS.items() for answer in answers if not answer.failing_tests]


@pytest.fixture(autouse=True)
def warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", "warm-start")


def failing_tests(notebook: Path, answer: Answer) -> set[str]:
    """Fill the answer into an otherwise perfect submission; return which of the question's tests it fails.

    Nothing after the question's own tests is run. Test cells are the instructor's, as they are in grading.
    """
    source = nbformat.read(COURSE / "source" / notebook.with_suffix(".ipynb"), as_version=4)
    nb = fill(source, solutions_of(source) | {answer.question: answer.source})
    tests = cells_testing(nb, answer.question)
    nb.cells = nb.cells[: nb.cells.index(tests[-1]) + 1]
    # What takes long and is not asked about here.
    nb.cells = [cell for cell in nb.cells if "show(alt=" not in cell.source]
    NotebookClient(nb, allow_errors=True, timeout=120, shutdown_kernel="immediate").execute()
    failed = set()
    for cell in tests:
        cell, _ = CleanTestOutputs().preprocess_cell(cell, {}, 0)
        points, max_points = determine_grade(cell)
        assert points in (0, max_points)
        if points == 0:
            failed.add(cell.metadata.nbgrader.grade_id)
    return failed


def cells_testing(nb: Any, question: str) -> list[Any]:
    """Return the test cells of a question: those after its solution cell, up to the next solution cell."""
    start = next(i for i, cell in enumerate(nb.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == question)
    tests = []
    for cell in nb.cells[start + 1 :]:
        if is_solution(cell):
            break
        if is_test(cell):
            tests.append(cell)
    return tests


def name(value: Any) -> str:
    return f"{value.question}-{value.name}" if isinstance(value, Answer) else str(value)


@pytest.mark.parametrize(("notebook", "answer"), RIGHT, ids=name)
def test_right_answer_gets_every_point(notebook: Path, answer: Answer) -> None:
    assert failing_tests(notebook, answer) == set()


@pytest.mark.parametrize(("notebook", "answer"), WRONG, ids=name)
def test_wrong_answer_loses_the_points_it_should(notebook: Path, answer: Answer) -> None:
    assert failing_tests(notebook, answer) == answer.failing_tests


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_every_question_has_right_and_wrong_answers(notebook: Path) -> None:
    nb = nbformat.read(COURSE / "source" / notebook.with_suffix(".ipynb"), as_version=4)
    questions = {cell.metadata.nbgrader.grade_id for cell in nb.cells if is_solution(cell) and cell.cell_type == "code"}
    assert {answer.question for answer in ANSWERS[notebook] if answer.failing_tests} == questions
    assert {answer.question for answer in ANSWERS[notebook] if not answer.failing_tests} == questions
    failing = {test for answer in ANSWERS[notebook] for test in answer.failing_tests}
    assert failing == {cell.metadata.nbgrader.grade_id for cell in nb.cells if is_test(cell)}, "a test that nothing fails"
