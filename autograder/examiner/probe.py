"""What a student's code does when a test calls it, as a fingerprint: to tell which mistake an answer has.

A probe is a test cell as students have it, with three changes: no assertion stops it, its numbers vary, and all that
the student's code returns is noted. It has no hidden lines, so what it shows of them is nothing.
"""

import ast
import json
import math
import socket
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from types import NoneType
from typing import Any

from autograder.examiner.names import parse_cell
from autograder.examiner.proxy import Proxy, remote_of
from autograder.examiner.snapshot import Snapshot

_MAX_ELEMENTS = 2_000  # of what one call returns
_MAX_NOTES = 500

_HOLD = "_hold"  # the name, in a variant, of the list that says which assertions hold


@dataclass(frozen=True)
class _Variant:
    """What becomes of a test: `change` gets a number, and how many came before it.

    Lists that are in no other become "longer" or are "turned" around; those that hold no other become "wider".
    """

    change: Callable[[float, int], float] = lambda number, _: number
    lists: str = ""


_VARIANTS = [
    _Variant(),
    _Variant(lambda number, _: number + 3),
    _Variant(lambda number, _: 2 * number - 1, lists="longer"),
    _Variant(lambda number, _: -number),
    _Variant(lambda number, _: 200 * number, lists="wider"),
    _Variant(lambda number, position: number if position % 2 else -number),
    _Variant(lambda number, _: number / 64, lists="turned"),
    _Variant(lambda number, _: 0),
]


def probe(
    source: str, run: Callable[..., None], names: dict[str, Any], connection: socket.socket, deadline: float
) -> list[str]:
    """Return a fingerprint of what the student's code does in each variant of a test.

    Parameters
    ----------
    source : str
        The test cell as students have it.
    run : callable
        Runs compiled code against a snapshot, with these names: `run(code, names=names, snapshot=snapshot)`.
    names : dict
        The global names of a test cell.
    connection : socket.socket
        Leads to the snapshot.
    deadline : float
        By `time.monotonic`.

    Returns
    -------
    list of str
        Begins with "!" where it may have any reason: a function that never returns, or nothing that is called at all.
    """
    snapshot = _NotingSnapshot(connection, deadline)
    found = []
    for number, variant in enumerate(_VARIANTS):
        snapshot.begin_variant(in_full=number == 0)
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            try:
                cell = _Vary(variant).visit(parse_cell(source))
                cell.body[:0] = ast.parse(f"{_HOLD} = []").body
                run(compile(ast.fix_missing_locations(cell), "<probe>", "exec"), names=names, snapshot=snapshot)
            except BaseException as error:
                snapshot.notes.append(["stopped", type(error).__name__])
        hold = names.get(_HOLD) if number == 0 else []  # elsewhere, what a test expects may be wrong
        digest = sha256(json.dumps([snapshot.notes, hold]).encode()).hexdigest()[:16]
        found.append(digest if snapshot.tells else f"!{digest}")
    return found


class _NotingSnapshot(Snapshot):
    """Notes what the student's code returns, and what it does to its arguments."""

    def begin_variant(self, *, in_full: bool) -> None:
        """Forget the notes; from now on, note what errors say, or only that there are any."""
        self._in_full = in_full
        self.notes: list[Any] = []
        self._returned: set[Any] = set()  # handles of functions, and names
        self._failed: set[Any] = set()

    @property
    def tells(self) -> bool:
        """Whether something returned, and all that failed also returned."""
        return bool(self._returned) and self._failed <= self._returned

    def ask(self, asked: str, *operands: Any) -> Any:
        what = remote_of(operands[0]).handle if asked == "call" else operands[0] if asked == "fetch" else asked
        try:
            value = super().ask(asked, *operands)
        except StopIteration:
            raise
        except BaseException as error:
            message = str(error)[:200]
            self._note([asked, "error", *([type(error).__name__, message] if self._in_full else [])])
            if isinstance(error, NotImplementedError) or "ellipsis" in message:
                self._returned.add(what)  # an empty blank; any other error may have several causes
            elif asked in ("call", "fetch"):
                self._failed.add(what)
            raise
        if asked not in ("content", "seed"):  # of which two answers that do the same may need more or fewer
            self._note([asked, _summary(value)])
            if asked == "call" or not isinstance(value, Proxy | NoneType):
                self._returned.add(what)
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
    """Changes numbers and lists, and notes whether an assertion holds instead of stopping at it.

    Whole numbers change only in lists, since elsewhere they are axes, sizes or positions.
    """

    def __init__(self, variant: _Variant) -> None:
        self._variant = variant
        self._position = 0
        self._depth = 0  # how many lists a node is in

    def visit_List(self, node: ast.List) -> ast.AST:
        inner = not any(isinstance(each, ast.List) for each in ast.walk(node) if each is not node)
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1
        lists, outer = self._variant.lists, not self._depth
        if lists == "turned" and outer:
            node.elts.reverse()
        elif node.elts and (lists == "wider" if inner else lists == "longer" and outer):
            node.elts.append(_one_more(node.elts))
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if type(node.value) is float or (type(node.value) is int and self._depth):
            self._position += 1
            return ast.Constant(type(node.value)(self._variant.change(node.value, self._position)))
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        self.generic_visit(node)
        held = f"{_HOLD}.append(bool({ast.unparse(node.test)}))"
        return ast.parse(f"try: {held}\nexcept Exception: pass").body[0]


def _one_more(elements: list[ast.expr]) -> ast.expr:
    """Return one more element of a list: larger than all others, if they are numbers."""
    try:
        numbers = ast.literal_eval(ast.List(elements, ast.Load()))
        return ast.Constant(2 * max(numbers) + 1)
    except (TypeError, ValueError):
        return deepcopy(elements[0])
