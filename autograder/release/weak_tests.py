"""What a release notes about tests without stopping: tests that prove little, messages that lose what they quote."""

import ast
import builtins
from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

from autograder.examiner.fixed_text import quoted_values
from autograder.examiner.names import Import, Origin, names_of, parse_cell, test_globals
from autograder.notebook import markers
from autograder.release.source_error import Problem

_COMPARISONS = {"allclose", "array_equal", "array_equiv", "equal", "isclose"}


def weak_tests(nb: Any) -> Iterator[tuple[int, Problem]]:
    """Yield what to note about a notebook's test cells, each with the index of its cell."""
    for index, origins in test_globals(nb.cells).items():
        source = nb.cells[index].source
        hidden = [region == markers.HIDDEN_TESTS for region, _, _ in markers.walk_regions(source)]
        for line, value in quoted_values(source, origins):
            if hidden[line - 1]:
                yield (
                    index,
                    Problem(
                        line,
                        f"where this message quotes “{value}”, students read “…”: their code could choose what stands "
                        "there, and tell what the hidden test calls it with. Let a visible test quote it.",
                    ),
                )
        for node in _compared_with_itself(parse_cell(source), source, origins):
            what = (
                f"“{shorten(ast.unparse(node), 60, placeholder=' …')}” compares two things that a student makes, so it "
                "shows that they agree, and not that they are right. Compare with something that the test makes."
            )
            yield index, Problem(node.lineno, what)


def _compared_with_itself(tree: ast.Module, source: str, origins: Mapping[str, Origin]) -> Iterator[ast.expr]:
    """Yield the comparisons in a test's assertions of which both sides are made in the notebook alone."""
    names = names_of(source)
    imports = {name for name, origin in {**origins, **names.bound}.items() if isinstance(origin, Import)}
    own = {name for name, origin in origins.items() if origin == "kernel"} - names.bound.keys()
    trusted = (imports | vars(builtins).keys()) - own - names.bound.keys() | imports
    made = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assigned_once = {name for name in made if _count(tree, name) == 1}

    def is_own(node: ast.expr) -> bool:
        if any(isinstance(part, ast.Constant | ast.Lambda | ast.comprehension) for part in _parts(node)):
            return False
        used = {part.id for part in _parts(node) if isinstance(part, ast.Name)} - trusted
        return bool(used) and all(name in own or (name in assigned_once and is_own(made[name])) for name in used)

    for assertion in ast.walk(tree):
        for node in ast.walk(assertion.test) if isinstance(assertion, ast.Assert) else []:
            match node:
                case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]) if is_own(left) and is_own(right):
                    yield node
                case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[left, right, *_]) if (
                    name in _COMPARISONS and is_own(left) and is_own(right)
                ):
                    yield node


def _count(tree: ast.Module, name: str) -> int:
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return sum(node.id == name for node in stored)


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of an expression, without indices and keyword arguments."""
    yield node
    left_out = {"slice"} if isinstance(node, ast.Subscript) else {"keywords"}
    for field, value in ast.iter_fields(node):
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST) and field not in left_out:
                yield from _parts(part)
