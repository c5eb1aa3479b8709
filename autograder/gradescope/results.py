"""A result as Gradescope shows it: the content of results.json.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ says what may stand in it. All texts are plain: names and
outputs of tests by default, so nothing that a student's code has made becomes HTML or Markdown. The words are those of
the feedback page.
"""

from collections.abc import Iterator
from typing import Any

import nbformat
from traitlets.config import Config

from autograder.feedback.fit_page import FitPage
from autograder.feedback.hide_tests import HideTests
from autograder.feedback.questions import BLANK, RIGHT, WRONG, Points, Question, read_questions
from autograder.feedback.tell_results import Results, where_stopped
from autograder.grading.pack import Pack
from autograder.record.result import Result

ONLY_VISIBLE = "Only the tests that you see in your notebook were run here. Your instructor grades with more tests."
_AGAIN = "It has no points yet; Gradescope shows that as 0. Please hand in the notebook itself (the .ipynb file)."
_NOT_YOUR_FAULT = (
    "This could not be graded, and that is not your fault: {}. It has no points yet; Gradescope shows that as 0. "
    "Please hand it in again; if you read this again, tell your instructor, who finds the reason in the autograder's "
    "output."
)


def refused(reason: str) -> dict[str, Any]:
    """Return the results of what can't be graded: "essay.docx is a Word document, not a notebook"."""
    return _without_points(f"What you handed in could not be graded: {reason}.\n\n{_AGAIN}")


def broken(what: str) -> dict[str, Any]:
    """Return the results where the grader is at fault: "the autograder was ended before it was done"."""
    return _without_points(_NOT_YOUR_FAULT.format(what))


def results_of(result: Result, pack: Pack) -> dict[str, Any]:
    """Return the results of a notebook that has been graded: what feedback shows of it, one entry per question."""
    assert result.notebook is not None
    nb = nbformat.reads(result.notebook.decode(), as_version=4)
    source = nbformat.reads(pack.source.decode(), as_version=4).cells
    for step in (HideTests, FitPage):
        nb, _ = step(config=Config(pack.settings)).preprocess(nb, {})
    points = {
        cell.metadata.nbgrader.grade_id: _points(result, cell.metadata.nbgrader)
        for cell in nb.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    questions = read_questions(nb.cells, points, set(result.unanswered), source)
    summary = Results("", questions, stopped=where_stopped(nb.cells), repairs=list(result.repairs))
    return {
        "score": summary.points,
        "execution_time": round(result.seconds),
        "output": "\n\n".join(_summary(summary)),
        "output_format": "text",
        "tests": [_entry(question) for question in questions],
        "extra_data": {"outcome": result.outcome, "isolation": result.isolation},
    }


def _without_points(text: str) -> dict[str, Any]:
    return {"score": 0, "output": text, "output_format": "text"}


def _points(result: Result, settings: Any) -> Points:
    score = result.scores.get(settings.grade_id)
    return Points(score or 0.0, settings.points, score is None)


def _summary(results: Results) -> Iterator[str]:
    """Yield what stands above the questions."""
    points = f"{results.points:g} of {results.graded_points:g} points"
    waiting = f" so far. {results.waiting_points:g} more wait for your instructor." if results.waiting_points else "."
    yield points + waiting
    if results.tests:
        yield f"{sum(results.tests)} of {len(results.tests)} tests passed."
    if results.stopped:
        yield f"Begin with this: your notebook stopped. {results.stopped[1]} Nothing below that cell could run."
    elif results.first:
        yield f"Begin with this: {results.first.words}"
    if results.repairs:
        yield "\n".join(["What was repaired before grading:", *(f"- {repair}" for repair in results.repairs)])


def _entry(question: Question) -> dict[str, Any]:
    """Return a question's entry; without points while it waits for a person."""
    entry = {"name": question.words, "output": "\n".join(_lines(question))}
    if question.waits:
        return entry
    return {
        **entry,
        "score": question.points,
        "max_score": question.max_points,
        "status": "passed" if question.state == RIGHT else "failed",
    }


def _lines(question: Question) -> Iterator[str]:
    yield f"{question.section}: {question.told}" if question.section else question.told
    if question.waits:
        yield f"A person grades this: up to {question.max_points:g} points."
        return
    if question.cause:
        yield f"The other question: {question.cause.words}"
    if question.state == WRONG:
        yield from ("", question.what)
        if question.where:
            yield f"Your code stopped at {question.where}"
        if question.hint:
            yield f"Hint: {question.hint}"
    if question.state != BLANK and question.tests:
        yield ""
        for test in question.tests:
            more = f": {test.said}" if test.said and question.state == WRONG and test.said != question.what else ""
            yield f"{'✗' if test.said else '✓'} {test.title}{more}"
