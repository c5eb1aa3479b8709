"""Test cells run against snapshots: which names they have, and what becomes their outputs.

A snapshot is made by a fork here, which runs the notebook's other cells and then obeys, as a kernel's snapshot does.
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.examiner.names import test_globals as origins_of
from autograder.examiner.server import MAX_PRINTED, run_test, without_hidden_lines
from autograder.examiner.server import TestNames as Names
from autograder.notebook.cells import is_test
from tests.autograder.examiner.conftest import fork
from tests.conftest import code, graded, notebook

Examine = Callable[..., list[list[Any]]]


@pytest.fixture
def examine() -> Iterator[Examine]:
    """Run the test cells of a notebook; return each one's outputs. `answers` take the place of the instructor's cells."""
    processes = []

    def examine(*cells: Any, answers: dict[int, str] | None = None, seconds: float = 10) -> list[list[Any]]:
        cells = tuple(
            graded(cell[1:], f"test-{index}") if cell[:1] == ">" else code(cell) for index, cell in enumerate(cells)
        )
        nb = notebook(*cells)
        origins = origins_of(nb.cells)
        names, outputs = Names(), []
        for index, cell in enumerate(nb.cells):
            if not is_test(cell):
                continue
            before = [
                (answers or {}).get(number - 1, other.source)
                for number, other in enumerate(nb.cells[:index])
                if other.cell_type == "code" and not is_test(other)
            ]
            connection, process = fork(*before)
            processes.append(process)
            outputs.append(run_test(cell.source, names, origins[index], connection, time.monotonic() + seconds))
            connection.close()
        return outputs

    yield examine
    for process in processes:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def failure(outputs: list[Any]) -> str:
    """Return what the one output, an error, says."""
    (output,) = outputs
    assert output.output_type == "error", output
    return f"{output.ename}: {output.evalue}"


# Names


def test_names_of_a_test_persist_to_later_tests(examine: Examine) -> None:
    assert examine("a = 1", ">import math\nexpected = 5", ">assert expected == 5 and math.pi > 3") == [[], []]


def test_names_of_a_failed_test_persist_as_far_as_it_came(examine: Examine) -> None:
    assert examine("a = 1", ">expected = 5\nassert a == 2", ">assert expected == 5")[1] == []


def test_functions_of_a_test_find_names_where_they_are_called(examine: Examine) -> None:
    helper = ">def check(value):\n    assert np.allclose(value, a) and [a for _ in range(1)] == [value]"
    assert examine("import numpy as np\na = 1", helper, "a = 2", ">check(2)") == [[], []]


def test_what_binds_a_name_last_says_whose_it_is(examine: Examine) -> None:
    assert examine(
        "a = 1",
        ">assert a == 1\na = 2",
        ">assert a == 2",
        "a = 3",
        ">assert a == 3",
        "from math import pi as a",
        ">assert 3 < a < 4",
    ) == [[], [], [], []]


def test_a_value_of_the_notebook_is_not_kept_for_the_next_test(examine: Examine) -> None:
    assert examine("a = 1", ">assert a == 1", "a = 2", ">assert a == 2") == [[], []]


def test_a_test_may_bind_and_delete_a_name_of_the_notebook_for_itself(examine: Examine) -> None:
    assert examine("a = 1", ">a += 1\nassert a == 2\ndel a\nassert a == 1") == [[]]


def test_nothing_that_a_test_does_reaches_the_next_snapshot(examine: Examine) -> None:
    assert examine(
        "a = []\ndef f(x): a.append(x); return len(a)", ">assert f(1) == 1\na.append(1)", ">assert f(1) == 1"
    ) == [[], []]


def test_imports_of_the_source_are_trusted(examine: Examine) -> None:
    answers = {
        0: "import numpy\nnumpy.allclose = lambda *a: True\nclass np: allclose = numpy.allclose\nisclose = np.allclose"
    }
    np_test, isclose_test = examine(
        "import numpy as np\nfrom math import isclose",
        ">assert np.allclose(1, 2)",
        ">assert isclose(1, 2)",
        answers=answers,
    )
    assert failure(np_test).startswith("AssertionError") and failure(isclose_test).startswith("AssertionError")


def test_star_imports_of_the_source_are_trusted(examine: Examine) -> None:
    (outputs,) = examine(
        "from math import *\na = 4", ">assert sqrt(a) == 2 and isclose(pi, 3)", answers={0: "a = 4; isclose = print"}
    )
    assert failure(outputs) == "AssertionError: This line of the test failed: assert sqrt(a) == 2 and isclose(pi, 3)"


def test_a_test_may_import_all_of_a_module(examine: Examine) -> None:
    assert examine("pi = 3", ">from math import *\nassert pi > 3.1 and sqrt(4) == 2", ">assert sqrt(9) == 3") == [
        [],
        [],
    ]


def test_built_in_names_are_pythons_own(examine: Examine) -> None:
    lies = {0: "len = sum = lambda x: 5\nisinstance = lambda *a: True"}
    assert failure(examine("", ">assert sum([1]) == 5", answers=lies)[0]).startswith("AssertionError")
    assert examine("def sum(x): return 5", ">assert sum([1]) == 5") == [[]]  # the source says that it is the notebook's


@pytest.mark.parametrize("answer", ["", "a = 1\ndel a", "b = 1"])
def test_a_name_that_the_student_does_not_define_is_not_there(examine: Examine, answer: str) -> None:
    (outputs,) = examine("a = 1", ">assert a == 1", answers={0: answer})
    assert failure(outputs) == "NameError: name 'a' is not defined"


def test_a_name_that_nobody_defines_is_not_there(examine: Examine) -> None:
    assert failure(examine("", ">assert nothing")[0]) == "NameError: name 'nothing' is not defined"


# Outputs


def test_a_test_that_passes_has_no_outputs(examine: Examine) -> None:
    assert examine("a = 1", ">a\nassert a == 1\na") == [[]]


def test_what_a_test_prints_goes_to_one_stream(examine: Examine) -> None:
    source = ">import sys\nprint('out')\nprint('err', file=sys.stderr)\ndisplay(5)"
    ((output,),) = examine("", source)
    assert (output.output_type, output.name) == ("stream", "stdout")
    assert output.text.split() == ["out", "err", "5"]


def test_what_a_test_prints_before_it_fails_comes_first(examine: Examine) -> None:
    ((output, error),) = examine("", ">print('here')\nassert False, 'no'")
    assert (output.text, error.evalue) == ("here\n", "no")


def test_a_huge_text_is_cut(examine: Examine) -> None:
    ((output,),) = examine("", f">print('x' * {3 * MAX_PRINTED})")
    assert output.text == "x" * MAX_PRINTED + "…"


def test_what_the_students_code_prints_is_left_out(examine: Examine) -> None:
    source = "import sys, os, warnings\ndef f():\n    print(1); print(2, file=sys.stderr); warnings.warn('x'); os.write(1, b'x')"
    assert examine(source, ">f()") == [[]]


def test_a_test_may_look_at_what_the_students_code_prints(examine: Examine) -> None:
    test = (
        ">import contextlib, io\n"
        "with contextlib.redirect_stdout(io.StringIO()) as printed:\n"
        "    f()\n"
        "assert printed.getvalue() == '1\\n'"
    )
    assert examine("def f(): print(1)", test) == [[]]
    assert failure(examine("def f(): print(1)", test, answers={0: "def f(): print(2)"})[0]).startswith("AssertionError")


@pytest.mark.parametrize(
    ("source", "name"),
    [("raise SystemExit", "SystemExit"), ("exit()", "SystemExit"), ("raise KeyboardInterrupt", "KeyboardInterrupt")],
)
def test_a_test_that_ends_itself_fails(examine: Examine, source: str, name: str) -> None:
    first, second = examine("a = 1", f">{source}", ">assert a == 1")
    assert failure(first).startswith(name)
    assert second == []


@pytest.mark.parametrize("source", ["assert (", "return 1", "a = = 1", "\0"])
def test_a_test_that_is_no_python_fails_without_a_line_of_it(examine: Examine, source: str) -> None:
    names, end = Names(), socket.socketpair()
    with end[0], end[1]:
        outputs = run_test(source, names, {}, end[0], time.monotonic() + 5)
    assert failure(outputs) == "SyntaxError: This test could not be run. Please tell your instructor."
    assert source not in str(outputs[0].traceback) or source == "\0"


def test_a_call_that_takes_too_long_ends_the_test(examine: Examine) -> None:
    source = ">try:\n    f()\nexcept Exception:\n    pass\nassert False, 'never'"
    slow, quick = examine("a = 1\ndef f():\n    while True: pass", source, ">assert a == 1", seconds=0.5)
    assert failure(slow) == "TimeoutError: This test was stopped: your code took too long to answer."
    assert quick == []


def test_a_call_that_ends_the_process_ends_the_test(examine: Examine) -> None:
    ended, other = examine("import os\na = 1\ndef f(): os._exit(0)", ">f()", ">assert a == 1")
    assert failure(ended) == "KernelDied: Your code ended the notebook's kernel while this test called it."
    assert other == []


def test_magics_of_a_test_cell_are_understood_as_far_as_they_are_python(examine: Examine) -> None:
    assert examine("a = 1", ">\n\n# a comment\nassert a == 1  # and another") == [[]]


def test_hidden_lines_leave_empty_lines() -> None:
    source = "a = 1\n### BEGIN HIDDEN TESTS\nassert a == 2\n### END HIDDEN TESTS\nassert a == 3"
    assert without_hidden_lines(source) == "a = 1\n\n\n\nassert a == 3"
