"""Broken instructor notebooks: each gives one clear error, with file, cell, line and fix."""

from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell as md
from nbformat.v4 import new_output

from autograder.release.check_source import CheckSource
from autograder.release.source_error import SourceError
from tests.conftest import code, graded, notebook, resources_for, solution


def check(nb: Any, path: Path = Path("source/unit01/small.ipynb")) -> None:
    CheckSource().preprocess(nb, resources_for(path))


def test_lets_a_sound_notebook_pass() -> None:
    check(
        notebook(
            solution("# BLANK: x = ...\nx = 1\n### BEGIN SOLUTION\ny = 2\n### END SOLUTION\n%matplotlib inline"),
            graded("assert x == 1\n### BEGIN HIDDEN TESTS\nassert y == 2\n### END HIDDEN TESTS"),
            code("for i in range(3):\n    print(...)  # see the solution above"),
        )
    )


# A test, so that every solution cell before it has one, and another question.
OTHERS = [
    graded("assert 1", "end-test"),
    solution("# BLANK: z = ...\nz = 1", "end"),
    graded("assert 1", "very-end-test"),
]
BROKEN = {
    # name: (cell, line of the mistake, what the message must say, how to fix it)
    "blank-without-dots": (solution("# BLANK: x = 1\nx = 1"), 1, "“x = 1” has no ...", "Write ..."),
    "blank-without-solution": (solution("x = 1\n# BLANK: y = ..."), 2, "“y = ...” has no solution line", "next line"),
    "blank-before-empty-line": (solution("# BLANK: y = ...\n\ny = 1"), 1, "no solution line", "very next line"),
    "blank-before-comment": (solution("# BLANK: y = ...\n# why\ny = 1"), 1, "no solution line", "very next line"),
    "blank-other-names": (solution("# BLANK: a = ...\nb = 1"), 1, "“a = ...” doesn't fit its solution line “b = 1”", "same"),
    "blank-open-bracket": (solution("# BLANK: f(...\nf(1)"), 1, "“f(...” doesn't fit its solution line “f(1)”", "whole piece"),
    "blank-other-indent": (solution("if 1:\n  # BLANK: a = ...\n    a = 1"), 2, "indented differently", "Indent them alike"),
    "blank-unsolved": (solution("# BLANK: a = ...\na = ..."), 1, "is the blank itself", "Write the answer"),
    "blank-single-character": (solution("# BLANK: a = …\na = 1"), 1, "has the single character …", "three dots"),
    "blank-four-dots": (solution("# BLANK: a = ....\na = 1"), 1, "doesn't fit", "must be the same"),
    "blank-before-blank": (solution("# BLANK: a = ...\n# BLANK: a = ...\na = 1"), 1, "followed by another one", "right after"),
    "blank-before-region": (
        solution("# BLANK: a = ...\n### BEGIN SOLUTION\na = 1\n### END SOLUTION"), 1, "followed by a region", "Use either",
    ),
    "blank-multi-line": (solution("# BLANK: a = f(...)\na = f(\n    1)"), 1, "doesn't fit", "one line; for more, use"),
    "blank-after-solution": (solution("a = 1  # BLANK: a = ..."), 1, "is not a blank", "# BLANK: "),
    "blank-typo": (solution("# BLNK: a = ...\na = 1"), 1, "is not a blank", "# BLANK: "),
    "nothing-to-do": (solution("a = 1\nb = 2"), None, "has no blank", "BEGIN SOLUTION"),
    "long-line": (code("x = 1\ny = " + "1 + " * 25 + "1"), 2, "the line has 105 columns, and a page shows 100", "Break it"),
    "untested": (solution("# BLANK: a = ...\na = 1", "untested"), None, "no test cell follows the solution cell", "autograder test"),
    "points-nan": (graded("assert 1", points=float("nan")), None, "worth nan points", "a number"),
    "points-text": (graded("assert 1", points="2"), None, "worth '2' points", "a number"),  # type: ignore[arg-type]
    "id-with-space": (graded("assert 1", "the test"), None, "grade_id is 'the test'", "letters, digits"),
    "blank-misspelt": (solution("#BLANK a = ...\na = 1"), 1, "is not a blank", "# BLANK: "),
    "blank-in-test-cell": (graded("# BLANK: a = ...\na = 1"), 1, "must be in a solution cell", "autograded answer"),
    "blank-in-plain-cell": (code("# BLANK: a = ...\na = 1"), 1, "must be in a solution cell", "autograded answer"),
    "blank-in-solution": (
        solution("### BEGIN SOLUTION\n# BLANK: a = ...\na = 1\n### END SOLUTION"), 2, "inside a SOLUTION", "Move it out",
    ),
    "solution-not-closed": (solution("a = 1\n### BEGIN SOLUTION\nb = 1"), 2, "BEGIN SOLUTION has no END", "### END SOLUTION"),
    "solution-not-opened": (solution("b = 1\n### END SOLUTION"), 2, "END SOLUTION has no BEGIN", "### BEGIN SOLUTION"),
    "solution-nested": (
        solution("### BEGIN SOLUTION\n### BEGIN SOLUTION\na = 1\n### END SOLUTION"), 2, "begins inside", "### END SOLUTION",
    ),
    "solution-closed-by-other": (
        solution("### BEGIN SOLUTION\na = 1\n### END HIDDEN TESTS"), 3, "closes a SOLUTION", "### END SOLUTION",
    ),
    "solution-misspelt": (solution("### BEGIN SOLUTON\na = 1\n### END SOLUTION"), 1, "not a marker", "SOLUTION"),
    "solution-in-plain-cell": (
        code("### BEGIN SOLUTION\na = 1\n### END SOLUTION"), 1, "must be in a solution cell", "answer",
    ),
    "tests-not-closed": (graded("### BEGIN HIDDEN TESTS\nassert 1"), 1, "HIDDEN TESTS has no END", "### END HIDDEN TESTS"),
    "tests-misspelt": (
        graded("### BEGIN HIDDEN TEST\nassert 1\n### END HIDDEN TESTS"), 1, "not a marker", "HIDDEN TESTS",
    ),
    "tests-in-plain-cell": (
        code("### BEGIN HIDDEN TESTS\na = 1\n### END HIDDEN TESTS"), 1, "must be in a test cell", "autograder test",
    ),
    "tests-in-solution-cell": (
        solution("### BEGIN HIDDEN TESTS\na = 1\n### END HIDDEN TESTS"), 1, "must be in a test cell", "autograder test",
    ),
    "scheme-in-plain-cell": (
        md("=== BEGIN MARK SCHEME ===\n1 point\n=== END MARK SCHEME ==="), 1, "locked question cell", "read-only",
    ),
    "no-points": (graded("assert 1", points=0), None, "worth 0 points", "a number above 0"),
    "no-objective": (code("assert 1", "t", grade=True, locked=True, points=1), None, "names no objective", "Tag it"),
    "unknown-objective": (
        code("assert 1", "t", grade=True, locked=True, points=1, tags=("objective:TM-Sofmax",)),
        None, "“TM-Sofmax” is not among those that the notebook lists (TM-Softmax)", "Correct the tag",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_source_gives_one_clear_error(name: str) -> None:
    cell, line, what, fix = BROKEN[name]
    with pytest.raises(SourceError) as caught:
        check(notebook(md("First."), cell, *OTHERS[name == "untested" :]))
    title, *problems = str(caught.value).split("\n")
    assert title.startswith("The release was not made.")
    assert len(problems) == 1, problems
    grade_id = f" ({cell.metadata.nbgrader.grade_id})" if "nbgrader" in cell.metadata else ""
    where = f"source/unit01/small.ipynb, cell 3{grade_id}"
    assert problems[0].startswith(f"{where}, line {line}: " if line else f"{where}: ")
    assert what in problems[0]
    assert fix in problems[0]


def test_a_written_or_manually_graded_answer_needs_no_test() -> None:
    cells = [
        code("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "plot", grade=True, solution=True, points=1),
        md("Why?"),
    ]
    cells[0].metadata["tags"] = ["objective:TM-Softmax"]
    cells[1].metadata["nbgrader"] = {**cells[0].metadata.nbgrader, "grade_id": "why"}
    cells[1].metadata["tags"] = ["objective:TM-Softmax"]
    check(notebook(*cells))


def test_a_test_after_the_next_solution_cell_is_no_test_of_this_one() -> None:
    first, second = (solution(f"# BLANK: {name} = ...\n{name} = 1", name) for name in "ab")
    check(notebook(first, code("a + 1"), graded("assert a", "a-test"), second, graded("assert a + b", "b-test")))
    with pytest.raises(SourceError, match=r"cell 2 \(a\): no test cell follows"):
        check(notebook(first, second, graded("assert a + b", "b-test")))


def test_a_stored_error_stops_the_release() -> None:
    cell = solution("# BLANK: a = ...\na = b")
    cell.outputs = [new_output("error", ename="NameError", evalue="b", traceback=[])]
    with pytest.raises(SourceError, match=r"cell 2 \(answer\): the stored output is an error.*make outputs"):
        check(notebook(cell, graded("assert a")))


def test_an_attachment_beside_something_hidden_stops_the_release() -> None:
    question = md("Why?\n=== BEGIN MARK SCHEME ===\n![](attachment:a.png)\n=== END MARK SCHEME ===")
    question.metadata["nbgrader"] = code("", "why", locked=True).metadata.nbgrader
    question["attachments"] = {"a.png": {"image/png": "iVBORw0KGgo="}}
    with pytest.raises(SourceError, match="an attachment, which would be released"):
        check(notebook(question))


def test_doubled_grade_id() -> None:
    with pytest.raises(SourceError, match="more than one cell has the grade_id “answer”"):
        check(notebook(solution("# BLANK: a = ...\na = 1"), graded("assert a", "answer")))


@pytest.mark.slow
def test_the_command_stops_with_the_message_alone(small_course, run) -> None:  # type: ignore[no-untyped-def]
    folder = small_course(notebook(solution("# BLANK: a = ...\nb = 1"), graded("assert a")))
    done = run("nbgrader", "generate_assignment", "unit01", cwd=folder, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    assert "source/unit01/small.ipynb, cell 2 (answer), line 1: the blank “a = ...” doesn't fit" in done.stdout
    assert not list(folder.glob("release/**/*.ipynb"))
