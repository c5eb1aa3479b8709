"""Where the global names of a test cell come from. The instructor's notebook decides; a student may rebind any name.

Nothing here runs a notebook. Only `from … import *` makes it import a module, to learn which names that binds.
"""

import ast
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Literal

from IPython.core.inputtransformer2 import TransformerManager

from autograder.notebook.cells import is_test

# Magics that run the Python code after them in the notebook's namespace.
_MAGICS_WITH_CODE = ("capture", "prun", "time")


@dataclass(frozen=True)
class Import:
    """The import that binds a name: `import module as alias`, or `from module import attribute as alias`."""

    module: str
    attribute: str | None = None  # "*" for all public names
    alias: str | None = None
    also: tuple[str, ...] = ()  # modules of the same package, imported before: `import a.b` and `import a.c` make one a

    @property
    def name(self) -> str:
        """The name that it binds, or "*"."""
        return self.alias or self.attribute or self.module.partition(".")[0]

    @property
    def target(self) -> str:
        """What the name stands for, such as `torch.nn.functional`, however it was imported."""
        if self.attribute:
            return f"{self.module}.{self.attribute}"
        return self.module if self.alias else self.name

    @property
    def statement(self) -> str:
        """The import as Python."""
        alias = f" as {self.alias}" if self.alias else ""
        start = f"from {self.module} import {self.attribute}" if self.attribute else f"import {self.module}"
        return start + alias

    def after(self, earlier: object) -> "Import":
        """Return this import, together with an earlier one of the same package that bound the same name."""
        if self.name == self.target and isinstance(earlier, Import) and earlier.name == earlier.target:
            modules = dict.fromkeys([*earlier.also, earlier.module, *self.also])
            return replace(self, also=tuple(module for module in modules if module != self.module))
        return self


Origin = Import | Literal["test", "kernel"]


@dataclass(frozen=True)
class CellNames:
    """The global names that a cell binds and reads."""

    bound: dict[str, Import | None]  # what binds each name last: an import, or something else (None)
    read: frozenset[str]  # read at the top level before the cell binds them
    read_in_functions: frozenset[str]  # read only in functions or classes, and not bound by the cell


def test_globals(cells: Sequence[Any]) -> dict[int, dict[str, Origin]]:
    """Say where each test cell's global names come from.

    Parameters
    ----------
    cells : sequence of notebook cells
        All cells of a source notebook, as written: with solutions, hidden tests and marks.

    Returns
    -------
    dict of int to dict
        For the index of each test cell, every name that a cell before it binds, with what binds it last:
        an `Import`; "test", an earlier test cell; or "kernel", any other cell. Names that the test cell itself binds
        are treated like the others: they are bound when it runs.

    Raises
    ------
    SyntaxError
        If a cell is not Python. A release stops there (`CheckExaminable`), so that grading never meets one.
    ImportError
        If a cell says `from module import *`, and there is no such module. A release stops there, too.
    """
    known: dict[str, Origin] = {}
    found = {}
    for index, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        if is_test(cell):
            found[index] = dict(known)
        for name, imported in names_of(cell.source).bound.items():
            if imported:
                known[name] = imported.after(known.get(name))
            else:
                known[name] = "test" if is_test(cell) else "kernel"
    return found


def resolve(imported: Import) -> dict[str, object]:
    """Do an import in this process.

    Returns
    -------
    dict of str to object
        The name that it binds, with its value; for `from … import *`, all public names.

    Raises
    ------
    ImportError
        If there is no such module, or nothing of that name in it.
    """
    for module in imported.also:
        import_module(module)
    namespace: dict[str, object] = {}
    exec(imported.statement, namespace)
    del namespace["__builtins__"]
    return namespace


def parse_cell(source: str) -> ast.Module:
    """Parse a cell, magics and shell commands included; lines are numbered as in the cell.

    Raises
    ------
    SyntaxError
        If the cell is not Python.
    """
    if "\0" in source:  # a ValueError before Python 3.11.4
        raise SyntaxError("source code string cannot contain null bytes")
    if (plain := _parse_plain(source)) is not None:
        return plain
    tree = ast.parse(TransformerManager().transform_cell(source))
    # IPython drops empty lines at the beginning.
    n_dropped = next((number for number, line in enumerate(source.split("\n")) if line.strip()), 0)
    return ast.increment_lineno(tree, n_dropped)


def _parse_plain(source: str) -> ast.Module | None:
    """Parse a cell that is Python as it is; None for others. IPython takes long to find that it has nothing to do."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):  # ValueError: null bytes, before Python 3.11.4
        return None


def names_of(source: str) -> CellNames:
    """Return the global names that a cell binds and reads. `del` is ignored.

    Raises
    ------
    SyntaxError
        If the cell is not Python.
    ImportError
        If it says `from module import *`, and there is no such module.
    """
    tree, code = _parse_plain(source), source
    if tree is None or "get_ipython" in source:
        tree = _WithMagicsOpened().visit(parse_cell(source))
        code = ast.unparse(tree)
    top = _TopLevel()
    top.visit(tree)
    read_in_functions = set()
    imports = {imported.name: imported for node in ast.walk(tree) for imported in imports_of(node)}
    for table in _nested(symtable.symtable(code, "cell", "exec")):
        for symbol in table.get_symbols():
            name = symbol.get_name()
            if symbol.is_global() and symbol.is_referenced():
                read_in_functions.add(name)
            if symbol.is_declared_global() and symbol.is_imported():
                top.bind(name, imports.get(name))
            elif symbol.is_declared_global() and symbol.is_assigned():
                top.bind(name)
    return CellNames(top.bound, frozenset(top.read), frozenset(read_in_functions - top.bound.keys() - top.read))


def imports_of(node: ast.AST) -> list[Import]:
    """Return what a statement imports; nothing if it isn't an import."""
    match node:
        case ast.Import():
            return [Import(alias.name, alias=alias.asname) for alias in node.names]
        case ast.ImportFrom():
            module = "." * node.level + (node.module or "")
            found = [Import(module, alias.name, alias.asname) for alias in node.names]
            return [each for imported in found for each in _one_by_one(imported)]
    return []


def _one_by_one(imported: Import) -> list[Import]:
    if imported.attribute != "*":
        return [imported]
    return [Import(imported.module, name) for name in resolve(imported)]


def _nested(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    """Yield the scopes inside a scope, however deep."""
    for child in table.get_children():
        yield child
        yield from _nested(child)


class _WithMagicsOpened(ast.NodeTransformer):
    """Replaces a magic (`%%time`, `%time x = f()`) by the code that it runs."""

    def visit_Expr(self, node: ast.Expr) -> Any:
        match node.value:
            case ast.Call(
                func=ast.Attribute(attr="run_line_magic" | "run_cell_magic"),
                args=[ast.Constant(value=str(magic)), *options, ast.Constant(value=str(code))],
            ) if magic in _MAGICS_WITH_CODE:
                if magic == "capture":
                    words = str(getattr(options[0], "value", "")).split() if options else []
                    code += "".join(f"\n{word} = ..." for word in words if word.isidentifier())
                return self.visit(parse_cell(code)).body
        return node


class _TopLevel:
    """Visits the top level of a cell in the order in which it runs; skips functions and classes."""

    def __init__(self) -> None:
        self.bound: dict[str, Import | None] = {}
        self.read: set[str] = set()

    def bind(self, name: str | None, imported: Import | None = None) -> None:
        if name is not None:
            self.bound[name] = imported.after(self.bound.get(name)) if imported else None

    def visit(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self._visit(node)

    def _visit(self, node: ast.AST) -> None:
        match node:
            case ast.Name(id=name, ctx=ast.Load()) | ast.AugAssign(target=ast.Name(id=name)) if name not in self.bound:
                self.read.add(name)
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                self.bind(name)
            case ast.Import() | ast.ImportFrom():
                for imported in imports_of(node):
                    self.bind(imported.name, imported)
            case ast.Assign():
                self.visit(node.value, *node.targets)
            case ast.AnnAssign():
                self.visit(node.annotation, node.value, node.target if node.value else None)
            case ast.AugAssign() | ast.NamedExpr():
                self.visit(node.value, node.target)
            case ast.For() | ast.AsyncFor():
                self.visit(node.iter, node.target, *node.body, *node.orelse)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.visit(*node.decorator_list, node.args, node.returns)
                self.bind(node.name)
            case ast.Lambda():
                self.visit(node.args)
            case ast.ClassDef():
                self.visit(*node.decorator_list, *node.bases, *node.keywords)
                self.bind(node.name)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                self._visit_comprehension(*node.generators, node.elt)
            case ast.DictComp():
                self._visit_comprehension(*node.generators, node.key, node.value)
            case ast.comprehension():
                self.visit(node.iter, node.target, *node.ifs)
            case ast.ExceptHandler():
                self.visit(node.type)
                self.bind(node.name)
                self.visit(*node.body)
            case ast.MatchAs(name=captured) | ast.MatchStar(name=captured) | ast.MatchMapping(rest=captured):
                self.visit(*ast.iter_child_nodes(node))
                self.bind(captured)
            case _:
                self.visit(*ast.iter_child_nodes(node))

    def _visit_comprehension(self, *parts: ast.AST) -> None:
        inside = _TopLevel()
        inside.bound = dict(self.bound)
        inside.visit(*parts)
        self.read |= inside.read
        for part in parts:
            for node in ast.walk(part):
                if isinstance(node, ast.NamedExpr):  # all that a comprehension binds outside itself
                    self.bind(node.target.id)
