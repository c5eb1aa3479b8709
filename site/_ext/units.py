"""What the site knows about a unit: read from its release notebooks, so that no page can contradict them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils

from autograder.notebook.asked import HEADING, asked
from autograder.notebook.cells import objectives_of, title_of

COURSE = Path(__file__).parents[2]
STATEMENT = re.compile(r"^- \*\*(?P<objective>[\w-]+)\*\*: [\"“](?P<text>.+)[\"”]$", flags=re.MULTILINE)
TIME = re.compile(r"^\*\*Time:\*\* (?P<time>.+)$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """What is graded: a test cell, or an answer in words."""

    name: str  # the grade_id
    text: str  # what it asks, in the notebook's own words
    test: str  # what its test says that it tests; empty if a person grades it
    section: str  # the heading that it stands under
    points: float
    objectives: list[str]
    in_words: bool  # a person grades it


@dataclass(frozen=True)
class Notebook:
    """A release notebook."""

    path: Path
    title: str
    time: str
    statements: dict[str, str]  # what each objective says, in the order of the notebook's list
    questions: list[Question]

    @property
    def name(self) -> str:
        """The file's name without .ipynb."""
        return self.path.stem

    @property
    def shown(self) -> list[str]:
        """The objectives that its questions give evidence of, in the order of the notebook's list."""
        return [name for name in self.statements if any(name in question.objectives for question in self.questions)]

    @property
    def points(self) -> float:
        """What all questions are worth together."""
        return sum(question.points for question in self.questions)


def question_label(notebook: str, question: str) -> str:
    """Return the label that a preview gives a question, for links to it."""
    return f"{notebook}-{question}"


def read_notebook(path: Path) -> Notebook:
    """Read a release notebook.

    Raises
    ------
    ValueError
        If it has no title or does not say how long it takes.
    """
    nb = nbformat.read(path, as_version=4)
    text = "\n\n".join(cell.source for cell in nb.cells if cell.cell_type == "markdown")
    title, time = HEADING.search(text), TIME.search(text)
    if not title or not time:
        raise ValueError(f"{path}: needs a title (# …) and a line that begins with **Time:**; the site shows both.")
    statements = {found["objective"]: found["text"] for found in STATEMENT.finditer(text)}
    return Notebook(path, title["text"], time["time"], statements, list(_questions(nb)))


def _questions(nb: Any) -> Iterator[Question]:
    section = text = ""
    for cell in nb.cells:
        in_words = utils.is_solution(cell)
        if cell.cell_type == "markdown" and not in_words:
            for heading in HEADING.finditer(cell.source):
                section = heading["text"]
            text = asked(cell.source) or text
        if utils.is_grade(cell):
            settings = cell.metadata.nbgrader
            test = "" if in_words else (title_of(cell.source) or "").removeprefix("Test: ")
            objectives = objectives_of(cell)
            yield Question(settings.grade_id, text or section, test, section, settings.points, objectives, in_words)


def read_units(release: Path) -> dict[str, list[Notebook]]:
    """Read all release notebooks: those of each unit, in the order of their names."""
    units: dict[str, list[Notebook]] = {}
    for path in sorted(release.glob("*/*.ipynb")):
        units.setdefault(path.parent.name, []).append(read_notebook(path))
    return units
