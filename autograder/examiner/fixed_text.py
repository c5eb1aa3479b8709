"""What a failed assertion may say once hidden lines have run: only what the test's author fixed beforehand.

By then, the student's code knows what hidden lines call it with, and any value that it has made may tell: a text, a
shape, a number with 4,000 digits. So a message keeps its own words and the values that the test works out by itself,
such as `{expected:.3f}`. A "…" stands for every value that may depend on the student's code.

The test's own text decides which values those are, whatever the order of its lines: a name depends on the student's
code if anywhere in the cell it gets a value that does, is changed along with one, or is bound where one decides.
"""

import ast
import builtins
import traceback
from collections.abc import Iterator, Mapping, Set
from types import FrameType

from autograder.examiner.names import Import, Origin, imports_of, names_of, parse_cell

HIDDEN = "…"
_READS = {"count", "format", "get", "index", "join"}  # methods that change nothing

# Names that get a value, the names that it is made from, and whether that changes the objects that they had before.
_Flow = tuple[Set[str], Set[str], bool]


def fixed_message(error: BaseException, source: str, origins: Mapping[str, Origin], *, with_values: bool) -> str:
    """Return what the message of a test's failed assertion says whatever the student's code returns.

    Parameters
    ----------
    error : BaseException
        What the assertion raised.
    source : str
        The test cell, which was compiled under the name "<test>".
    origins : mapping
        Where the cell's global names come from.
    with_values : bool
        Whether to quote the values that the test works out by itself. The student's code must not have changed them.
    """
    found = [(frame, line) for frame, line in traceback.walk_tb(error.__traceback__) if _file(frame) == "<test>"]
    if not found:
        return ""
    frame, line = found[-1]
    tree = parse_cell(source)
    messages = [message for statement, message in _messages(tree) if statement.lineno <= line <= _end(statement)]
    if len(messages) != 1:
        return ""
    text = _Text(students_names(tree, source, origins), frame if with_values else None).of(messages[0])
    return text if text.strip(HIDDEN + " ") else ""


def quoted_values(source: str, origins: Mapping[str, Origin]) -> Iterator[tuple[int, str]]:
    """Yield the values of the student that messages of a test cell quote, each with its line."""
    tree = parse_cell(source)
    students = students_names(tree, source, origins)
    for _, message in _messages(tree):
        parts = [part.value for part in ast.walk(message) if isinstance(part, ast.FormattedValue)]
        yield from ((part.lineno, ast.unparse(part)) for part in parts if _names(part) & students)


def _file(frame: FrameType) -> str:
    return frame.f_code.co_filename


def _end(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno


def _messages(tree: ast.AST) -> Iterator[tuple[ast.stmt, ast.expr]]:
    """Yield the assertions in a test that have a message, and the exceptions that it raises with one."""
    for node in ast.walk(tree):
        match node:
            case ast.Assert(msg=ast.expr() as message) | ast.Raise(exc=ast.Call(args=[message])):
                yield node, message


class _Text:
    """Makes the text of a message."""

    def __init__(self, students: Set[str], frame: FrameType | None) -> None:
        self._students, self._frame = students, frame

    def of(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value):
                return str(value)
            case ast.JoinedStr(values=parts):
                return "".join(map(self.of, parts))
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self.of(left) + self.of(right)
            case ast.FormattedValue():
                return self._value(ast.JoinedStr([node]))
        return self._value(node)

    def _value(self, node: ast.expr) -> str:
        if self._frame is None or _names(node) & self._students:
            return HIDDEN
        code = compile(ast.fix_missing_locations(ast.Expression(node)), "<message>", "eval")
        try:
            return str(eval(code, self._frame.f_globals, self._frame.f_locals))
        except Exception:  # what the test works out has failed already, so there is no value to show
            return HIDDEN


def students_names(tree: ast.Module, source: str, origins: Mapping[str, Origin]) -> set[str]:
    """Return the names in a test cell whose values may depend on the student's code."""
    cell = names_of(source)
    imported = {name for name, origin in {**origins, **cell.bound}.items() if isinstance(origin, Import)}
    imported |= {each.name for node in ast.walk(tree) for each in imports_of(node)}
    trusted = (imported | (vars(builtins).keys() - origins.keys())) - _bound(tree)
    found = {*(cell.read | cell.read_in_functions)} - trusted
    in_kernel = origins.keys() - trusted - cell.bound.keys()
    flows: list[_Flow] = []
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                found.add(name)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                found.add(name)
        if isinstance(node, ast.With | ast.AsyncWith):  # it may suppress an exception, before a name is bound
            flows.append((_bound(node) & origins.keys() & _read_outside(node, tree), _names(node), False))
        # What the student's own functions do to a test's objects is noticed when they do it.
        call = node.value if isinstance(node, ast.Expr) else node
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in in_kernel):
            flows += ((targets - trusted, sources, changes) for targets, sources, changes in _flows(node))
    changed: set[str] = set()
    before = None
    while before != (found, changed):
        before = ({*found}, {*changed})
        for targets, sources, changes in flows:
            if sources & found:
                found |= targets
                changed |= targets if changes else set()
            if targets & changed:  # what it was made from may be the same object
                found |= sources - trusted
                changed |= sources - trusted
    return found


def _read_outside(part: ast.AST, tree: ast.AST) -> set[str]:
    inside = {*map(id, ast.walk(part))}
    return {name for node in ast.walk(tree) if id(node) not in inside for name in _names_of_one(node)}


def _flows(node: ast.AST) -> Iterator[_Flow]:
    """Yield what a statement or an expression puts where."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _assigned(target, [value])
        case ast.AugAssign(target=target, value=value):
            yield _roots(target), _names(value, target), True
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield from _assigned(target, [value])
        case (
            ast.For(target=target, iter=values)
            | ast.AsyncFor(target=target, iter=values)
            | ast.comprehension(target=target, iter=values)
        ):
            listed = _elements(values)
            yield from _assigned(target, listed or [values])
            if not listed and not isinstance(node, ast.comprehension):
                yield _bound(*node.body, *node.orelse), _names(values), False
        case ast.If(test=decides) | ast.While(test=decides) | ast.Match(subject=decides):
            yield _bound(node), _names(decides), False
        case ast.Try(body=body) | ast.TryStar(body=body):
            yield _bound(node), _names(*body), False
        case ast.With(items=items) | ast.AsyncWith(items=items):
            yield _bound(*(item.optional_vars for item in items if item.optional_vars)), _names(node), False
        case ast.Expr(value=ast.Call() as call):
            yield _names(call), _names(call), True
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield {name}, _names(node), False
        case ast.Call(func=function, args=arguments, keywords=keywords):
            handed_over = [*arguments, *(keyword.value for keyword in keywords)]
            if isinstance(function, ast.Attribute) and function.attr not in _READS:
                yield _roots(function), _names(*handed_over), True
            yield from ((_names(keyword.value), _names(node), True) for keyword in keywords if keyword.arg == "out")
    if isinstance(node, ast.For | ast.AsyncFor | ast.While) and _leaves_early(node):
        yield _bound(node), _names(node), False


def _assigned(target: ast.expr, values: list[ast.expr]) -> Iterator[_Flow]:
    """Yield what assigning one of some values puts where: with `a, b` and `(1, x), (2, y)`, x and y are for b alone."""
    parts, *rows = map(_elements, [target, *values])
    if parts and all(len(row) == len(parts) for row in rows):
        for part, *column in zip(parts, *rows, strict=True):
            yield from _assigned(part, column)
    else:
        changes = any(_is_part(node) for node in ast.walk(target))
        yield _roots(target), _names(target, *values) - _bound(target), changes


def _elements(node: ast.expr) -> list[ast.expr]:
    """Return the elements of a tuple or a list that is written out."""
    elements = node.elts if isinstance(node, ast.Tuple | ast.List) else []
    return [] if any(isinstance(element, ast.Starred) for element in elements) else elements


def _is_part(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store)


def _leaves_early(loop: ast.AST) -> bool:
    return any(isinstance(node, ast.Break | ast.Continue) for node in ast.walk(loop))


def _names(*nodes: ast.AST) -> set[str]:
    return {name for each in nodes for node in ast.walk(each) for name in _names_of_one(node)}


def _names_of_one(node: ast.AST) -> list[str]:
    return [node.id] if isinstance(node, ast.Name) else []


def _bound(*nodes: ast.AST) -> set[str]:
    names = (node for each in nodes for node in ast.walk(each) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _roots(target: ast.AST) -> set[str]:
    """Return the names that a target binds, and those of the objects that it changes."""
    match target:
        case ast.Name(id=name):
            return {name}
        case ast.Attribute(value=value) | ast.Subscript(value=value) | ast.Starred(value=value):
            return _roots(value)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return {name for element in elements for name in _roots(element)}
    return _names(target)
