"""Releases that try their tests: on the instructor's own answers, graded as a submission is."""

import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from tests.conftest import Run, code, graded, notebook, solution

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

ANSWER = solution("# BLANK: half = lambda x: ...\nhalf = lambda x: x / 2")
GOOD = graded("assert half(4) == 2\n### BEGIN HIDDEN TESTS\nassert half(-6) == -3, 'half of -6'\n### END HIDDEN TESTS")


def test_a_release_whose_tests_pass_is_made(small_course: Callable[..., Path], run: Run) -> None:
    folder = small_course(notebook(code("import numpy as np"), ANSWER, GOOD), try_tests=True)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    released = nbformat.read(folder / "release" / "unit01" / "small.ipynb", as_version=4)
    assert "half = lambda x: ..." in [cell.source for cell in released.cells]
    assert "isolation" not in released.metadata  # what is tried is a copy


def told_by(run: Run, folder: Path) -> list[str]:
    """Make a release that is refused; return what is told of each cell."""
    done = run("nbgrader", "generate_assignment", "unit01", cwd=folder, check=False)
    assert done.returncode == 1
    assert "The release was not made." in done.stdout
    assert "Traceback" not in done.stdout
    assert not list(folder.glob("release/**/*.ipynb"))
    start = "source/unit01/small.ipynb, cell "
    return [line.removeprefix(start) for line in done.stdout.splitlines() if line.startswith(start)]


def test_what_goes_wrong_with_the_own_answers_stops_the_release(small_course: Callable[..., Path], run: Run) -> None:
    needs_kernel = graded("assert half(object) is None, 'an object'", "object-test")
    wrong = graded(
        "assert half(4) == 2\n### BEGIN HIDDEN TESTS\nint('x' * half(8))\n### END HIDDEN TESTS", "hidden-test"
    )
    meant = code("1 / 0", tags=("raises-exception",))
    late = [code("gone", "given", locked=True), graded("assert gone", "last-test")]  # only the first of them is told
    folder = small_course(notebook(meant, ANSWER, GOOD, needs_kernel, wrong, *late), try_tests=True)
    own, hidden, given = told_by(run, folder)
    assert given.startswith("7 (given): this cell fails with your own answers, graded as a submission is. NameError: ")
    assert "tag it raises-exception" in given
    assert own.startswith("5 (object-test): your own answer fails this test")
    assert "TypeError: unsupported operand" in own
    assert hidden.startswith("6 (hidden-test): your own answer fails this test")
    assert "TypeError: can't multiply sequence by non-int" in hidden  # in full: whoever makes a release may read it


def test_what_goes_wrong_in_an_untouched_notebook_stops_the_release(
    small_course: Callable[..., Path], run: Run
) -> None:
    answer = solution("half = double = None\n# BLANK: half = lambda x: ...\nhalf = lambda x: x / 2")
    exits = solution("# BLANK: kept = ...\nkept = 1\nif kept is ...:\n    import os\n    os._exit(0)", "exits")
    cells = [
        *[answer, graded("assert callable(half)", "weak-test"), GOOD],
        graded("assert half\n### BEGIN HIDDEN TESTS\nassert half(6) == 3\n### END HIDDEN TESTS", "hidden-test"),
        *[exits, graded("assert kept == 1", "exits-test")],
    ]
    weak, ends = told_by(run, small_course(notebook(*cells), try_tests=True))
    assert weak.startswith(
        "3 (weak-test): an untouched notebook passes this test, and would get its points. Test something"
    )
    assert ends.startswith("6 (exits): as students get it, this cell doesn't end: This cell ended the")
    assert "Choose blanks that stop with an error" in ends


GIVEN = """import numpy as np
import torch
import torch.nn as nn
class Value:
    def __init__(self, data): self.data = data
Linear = nn.Linear"""
MODEL = """a = model = softmax = layers = None
### BEGIN SOLUTION
a = Value(2.0)
model = nn.Linear(2, 3)
def softmax(xx): return xx
layers = [model]
### END SOLUTION"""
# Tests that pass in Jupyter and can't be examined: each must say what to write instead.
NOT_EXAMINABLE = {
    "type-is": ("assert type(model) is nn.Linear", "Write isinstance(x, T)"),
    "type-equals": ("assert nn.Linear == type(layers[0])", "Write isinstance(x, T)"),
    "type-among": ("assert type(model) in (float, nn.Linear)", "Write isinstance(x, T)"),
    "type-of-result": ("x = softmax(a)\nassert type(x) is Value", "Write isinstance(x, T)"),
    "type-given-a-name": ("assert type(model) is Linear", "Write isinstance(x, T)"),
    "source": ("import inspect\nassert 'xx' in inspect.getsource(softmax)", "or see their code"),
    "signature": ("from inspect import signature\nassert signature(softmax)", "or see their code"),
    "code": ("assert softmax.__code__.co_argcount == 1", "or see their code"),
    "dict": ("assert a.__dict__", "and read their attributes"),
    "vars-of": ("assert vars(a) == {'data': 2.0}", "and read their attributes"),
    "deepcopy": ("import copy\nother = copy.deepcopy(model)", "Write a function in a locked cell that copies"),
    "pickle": ("from pickle import dumps as d\nassert d(a)", "Write a function in a locked cell that copies"),
    "among": (
        "assert a.data == 2 and Value(1.0) not in [3] and a in [Value(2.0), a.data] or not a",
        "compare the numbers",
    ),
    "equal": ("assert Value(1.0) == Value(1.0) or not a", "compare the numbers"),
    "sum": ("assert a + a", "Write a function in a locked cell that computes it"),
    "order": ("assert 0 < a < 2", "Write a function in a locked cell that computes it"),
    "negative": ("assert -a", "Write a function in a locked cell that computes it"),
    "in-place": ("x, y = a, 3.0\ny += 1\nx += 1", "Write a function in a locked cell that computes it"),
    "in-loop": ("for x in (a, a):\n    x * 2", "Write a function in a locked cell that computes it"),
    "in-function": ("def f():\n    return a**2\nf()", "Write a function in a locked cell that computes it"),
    "in-comprehension": ("assert [x + 1 for x in [a]]", "Write a function in a locked cell that computes it"),
    "class-or-class": ("assert isinstance(a, Value | float)", "Write a function in a locked cell that computes it"),
}


def test_every_test_that_needs_the_students_kernel_is_told_what_to_write(
    small_course: Callable[..., Path], run: Run
) -> None:
    tests = [graded(source, name) for name, (source, _) in NOT_EXAMINABLE.items()]
    told = told_by(run, small_course(notebook(code(GIVEN), solution(MODEL), *tests), try_tests=True))
    assert [line.partition(":")[0] for line in told] == [
        f"{number} ({name})" for number, name in enumerate(NOT_EXAMINABLE, start=4)
    ]
    for line, (_, instead) in zip(told, NOT_EXAMINABLE.values(), strict=True):
        assert "your own answer fails this test, graded as a submission is." in line
        assert instead in line
