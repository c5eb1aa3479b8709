"""What a student's code does when a test calls it, as a fingerprint: to tell which mistake an answer has.

A probe is a test cell as students have it, with three changes: no assertion stops it, its numbers vary, and all that
the student's code returns is noted. It has no hidden lines, so what it shows of them is nothing.
"""

import ast
import json
import math
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from hashlib import sha256
from io import StringIO
from types import NoneType
from typing import Any

from autograder.examiner.names import parse_cell
from autograder.examiner.proxy import Proxy
from autograder.examiner.snapshot import Snapshot

_MAX_ELEMENTS = 2_000  # of what one call returns
_MAX_NOTES = 500

# What becomes of the numbers in a test: whole ones only in lists, since elsewhere they are axes, sizes or positions.
VARIANTS: Sequence[Callable[[float], float]] = [
    lambda number: number,
    lambda number: number + 3,
    lambda number: 2 * number - 1,
    lambda number: -number,
    lambda number: 200 * number,
]
_LONGER = 2  # in this variant, all lists are one longer


def probe(source: str, run: Callable[..., None], connection: socket.socket, deadline: float, count: int) -> list[str]:
    """Return a fingerprint of what the student's code does in a test, for each of the first variants.

    Parameters
    ----------
    source : str
        The test cell as students have it.
    run : callable
        Runs compiled code against a snapshot: `run(code, snapshot=snapshot)`.
    connection : socket.socket
        Leads to the snapshot.
    deadline : float
        By `time.monotonic`.
    count : int
        How many variants.

    Returns
    -------
    list of str
        Begins with "!" where all calls failed or none was made: that may have any reason.
    """
    snapshot = _NotingSnapshot(connection, deadline)
    found = []
    for number, change in enumerate(VARIANTS[:count]):
        snapshot.notes, snapshot.tells = [], False
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            try:
                cell = _Vary(change, longer=number == _LONGER).visit(parse_cell(source))
                run(compile(ast.fix_missing_locations(cell), "<probe>", "exec"), snapshot=snapshot)
            except BaseException as error:
                snapshot.notes.append(["stopped", type(error).__name__])
        digest = sha256(json.dumps(snapshot.notes).encode()).hexdigest()[:16]
        found.append(digest if snapshot.tells else f"!{digest}")
    return found


class _NotingSnapshot(Snapshot):
    """Notes what the student's code returns, and what it does to its arguments."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        super().__init__(connection, deadline)
        self.notes: list[Any] = []
        self.tells = False  # whether anything was returned

    def ask(self, asked: str, *operands: Any) -> Any:
        try:
            value = super().ask(asked, *operands)
        except StopIteration:
            raise
        except BaseException as error:
            self._note([asked, "error", type(error).__name__, str(error)[:200]])
            raise
        if asked != "content":
            self._note([asked, _summary(value)])
            self.tells |= not isinstance(value, Proxy | NoneType)
        return value

    def _change(self, arguments: tuple[Any, ...], changed: Any) -> None:
        self._note(["changed", _summary(changed)])
        super()._change(arguments, changed)

    def _note(self, note: list[Any]) -> None:
        if len(self.notes) < _MAX_NOTES:
            self.notes.append(note)


def _summary(value: Any) -> Any:
    """Return what is the same for two ways to write the same mistake: numbers and shapes, not types or last digits."""
    if isinstance(value, Proxy):
        return "object"
    for to_array in ("detach", "to_numpy"):  # of a tensor, of a frame
        value = getattr(value, to_array)() if hasattr(value, to_array) else value
    if hasattr(value, "tolist"):  # an array, a tensor, or a number of one
        return [list(value.shape), _summary(value.tolist())] if value.ndim else _summary(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): _summary(element) for key, element in value.items()}
    if isinstance(value, list | tuple):
        return [_summary(element) for element in value[:_MAX_ELEMENTS]]
    if isinstance(value, bool | int | float):
        number = float(value) if abs(value) < 1e300 else math.copysign(math.inf, value)
        return f"{number + 0.0:.4g}"
    return repr(value)[:200]


class _Vary(ast.NodeTransformer):
    """Changes numbers, makes lists longer, and lets the cell go on after an assertion that fails."""

    def __init__(self, change: Callable[[float], float], *, longer: bool) -> None:
        self._change, self._longer = change, longer
        self._in_list = False

    def visit_List(self, node: ast.List) -> ast.AST:
        outside, self._in_list = self._in_list, True
        if self._longer and node.elts and not outside:  # of a matrix, the rows stay as long as they are
            node.elts.append(deepcopy(node.elts[0]))
        self.generic_visit(node)
        self._in_list = outside
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if type(node.value) is float or (type(node.value) is int and self._in_list):
            return ast.Constant(type(node.value)(self._change(node.value)))
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        self.generic_visit(node)
        handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
        return ast.Try([ast.Expr(node.test)], [handler], [], [])
