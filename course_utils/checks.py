"""What a test cell says: a green ✓ if all is right, and which blank to fill in if one is still empty."""

import builtins
import dis
import sys
from types import CodeType, TracebackType
from typing import Any

_DO = "Fill in the blank above, run its cell, and then run this one again."


class check:  # noqa: N801  # reads as a verb: `with check("probabilities sum to 1"):`
    """Run the assertions in a `with` block; then print what was checked.

    In the block, `sum`, `max` and the like are Python's own, even if the notebook has a variable of that name.

    Parameters
    ----------
    what : str
        What the assertions show, in a few words, such as "one probability for each class".

    Raises
    ------
    AssertionError
        If an assertion fails; or, instead of Python's own error, if the block stops at a name that nothing defines,
        at a `...`, or at a None.

    Examples
    --------
    This prints "✓ two and two make four", with the ✓ in green::

        with check("two and two make four"):
            assert 2 + 2 == 4, "2 + 2 should be 4."
    """

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        """Start."""
        frame = sys._getframe(1)
        self._names = frame.f_globals
        self._taken = {name: self._names.pop(name) for name in _builtins_read(frame.f_code) if self._is_taken(name)}

    def _is_taken(self, name: str) -> bool:
        """Say whether a variable has the name; a function, such as NumPy's sum, will do as well as Python's."""
        return name in self._names and not callable(self._names[name])

    def __exit__(self, kind: Any, error: BaseException | None, trace: TracebackType | None) -> None:
        """Print that all is right, or say what is missing."""
        for name, value in self._taken.items():
            self._names.setdefault(name, value)
        if error is None:
            print(f"\x1b[32m✓\x1b[0m {self.what}")
        elif why := _what_is_missing(error, trace):
            raise AssertionError(why) from None


def _builtins_read(code: CodeType) -> set[str]:
    """Return the names of Python's own that a cell reads and doesn't set."""
    steps = list(dis.get_instructions(code))
    read = {step.argval for step in steps if step.opname in ("LOAD_NAME", "LOAD_GLOBAL")}
    inside = [_builtins_read(step.argval) for step in steps if isinstance(step.argval, CodeType)]
    written = {step.argval for step in steps if step.opname == "STORE_NAME"}
    return {name for name in read.union(*inside) - written if hasattr(builtins, name) and not name.startswith("_")}


def _what_is_missing(error: BaseException, trace: TracebackType | None) -> str:
    """Return what to do about a blank that was left, or nothing if the error is of another kind."""
    about_values = isinstance(error, TypeError | AttributeError | ValueError)
    if about_values and "ellipsis" in str(error).lower():
        return f"A blank is still `...`. {_DO}"
    if _is_in_students_code(error, trace):
        return ""
    if isinstance(error, NameError):
        return f"Nothing has defined `{error.name}` yet. {_DO} If a cell above stopped with an error, start there."
    if about_values and "NoneType" in str(error):
        return f"There is None where a value should be. Does the blank above return or assign one? {_DO}"
    return ""


def _is_in_students_code(error: BaseException, trace: TracebackType | None) -> bool:
    """Say whether the error comes from a function that a cell defines, so that its own traceback tells more."""
    if getattr(error, "student_traceback", ""):  # the grader's examiner calls such functions in another process
        return True
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
        if trace.tb_frame.f_globals.get("__name__") == "__main__":
            return True
    return False
