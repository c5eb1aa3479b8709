"""Whatever an answer does with what hidden tests hand to it, no output of the test shows it."""

import os
import signal
import time
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.examiner.names import test_globals as origins_of
from autograder.examiner.server import TestNames as Names
from autograder.examiner.server import run_test, without_hidden_lines
from tests.autograder.examiner.conftest import fork
from tests.conftest import code, graded, notebook

TOKEN = "774411"
TEST = f"""\
# Test: twice as much
assert answer(2) is not None, "Return a number."
### BEGIN HIDDEN TESTS
# SECRET-COMMENT {TOKEN}
SECRET_INPUT = [{TOKEN}, {{"SECRET-KEY": {TOKEN}.5}}]
SECRET_EXPECTED = "SECRET-EXPECTED-{TOKEN}"
SECRET_RESULT = answer(SECRET_INPUT)
assert SECRET_EXPECTED, "SECRET-PASSING"
for SECRET_PART in SECRET_RESULT if isinstance(SECRET_RESULT, list) else [SECRET_RESULT]:
    assert not (SECRET_PART == 0), "Twice something is not 0."
SECRET_SHAPE = getattr(SECRET_RESULT, "shape", 0)
assert SECRET_SHAPE == 0, f"No array, please; yours has the shape {{SECRET_SHAPE}}."
assert isinstance(SECRET_RESULT, (str, list)), f"{{SECRET_RESULT!r}} is {{type(SECRET_RESULT).__name__}}."
assert len(SECRET_RESULT) > 1, f"{{len(SECRET_RESULT)}} in {{SECRET_RESULT[:1]}}"
assert SECRET_RESULT == SECRET_EXPECTED, f"answer is wrong for some lists: {{SECRET_RESULT}} of {{len(SECRET_RESULT)}}."
### END HIDDEN TESTS"""
# What an answer may do with `x`, and what it may then give back. Each keeps to one line.
DO = [
    "pass",
    "print(x)",
    "import sys; print(x, file=sys.stderr)",
    "kept.append(x)",
    "x.append(repr(x)) if isinstance(x, list) else None",
    "import warnings; warnings.warn(str(x))",
    "raise ValueError(x)",
    "raise AssertionError(str(x))",
    "raise type(f'E{x}', (Exception,), {})(x)",
    "raise KeyboardInterrupt(str(x))",
    "raise SystemExit(str(x))",
    "raise ExceptionGroup(str(x), [ValueError(x)])",
    "exec(compile('raise ValueError', str(x), 'exec'))",
    "globals()['name' + str(x)]",
    "{}[str(x)]",
    "import os; os._exit(len(str(x)))",
]
GIVE = [
    "x",
    "str(x)",
    "0",
    "[0, x]",
    "kept",
    "type(str(x), (), {'__repr__': lambda self: str(x), '__eq__': lambda self, other: exec('raise ValueError(other)')})()",
    "(str(each) for each in x)",
    "lambda *more: (x, more)",
    "type('T', (str,), {'__str__': lambda self: str(x)})('SECRET-EXPECTED')",
    "float(str(x[0]) * 3)",
    "type('N', (), {'shape': tuple(x[:1])})()",
    "'x' * x[0]",
    "type('L', (list,), {'__iter__': lambda self: iter([0, x])})([x])",
]


def shown(answer: str) -> str:
    """Examine an answer as grading does: a test as released, and then in full if it has passed; return all outputs."""
    nb = notebook(code("kept = []"), code(answer), graded(TEST))
    origins, said = origins_of(nb.cells), list[Any]()
    for source in (without_hidden_lines(TEST), TEST):
        connection, process = fork("kept = []", answer)
        try:
            said += run_test(source, Names(), origins[max(origins)], connection, time.monotonic() + 20)
        finally:
            connection.close()
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        if said:
            break
    return repr(said)


@given(st.sampled_from(DO), st.sampled_from(DO), st.sampled_from(GIVE), st.booleans())
@example("pass", "raise type(f'E{x}', (Exception,), {})(x)", "x", True)
@example("kept.append(x)", "pass", "kept", True)
@settings(max_examples=40)
def test_no_output_shows_what_only_hidden_tests_know(
    first: str, second: str, given_back: str, only_hidden: bool
) -> None:
    condition = "isinstance(x, list)" if only_hidden else "True"
    answer = f"def answer(x):\n    if {condition}:\n        {first}\n        {second}\n        return {given_back}\n    return 1"
    outputs = shown(answer)
    assert outputs != "[]", "it can't be right"
    assert TOKEN not in outputs and "SECRET" not in outputs, outputs
