"""Exceptions of a student's code, in the test that called it."""

import builtins
import traceback
from typing import Any

import numpy as np
import pytest

from autograder.examiner import agent, errors
from autograder.examiner.errors import StudentError
from tests.autograder.examiner.conftest import Run
from tests.autograder.examiner.forgeries import answers, forged, reply

ERRORS = """
import json, sys
import numpy as np
class Own(ZeroDivisionError):
    def __init__(self, a, b): self.a = a
    def __str__(self): return "own words"
class Base(Exception): pass
class Group(Base, LookupError): pass
def fail(kind):
    if kind == "own": raise Own(1, b=2)
    if kind == "group": raise Group("both")
    if kind == "zero": return 1 / 0  # the line
    if kind == "exit": sys.exit("bye")
    if kind == "interrupt": raise KeyboardInterrupt
    if kind == "json": json.loads("{")
    if kind == "linalg": np.linalg.inv(np.zeros((2, 2)))
    if kind == "unicode": b"\\xff".decode()
    if kind == "os": open("/no/such/file")
    if kind == "deep": return fail(kind)
    if kind == "syntax": exec("1 +")
    if kind == "stop": raise StopIteration(3)
    if kind == "key": return {}["here"]
    if kind == "attribute": return sys.no_such_name
    if kind == "name": return no_such_name
    if kind == "exceptions": raise ExceptionGroup("several", [ValueError(1)])
    if kind == "assert": assert 1 == 2, "no"
    if kind == "empty": raise ValueError
    if kind == "object": raise ValueError(sys)
"""


@pytest.mark.parametrize(
    ("kind", "caught", "name", "text"),
    [
        ("own", ZeroDivisionError, "Own", "own words"),
        ("group", LookupError, "Group", "both"),
        ("zero", ZeroDivisionError, "ZeroDivisionError", "division by zero"),
        ("exit", StudentError, "StudentError", "SystemExit: bye"),
        ("interrupt", StudentError, "StudentError", "KeyboardInterrupt: "),
        ("json", ValueError, "JSONDecodeError", "Expecting property name enclosed in double quotes: line 1"),
        ("linalg", np.linalg.LinAlgError, "LinAlgError", "Singular matrix"),
        ("unicode", UnicodeDecodeError, "UnicodeDecodeError", "'utf-8' codec can't decode byte 0xff"),
        ("os", FileNotFoundError, "FileNotFoundError", "[Errno 2] No such file"),
        ("deep", RecursionError, "RecursionError", "maximum recursion depth exceeded"),
        ("syntax", SyntaxError, "SyntaxError", "invalid syntax"),
        ("stop", Exception, "StopIteration", "3"),
        ("key", KeyError, "KeyError", "'here'"),
        ("attribute", AttributeError, "AttributeError", "module 'sys' has no attribute"),
        ("name", NameError, "NameError", "name 'no_such_name' is not defined"),
        ("exceptions", Exception, "ExceptionGroup", "several (1 sub-exception)"),
        ("assert", AssertionError, "AssertionError", "no"),
        ("empty", ValueError, "ValueError", ""),
        ("object", ValueError, "ValueError", "<module 'sys'"),
    ],
)
def test_an_error_is_raised_here_as_it_was_there(
    run: Run, kind: str, caught: type[Exception], name: str, text: str
) -> None:
    fail = run(ERRORS).fetch("fail")
    with pytest.raises(caught) as raised:
        fail(kind)
    error: Any = raised.value
    assert type(error).__name__ == name and str(error).startswith(text)
    assert "in fail\n" in error.student_traceback and "if kind ==" in error.student_traceback
    assert "agent.py" not in error.student_traceback
    assert name in "".join(traceback.format_exception(error)) and repr(error)


def test_an_errors_arguments_are_there_if_they_are_data(run: Run) -> None:
    fail = run(ERRORS).fetch("fail")
    for kind, arguments in [("key", ("here",)), ("empty", ()), ("exit", ("SystemExit: bye",)), ("own", (1,))]:
        with pytest.raises(Exception) as raised:
            fail(kind)
        assert raised.value.args == arguments
    with pytest.raises(ValueError) as raised:
        fail("object")
    assert raised.value.args == (str(raised.value),)


@pytest.mark.parametrize(
    "name", ["os._exit", "builtins.SystemExit", "builtins.exec", "builtins.print", "a.b", "builtins.object"]
)
def test_an_error_of_what_is_no_exception_is_one_all_the_same(name: str) -> None:
    error = ([[*name.split(".")]], "x" * 10**6, (1,), "y" * 10**6)
    with pytest.raises(StudentError) as raised:
        forged(answers(reply(error, agent.ERROR))).fetch("x")
    assert len(str(raised.value)) <= errors.MAX_TEXT + 20 and str(raised.value).startswith(name.split(".")[1])
    assert len(raised.value.student_traceback) <= errors.MAX_TRACEBACK  # type: ignore[attr-defined]  # it has one


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(builtins).values() if isinstance(kind, type) and issubclass(kind, BaseException)],
)
def test_every_builtin_exception_can_be_raised(kind: type[BaseException]) -> None:
    error = (errors.names(kind), "text", (1, [2]), "")
    as_itself = issubclass(kind, Exception) and kind not in (ExceptionGroup, StopIteration)
    with pytest.raises(kind if as_itself else Exception) as raised:
        forged(answers(reply(error, agent.ERROR))).fetch("x")
    assert "text" in str(raised.value) and "text" in "".join(traceback.format_exception(raised.value))
