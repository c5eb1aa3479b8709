"""The questions of a source notebook, with their tests and the answers that judge those tests."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbgrader.utils import is_solution

from autograder.answers.answer import Answer, fill, read_answers, solutions_of
from autograder.answers.equivalents import Equivalent, read_equivalents
from autograder.answers.judge import Judge, Verdict, judging
from autograder.answers.mutants import Mutant, mutants_of
from autograder.course.errors import CourseError
from autograder.examiner.names import test_globals
from autograder.notebook.cells import tests_after

OWN = "the solution in source/"


@dataclass(frozen=True)
class Judged:
    """An answer, and which tests it failed."""

    answer: Answer
    verdict: Verdict

    @property
    def is_misjudged(self) -> bool:
        """Whether the answer failed other tests than it should, in the examiner or in the kernel."""
        return not self.verdict.examined == self.verdict.in_kernel == self.answer.failing_tests


@dataclass(frozen=True)
class Question:
    """A question whose answer is code."""

    source: Path  # the folder of its notebook, and of the files that the notebook reads
    notebook: str
    name: str  # the grade_id of the solution cell
    answers: list[Answer]  # the instructor's own comes first
    tests: Mapping[str, str]  # their sources, by their grade_ids
    before: list[str]  # the cells before it, solved
    equivalents: list[Equivalent]  # mutants of the instructor's own answer that are as right

    def __str__(self) -> str:
        """Return the name of its folder in answers/."""
        return f"{self.source.name}/{self.notebook}/{self.name}"

    @property
    def lacks(self) -> list[str]:
        """Say which answers are missing: each question needs right and wrong ones, and each test one that fails it."""
        others = self.answers[1:]
        lacks = [] if any(not answer.failing_tests for answer in others) else ["a right answer"]
        lacks += [] if any(answer.failing_tests for answer in others) else ["a wrong answer"]
        failed = {test for answer in others for test in answer.failing_tests}
        return lacks + [f"an answer that fails {test}" for test in self.tests if test not in failed]

    @property
    def mutants(self) -> list[Mutant]:
        """The instructor's own answer with one small mistake each."""
        return mutants_of(self.answers[0].source)

    def judge(self, judge: Judge) -> list[Judged]:
        """Judge each answer in an otherwise perfect submission.

        Raises
        ------
        CourseError
            If an answer takes too long or ends the process.
        """
        found = [Judged(answer, judge.judge(answer.source)) for answer in self.answers]
        for each in found:
            if each.verdict.error:
                raise CourseError(f"{self}/{each.answer.name} {each.verdict.error}")
        return found

    @contextmanager
    def judging(self) -> Iterator[Judge]:
        """Start a judge of answers to this question; raise a `CourseError` if a cell before it fails."""
        with TemporaryDirectory() as folder:
            shutil.copytree(self.source, folder, ignore=shutil.ignore_patterns("*.ipynb"), dirs_exist_ok=True)
            try:
                with judging(self.source / f"{self.notebook}.ipynb", self.before, self.tests, Path(folder)) as judge:
                    yield judge
            except RuntimeError as error:
                raise CourseError(f"{self}: {error}") from error


def read_questions(path: Path, answers: Path) -> list[Question]:
    """Read the questions of a notebook, in order.

    Parameters
    ----------
    path : Path
        The source notebook.
    answers : Path
        The folder of answers to its questions.

    Raises
    ------
    CourseError
        If there is an answer to a question that the notebook doesn't ask.
    """
    nb = nbformat.read(path, as_version=4)
    nb = fill(nb, solutions_of(nb))
    try:
        test_globals(nb.cells)
    except (SyntaxError, ImportError) as error:
        raise CourseError(f"{path}: its answers can't be judged: {error!r}") from error
    files, equivalents = read_answers(answers), read_equivalents(answers / "equivalents.toml")
    questions = []
    for index, cell in enumerate(nb.cells):
        if cell.cell_type == "code" and is_solution(cell):
            name = cell.metadata.nbgrader.grade_id
            own = Answer(name, OWN, cell.source, frozenset())
            others = [answer for answer in files if answer.question == name]
            tests = {
                nb.cells[test].metadata.nbgrader.grade_id: nb.cells[test].source
                for test in tests_after(nb.cells, index)
            }
            right = equivalents.pop(name, [])
            questions.append(Question(path.parent, path.stem, name, [own, *others], tests, _before(nb, index), right))
    unknown = {answer.question for answer in files} - {question.name for question in questions} | equivalents.keys()
    if unknown:
        raise CourseError(
            f"{answers / min(unknown)}: {path.name} has no such question. It has "
            f"{', '.join(question.name for question in questions)}. Rename or remove the folder, or the entries in "
            "equivalents.toml."
        )
    return questions


def _before(nb: Any, index: int) -> list[str]:
    """Return the code before a question, without pictures, which take long and which no test uses."""
    return [cell.source for cell in nb.cells[:index] if cell.cell_type == "code" and "show(alt=" not in cell.source]
