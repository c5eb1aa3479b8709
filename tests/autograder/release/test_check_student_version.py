"""What students get of a cell must be Python: else one clear error, with file, cell, line and fix."""

from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from autograder.release.check_student_version import CheckStudentVersion
from autograder.release.source_error import SourceError
from tests.conftest import code, graded, notebook, resources_for, solution

STUB = Config(ClearSolutions={"code_stub": {"python": "# your code here"}})


def check(*cells: Any) -> None:
    CheckStudentVersion(config=STUB).preprocess(notebook(*cells), resources_for(Path("source/unit01/small.ipynb")))


def region(indent: str, *lines: str) -> str:
    return "\n".join(indent + line for line in ("### BEGIN SOLUTION", *lines, "### END SOLUTION"))


BROKEN = {
    # name: (cell, line of the mistake, what the message must say, how to fix it)
    "loop": (
        solution(f"xs = []\nfor x in xs:\n{region('    ', 'print(x)', 'x += 1')}"),
        2, "after 'for' statement on line 2: “for x in xs:”", "Put a line into the block",
    ),
    "function": (
        solution(f"def f(x):\n{region('    ', 'return x')}\n\nf(1)"), 1, "would not be Python", "a docstring, or ...",
    ),
    "second-of-two": (
        solution(f"# BLANK: a = ...\na = 1\nfor x in []:\n    pass\nfor x in []:\n{region('    ', 'a')}"),
        5, "“for x in []:”", "before the region",
    ),
    "hidden-tests": (
        graded("\n\nfor i in x:\n    ### BEGIN HIDDEN TESTS\n    assert i\n    ### END HIDDEN TESTS"),
        3, "“for i in x:”", "Put a line into the block",
    ),
    "not-indented": (solution("def f():\n### BEGIN SOLUTION\n    return 1\n### END SOLUTION"), 1, "“def f():”", "into the block"),
    "indented-alone": (solution(f"{region('', 'if 1:')}\n    a = 1"), 4, "unexpected indent: “a = 1”", "indent a region like"),
    "blank": (solution("a = 1\n# BLANK: for ... in x:\nfor i in x:\n    pass"), None, "“for ... in x:”", "in the place of a value"),
    "given": (code("%matplotlib inline\nx ="), 2, "invalid syntax: “x =”", "in the place of a value"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_cell_that_students_could_not_run_gives_one_clear_error(name: str) -> None:
    cell, line, what, fix = BROKEN[name]
    with pytest.raises(SourceError) as caught:
        check(code("x = []"), cell)
    _, *problems = str(caught.value).split("\n")
    assert len(problems) == 1, problems
    grade_id = f" ({cell.metadata.nbgrader.grade_id})" if "nbgrader" in cell.metadata else ""
    where = f"source/unit01/small.ipynb, cell 3{grade_id}"
    assert problems[0].startswith(f"{where}, line {line}: " if line else f"{where}: "), problems
    assert what in problems[0]
    assert fix in problems[0]


@pytest.mark.parametrize(
    "cell",
    [
        solution(f'def f(x):\n    """Return x."""\n{region("    ", "return x")}\n\nf(1)'),
        solution(f"for x in []:\n    ...\n{region('    ', 'x + 1')}"),
        solution(region("", "for x in []:", "    x + 1")),
        solution("%time\n# BLANK: a = f(...)\na = f(1)\n!ls"),
        graded("assert 1\n### BEGIN HIDDEN TESTS\nassert 2\n### END HIDDEN TESTS"),
        code("await f()"),
    ],
)
def test_lets_a_sound_cell_pass(cell: Any) -> None:
    check(cell)
