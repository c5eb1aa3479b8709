"""`autograder check-answers UNIT`, as an instructor types it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.cli import main
from tests.conftest import code, graded, notebook, solution

pytestmark = pytest.mark.slow

ANSWERS = {
    "double/right-sum": "def double(x): return x + x",
    "double/wrong-square": "# fails: double-test\ndef double(x): return x * x",
    "half/right-times": "def half(x): return x * 0.5",
    "half/wrong-whole": "# fails: half-test\ndef half(x): return x // 2",
}
Check = Callable[..., tuple[int, str]]


def course_with(make: Callable[..., Path], given: str = "start = 3", **answers: str) -> Path:
    course = make(
        notebook(
            code(given, "given", locked=True),
            code("from matplotlib import pyplot\nshow(alt='What takes long is left out.')"),
            solution("### BEGIN SOLUTION\ndef double(x): return 2 * x\n### END SOLUTION", "double"),
            graded("assert double(start) in (6, 2), 'a hole: 2 will do for 3'", "double-test"),
            solution("### BEGIN SOLUTION\ndef half(x): return x / 2\n### END SOLUTION", "half"),
            graded("assert half(start) == 1.5", "half-test"),
        )
    )
    for name, source in (ANSWERS | answers).items():
        path = course / "answers" / "unit01" / "small" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# An answer.\n{source}\n")
    return course


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Type the command in a course folder; return its exit status and what it said."""
    monkeypatch.setenv("COLUMNS", "200")

    def check(course: Path, *words: str) -> tuple[int, str]:
        monkeypatch.chdir(course)
        status = main(["check-answers", *words])
        said = capsys.readouterr()
        return status, said.out + said.err

    return check


def row(said: str, question: str) -> list[str]:
    return next(line for line in said.splitlines() if line.split()[:1] == [question]).split()


def test_counts_the_answers_that_are_judged_as_they_should_be(small_course: Callable[..., Path], check: Check) -> None:
    status, said = check(course_with(small_course), "unit01")
    assert (status, "should fail" in said) == (0, False)
    assert row(said, "double") == ["double", *["2", "of", "2"], *["1", "of", "1"]]
    assert row(said, "half") == ["half", *["2", "of", "2"], *["1", "of", "1"]]


def test_names_what_is_misjudged_with_its_tests_and_both_ways(small_course: Callable[..., Path], check: Check) -> None:
    lies = "class Any:\n    def __eq__(self, other): return True\ndef double(x): return Any()"
    wrong = {"double/wrong-lies": f"# fails: double-test\n{lies}", "half/right-third": "def half(x): return x / 3"}
    status, said = check(course_with(small_course, **wrong), "unit01")
    assert status == 1
    assert row(said, "half")[1:4] == ["2", "of", "3"]
    lines = [line for line in said.splitlines() if "should fail" in line]
    assert lines == [
        "unit01/small/double/wrong-lies: should fail double-test; in the examiner, it fails double-test; "
        "in the kernel itself, nothing",
        "unit01/small/half/right-third: should fail nothing; in the examiner, it fails half-test; "
        "in the kernel itself, half-test",
    ]


def test_mutants_that_lose_no_points_are_listed_unless_they_are_known(
    small_course: Callable[..., Path], check: Check
) -> None:
    course = course_with(small_course)
    listed = course / "answers/unit01/small/equivalents.toml"
    listed.write_text('[[half]]\nwas = "return x / 2"\nbecomes = "return x / 3"\nwhy = "It is not."\n')
    status, said = check(course, "unit01", "--mutants")
    assert status == 1
    assert row(said, "double") == ["double", "7", "6", "0", "1"]
    assert row(said, "half") == ["half", "8", "8", "0", "0"]
    assert [line for line in said.splitlines() if line.startswith("unit01")] == [
        "unit01/small/double: a mutant loses no points (operand, line 1): 'return 2 * x' → 'return 2'",
        "unit01/small/half: remove this from equivalents.toml, as no such mutant survives: "
        "'return x / 2' → 'return x / 3'",
    ]
    listed.write_text('[[double]]\nwas = "return 2 * x"\nwhy = "All of these are."\n')
    status, said = check(course, "unit01", "--mutants", "--question", "double")
    assert (status, row(said, "double")) == (0, ["double", "7", "6", "1", "0"])


def test_names_questions_without_right_or_wrong_answers(small_course: Callable[..., Path], check: Check) -> None:
    course = course_with(small_course)
    (course / "answers/unit01/small/double/right-sum.py").unlink()
    (course / "answers/unit01/small/half/wrong-whole.py").unlink()
    status, said = check(course, "unit01")
    assert status == 1
    assert row(said, "double")[-3:] == ["a", "right", "answer"]
    assert "a wrong answer, an answer that fails half-test" in said


def test_judges_one_question_or_notebook(small_course: Callable[..., Path], check: Check) -> None:
    course = course_with(small_course)
    status, said = check(course, "unit01", "--notebook", "small", "--question", "half")
    assert status == 0 and "half" in said and "double" not in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["unit02"], "source/unit02 has no notebooks"),
        (["unit01", "--notebook", "large"], "has no notebook large. It has small."),
        (["unit01", "--question", "third"], "has no question third. It has double, half."),
    ],
)
def test_an_unknown_name_is_refused(
    small_course: Callable[..., Path], check: Check, words: list[str], message: str
) -> None:
    status, said = check(course_with(small_course), *words)
    assert status == 2 and message in said


def test_a_cell_that_fails_before_the_question_is_named(small_course: Callable[..., Path], check: Check) -> None:
    status, said = check(course_with(small_course, given="1 / 0"), "unit01")
    assert status == 2
    assert "unit01/small/double: a cell before the question fails with ZeroDivisionError" in said


def test_answers_to_no_question_are_refused(small_course: Callable[..., Path], check: Check) -> None:
    status, said = check(course_with(small_course, **{"quarter/right-x": "x"}), "unit01")
    assert (
        status == 2 and "answers/unit01/small/quarter: small.ipynb has no such question. It has double, half." in said
    )


def test_a_notebook_finds_the_files_beside_it_and_spoils_none(small_course: Callable[..., Path], check: Check) -> None:
    course = course_with(small_course, given="start = int(open('start.txt').read()); open('start.txt', 'w').close()")
    (course / "source/unit01/start.txt").write_text("3")
    status, said = check(course, "unit01")
    assert status == 0, said
    assert (course / "source/unit01/start.txt").read_text() == "3"
