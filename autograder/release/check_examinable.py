"""A step of a release: check that tests can do their work outside of the student's kernel, where they run.

It tells what can be told without running anything. The rest shows when the instructor's own answers are graded.
"""

import ast
import re
from collections.abc import Iterator
from enum import Enum, auto
from textwrap import shorten
from typing import Any, NamedTuple

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.examiner.names import CellNames, Import, imports_of, names_of, parse_cell
from autograder.notebook.cells import cell_name, is_test
from autograder.release.check_source import Problem
from autograder.release.source_error import NOT_MADE, SourceError, notebook_path

# Each pattern is for what was imported, such as torch.nn.Linear, or for what is Python's own, such as builtins.len.
_IMPORTED = re.compile(r"(?!builtins\.)")
_DATA = re.compile(r"builtins\.|numpy\.|pandas\.|torch\.(Tensor|Size|dtype)$")  # these reach a test as themselves
_MODELS = re.compile(r"(torch\.nn|torch\.optim|sklearn)\.(\w+\.)*(?!Parameter)[A-Z]\w*$")
_JUPYTER = re.compile(r"(.+\.)?get_ipython$")
_NAMESPACES = re.compile(r"builtins\.(globals|locals|vars|dir)$")
_GLOBALS = re.compile(r"builtins\.globals$")
_PATCHES = re.compile(r"(unittest\.)?mock\.patch\b|(_?pytest|builtins)\.(monkeypatch\b|MonkeyPatch$)")
_SETS_ATTRIBUTE = re.compile(r"builtins\.(setattr|delattr)$")
_FIGURES = re.compile(r"matplotlib\.pyplot\.(gcf|gca|gci|get_fignums|get_figlabels|fignum_exists)$")
_DRAWS = re.compile(r"matplotlib\.pyplot\.(?!show$|close$)")
_SOURCES = re.compile(r"inspect\.|dis\.|builtins\.vars$")
_COPIES = re.compile(r"copy\.(copy|deepcopy)$|(pickle|cloudpickle|dill|joblib)\.dumps?$")

_INSIDES = ("__code__", "__globals__", "__closure__", "__defaults__", "__kwdefaults__", "__dict__", "__class__")
_JUPYTERS_NAMES = re.compile(r"In|Out|_{1,3}|_i{1,3}|_i?\d+|_[ido]h")

_CHANGES_NOTHING = "changes a module where tests run; the student's code has its own, in another process."
_STAYS = "asks for the inside of what stays in the student's kernel."

_CALL_IT = "Call it, and look at what it returns; or ask with isinstance."
_GIVE_A_NAME = "Give the value a name in a cell of the notebook, and use that."
_LOOK_AT_DATA = "Look at the data that were drawn, or let a function of the notebook return what the test needs."
_MAKE_ANOTHER = "Let a function of the notebook make another one."
_NAME_IT = "Use the name itself; where it may be missing, catch NameError."
_PLAIN_PYTHON = "Write plain Python, without magics and shell commands."
_TEST_BEHAVIOUR = (
    "Call the function with something that the two ways take differently: PyTorch's softmax refuses whole numbers, exp "
    "and a sum don't."
)
_USE_FUNCTION = (
    "Give the notebook a function in a locked cell, such as def product(a, b): return a * b, and call that; or compare "
    "the numbers inside."
)
_USE_ISINSTANCE = "Write isinstance(…, …)."
_USE_TUPLE = "Write a tuple of classes: isinstance(…, (…, …))."


class CheckExaminable(NbGraderPreprocessor):
    """Stop the release where a test needs to be in the student's kernel; say where, and what to write instead."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Raise a `SourceError` that lists every problem, or return the notebook as it is."""
        problems = [
            f"{notebook_path(resources)}, {cell_name(nb.cells[index], index)}{f', line {line}' if line else ''}: {what}"
            for index, (line, what) in check_notebook(nb)
        ]
        if problems:
            raise SourceError("\n".join([NOT_MADE, *problems]))
        return nb, resources


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
            yield index, Problem(error.lineno, f"the cell is not Python: {error.msg}. Mend it.")
        except ImportError as error:
            sound = False
            yield index, Problem(None, f"the cell imports what is not there: {error}. Install it, or leave it out.")
    if sound:
        yield from check_flow(cells)
        yield from check_tests(cells)


class _Cell(NamedTuple):
    is_test: bool
    name: str
    tree: ast.Module
    names: CellNames


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


def check_tests(cells: dict[int, _Cell]) -> Iterator[tuple[int, Problem]]:
    """Check that each test needs nothing that is only in the student's kernel."""
    reader = _Reader()
    for index, cell in cells.items():
        if cell.is_test:
            yield from ((index, problem) for problem in reader.check_test(cell))
        else:
            reader.learn(cell)


class Kind(Enum):
    """What an expression stands for, as far as it can be told without running it."""

    OWN = auto()  # the test's own
    NAMED = auto()  # named by a cell that runs in the student's kernel: data, or an object
    RESULT = auto()  # made with what is the student's: data, or an object
    CLASS = auto()  # a class of the notebook
    OBJECT = auto()  # a function of the notebook, an instance of a class of the notebook, a model


_STUDENTS = (Kind.NAMED, Kind.RESULT, Kind.CLASS, Kind.OBJECT)
# A string is what was imported, such as "torch.nn.Linear", or what is Python's own, such as "builtins.len".
Meaning = Kind | str


class _Reader:
    """Reads the cells of a notebook in order, and keeps what each name means."""

    def __init__(self) -> None:
        self._meanings: dict[str, Meaning] = {}
        self._problems: dict[tuple[int, str], Problem] = {}  # by line and mend: once for each is enough
        self._has_drawn = False
        self._depth = 0  # of functions

    def learn(self, cell: _Cell) -> None:
        """Learn what a cell of the student's kernel defines."""
        for name, imported in cell.names.bound.items():
            self._meanings[name] = imported.target if imported else Kind.NAMED
        for statement in cell.tree.body:
            match statement:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    self._meanings[name] = Kind.OBJECT
                case ast.ClassDef(name=name):
                    self._meanings[name] = Kind.CLASS
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        self._learn_assignment(target, value)
                case _:  # in a loop or a branch, anything may happen to a name
                    for node in ast.walk(statement):
                        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                            self._meanings[node.id] = Kind.NAMED

    def _learn_assignment(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Name(id=name), _:
                is_object = self._is_object(value) or (isinstance(value, ast.Call) and self._is(_MODELS, value.func))
                self._meanings[name] = Kind.OBJECT if is_object else Kind.NAMED
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                for each, its_value in zip(targets, values, strict=True):
                    self._learn_assignment(each, its_value)

    def check_test(self, cell: _Cell) -> list[Problem]:
        """Return what is wrong with a test cell."""
        self._problems, self._has_drawn = {}, False
        for name in cell.names.bound:
            self._meanings.setdefault(name, Kind.OWN)
        self._visit(cell.tree)
        return sorted(self._problems.values())

    # --- What an expression stands for ---

    def _meaning(self, node: ast.expr) -> Meaning:
        match node:
            case ast.Name(id=name):
                return self._meanings.get(name, f"builtins.{name}")
            case ast.NamedExpr(value=value):
                return self._meaning(value)
            case ast.Attribute(value=value, attr=attribute) if isinstance(module := self._meaning(value), str):
                return f"{module}.{attribute}"
            case ast.Call(func=function) if self._meaning(function) is Kind.CLASS:
                return Kind.OBJECT
        names = (each for each in ast.walk(node) if isinstance(each, ast.Name))
        return Kind.RESULT if any(self._may_be_students(each) for each in names) else Kind.OWN

    def _is(self, pattern: re.Pattern[str], node: ast.expr) -> bool:
        """Say whether an expression stands for something imported, or Python's own, whose name fits."""
        meaning = self._meaning(node)
        return isinstance(meaning, str) and pattern.match(meaning) is not None

    def _is_imported(self, node: ast.expr) -> bool:
        return self._is(_IMPORTED, node)

    def _is_object(self, node: ast.expr) -> bool:
        return self._meaning(node) in (Kind.CLASS, Kind.OBJECT)

    def _may_be_students(self, node: ast.expr) -> bool:
        return self._meaning(node) in _STUDENTS

    def _is_named(self, node: ast.expr) -> bool:
        """Say whether an expression is a name of the student's kernel, or a part of what such a name stands for."""
        if isinstance(node, ast.Attribute | ast.Subscript):
            return self._is_named(node.value)
        return self._meaning(node) is Kind.NAMED or self._is_object(node)

    # --- Going through a test cell ---

    def _visit(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self._check(node)
                self._go_on(node)

    def _go_on(self, node: ast.AST) -> None:
        """Visit the parts of a node in the order in which they run, and keep what names mean."""
        match node:
            case ast.Import() | ast.ImportFrom():
                for imported in imports_of(node):
                    self._meanings[imported.name] = imported.target
            case ast.Assign(targets=targets, value=value):
                self._visit(value, *targets)
                for target in targets:
                    self._bind(target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
                self._visit(value, target)
                self._bind(target, value)
            case ast.For() | ast.AsyncFor():
                self._visit(node.iter, node.target)
                self._bind_each(node.target, node.iter)
                self._visit(*node.body, *node.orelse)
            case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
                self._visit(value, target)
                self._bind_to(target, self._part_of(value))
            case ast.ExceptHandler(name=str(name)):
                self._meanings[name] = Kind.OWN
                self._visit(*ast.iter_child_nodes(node))
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                self._visit(*ast.iter_child_nodes(node))
                self._meanings[name] = Kind.RESULT
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._visit(*node.decorator_list, node.args)
                self._meanings[node.name] = Kind.OWN
                self._visit_inside(node.args, *node.body)
            case ast.Lambda():
                self._visit(node.args)
                self._visit_inside(node.args, node.body)
            case ast.ClassDef():
                self._visit(*node.decorator_list, *node.bases, *node.keywords)
                self._meanings[node.name] = Kind.OWN
                self._visit_inside(None, *node.body)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                self._visit_inside(None, *node.generators, node.elt)
            case ast.DictComp():
                self._visit_inside(None, *node.generators, node.key, node.value)
            case ast.comprehension():
                self._visit(node.iter, node.target)
                self._bind_each(node.target, node.iter)
                self._visit(*node.ifs)
            case _:
                self._visit(*ast.iter_child_nodes(node))

    def _visit_inside(self, arguments: ast.arguments | None, *nodes: ast.AST) -> None:
        """Visit what has a scope of its own; after it, names mean again what they did before."""
        outside = dict(self._meanings)
        if arguments is not None:
            self._meanings |= {node.arg: Kind.RESULT for node in ast.walk(arguments) if isinstance(node, ast.arg)}
        self._depth += arguments is not None
        self._visit(*nodes)
        self._depth -= arguments is not None
        self._meanings = outside

    def _bind(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                meanings = [self._meaning(each) for each in values]  # all of them, before a name changes
                for each, meaning in zip(targets, meanings, strict=True):
                    self._bind_to(each, meaning)
            case _:
                self._bind_to(target, self._meaning(value))

    def _bind_each(self, target: ast.expr, values: ast.expr) -> None:
        """Bind the target of a loop."""
        elements = values.elts if isinstance(values, ast.Tuple | ast.List) else []
        meanings = {self._meaning(element) for element in elements}
        self._bind_to(target, meanings.pop() if len(meanings) == 1 else self._part_of(values))

    def _bind_to(self, target: ast.expr, meaning: Meaning) -> None:
        match target:
            case ast.Name(id=name):
                self._meanings[name] = meaning
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                for each in targets:
                    self._bind_to(each, Kind.RESULT if meaning in _STUDENTS else Kind.OWN)
            case ast.Starred(value=each):
                self._bind_to(each, meaning)

    def _part_of(self, node: ast.expr) -> Kind:
        return Kind.RESULT if self._may_be_students(node) else Kind.OWN

    # --- What is looked for ---

    def _report(self, node: ast.expr | ast.stmt, what: str, instead: str) -> None:
        problem = Problem(node.lineno, f"“{shorten(ast.unparse(node), 60, placeholder=' …')}” {what} {instead}")
        self._problems.setdefault((node.lineno, instead), problem)

    def _check(self, node: ast.AST) -> None:
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if name not in self._meanings and _JUPYTERS_NAMES.fullmatch(name):
                self._report(node, "is what Jupyter keeps in the student's kernel.", _GIVE_A_NAME)
            case ast.Name() | ast.Attribute() if self._is(_PATCHES, node):
                self._report(node, _CHANGES_NOTHING, _TEST_BEHAVIOUR)
            case ast.Attribute(value=value, ctx=ast.Store() | ast.Del()) if self._is_imported(value):
                self._report(node, _CHANGES_NOTHING, _TEST_BEHAVIOUR)
            case ast.Attribute(value=value, attr=attribute) if attribute in _INSIDES and self._is_named(value):
                self._report(node, _STAYS, _CALL_IT)
            case ast.Call():
                self._check_call(node)
            case ast.Compare():
                self._check_compare(node)
            case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod()):
                pass  # text with something put into it
            case ast.BinOp(left=left, op=operator, right=right):
                is_union = isinstance(operator, ast.BitOr) and Kind.CLASS in (self._meaning(left), self._meaning(right))
                self._check_operator(node, left, right, instead=_USE_TUPLE if is_union else _USE_FUNCTION)
            case ast.AugAssign(target=target, value=value):
                self._check_operator(node, target, value)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() | ast.Invert(), operand=operand):
                self._check_operator(node, operand)

    def _check_operator(self, node: ast.expr | ast.stmt, *operands: ast.expr, instead: str = _USE_FUNCTION) -> None:
        if any(self._is_object(operand) for operand in operands):
            self._report(
                node, "uses an operator on what stays in the student's kernel, where tests don't run.", instead
            )

    def _check_compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            if self._asks_for_type(left) or self._asks_for_type(right):
                if self._expects_object(left, right) or self._expects_object(right, left):
                    self._report(node, "asks for the type of what stays in the student's kernel.", _USE_ISINSTANCE)
            elif isinstance(operator, ast.In | ast.NotIn):
                self._check_operator(node, left)
            elif not isinstance(operator, ast.Is | ast.IsNot):
                self._check_operator(node, left, right)

    def _asks_for_type(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Call) and len(node.args) == 1 and self._meaning(node.func) == "builtins.type"

    def _expects_object(self, asked: ast.expr, expected: ast.expr) -> bool:
        """Say whether a test expects something of the student's to be of a type that isn't data."""
        if not (isinstance(asked, ast.Call) and self._asks_for_type(asked) and self._may_be_students(asked.args[0])):
            return False
        types = expected.elts if isinstance(expected, ast.Tuple | ast.List | ast.Set) else [expected]
        return any(
            self._is_named(each) or (isinstance(self._meaning(each), str) and not self._is(_DATA, each))
            for each in types
        )

    def _check_call(self, node: ast.Call) -> None:
        function, first = node.func, (node.args[0] if node.args else None)
        if self._is(_JUPYTER, function):
            self._report(node, "needs Jupyter, and tests run outside of it.", _PLAIN_PYTHON)
        elif self._is(_NAMESPACES, function) and first is None and (not self._depth or self._is(_GLOBALS, function)):
            self._report(node, "doesn't hold the student's names.", _NAME_IT)
        elif self._is(_FIGURES, function) and not self._has_drawn:
            self._report(node, "finds no figure: those that cells drew are in the student's kernel.", _LOOK_AT_DATA)
        elif self._is(_DRAWS, function):
            self._has_drawn = True
        elif first is None:
            return
        elif self._is(_SETS_ATTRIBUTE, function) and self._is_imported(first):
            self._report(node, _CHANGES_NOTHING, _TEST_BEHAVIOUR)
        elif self._is(_SOURCES, function) and self._is_named(first):
            self._report(node, _STAYS, _CALL_IT)
        elif self._is(_COPIES, function) and self._is_object(first):
            self._report(node, "copies what stays in the student's kernel.", _MAKE_ANOTHER)
