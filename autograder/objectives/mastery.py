"""How far a student has come with each objective of a unit: the evidence, and a level by one rule.

The evidence is the points for the questions that are tagged with the objective (`objective:…`, in the source notebook),
as far as they are graded: a hand grade counts when it is given. What was not handed in is no evidence. A question with
two tags is evidence of both objectives.

    for row in mastery_of_student(config, "unit01", "ada"):
        print(row.objective, row.level, f"{row.points:g} of {row.graded_points:g}")
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.coursedir import CourseDirectory
from traitlets import Float
from traitlets.config import Config, Configurable

from autograder.course.errors import CourseError
from autograder.notebook.cells import objectives_of
from autograder.report.scores import NotebookScores, read_assignment

MET, PARTLY, NOT_YET, NO_EVIDENCE = LEVELS = ("met", "partly", "not yet", "no evidence")
_STATEMENT = re.compile(r"^\s*[-*]?\s*\*\*([\w-]+)\*\*: [\"“](.+)[\"”]\s*$", re.MULTILINE)
_ROUNDING = 1e-9  # three thirds are one


class MasteryRule(Configurable):
    """When an objective is met: by the share of the points for its questions that are graded."""

    met = Float(0.8, min=0, max=1, help="Share of the graded points that meets an objective.").tag(config=True)
    partly = Float(0.5, min=0, max=1, help="Share of the graded points that partly meets it.").tag(config=True)

    def level(self, points: float, graded_points: float) -> str:
        """Return the level, one of LEVELS, for so many of the points that are graded."""
        if not graded_points:
            return NO_EVIDENCE
        share = points / graded_points + _ROUNDING
        return MET if share >= self.met else PARTLY if share >= self.partly else NOT_YET


@dataclass(frozen=True)
class Question:
    """A question that is evidence of an objective, with one student's points."""

    notebook: str
    name: str  # the grade_id
    points: float | None  # None: not graded yet, or not handed in
    max_points: float
    waits: bool = False  # for a person


@dataclass(frozen=True)
class Mastery:
    """How far one student has come with one objective."""

    student: str
    objective: str
    statement: str  # "I can …"; empty if no notebook says it
    level: str  # one of LEVELS
    questions: Sequence[Question]

    @property
    def points(self) -> float:
        """What she got."""
        return sum(question.points or 0.0 for question in self.questions)

    @property
    def graded_points(self) -> float:
        """What she could have got for the questions that are graded."""
        return sum(question.max_points for question in self.questions if question.points is not None)

    @property
    def max_points(self) -> float:
        """What all of the objective's questions are worth."""
        return sum(question.max_points for question in self.questions)

    @property
    def waiting(self) -> int:
        """How many of her answers wait for a person."""
        return sum(question.waits for question in self.questions)


@dataclass(frozen=True)
class Objective:
    """An objective of a unit."""

    name: str
    statement: str
    questions: Sequence[tuple[str, str]]  # notebook and grade_id


def mastery_of_student(config: Config, unit: str, student: str) -> list[Mastery]:
    """Return how far a student has come with each objective of a unit, in the order of the notebooks.

    Raises
    ------
    CourseError
        If the unit has no source notebooks, or the gradebook doesn't know it.
    """
    return _mastery(config, unit, only=student)[student]


def mastery_of_class(config: Config, unit: str) -> dict[str, list[Mastery]]:
    """Return the same for each student who is enrolled or has handed in, by id."""
    return _mastery(config, unit)


def read_objectives(folder: Path) -> list[Objective]:
    """Read which objectives a unit's source notebooks list and which questions are evidence of each."""
    return _read_objectives(tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.ipynb"))))


@lru_cache
def _read_objectives(notebooks: Sequence[tuple[Path, int]]) -> list[Objective]:
    """Read them again only when a notebook has changed: each feedback page asks for them."""
    statements: dict[str, str] = {}
    questions: dict[str, list[tuple[str, str]]] = {}
    for path, _ in notebooks:
        cells = nbformat.read(path, as_version=4).cells
        for cell in cells:
            if cell.cell_type == "markdown":
                statements = dict(_STATEMENT.findall(cell.source)) | statements
        for cell in filter(utils.is_grade, cells):
            for objective in objectives_of(cell):
                questions.setdefault(objective, []).append((path.stem, cell.metadata.nbgrader.grade_id))
    return [Objective(name, statements.get(name, ""), questions[name]) for name in questions]


def _mastery(config: Config, unit: str, only: str | None = None) -> dict[str, list[Mastery]]:
    course = CourseDirectory(config=config)
    folder = Path(course.format_path(course.source_directory, ".", unit))
    objectives = read_objectives(folder)
    if not objectives:
        raise CourseError(f"{folder} has no notebook with questions that are tagged with an objective.")
    rule = MasteryRule(config=config)
    questions: dict[str, dict[tuple[str, str], Question]] = {}
    for notebook in read_assignment(unit, course.db_url, only):
        for student, question in _questions(notebook):
            questions.setdefault(student, {})[question.notebook, question.name] = question
    return {
        student: [_of_objective(student, objective, found, rule) for objective in objectives]
        for student, found in questions.items()
    }


def _questions(notebook: NotebookScores) -> Iterator[tuple[str, Question]]:
    for row in notebook.rows:
        for (name, max_points), score in zip(notebook.questions, row.scores, strict=True):
            waits = row.is_graded and score.needs_person
            points = score.points if row.is_graded and not waits else None
            yield row.student, Question(notebook.name, name, points, max_points, waits)


def _of_objective(
    student: str, objective: Objective, found: dict[tuple[str, str], Question], rule: MasteryRule
) -> Mastery:
    questions = [found[key] for key in objective.questions if key in found]
    row = Mastery(student, objective.name, objective.statement, NO_EVIDENCE, questions)
    level = rule.level(row.points, row.graded_points)
    return Mastery(student, objective.name, objective.statement, level, questions)
