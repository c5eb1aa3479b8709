"""A step of a release: check that tests can do their work outside of the student's kernel, where they run.

It stops what would go wrong silently, and what only the text of a test tells. All else that a test can't have there
fails when the instructor's own answers are graded (`TryTests`).
"""

import ast
import re
from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any, NamedTuple

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.examiner.names import CellNames, Import, names_of, parse_cell
from autograder.notebook.cells import cell_name, is_test
from autograder.release.source_error import Problem, list_problems, stop_unless_empty
from autograder.release.weak_tests import weak_tests

# Each pattern is for what was imported, such as torch.nn.Linear, or for what is Python's own, such as builtins.len.
_IMPORTED = re.compile(r"(?!builtins\.)")
_PATCHES = re.compile(r"(unittest\.)?mock\.patch\b|(_?pytest|builtins)\.(monkeypatch\b|MonkeyPatch$)")
_SETS_ATTRIBUTE = re.compile(r"builtins\.(setattr|delattr)$")
_JUPYTER = re.compile(r"(.+\.)?get_ipython$")
_JUPYTERS_NAMES = re.compile(r"builtins\.(In|Out|_{1,3}|_i{1,3}|_i?\d+|_[ido]h)$")
_GLOBALS = re.compile(r"builtins\.globals$")
_NAMESPACES = re.compile(r"builtins\.(globals|locals|vars|dir)$")
_FIGURES = re.compile(r"matplotlib\.pyplot\.(gcf|gca|gci|get_fignums|get_figlabels|fignum_exists)$")
_DRAWS = re.compile(r"matplotlib\.pyplot\.(?!show$|close$)")
_TYPE = re.compile(r"builtins\.type$")
_DATA = re.compile(r"builtins\.|numpy\.|pandas\.|torch\.(Tensor|Size|dtype)$")  # these reach a test as themselves

_PATCHING = (
    "changes a module where tests run; the student's code has its own, in another process. Call the function with "
    "something that the two ways take differently: PyTorch's softmax refuses whole numbers, exp and a sum don't."
)
_USE_DATA = (
    "finds no figure: those that cells drew are in the student's kernel. Look at the data that were drawn, or let a "
    "function of the notebook return what the test needs."
)
_USE_NAME = "doesn't hold the student's names. Use the name itself; where it may be missing, catch NameError."
_USE_PLAIN_PYTHON = "needs Jupyter, and tests run outside of it. Write plain Python, without magics and shell commands."
_GIVE_NAME = (
    "is what Jupyter keeps in the student's kernel. Give the value a name in a cell of the notebook, and use that."
)
_USE_ISINSTANCE = (
    "holds for everything that stays in the student's kernel: its type is known in a test by isinstance alone. Write "
    "not isinstance(…, …)."
)


class CheckExaminable(NbGraderPreprocessor):
    """Stop the release where a test needs to be in the student's kernel; say where, and what to write instead.

    What a test only does badly is logged.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Raise a `SourceError` that lists every problem, or return the notebook as it is."""
        found = ((cell_name(nb.cells[index], index), problem) for index, problem in check_notebook(nb))
        stop_unless_empty(found, resources)
        noted = ((cell_name(nb.cells[index], index), problem) for index, problem in weak_tests(nb))
        for line in list_problems(noted, resources):
            self.log.warning(line)
        return nb, resources


class _Cell(NamedTuple):
    is_test: bool
    name: str
    tree: ast.Module
    names: CellNames


def check_notebook(nb: Any) -> Iterator[tuple[int, Problem]]:
    """Check all code cells of a notebook; yield each problem with the index of its cell."""
    cells: dict[int, _Cell] = {}
    sound = True
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        try:
            cells[index] = _Cell(is_test(cell), cell_name(cell, index), parse_cell(cell.source), names_of(cell.source))
        except SyntaxError as error:
            sound = False
            yield index, Problem(error.lineno, f"the cell is not Python: {error.msg}. Fix it.")
        except ImportError as error:
            sound = False
            yield index, Problem(None, f"the cell imports what is not there: {error}. Install it, or leave it out.")
    if sound:
        yield from check_flow(cells)
        known: dict[str, Import | None] = {}
        for index, cell in cells.items():
            if cell.is_test:
                yield from ((index, problem) for problem in _check_test(cell, known))
            known |= cell.names.bound


def check_flow(cells: dict[int, _Cell]) -> Iterator[tuple[int, Problem]]:
    """Check that no cell reads a name that a test cell has set: in the student's kernel it would be an older one."""
    by_others: dict[str, Import | None] = {}
    by_tests: dict[str, _Cell] = {}
    for index, cell in cells.items():
        bound = cell.names.bound
        if cell.is_test:
            for name, imported in bound.items():
                known = by_others.get(name)
                if not (imported and known and imported.target == known.target):  # else it is the same for both
                    by_tests[name] = cell
            continue
        # What a function reads may be there by the time that it is called.
        later = {name for i, other in cells.items() if i > index and not other.is_test for name in other.names.bound}
        for name in sorted(by_tests.keys() & (cell.names.read | (cell.names.read_in_functions - later))):
            test = by_tests.pop(name)
            lines = [node.lineno for node in ast.walk(cell.tree) if isinstance(node, ast.Name) and node.id == name]
            what = (
                f"“{name}” was last set in a test, {test.name}, and tests don't run in the student's kernel: there it "
                "would be an older one, or none. Give it another name in the test."
            )
            yield index, Problem(min(lines, default=None), what)
        by_others |= bound
        for name in bound:
            by_tests.pop(name, None)


def _check_test(cell: _Cell, known: Mapping[str, Import | None]) -> list[Problem]:
    """Check one test; of each kind of problem, a line has one.

    `known` has what the cells before bind, each with its import, if it is one.
    """
    meanings = _Meanings({**known, **cell.names.bound}, cell.names)
    functions = [node for node in ast.walk(cell.tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    in_functions = {id(node) for function in functions for node in ast.walk(function)}
    expressions = [node for node in ast.walk(cell.tree) if isinstance(node, ast.expr)]
    found: dict[tuple[int, str], Problem] = {}
    has_drawn = False
    for node in sorted(expressions, key=lambda node: (node.lineno, node.col_offset)):
        what = _problem(node, meanings, in_function=id(node) in in_functions, has_drawn=has_drawn)
        has_drawn |= isinstance(node, ast.Call) and meanings.fits(_DRAWS, node.func)
        if what:
            quoted = shorten(ast.unparse(node), 60, placeholder=" …")
            found.setdefault((node.lineno, what), Problem(node.lineno, f"“{quoted}” {what}"))
    return list(found.values())


class _Meanings:
    """What names stand for in a test: something imported, Python's own, or a value (None)."""

    def __init__(self, bound: Mapping[str, Import | None], names: CellNames) -> None:
        self._bound = bound
        # Magics become calls of get_ipython, and `names_of` looks inside of them.
        self._globals = {"get_ipython", *names.bound, *names.read, *names.read_in_functions}

    def of(self, node: ast.expr) -> str | None:
        """Return what an expression stands for, such as "torch.nn.Linear" or "builtins.len"."""
        match node:
            case ast.Name(id=name) if name in self._bound:
                imported = self._bound[name]
                return imported.target if imported else None
            case ast.Name(id=name) if name in self._globals:
                return f"builtins.{name}"
            case ast.Attribute(value=value, attr=attribute) if owner := self.of(value):
                return f"{owner}.{attribute}"
        return None

    def fits(self, pattern: re.Pattern[str], node: ast.expr) -> bool:
        """Say whether an expression stands for something whose name fits."""
        meaning = self.of(node)
        return meaning is not None and pattern.match(meaning) is not None


def _problem(node: ast.expr, meanings: _Meanings, *, in_function: bool, has_drawn: bool) -> str | None:
    """Say what is wrong with an expression, if anything."""
    fits = meanings.fits
    match node:
        case ast.Name(ctx=ast.Load()) if fits(_JUPYTERS_NAMES, node):
            return _GIVE_NAME
        case ast.Name() | ast.Attribute() if fits(_PATCHES, node):
            return _PATCHING
        case ast.Attribute(value=value, ctx=ast.Store() | ast.Del()) if fits(_IMPORTED, value):
            return _PATCHING
        case ast.Call(func=function, args=[value, *_]) if fits(_SETS_ATTRIBUTE, function) and fits(_IMPORTED, value):
            return _PATCHING
        case ast.Call(func=function) if fits(_JUPYTER, function):
            return _USE_PLAIN_PYTHON
        case ast.Call(func=function, args=[]) if fits(_GLOBALS if in_function else _NAMESPACES, function):
            return _USE_NAME
        case ast.Call(func=function) if fits(_FIGURES, function) and not has_drawn:
            return _USE_DATA
        case ast.Compare(left=left, ops=[ast.IsNot() | ast.NotEq() | ast.NotIn()], comparators=[right]):
            for asked, expected in ((left, right), (right, left)):
                if isinstance(asked, ast.Call) and fits(_TYPE, asked.func):
                    types = expected.elts if isinstance(expected, ast.Tuple | ast.List | ast.Set) else [expected]
                    if not all(fits(_DATA, each) or isinstance(each, ast.Call) for each in types):
                        return _USE_ISINSTANCE
    return None
