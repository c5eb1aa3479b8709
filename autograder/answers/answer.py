"""Fill answers into a student notebook: the instructor's own, or those in `answers/`."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader import utils

from autograder.course.errors import CourseError
from autograder.notebook import markers

_FAILS, _HINT = "# fails:", "# hint:"


@dataclass(frozen=True)
class Answer:
    """An answer to one question."""

    question: str  # the grade_id of the solution cell
    name: str  # such as "wrong-axis"
    source: str  # the whole cell
    failing_tests: frozenset[str]  # the grade_ids of the test cells that it must fail; none for a right answer
    hint: str = ""  # what a tutor would say to a student who gives this wrong answer


def read_answers(folder: Path) -> list[Answer]:
    """Read the answers to one notebook, from a folder such as `answers/unit01/u01n1-means`."""
    return [_read_answer(path) for path in sorted(folder.glob("*/*.py"))]


def _read_answer(path: Path) -> Answer:
    source = path.read_text()
    fails, hints = (
        [line.removeprefix(mark).strip() for line in source.splitlines() if line.startswith(mark)]
        for mark in (_FAILS, _HINT)
    )
    failing_tests = frozenset(test.strip() for line in fails for test in line.split(","))
    if path.stem.startswith("right-") == bool(failing_tests) or not path.stem.startswith(("right-", "wrong-")):
        raise CourseError(
            f"{path}: an answer is named right-….py or wrong-….py. A wrong one has a line “{_FAILS} …” that names the "
            "tests that it must fail; a right one has no such line."
        )
    return Answer(path.parent.name, path.stem, source, failing_tests, " ".join(hints))


def solutions_of(source_nb: Any) -> dict[str, str]:
    """Return the instructor's answer to each question of a source notebook, by the grade_id of its solution cell."""
    return {
        cell.metadata.nbgrader.grade_id: markers.without_marks(cell.source)
        for cell in source_nb.cells
        if utils.is_solution(cell)
    }


def fill(student_nb: Any, answers: Mapping[str, str]) -> Any:
    """Return a copy of a student notebook with answers filled in, by the grade_id of the solution cell."""
    filled = deepcopy(student_nb)
    for cell in filled.cells:
        if utils.is_solution(cell):
            cell.source = answers.get(cell.metadata.nbgrader.grade_id, cell.source)
    return filled
