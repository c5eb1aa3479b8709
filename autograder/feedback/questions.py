"""A graded notebook's questions: what went wrong with each, told once, and what merely follows from something else."""

import ast
import builtins
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from nbgrader import utils

from autograder.notebook.asked import HEADING, asked
from autograder.notebook.cells import is_test, title_of
from autograder.notebook.markers import MARK_SCHEME, remove_regions, without_marks

RIGHT, WRONG, BLANK, FOLLOWS, WAITS, GRADED = ("right", "wrong", "not answered", "follows", "waits", "graded")
_LONGEST = 600  # characters of what a test says
NO_RESPONSE = "No response."  # what nbgrader says of an answer that is as released
_MISSING = re.compile(r"(?:name '|Nothing has defined `)(?P<name>\w+)")


@dataclass
class Test:
    """One test of a question."""

    title: str
    said: str = ""  # what it says; empty if it has passed
    line: str = ""  # of the student's code, where it stopped
    hint: str = ""  # of the misconception that was recognised
    ended: bool = False  # whether it could not run, because the kernel had ended

    __test__ = False  # pytest: this is no class of tests


@dataclass
class Question:
    """A question, with one student's answer and points."""

    section: str  # the heading that it stands under
    words: str  # what it asks, in the notebook's own words
    text_at: int  # where its text is among the cells
    at: int  # where the answer is
    answer: Any  # its cell
    texts: list[str] = field(default_factory=list)  # all that the notebook says before it
    tests: list[Test] = field(default_factory=list)
    points: float = 0.0
    max_points: float = 0.0
    waits: bool = False  # for a person
    state: str = WRONG
    cause: "Question | None" = None  # the question that this failure follows from

    @property
    def name(self) -> str:
        """The grade_id."""
        return str(self.answer.metadata.nbgrader.grade_id)

    @property
    def comment(self) -> str:
        """What a person has said about the answer."""
        said = self.answer.metadata.nbgrader.get("comment") or ""
        return "" if said == NO_RESPONSE else str(said)

    @property
    def is_read(self) -> bool:
        """Whether a person has graded it or has said something about it."""
        return bool(self.comment) or (self.in_words and self.state in (RIGHT, GRADED))

    @property
    def in_words(self) -> bool:
        """Whether a person grades it."""
        return bool(utils.is_grade(self.answer))

    @property
    def failed(self) -> list[Test]:
        """The tests that it hasn't passed."""
        return [test for test in self.tests if test.said]

    @property
    def stopped(self) -> Any:
        """The error that the answer's own cell stopped with, or None."""
        return error_of(self.answer)

    @property
    def passed(self) -> str:
        """How many of its tests it has passed."""
        return f"{len(self.tests) - len(self.failed)} of {len(self.tests)}"

    @property
    def told(self) -> str:
        """What became of it, in words."""
        if self.waits:
            return "waits for your instructor"
        if self.state == FOLLOWS:
            return "follows from another question" if self.cause else "could not run: your notebook had stopped"
        if self.state == RIGHT:
            return "✓ right"
        if self.state == BLANK:
            return "not answered"
        return "graded" if self.in_words else f"✗ {self.passed} tests passed"

    @property
    def what(self) -> str:
        """What went wrong: what its own cell stopped with, or else what the first failed test says."""
        if not self.stopped:
            return self.failed[0].said if self.failed else ""
        by_the_grader = self.stopped.ename in ("LimitPassed", "KernelEnded")
        said = _shortened(self.stopped.evalue)
        return said if by_the_grader else f"Your cell stopped with {self.stopped.ename}: {said}"

    @property
    def where(self) -> str:
        """The line of the student's code where it stopped, or nothing."""
        return str(self.stopped.traceback[0]) if self.stopped else self.failed[0].line if self.failed else ""

    @property
    def hint(self) -> str:
        """The hint of the misconception that was recognised, or nothing."""
        return next((test.hint for test in self.tests if test.hint), "")


@dataclass(frozen=True)
class Points:
    """What the gradebook has for one graded cell."""

    points: float
    max_points: float
    waits: bool


def error_of(cell: Any) -> Any:
    """Return a cell's first error, or None."""
    return next((output for output in cell.get("outputs", []) if output.output_type == "error"), None)


def read_questions(
    cells: Sequence[Any], points: Mapping[str, Points], blank: set[str], source: Sequence[Any]
) -> list[Question]:
    """Return the questions of a notebook, in order.

    Parameters
    ----------
    cells : sequence
        Of the graded notebook, after `FitPage`.
    points : mapping
        What the gradebook has for each graded cell, by grade_id.
    blank : set of str
        The grade_ids of the answers that are as released.
    source : sequence
        The cells of the instructor's notebook, with the same addresses in links.
    """
    questions = [question for question in [*_group(cells, source)] if question.tests or question.in_words]
    bound = _bound_in(source)
    order = {cell.metadata.nbgrader.grade_id: at for at, cell in enumerate(source) if utils.is_solution(cell)}
    before: list[Question] = []
    for question in questions:
        graded = [points[name] for name in _graded_cells(question, cells) if name in points]
        question.points = sum(each.points for each in graded if not each.waits)
        question.max_points = sum(each.max_points for each in graded)
        question.waits = any(each.waits for each in graded)
        question.state = _state(question, blank)
        if question.state == WRONG and not question.in_words:
            question.cause = _cause(question, before, bound, order)
            question.state = FOLLOWS if question.cause or question.failed[0].ended else WRONG
        if question.state in (BLANK, WRONG, FOLLOWS):
            before.append(question)
    return questions


def _group(cells: Sequence[Any], source: Sequence[Any]) -> Iterator[Question]:
    about = {name: (section, words, texts) for name, section, words, texts in _texts(source)}
    given = {text for _, _, texts in about.values() for text in texts}
    text_at = 0
    question: Question | None = None
    for at, cell in enumerate(cells):
        if utils.is_solution(cell):
            name = cell.metadata.nbgrader.grade_id
            section, words, texts = about.get(name, ("", name, []))
            question = Question(section, words, text_at, at, cell, texts)
            yield question  # its tests are added before the next one is asked for
        elif is_test(cell) and question:
            question.tests.append(_test(cell))
        elif cell.cell_type == "markdown" and cell.source in given and asked(cell.source):
            text_at = at


def _texts(source: Sequence[Any]) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield each answer's grade_id, the heading that it stands under, what is asked, and the texts before it.

    They come from the instructor's notebook: a student's own texts ask nothing.
    """
    section = words = ""
    texts: list[str] = []
    for cell in source:
        if utils.is_solution(cell):
            yield cell.metadata.nbgrader.grade_id, section, words or section, texts
            texts = []
        elif cell.cell_type == "markdown":
            text = remove_regions(cell.source, MARK_SCHEME)
            for heading in HEADING.finditer(text):
                section, words = heading["text"], ""
            words = asked(text) or words
            texts.append(text)


def _test(cell: Any) -> Test:
    title = (title_of(cell.source) or cell.metadata.nbgrader.grade_id).removeprefix("Test: ")
    error = error_of(cell)
    if error is None:
        return Test(title)
    is_pythons = hasattr(builtins, error.ename) and error.ename not in ("AssertionError", "TimeoutError")
    said = f"{error.ename}: {error.evalue}" if is_pythons else error.evalue
    if error.ename == "NameError" and (missing := _MISSING.search(said)):
        said = f"Nothing has defined `{missing['name']}` yet. Does your answer use this name?"
    hint = cell.metadata.get("misconception", {}).get("hint", "")
    return Test(title, _shortened(said), error.traceback[0], hint, error.ename == "KernelEnded")


def _shortened(said: str) -> str:
    """Shorten what an error says: it may quote what a function returned."""
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} …"


def _graded_cells(question: Question, cells: Sequence[Any]) -> Iterator[str]:
    if question.in_words:
        yield question.name
    for cell in cells[question.at + 1 :]:
        if utils.is_solution(cell):
            return
        if is_test(cell):
            yield cell.metadata.nbgrader.grade_id


def _state(question: Question, blank: set[str]) -> str:
    if question.waits:
        return WAITS
    if question.points >= question.max_points and not question.failed:
        return RIGHT
    if question.name in blank:
        return BLANK
    return GRADED if question.in_words or not question.failed else WRONG


def _cause(
    question: Question, before: Sequence[Question], bound: Mapping[str, list[int]], order: Mapping[str, int]
) -> Question | None:
    """Return the earlier question that a failure follows from: its answer should have made what is missing here."""
    said = question.stopped.evalue if question.stopped else question.failed[0].said
    here = order.get(question.name, -1)
    if missing := _MISSING.search(said):
        places = [at for at in bound.get(missing["name"], []) if at <= here - bool(question.stopped)]
        if not places or places[-1] == here:
            return None
        before = [each for each in before if order.get(each.name, -1) <= places[-1]]
    elif "ellipsis" not in said.lower() or "..." in question.answer.source:
        return None
    return (before[-1].cause or before[-1]) if before else None


def _bound_in(cells: Sequence[Any]) -> dict[str, list[int]]:
    """Return which cells of a notebook define each name."""
    bound: dict[str, list[int]] = {}
    for at, cell in enumerate(cells):
        if cell.cell_type != "code" or is_test(cell):
            continue
        with suppress(SyntaxError, ValueError):
            for name in _names(ast.parse(without_marks(cell.source))):
                bound.setdefault(name, []).append(at)
    return bound


def _names(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).split(".")[0])
    return found
