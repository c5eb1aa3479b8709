"""What a student reads of a test cell that fails: enough to fix the mistake, and nothing of a hidden test."""

from typing import Any

import pytest

from autograder.examiner.channel import ConnectionLost, DeadlinePassed
from autograder.examiner.explain import MAX_MESSAGE, explain

SECRET = "271828"
HIDDEN = "{}\n### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


class StudentsValueError(ValueError):
    """What a proxy raises for a student's exception."""

    student_traceback = (
        "Traceback (most recent call last):\n  Cell In[3], line 2, in f\n    return 1 / x\nValueError: x"
    )

    def __str__(self) -> str:
        return f"got {SECRET}"


def raise_error(error: BaseException) -> None:
    raise error


def told(source: str, **names: Any) -> Any:
    """Run a test cell that fails; return the output."""
    try:
        exec(compile(source, "<test>", "exec"), {"fail": raise_error, **names})
    except BaseException as error:
        return explain(error, source, dict.fromkeys(names, "kernel"))
    raise AssertionError("it doesn't fail")


def said(output: Any) -> str:
    """Return what an output says, all of it."""
    return "\n".join([f"{output.ename}: {output.evalue}", *output.traceback])


def test_an_assertion_says_its_message() -> None:
    output = told("assert 1 == 2, 'one is two'")
    assert (output.output_type, output.ename, output.evalue) == ("error", "AssertionError", "one is two")
    assert output.traceback == ["AssertionError: one is two"]


def test_an_assertion_without_message_shows_its_line() -> None:
    assert (
        told("x = 1\n    \nif x:\n    assert x == 2  # why").evalue
        == "This line of the test failed: assert x == 2  # why"
    )


def test_an_assertion_in_a_function_of_the_test_shows_the_line_that_called_it() -> None:
    assert told("def check(x):\n    assert x == 2\n\ncheck(1)").evalue == "This line of the test failed: check(1)"


def test_a_hidden_assertion_says_its_message() -> None:
    assert told(HIDDEN.format("", "assert 1 == 2, 'one is two'")).evalue == "one is two"


@pytest.mark.parametrize(
    "hidden",
    [
        f"assert 1 == {SECRET}",
        f"def check(x):\n    assert x == {SECRET}\ncheck(1)",
        f"raise AssertionError  # {SECRET}",
    ],
)
def test_a_hidden_assertion_without_message_says_nothing_more(hidden: str) -> None:
    output = told(HIDDEN.format("", hidden))
    assert said(output) == "AssertionError: A hidden test failed.\nAssertionError: A hidden test failed."


@pytest.mark.parametrize(
    "hidden",
    [
        f"int('{SECRET} x')",
        f"{{}}[{SECRET}]",
        f"raise ValueError({SECRET})",
        f"fail(AssertionError({SECRET}))",
        f"fail(StudentsValueError({SECRET}))",
        f"try:\n    fail(StudentsValueError({SECRET}))\nexcept Exception as error:\n    raise KeyError({SECRET}) from error",
        f"_{SECRET}",
        f"import _{SECRET}",
    ],
)
def test_nothing_else_that_a_hidden_test_raises_is_quoted(hidden: str) -> None:
    output = told(HIDDEN.format("x = 1", hidden), StudentsValueError=StudentsValueError)
    assert SECRET not in said(output)
    assert "hidden test" in output.evalue and output.ename == "Error"  # not the class, which could tell as well


def test_a_shown_assertion_that_fails_with_hidden_lines_quotes_nothing_either() -> None:
    output = told(HIDDEN.format("assert f() == 1, f'should be {2 - 1}, not {f()}'", "pass"), f=lambda: SECRET)
    assert said(output) == "AssertionError: should be 1, not …\nAssertionError: should be 1, not …"


def test_in_full_all_is_quoted() -> None:
    source = HIDDEN.format("", "fail(StudentsValueError())")
    try:
        exec(compile(source, "<test>", "exec"), {"fail": raise_error, "StudentsValueError": StudentsValueError})
    except ValueError as error:
        assert SECRET in said(explain(error, source, {}, in_full=True))


def test_a_students_error_comes_with_its_message_and_traceback() -> None:
    output = told("fail(error)", error=StudentsValueError())
    assert output.evalue == f"got {SECRET}"
    assert output.traceback == [StudentsValueError.student_traceback, f"StudentsValueError: got {SECRET}"]
    assert "return 1 / x" in said(output)


def test_another_error_of_the_test_says_its_message() -> None:
    assert said(told("{}['loss']")).startswith("KeyError: 'loss'\n")


def test_an_error_without_message_shows_its_line() -> None:
    assert told("raise ValueError").evalue == "This line of the test failed: raise ValueError"


def test_a_test_that_is_no_python_is_no_fault_of_the_student() -> None:
    for source in ("assert (", HIDDEN.format("", f"assert {SECRET} (")):
        output = told(source)
        assert output.evalue == "This test could not be run. Please tell your instructor."
        assert SECRET not in said(output)


@pytest.mark.parametrize(
    ("error", "name", "start"),
    [
        (DeadlinePassed("x"), "TimeoutError", "This test was stopped: your code took too long"),
        (ConnectionLost("x"), "KernelDied", "Your code ended the notebook's kernel"),
    ],
)
@pytest.mark.parametrize("source", ["fail(error)", HIDDEN.format("", "fail(error)")], ids=["visible", "hidden"])
def test_says_how_the_students_code_ended_the_test(error: BaseException, name: str, start: str, source: str) -> None:
    output = told(source, error=error)
    assert output.ename == name
    assert output.evalue.startswith(start)


def test_long_messages_are_cut() -> None:
    output = told(f"assert False, 'x' * {10**6}")
    assert len(said(output)) < 3 * MAX_MESSAGE


def test_characters_that_no_file_can_hold_are_replaced() -> None:
    said(told("assert False, '\\ud800'")).encode()
