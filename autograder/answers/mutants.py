"""Make mutants of a solution: the same code with one small mistake in a blank, of the kinds that programmers make.

Each operator below is one kind of mistake. It takes a piece of a solution and yields what could stand there instead.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from autograder.examiner.names import parse_cell

_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult},
    **{ast.Pow: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv},
}
_COMPARISONS: dict[type[ast.cmpop], list[type[ast.cmpop]]] = {
    **{ast.Lt: [ast.LtE, ast.Gt], ast.LtE: [ast.Lt, ast.GtE], ast.Gt: [ast.GtE, ast.Lt], ast.GtE: [ast.Gt, ast.LtE]},
    **{ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.Is: [ast.IsNot], ast.IsNot: [ast.Is]},
    **{ast.In: [ast.NotIn], ast.NotIn: [ast.In]},
}
_ALIKE = [
    *[("sum", "mean"), ("min", "max"), ("argmin", "argmax"), ("minimum", "maximum"), ("exp", "log"), ("sqrt", "square")],
    *[("zeros", "ones"), ("zeros_like", "ones_like"), ("all", "any"), ("softmax", "log_softmax"), ("sin", "cos")],
    *[("sigmoid", "tanh"), ("row_stack", "column_stack"), ("hstack", "vstack"), ("append", "extend"), ("train", "eval")],
]
_SWAPS = dict(_ALIKE) | {second: first for first, second in _ALIKE}


@dataclass(frozen=True)
class Mutant:
    """A solution with one mistake."""

    line: int  # of the solution cell, from 1
    operator: str
    was: str  # the lines that the mistake changes, without indentation
    becomes: str
    source: str  # the whole cell


def mutants_of(source: str) -> list[Mutant]:
    """Return all mutants of a solution cell, each once.

    Parameters
    ----------
    source : str
        The cell. What only shows or checks something stays as it is.
    """
    tree = parse_cell(source)
    operators = {**OPERATORS, "variable": _variable_of(tree)}
    original = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for holder, place, node in _places(tree):
        for name, operator in operators.items():
            for other in operator(node):
                _put(holder, place, other)
                text = ast.unparse(tree)
                if text != original and text not in found:
                    found[text] = Mutant(node.lineno, name, *_difference(original, text), text)
        _put(holder, place, node)
    return list(found.values())


def _places(holder: ast.AST) -> Iterator[tuple[ast.AST, tuple[str, int | None], Any]]:
    """Yield every piece of code that has a place of its own: what holds it, where, and the piece."""
    for field, value in list(ast.iter_fields(holder)):
        pieces = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, piece in pieces:
            if isinstance(piece, ast.AST) and not _is_for_readers(piece):
                if hasattr(piece, "lineno"):
                    yield holder, (field, index), piece
                yield from _places(piece)


def _put(holder: ast.AST, place: tuple[str, int | None], node: ast.AST) -> None:
    field, index = place
    if index is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[index] = node


def _is_for_readers(code: ast.AST) -> bool:
    """Say whether code is there for its readers only: print(x), a name alone, a docstring, an assertion, an f-string."""
    match code:
        case ast.Assert() | ast.JoinedStr():
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id="print" | "display"))):
            return True
        case ast.Expr(value=value):
            return not isinstance(value, ast.Call)
        case ast.If(body=body, orelse=[]) | ast.For(body=body, orelse=[]):
            return all(map(_is_for_readers, body))
    return False


def _difference(old: str, new: str) -> tuple[str, str]:
    """Return the lines in which two texts differ, with the line before where one has none."""
    olds, news = old.split("\n"), new.split("\n")
    start = next((i for i, (a, b) in enumerate(zip(olds, news, strict=False)) if a != b), min(len(olds), len(news)))
    end = 0
    while end < min(len(olds), len(news)) - start and olds[-1 - end] == news[-1 - end]:
        end += 1
    if start and start in (len(olds) - end, len(news) - end):
        start -= 1
    parts = (lines[start : len(lines) - end] for lines in (olds, news))
    was, becomes = ("\n".join(line.strip() for line in lines) for lines in parts)
    return was, becomes


def _arithmetic(node: Any) -> Iterator[ast.AST]:
    """Yield another arithmetic operator: - for +."""
    match node:
        case ast.BinOp(op=op) if type(op) in _ARITHMETIC:
            yield ast.BinOp(node.left, _ARITHMETIC[type(op)](), node.right)
        case ast.AugAssign(op=op) if type(op) in _ARITHMETIC:
            yield ast.AugAssign(node.target, _ARITHMETIC[type(op)](), node.value)


def _operand(node: Any) -> Iterator[ast.AST]:
    """Yield one operand alone: X @ W for X @ W + b."""
    match node:
        case ast.BinOp():
            yield from (node.left, node.right)
        case ast.UnaryOp():
            yield node.operand
        case ast.BoolOp():
            for value in node.values:
                others = [other for other in node.values if other is not value]
                yield ast.BoolOp(node.op, others) if len(others) > 1 else others[0]
        case ast.IfExp():
            yield from (node.body, node.orelse)
        case ast.AugAssign():
            yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _order(node: Any) -> Iterator[ast.AST]:
    """Yield neighbours swapped: operands, arguments, elements of a tuple or list."""
    match node:
        case ast.BinOp(op=ast.Sub() | ast.Div() | ast.MatMult() | ast.Pow() | ast.FloorDiv() | ast.Mod()):
            yield ast.BinOp(node.right, node.op, node.left)
        case ast.Call():
            yield from (ast.Call(node.func, args, node.keywords) for args in _swapped(node.args))
        case ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()):
            yield from (type(node)(elements, node.ctx) for elements in _swapped(node.elts))


def _swapped(nodes: Sequence[ast.expr]) -> Iterator[list[ast.expr]]:
    for i, (first, second) in enumerate(pairwise(nodes)):
        yield [*nodes[:i], second, first, *nodes[i + 2 :]]


def _comparison(node: Any) -> Iterator[ast.AST]:
    """Yield another comparison: <= or > for <."""
    match node:
        case ast.Compare(ops=[op]):
            yield from (ast.Compare(node.left, [other()], node.comparators) for other in _COMPARISONS[type(op)])
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _condition(node: Any) -> Iterator[ast.AST]:
    """Yield a condition negated, or left out."""
    match node:
        case ast.If() | ast.While():
            yield type(node)(_negated(node.test), node.body, node.orelse)
        case ast.IfExp():
            yield ast.IfExp(_negated(node.test), node.body, node.orelse)
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            generators = node.generators
            for i, one in enumerate(generators):
                for ifs in ([], [_negated(test) for test in one.ifs]):
                    other = ast.comprehension(one.target, one.iter, ifs, one.is_async)
                    yield type(node)(node.elt, [*generators[:i], other, *generators[i + 1 :]])


def _negated(test: Any) -> Any:
    return ast.UnaryOp(ast.Not(), test)


def _constant(node: Any) -> Iterator[ast.AST]:
    """Yield another number: one more, one less, 0; False for True; an empty text."""
    match node:
        case ast.Constant(value=str()):
            yield ast.Constant("")
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield from (ast.Constant(other) for other in (value + 1, value - 1, value * 0))


def _index(node: Any) -> Iterator[ast.AST]:
    """Yield the whole instead of a part: x for x[0], x[:n] for x[1:n]."""
    match node:
        case ast.Subscript(ctx=ast.Load()):
            yield node.value
        case ast.Slice():
            for left_out in ("lower", "upper", "step"):
                other = ast.Slice(node.lower, node.upper, node.step)
                setattr(other, left_out, None)
                yield other


def _keyword(node: Any) -> Iterator[ast.AST]:
    """Yield a call without one of its keywords: x.sum() for x.sum(axis=1)."""
    if isinstance(node, ast.Call):
        for left_out in node.keywords:
            yield ast.Call(node.func, node.args, [keyword for keyword in node.keywords if keyword is not left_out])


def _call(node: Any) -> Iterator[ast.AST]:
    """Yield what is called on, or with, instead of the call: x for x.mean(), log(x) and x.T."""
    match node:
        case ast.Call(func=func):
            if isinstance(func, ast.Attribute):
                yield func.value
            if node.args and not isinstance(node.args[0], ast.Starred):
                yield node.args[0]
        case ast.Attribute(attr="T", ctx=ast.Load()):
            yield node.value


def _name(node: Any) -> Iterator[ast.AST]:
    """Yield a function that is like another: mean for sum, max for min."""
    match node:
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in _SWAPS:
            yield ast.Attribute(node.value, _SWAPS[name], node.ctx)
        case ast.Name(id=name, ctx=ast.Load()) if name in _SWAPS:
            yield ast.Name(_SWAPS[name], node.ctx)


def _variable_of(tree: ast.AST) -> Callable[[Any], Iterator[ast.AST]]:
    """Make the operator that yields the cell's variable, or attribute, before or after one: labels for logits."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    free = [node for node in ast.walk(tree) if id(node) not in called]
    variables = _neighbours(
        [node.arg if isinstance(node, ast.arg) else node.id for node in free if isinstance(node, ast.arg | ast.Name)]
    )
    attributes = _neighbours([node.attr for node in free if isinstance(node, ast.Attribute)])

    def variable(node: Any) -> Iterator[ast.AST]:
        match node:
            case ast.Name(id=name, ctx=ast.Load()) if id(node) not in called:
                yield from (ast.Name(other, node.ctx) for other in variables[name])
            case ast.Attribute(attr=name, ctx=ast.Load()) if id(node) not in called:
                yield from (ast.Attribute(node.value, other, node.ctx) for other in attributes[name])

    return variable


def _neighbours(names: Sequence[str]) -> dict[str, list[str]]:
    """Return the names before and after each name, in the order of their first use."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for first, second in pairwise(found):
        found[first].append(second)
        found[second].append(first)
    return found


def _statement(node: Any) -> Iterator[ast.AST]:
    """Yield nothing instead of a statement."""
    match node:
        case ast.FunctionDef() | ast.ClassDef() | ast.Import() | ast.ImportFrom() | ast.Pass():
            return
        case ast.stmt():
            yield ast.Pass()


def _loop(node: Any) -> Iterator[ast.AST]:
    """Yield a loop that ends after its first round; break for continue."""
    match node:
        case ast.For():
            yield ast.For(node.target, node.iter, [*node.body, ast.Break()], node.orelse, lineno=node.lineno)
        case ast.While():
            yield ast.While(node.test, [*node.body, ast.Break()], node.orelse)
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


OPERATORS: dict[str, Callable[[Any], Iterator[ast.AST]]] = {
    "arithmetic": _arithmetic,
    "operand": _operand,
    "order": _order,
    "comparison": _comparison,
    "condition": _condition,
    "constant": _constant,
    "index": _index,
    "keyword": _keyword,
    "call": _call,
    "name": _name,
    "statement": _statement,
    "loop": _loop,
}
