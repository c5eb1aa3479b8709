"""The tests of the tests: every answer in answers/ gets the points that it should."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.utils import is_solution

from autograder.answers.answer import Answer, fill, read_answers, solutions_of
from autograder.notebook.cells import is_test
from autograder.examiner import names
from autograder.answers.judge import Test, judge
from tests.conftest import COURSE

pytestmark = pytest.mark.slow

NOTEBOOKS = sorted(path.relative_to(COURSE / "source").with_suffix("") for path in COURSE.glob("source/*/*.ipynb"))
ANSWERS = {notebook: read_answers(COURSE / "answers" / notebook) for notebook in NOTEBOOKS}
QUESTIONS = sorted({(notebook, answer.question) for notebook, answers in ANSWERS.items() for answer in answers})


def read_source(notebook: Path) -> Any:
    return nbformat.read(COURSE / "source" / notebook.with_suffix(".ipynb"), as_version=4)


def grade_id(cell: Any) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def cells_testing(nb: Any, question: str) -> dict[str, Test]:
    """Return the test cells of a question: those after its solution cell, up to the next solution cell."""
    origins = names.test_globals(nb.cells)
    start = next(i for i, cell in enumerate(nb.cells) if grade_id(cell) == question)
    tests = {}
    for position, cell in enumerate(nb.cells[start + 1 :], start + 1):
        if is_solution(cell):
            break
        if is_test(cell):
            tests[grade_id(cell)] = Test(cell.source, origins[position])
    return tests


@pytest.mark.parametrize(("notebook", "question"), QUESTIONS, ids=str)
def test_answers_lose_the_points_that_they_should_and_no_others(notebook: Path, question: str) -> None:
    """Right ones lose none. Each is filled into an otherwise perfect submission.

    The examiner and the kernel itself must think the same of each.
    """
    source = read_source(notebook)
    nb = fill(source, solutions_of(source))
    position = next(i for i, cell in enumerate(nb.cells) if grade_id(cell) == question)
    before = [cell.source for cell in nb.cells[:position] if cell.cell_type == "code"]
    before = [source for source in before if "show(alt=" not in source]  # takes long and is not asked about here
    own = Answer(question, "the solution in source/", nb.cells[position].source, frozenset())
    answers = [own, *(answer for answer in ANSWERS[notebook] if answer.question == question)]
    found = judge(before, answers, cells_testing(nb, question))
    failing = {answer.name: set(answer.failing_tests) for answer in answers}
    assert {name: verdict.examined for name, verdict in found.items()} == failing
    assert {name: verdict.in_kernel for name, verdict in found.items()} == failing


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_every_question_has_right_and_wrong_answers(notebook: Path) -> None:
    nb = read_source(notebook)
    questions = {grade_id(cell) for cell in nb.cells if is_solution(cell) and cell.cell_type == "code"}
    assert {answer.question for answer in ANSWERS[notebook] if answer.failing_tests} == questions
    assert {answer.question for answer in ANSWERS[notebook] if not answer.failing_tests} == questions
    failing = {test for answer in ANSWERS[notebook] for test in answer.failing_tests}
    assert failing == {grade_id(cell) for cell in nb.cells if is_test(cell)}, "a test that nothing fails"
