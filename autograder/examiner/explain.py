"""Turn what went wrong in a test cell into what a student may read: never a line of a hidden test."""

import traceback
from typing import Any

from nbformat.v4 import new_output

from autograder import markers
from autograder.examiner.channel import DeadlinePassed, KernelLost

MAX_MESSAGE = 5_000  # characters of a message: it may quote what a student's function returned


def explain(error: BaseException, source: str) -> Any:
    """Return an error output for an exception that a test cell raised.

    Parameters
    ----------
    error : BaseException
        The exception.
    source : str
        The test cell, which was compiled under the name "<test>".

    Returns
    -------
    nbformat.NotebookNode
        The output. It has the message of an assertion, and the student's own traceback where their code stopped. For
        what a hidden test called, the student's exception comes without its message, which could quote the hidden test.
    """
    name, text = type(error).__name__, _shorten(str(error))
    line, hidden = _failed_line(error, source)
    own_traceback = _shorten(getattr(error, "student_traceback", ""))
    if isinstance(error, DeadlinePassed):
        name, text = "TimeoutError", "This test was stopped: your code took too long to answer."
    elif isinstance(error, KernelLost):
        name, text = "KernelDied", "Your code ended the notebook's kernel while this test called it."
    elif isinstance(error, SyntaxError) and not own_traceback:
        text = "This test could not be run. Please tell your instructor."
    elif own_traceback and hidden:
        text = "Your code stopped with this error when a hidden test called it."
        own_traceback = _without_message(own_traceback)
    elif not text:
        text = "A hidden test failed." if hidden or not line else f"This line of the test failed: {line}"
    traceback_lines = [own_traceback] if own_traceback else []
    return new_output("error", ename=name, evalue=text, traceback=[*traceback_lines, f"{name}: {text}"])


def _failed_line(error: BaseException, source: str) -> tuple[str, bool]:
    """Return the line of the test cell at which an exception passed, and whether it is a hidden one."""
    numbers = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<test>"]
    lines = list(markers.walk_regions(source))
    if not numbers or not numbers[0]:
        return "", False
    region, _, line = lines[numbers[0] - 1]
    return line.strip(), region == markers.HIDDEN_TESTS


def _without_message(text: str) -> str:
    """Return a traceback without its last part, the exception's name and message; those lines aren't indented."""
    lines = text.splitlines()
    frames = [index for index, line in enumerate(lines) if line.startswith(" ")]
    return "\n".join(lines[: frames[-1] + 1]) if frames else ""


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + " …"
