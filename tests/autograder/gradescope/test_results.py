"""What Gradescope shows of a question."""

import pytest

from autograder.feedback.questions import RIGHT, WRONG, Question, Test
from autograder.gradescope.results import _entry
from tests.conftest import solution


@pytest.mark.parametrize(("state", "status"), [(RIGHT, "passed"), (WRONG, "failed")])
def test_a_question_without_points_passes_only_if_its_tests_do(state: str, status: str) -> None:
    tests = [Test("two times three", "" if state == RIGHT else "Twice 3 is 6.")]
    question = Question("Doubling", "Double a number.", 0, 1, solution("x = 2", "twice"), tests=tests, state=state)
    entry = _entry(question)
    assert (entry["score"], entry["max_score"], entry["status"]) == (0, 0, status)
