"""Turn what went wrong in a test cell into what a student may read: never a line of a hidden test, nor its numbers.

Once a hidden test has run, the student's code knows the arguments of its calls, and can reveal them wherever it is
quoted: in an exception's message, in the name of its class, in a file name of its traceback, in a value that an
assertion of the test quotes. So every test first runs as students have it, without its hidden lines, and students read
all that goes wrong there. A run with hidden lines quotes nothing that comes from the student's code (`fixed_text.py`).
"""

import traceback
from collections.abc import Mapping
from typing import Any

from nbformat.v4 import new_output

from autograder.examiner.channel import ConnectionLost, DeadlinePassed
from autograder.examiner.fixed_text import fixed_message
from autograder.examiner.names import Origin
from autograder.libraries.library import ShapesDifferError
from autograder.notebook import markers

MAX_MESSAGE = 5_000  # characters of a message: it may quote what a student's function returned


def explain(
    error: BaseException,
    source: str,
    origins: Mapping[str, Origin],
    *,
    with_values: bool = True,
    in_full: bool = False,
) -> Any:
    """Return an error output for an exception that a test cell raised.

    Parameters
    ----------
    error : BaseException
        The exception.
    source : str
        The test cell, which was compiled under the name "<test>". If it has hidden lines, the output quotes nothing
        that the student's code has made.
    origins : mapping
        Where the cell's global names come from.
    with_values : bool
        Whether, if there are hidden lines, to quote the values that the test works out by itself. The student's code
        must not have changed them.
    in_full : bool
        Whether to quote everything even so, because the code is the instructor's own.

    Returns
    -------
    nbformat.NotebookNode
        The output. It has the message of an assertion, and the student's own traceback where their code stopped.
    """
    name, text = type(error).__name__, _shorten(str(error))
    line, hidden = _failed_line(error, source)
    own_traceback = _shorten(getattr(error, "student_traceback", ""))
    if stopped := _stopped(error, own_traceback):
        name, text = stopped
    elif not in_full and markers.has_region(source, markers.HIDDEN_TESTS):
        if _is_assertion(error) and not own_traceback:
            text = _shorten(fixed_message(error, source, origins, with_values=with_values))
        else:
            name, text = "Error", _fixed_reason(error, own_traceback)
        own_traceback = ""
    if not text:
        text = "A hidden test failed." if hidden or not line else f"This line of the test failed: {line}"
    traceback_lines = [own_traceback] if own_traceback else []
    return new_output("error", ename=name, evalue=text, traceback=[*traceback_lines, f"{name}: {text}"])


def _stopped(error: BaseException, own_traceback: str) -> tuple[str, str] | None:
    """Return a name and a reason if it isn't the value of the student's code that is wrong, but what it takes."""
    if isinstance(error, DeadlinePassed):
        return "TimeoutError", "This test was stopped: your code took too long to answer."
    if isinstance(error, ConnectionLost):
        return "KernelDied", "Your code ended the notebook's kernel while this test called it."
    if isinstance(error, MemoryError) and not own_traceback:
        return "MemoryError", "This test was stopped: the value from your code needs more memory than a test may use."
    if isinstance(error, SyntaxError) and not own_traceback:
        return "SyntaxError", "This test could not be run. Please tell your instructor."
    return None


def _fixed_reason(error: BaseException, own_traceback: str) -> str:
    if own_traceback:
        return "Your code stopped with an error when a hidden test called it."
    if isinstance(error, ShapesDifferError):
        return "A hidden test compared a value from your code with one of another shape, or with an empty one."
    return "A hidden test could not continue with the value from your code."


def _failed_line(error: BaseException, source: str) -> tuple[str, bool]:
    """Return the line of the test cell that an exception passed through, and whether the line is hidden."""
    numbers = [frame.lineno for frame in _frames(error) if frame.filename == "<test>"]
    if not numbers or numbers[0] is None:
        return "", False
    region, _, line = list(markers.walk_regions(source))[numbers[0] - 1]
    return line.strip(), region == markers.HIDDEN_TESTS


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__)


def _is_assertion(error: BaseException) -> bool:
    """Say whether an exception is an assertion of the test itself, so that the test's author wrote its message."""
    frames = _frames(error)
    return isinstance(error, AssertionError) and bool(frames) and frames[-1].filename == "<test>"


def _shorten(text: str) -> str:
    text = text.encode(errors="replace").decode()  # half of a character can't be stored
    return text if len(text) <= MAX_MESSAGE else text[:MAX_MESSAGE] + " …"
