"""Submissions that are run and examined: the step itself, on notebooks made by hand."""

import logging
import sys

import nbformat
import psutil
import pytest

from autograder.sandbox.provisioner import ISOLATED
from tests.autograder.grading.conftest import FIVE, TRUE, Grade
from tests.conftest import code, graded, solution

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

MB = 2**20


# What tests see


def test_a_test_sees_the_state_where_it_stands(grade: Grade) -> None:
    done = grade(
        code("answer, values = 1, [1]"),
        graded("assert answer == 1 and values == [1]", "first-test"),
        code("answer = 2; values.append(2)"),
        graded("assert answer == 2 and values == [1, 2]", "second-test"),
        code("answer = 3; values.clear()"),
    )
    assert done.scores == [1, 1]
    assert done.nb.metadata.isolation == ISOLATED


def test_what_a_test_changes_no_later_cell_sees(grade: Grade) -> None:
    done = grade(
        code("values = []\ndef add(value): values.append(value)"),
        graded("add(1)\nadd(2)", "first-test"),
        code("print(values)"),
        graded("assert values == []", "second-test"),
    )
    assert done.told(2) == "[]\n"
    assert done.scores == [1, 1]


def test_a_test_does_not_run_in_the_kernel(grade: Grade) -> None:
    done = grade(
        code("import sys"),
        graded("sys.spoilt = expected = 5"),
        code("print(hasattr(sys, 'spoilt'), 'expected' in globals())"),
    )
    assert done.told(2) == "False False\n"


def test_given_code_between_answers_runs_in_the_kernel(grade: Grade) -> None:
    done = grade(
        solution("# BLANK: weights = ...\nweights = [1, 2]"),
        code("answer = sum(weights)", "sum", locked=True),
        graded("assert answer == 3"),
        answers={0: "weights = [2, 2]"},
    )
    assert done.told(2).startswith("AssertionError")
    assert done.scores == [0]


def test_tests_have_the_sources_imports_whatever_students_make_of_the_names(grade: Grade) -> None:
    done = grade(
        code("import numpy as np\nfrom math import isclose"),
        solution("# BLANK: answer = ...\nanswer = 5"),
        graded("assert np.allclose(answer, 5) and isclose(answer, 5)"),
        answers={1: "answer = 6\nnp.allclose = isclose = lambda *arguments: True\nclass np: allclose = isclose"},
    )
    assert done.scores == [0]


def test_tests_of_the_source_run_not_those_of_the_submission(grade: Grade) -> None:
    done = grade(code("answer = 4"), graded("assert answer == 5, 'no five'"), answers={1: "assert True"})
    assert done.told(1) == "AssertionError: no five"


def test_what_a_tested_function_prints_or_warns_costs_nothing_and_is_not_shown(grade: Grade) -> None:
    done = grade(
        code(
            "import sys, warnings\n"
            "def double(x):\n"
            "    print('called with', x); print('called with', x, file=sys.stderr); warnings.warn(f'called with {x}')\n"
            "    return 2 * x"
        ),
        graded("assert double(3141) == 6282"),
    )
    assert done.scores == [1]
    assert done.nb.cells[2].outputs == []


def test_what_a_test_prints_is_shown_and_costs_nothing(grade: Grade) -> None:
    done = grade(FIVE, graded("import sys, warnings\nprint('fine')\nwarnings.warn('not so')\nassert answer == 5"))
    assert done.scores == [1]
    assert "fine" in done.told(1)
    assert {output.name for output in done.nb.cells[2].outputs} == {"stdout"}


def test_outputs_that_were_handed_in_are_gone(grade: Grade) -> None:
    cell, test, text, empty = code("1"), graded("assert False"), code("x = 1"), code("")
    for old in (cell, test, text, empty):
        old.outputs, old.execution_count = [nbformat.v4.new_output("stream", text="old")], 99
    done = grade(cell, test, text, empty)
    assert [len(cell.outputs) for cell in done.nb.cells[1:]] == [1, 1, 0, 0]
    assert [cell.execution_count for cell in done.nb.cells[1:]] == [1, None, 2, None]


def test_outputs_of_all_kinds_are_kept(grade: Grade) -> None:
    source = (
        "import sys, matplotlib.pyplot as plt\n"
        "print('out'); print('err', file=sys.stderr)\n"
        "plt.plot([1, 2]); plt.show()\n"
        "display({'text/html': '<b>5</b>', 'text/plain': '5'}, raw=True)\n"
        "5"
    )
    outputs = grade(code(source), code("1 / 0")).nb.cells
    kinds = [output.output_type for output in outputs[1].outputs]
    assert sorted(kinds) == ["display_data", "display_data", "execute_result", "stream", "stream"]
    assert outputs[2].outputs[0].ename == "ZeroDivisionError"


def test_says_to_the_log_what_it_was_isolated_by(grade: Grade, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    grade(FIVE)
    assert f"Isolation of this submission: {ISOLATED}" in caplog.text


# Time


def test_a_cell_is_interrupted_after_its_time(grade: Grade) -> None:
    done = grade(FIVE, code("while True: pass"), TRUE, code("print('goes on')"), timeout=3)
    assert done.told(1).startswith("KeyboardInterrupt")
    assert done.told(3) == "goes on\n"
    assert done.scores == [1]


def test_a_loop_that_ignores_interrupts_ends_the_kernel(grade: Grade) -> None:
    endless = "while True:\n    try:\n        while True:\n            answer = 4\n    except KeyboardInterrupt:\n        pass"
    done = grade(
        FIVE, TRUE, code(endless), code("print('too late')"), graded("assert answer == 5", "later-test"), timeout=3
    )
    assert "could not be interrupted" in done.told(2)
    assert done.nb.cells[4].outputs == []
    assert "could not be run" in done.told(4) and "could not be interrupted" in done.told(4)
    assert done.scores == [1, 0]
    assert done.seconds < 30


def test_all_cells_together_have_their_time(grade: Grade) -> None:
    sleep = "import time; time.sleep(1)"
    done = grade(
        FIVE, TRUE, *(code(sleep) for _ in range(6)), graded("assert answer == 5", "later-test"), notebook_timeout=3
    )
    assert "All cells together took more than 3 seconds" in str(done.nb.cells)
    assert "All cells together took more than 3 seconds" in done.told(8)
    assert done.scores == [1, 0]
    assert done.seconds < 20


def test_a_test_has_its_time(grade: Grade) -> None:
    done = grade(
        code("answer = 5\ndef loop():\n    while True: pass"),
        graded("loop()", "endless-test"),
        graded("import time\nwhile True: time.sleep(0.1)", "own-endless-test"),
        TRUE,
        test_timeout=3,
    )
    assert done.told(1) == "TimeoutError: This test was stopped: your code took too long to answer."
    assert "took more than 3 seconds" in done.told(2)
    assert done.scores == [0, 0, 1]
    assert done.seconds < 30


def test_all_tests_together_have_their_time(grade: Grade) -> None:
    tests = [graded("import time; time.sleep(2)", f"test-{number}") for number in range(5)]
    done = grade(FIVE, *tests, notebook_timeout=4)
    # How many pass depends on the machine: the first does, the last doesn't, and none after one that had no time.
    assert done.scores == sorted(done.scores, reverse=True)
    assert (done.scores[0], done.scores[-1]) == (1, 0)
    assert "the tests before it took all the time" in done.told(5)


# Output


FLOODS = {
    "many prints": "while True: print('x' * 1000)",
    "one huge text": "print('x' * 30_000_000)",
    "displays": "while True: display('x' * 10_000)",
    "updates of one display": "h = display('x', display_id=True)\nwhile True: h.update('x' * 10_000)",
    "cleared displays": "from IPython.display import clear_output\nwhile True:\n    clear_output()\n    display('x' * 10_000)",
    "one huge picture": "display({'image/png': 'x' * 30_000_000}, raw=True)",
    "error of one huge line": "raise ValueError('x' * 30_000_000)",
    "result": "'x' * 30_000_000",
}


def test_many_outputs_are_left_out_but_not_what_is_printed_in_a_row(grade: Grade) -> None:
    prints = "for _ in range(30): print('a', flush=True)\n"
    done = grade(FIVE, code(f"{prints}for n in range(30): display(n)"), code(prints), TRUE, outputs=10)
    shown = done.nb.cells[2].outputs
    assert len(shown) == 11 and shown[0].text == "a\n" * 30
    assert shown[-1].evalue == "This cell showed more than 10 outputs; the others are left out."
    assert done.told(2) == "a\n" * 30
    assert done.scores == [1]


@pytest.mark.parametrize("source", FLOODS.values(), ids=FLOODS.keys())
def test_output_is_bounded_and_so_is_the_graders_memory(grade: Grade, source: str) -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    done = grade(FIVE, code(source), TRUE, code("print('goes on')"), output_limit=1.0, timeout=6)
    assert process.memory_info().rss - before < 60 * MB  # modules that grading imports are in it
    assert len(str(done.nb.cells[2].outputs)) < 2 * MB
    assert "1 MB" in str(done.nb.cells[2].outputs[-1])
    assert done.scores == [1]
    assert done.told(3) == "goes on\n"
    assert done.seconds < 20
