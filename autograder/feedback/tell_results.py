"""The last step of a feedback page: sum up what a student wants to know, for the template."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from autograder.course.errors import CourseError
from autograder.course.public_repository import PublicRepository
from autograder.feedback.questions import BLANK, FOLLOWS, NO_RESPONSE, WRONG, Points, Question, read_questions
from autograder.notebook.asked import HEADING
from autograder.notebook.markers import MARK_SCHEME, split_regions, without_marks
from autograder.notebook.site_links import with_addresses
from autograder.objectives.mastery import Mastery, mastery_of_student

_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>[^()\s]+)\)")
_MOST_LINKS = 4


@dataclass
class Results:
    """What stands above the notebook. Pages of hand-ins that could not be graded have no questions."""

    title: str
    questions: list[Question] = field(default_factory=list)
    objectives: list[Mastery] = field(default_factory=list)
    stopped: tuple[int, str] | None = None  # at which cell the kernel ended, and why
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # by question: where to read on
    references: dict[str, list[Any]] = field(default_factory=dict)  # by question: the outputs of right answers
    solutions: list[tuple[str, str, bool]] = field(default_factory=list)  # question, solution or scheme, in words?
    repairs: list[str] = field(default_factory=list)
    penalty: float = 0.0

    def those(self, *states: str) -> list[Question]:
        """Return the questions in some of the states."""
        return [question for question in self.questions if question.state in states]

    def following(self, cause: Question | None) -> list[Question]:
        """Return the questions that failed because of another one, or because the kernel had ended (None)."""
        return [question for question in self.those(FOLLOWS) if question.cause is cause]

    @property
    def tests(self) -> list[bool]:
        """Which tests have passed."""
        return [not test.said for question in self.questions for test in question.tests]

    @property
    def points(self) -> float:
        """The points so far, less the late penalty."""
        return max(0.0, sum(question.points for question in self.questions) - self.penalty)

    @property
    def graded_points(self) -> float:
        """What could be got for what is graded."""
        return sum(question.max_points for question in self.questions if not question.waits)

    @property
    def waiting_points(self) -> float:
        """What the answers that wait for a person are worth."""
        return sum(question.max_points for question in self.questions if question.waits)

    @property
    def first(self) -> Question | None:
        """Where to begin."""
        return next(iter(self.those(WRONG, BLANK)), None)


class TellResults(NbGraderPreprocessor):
    """Put the results into the resources, as `results`; let links in texts lead to the public site."""

    show_solutions = Bool(
        False,
        help="whether pages that are made after everybody's due date show solutions and mark schemes, folded away",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Sum up one notebook."""
        names = resources["nbgrader"]
        course = CourseDirectory(parent=self)
        source, release = (
            _read(course.format_path(step, ".", names["assignment"]), names["notebook"])
            for step in (course.source_directory, course.release_directory)
        )
        site = PublicRepository(parent=self).site
        for cell in [*nb.cells, *source]:
            if cell.cell_type == "markdown":
                cell.source = with_addresses(cell.source, site)
        results = Results(_title(source) or names["notebook"], repairs=list(nb.metadata.get("repairs", [])))
        if any(utils.is_grade(cell) for cell in nb.cells):
            self._read_gradebook(nb, names, results, source)
            results.stopped = where_stopped(nb.cells)
            results.objectives = self._objectives(names, source)
            page = Path(course.root, "site", names["assignment"], "index.md")
            for question in results.questions:
                results.links[question.name] = _links(question, page, f"{site}{names['assignment']}/index.html")
            results.references = {
                cell.metadata.nbgrader.grade_id: cell.outputs
                for cell in release
                if utils.is_solution(cell) and cell.cell_type == "code"
            }
        resources["results"] = results
        return nb, resources

    def _read_gradebook(self, nb: Any, names: Any, results: Results, source: Sequence[Any]) -> None:
        with Gradebook(names["db_url"]) as gradebook:
            mine = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            points = {each.name: Points(each.score, each.max_score, each.needs_manual_grade) for each in mine.grades}
            blank = {each.name for each in mine.comments if each.auto_comment == NO_RESPONSE}
            results.penalty = mine.late_submission_penalty or 0.0
            over = self.show_solutions and _is_over(gradebook.find_assignment(names["assignment"]))
        results.questions = read_questions(nb.cells, points, blank, source)
        if over:
            results.solutions = list(_solutions(results.questions, source))

    def _objectives(self, names: Any, source: Sequence[Any]) -> list[Mastery]:
        """Return how far she has come with the objectives that this notebook has questions for."""
        tags = {tag for cell in source for tag in cell.metadata.get("tags", [])}
        try:
            rows = mastery_of_student(self.config, names["assignment"], names["student"])
        except CourseError:  # the course has no objectives
            return []
        return [row for row in rows if f"objective:{row.objective}" in tags]


def _read(folder: str, notebook: str) -> Sequence[Any]:
    """Return the cells of a notebook; none if it isn't there."""
    path = Path(folder, f"{notebook}.ipynb")
    return nbformat.read(path, as_version=4).cells if path.is_file() else []


def _title(cells: Sequence[Any]) -> str:
    headings = (HEADING.search(cell.source) for cell in cells if cell.cell_type == "markdown")
    return next((heading["text"] for heading in headings if heading), "")


def where_stopped(cells: Sequence[Any]) -> tuple[int, str] | None:
    """Return at which cell of a graded notebook the kernel ended, and why; None if it didn't."""
    for at, cell in enumerate(cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error" and output.ename == "KernelEnded" and not utils.is_grade(cell):
                return at, output.evalue
    return None


def _links(question: Question, page: Path, address: str) -> list[tuple[str, str]]:
    """Return where to read on: glossary entries that its text links to, sections of the unit's page."""
    links = {
        found["address"]: f"“{found['words']}” in the glossary"
        for text in question.texts
        for found in _LINK.finditer(text)
        if "/glossary.html#" in found["address"]
    }
    if page.is_file():
        about = f"{question.section} {question.words} {question.name}".lower()
        for heading in HEADING.finditer(page.read_text(encoding="utf-8")):
            if heading["level"] == "##" and heading["text"].lower() in about:
                anchor = re.sub(r"[^a-z0-9]+", "-", heading["text"].lower()).strip("-")
                links[f"{address}#{anchor}"] = f"“{heading['text']}” on the unit’s page"
    return [(words, address) for address, words in links.items()][-_MOST_LINKS:]


def _is_over(assignment: Any) -> bool:
    """Say whether an assignment is past its due date for everybody, whatever extension they have."""
    due = [assignment.duedate, *(submission.duedate for submission in assignment.submissions)]
    return all(each is not None and each < datetime.now(UTC).replace(tzinfo=None) for each in due)


def _solutions(questions: Sequence[Question], source: Sequence[Any]) -> Iterator[tuple[str, str, bool]]:
    asked = {question.name: question.words for question in questions}
    scheme = ""
    for cell in source:
        lines = [line for region, line in split_regions(cell.source) if region == MARK_SCHEME]
        scheme = "\n".join(lines).strip() or scheme
        if utils.is_solution(cell) and cell.metadata.nbgrader.grade_id in asked:
            words = asked[cell.metadata.nbgrader.grade_id]
            if utils.is_grade(cell):
                yield words, scheme or cell.source, True
            else:
                yield words, without_marks(cell.source), False
            scheme = ""
