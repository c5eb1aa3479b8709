from pathlib import Path

import pytest

from autograder.answers.answer import fill, read_answers, solutions_of
from autograder.course.errors import CourseError
from tests.conftest import notebook, solution


def write(folder: Path, name: str, source: str) -> None:
    path = folder / "softmax" / f"{name}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(source)


def test_reads_right_and_wrong_answers(tmp_path: Path) -> None:
    write(tmp_path, "right-short", "# Short.\nx = 1\n")
    write(tmp_path, "wrong-axis", "# The other axis.\n# fails: a-test, b-test\nx = 2\n")
    right, wrong = read_answers(tmp_path)
    assert (right.question, right.name, right.failing_tests) == ("softmax", "right-short", frozenset())
    assert wrong.failing_tests == {"a-test", "b-test"}
    assert wrong.source.endswith("x = 2\n")


@pytest.mark.parametrize(
    ("name", "source"), [("wrong-x", "x = 1"), ("right-x", "# fails: a\nx = 1"), ("other", "# fails: a\nx = 1")]
)
def test_an_answer_must_say_what_it_is(tmp_path: Path, name: str, source: str) -> None:
    write(tmp_path, name, source)
    with pytest.raises(CourseError, match=rf"{name}\.py: an answer is named"):
        read_answers(tmp_path)


def test_fills_answers_in_and_leaves_the_rest() -> None:
    source = notebook(
        solution("# BLANK: x = ...\nx = 1", "a"), solution("### BEGIN SOLUTION\ny\n### END SOLUTION", "b")
    )
    assert solutions_of(source) == {"a": "x = 1", "b": "y"}
    student = notebook(solution("x = ...", "a"), solution("# your code here", "b"))
    filled = fill(student, {"a": "x = 1"})
    assert [cell.source for cell in filled.cells[1:]] == ["x = 1", "# your code here"]
    assert student.cells[1].source == "x = ..."
