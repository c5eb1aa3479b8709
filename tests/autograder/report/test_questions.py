"""Figures of questions, worked out by hand."""

import pytest

from autograder.record.records import GRADED, NOT_HANDED_IN
from autograder.report.graded import Graded
from autograder.report.questions import point_biserial, question_statistics
from autograder.report.scores import NotebookScores, Row, Score


def test_point_biserial_as_worked_out_by_hand() -> None:
    # (mean of the right - mean of the wrong) / standard deviation * sqrt(p q) = (3 - 1) / sqrt(1.25) * 0.5
    assert point_biserial([True, True, False, False], [4, 2, 1, 1]) == pytest.approx(2 / 1.5**0.5 * 0.5)
    assert point_biserial([True, False, True], [1, 2, 1]) == pytest.approx(-1)
    assert point_biserial([True, True, True], [1, 2, 3]) is None
    assert point_biserial([True, False], [1, 2]) is None


def test_the_figures_of_a_question() -> None:
    def row(student: str, *points: float | None, outcome: str = GRADED) -> Row:
        return Row(student, [Score(each or 0, 2, each is None) for each in points], outcome)

    rows = [
        row("ada", 2, 2, None),
        row("bea", 0, 2, 1),
        row("cleo", 0, 0, 2),
        row("dora", 0, 0, 0, outcome=NOT_HANDED_IN),
    ]
    scores = NotebookScores("small", [("a", 2), ("b", 2), ("why", 2)], rows)
    graded = [
        Graded("ada", "small", seconds={"a": 1.0, "b": 0.0}),
        Graded(
            "bea",
            "small",
            said={"a": "Twice 2 is 4."},
            seconds={"a": 3.0},
            misconceptions={"a": "half: Read it again."},
        ),
        Graded("cleo", "small", said={"a": "Twice 2 is 4.", "b": "No."}, seconds={"a": 2.5}),
        Graded("cleo", "other", said={"a": "Something else."}),
    ]
    a, b, why = question_statistics(scores, graded, {("small", "a"): "twice as much"})
    assert (a.title, a.graded, a.right, a.share, a.waiting) == ("twice as much", 3, 1, 1 / 3, 0)
    assert (a.first_failures, a.said, a.seconds) == (2, [("Twice 2 is 4.", 2)], 2.5)
    assert a.misconceptions == [("half: Read it again.", 1)]
    assert (b.right, b.first_failures, b.said, b.seconds) == (2, 0, [("No.", 1)], None)
    assert (why.graded, why.right, why.waiting, why.misconceptions) == (2, 1, 1, [])
