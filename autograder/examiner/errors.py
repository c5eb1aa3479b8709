"""Exceptions on their way between a snapshot and the examiner: one side describes them, the other makes them again."""

import builtins
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.examiner import codec
from autograder.examiner.channel import ConnectionLost
from autograder.examiner.known_classes import MAX_BASES, MAX_NAME, can_be_raised, checked_names, find_class, identifier
from autograder.libraries.library import RefusedData

MAX_TEXT = 10_000  # characters of a repr, or of an error's message
MAX_TRACEBACK = 20_000  # characters
MAX_ARGUMENTS = 100_000  # bytes of an error's arguments

_HERE = str(Path(__file__).parent)


class StudentError(Exception):
    """What a student's code raised, if that isn't an Exception: SystemExit, for example."""


def names(kind: type) -> list[list[str]]:
    """Return the module and qualified name of a class and of all its bases, the nearest first."""
    return [[str(base.__module__)[:MAX_NAME], str(base.__qualname__)[:MAX_NAME]] for base in kind.__mro__[:MAX_BASES]]


def text_of(function: Callable[..., Any], *operands: Any) -> str:
    """Return a text that a student's code may make; if that fails, say with which error."""
    try:
        return str(function(*operands))[:MAX_TEXT]
    except ConnectionLost:
        raise
    except BaseException as error:
        name = type(operands[0]).__name__
        return f"<{name}: its {function.__name__} fails with {type(error).__name__}>"


def describe_error(error: BaseException) -> tuple[list[list[str]], str, tuple[Any, ...] | None]:
    """Return the names of an exception's classes, its message, and its arguments if they are data."""
    try:
        arguments = error.args if len(codec.encode(error.args, _refuse)) <= MAX_ARGUMENTS else None
    except Exception:  # they aren't data, or too large: then its text has to do
        arguments = None
    return names(type(error)), text_of(str, error), arguments


def _refuse(value: Any) -> Any:
    raise TypeError(f"a {type(value).__name__} is not data")


def traceback_of(error: BaseException) -> str:
    """Format an error's traceback, without the frames of this package."""
    try:
        found = traceback.TracebackException.from_exception(error, compact=True)
        files = set()
        to_do = [found]
        while to_do:
            one = to_do.pop()
            frames = [frame for frame in one.stack if not frame.filename.startswith(_HERE)]
            one.stack = traceback.StackSummary.from_list(frames)
            files |= {frame.filename for frame in frames}
            to_do += filter(None, (one.__cause__, one.__context__, *(one.exceptions or ())))
        text = "".join(found.format())
        for file in files:
            text = text.replace(f'File "{file}"', _cell(file) or f'File "{file}"')
    except Exception as failure:
        return f"{type(error).__name__}, whose traceback can't be formatted: {type(failure).__name__}\n"
    if len(text) > MAX_TRACEBACK:
        text = text[: MAX_TRACEBACK // 2] + "\n…\n" + text[-MAX_TRACEBACK // 2 :]
    return text


def _cell(file: str) -> str | None:
    """Return IPython's name for a file, if it is a cell: Cell In[3]."""
    ipython = sys.modules.get("IPython.core.getipython")
    shell = ipython.get_ipython() if ipython else None
    name = shell.compile.format_code_name(file) if shell else None
    return " ".join(name) if name else None


def error_of_student(described: Any) -> Exception:
    """Make the exception that a student's code raised, of the same class if that is known here; run none of its code.

    Parameters
    ----------
    described : tuple
        What `describe_error` returns, and the traceback. All of it may be forged.

    Raises
    ------
    RefusedData
        If it is something else.
    """
    match described:
        case (bases, str(text), None | tuple() as arguments, str(traceback)):
            class_names = checked_names(bases)
        case _:
            raise RefusedData("an error that isn't one")
    text, traceback = text[:MAX_TEXT], traceback[:MAX_TRACEBACK]
    kinds = [kind for kind in map(find_class, class_names) if kind and can_be_raised(kind)]
    name = identifier(class_names[0][1])
    if not kinds:
        text, arguments, name, kinds = f"{name}: {text}", None, StudentError.__name__, [StudentError]
    for kind in kinds:
        module = kind.__module__ if kind.__qualname__ == class_names[0][1] else "__main__"
        like = {"__module__": module, "__str__": lambda self: text, "student_traceback": traceback}
        built_in: Any = next(base for base in kind.__mro__ if base.__module__ == "builtins")
        try:
            error: Exception = built_in.__new__(type(name, (kind,), like))
        except TypeError:  # its constructor wants other arguments
            continue
        if isinstance(error, SyntaxError):
            error.msg = text  # this is what Python shows
        BaseException.args.__set__(error, (text,) if arguments is None else arguments)  # type: ignore[attr-defined]  # a descriptor
        return error
    raise AssertionError("Exception can always be made")


def error_of_test(bases: list[list[str]], text: str, arguments: Any) -> Exception:
    """Make the exception that a function of the test raised: the same if it is built in, or one that looks like it."""
    kind: type[Exception] = next(
        getattr(builtins, name) for module, name in bases if module == "builtins" and hasattr(builtins, name)
    )
    if bases[0] == ["builtins", kind.__name__] and arguments is not None:
        return kind(*arguments)
    return type(bases[0][1], (kind,), {"__module__": "__main__", "__str__": lambda self: text})(text)
