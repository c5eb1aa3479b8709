"""Releases that try their tests: on the instructor's own answers, graded as a submission is."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from tests.conftest import code, graded, notebook, solution

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

Run = Callable[..., subprocess.CompletedProcess[str]]
ANSWER = solution("# BLANK: half = lambda x: ...\nhalf = lambda x: x / 2")
GOOD = graded("assert half(4) == 2\n### BEGIN HIDDEN TESTS\nassert half(-6) == -3, 'half of -6'\n### END HIDDEN TESTS")


def test_a_release_whose_tests_pass_is_made(small_course: Callable[..., Path], run: Run) -> None:
    folder = small_course(notebook(code("import numpy as np"), ANSWER, GOOD), try_tests=True)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    released = nbformat.read(folder / "release" / "unit01" / "small.ipynb", as_version=4)
    assert "half = lambda x: ..." in [cell.source for cell in released.cells]
    assert "isolation" not in released.metadata  # what is tried is a copy


def test_a_test_that_cannot_be_run_on_the_own_answer_stops_the_release(
    small_course: Callable[..., Path], run: Run
) -> None:
    needs_kernel = graded("assert half(object) is None, 'an object'", "object-test")
    wrong = graded(
        "assert half(4) == 2\n### BEGIN HIDDEN TESTS\nint('x' * half(8))\n### END HIDDEN TESTS", "hidden-test"
    )
    folder = small_course(notebook(ANSWER, GOOD, needs_kernel, wrong), try_tests=True)
    done = run("nbgrader", "generate_assignment", "unit01", cwd=folder, check=False)
    assert done.returncode != 0
    assert "The release was not made." in done.stdout
    told = [line for line in done.stdout.splitlines() if line.startswith("source/unit01/small.ipynb, cell")]
    assert len(told) == 2
    assert told[0].startswith("source/unit01/small.ipynb, cell 4 (object-test): your own answer fails this test")
    assert "TypeError: unsupported operand" in told[0]
    assert told[1].startswith("source/unit01/small.ipynb, cell 5 (hidden-test): your own answer fails this test")
    assert "TypeError: can't multiply sequence by non-int" in told[1]  # in full: whoever makes a release may read it
    assert "Traceback" not in done.stdout
    assert not (folder / "release" / "unit01" / "small.ipynb").exists()
