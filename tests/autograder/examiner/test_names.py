"""Where the names of a test cell come from, for all the ways in which a cell can bind one."""

import math
import xml.dom
import xml.sax
from typing import Any

import numpy as np
import pytest

from autograder.examiner import names
from autograder.examiner.names import Import, Origin, names_of, parse_cell, resolve
from tests.conftest import code, graded, notebook, solution


def origins(*cells: Any) -> dict[str, Origin]:
    """Return where the names of one more test cell come from, after these cells."""
    nb = notebook(*cells, graded("assert True", "last-test"))
    return names.test_globals(nb.cells)[len(nb.cells) - 1]


def bound_by(source: str) -> set[str]:
    return set(names_of(source).bound)


def test_what_binds_a_name_last_says_where_it_comes_from() -> None:
    assert origins(
        code("import numpy as np\nfrom torch import tensor\nscale = 2"),
        solution("# BLANK: weights = ...\nweights = np.zeros(2)\n### BEGIN SOLUTION\nbias = 1\n### END SOLUTION"),
        graded("import math\nimport numpy as np\nexpected = math.pi\nscale = 3"),
        code("def tensor(x): ...", "given", locked=True),
    ) == {
        "np": Import("numpy", alias="np"),
        "tensor": "kernel",
        "scale": "test",
        "weights": "kernel",
        "bias": "kernel",
        "math": Import("math"),
        "expected": "test",
    }


def test_each_test_cell_knows_the_cells_before_it() -> None:
    nb = notebook(code("a = 1"), graded("a = 2"), code("b = 3"), graded("c = 4", "second-test"))
    assert names.test_globals(nb.cells) == {2: {"a": "kernel"}, 4: {"a": "test", "b": "kernel"}}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = b = 1", {"a", "b"}),
        ("a, (b, *c) = f()", {"a", "b", "c"}),
        ("a += 1", {"a"}),
        ("a: int = 1", {"a"}),
        ("a: int", set()),
        ("a.b = c[0] = 1", set()),
        ("del a", set()),
        ("for a, b in c:\n    d = 1\nelse:\n    e = 1", {"a", "b", "d", "e"}),
        ("while (a := f()):\n    b = 1", {"a", "b"}),
        ("with f() as a, g() as (b, c):\n    d = 1", {"a", "b", "c", "d"}),
        ("try:\n    a = 1\nexcept E as b:\n    c = 1\nfinally:\n    d = 1", {"a", "b", "c", "d"}),
        ("def f(x, y=(a := 1)):\n    z = x\n    def g(): ...", {"f", "a"}),
        ("async def f(x): ...", {"f"}),
        ("class A(B):\n    x = 1\n    def f(self): ...", {"A"}),
        ("f = lambda x: (y := x)", {"f"}),
        ("a = [(b := c) for c in d]", {"a", "b"}),
        ("a = {c: d for c, d in e}", {"a"}),
        ("def f():\n    global a, b\n    a = 1\n    def g():\n        b = 2", {"f", "a"}),
        ("match f():\n    case [a, *b]: ...\n    case {'k': c, **d}: ...\n    case A(x=e) as g: ...", set("abcdeg")),
        ("a = !ls\n%matplotlib inline\n!pip install x\nb?", {"a"}),
        ("a = %time f()", {"a"}),
        ("%time a = f()", {"a"}),
        ("\n%%time\na = 1\n%time b = 2", {"a", "b"}),
        ("%%capture --no-stderr a\nb = 1", {"a", "b"}),
        ("%%bash\na=1", set()),
        ("a = await f()", {"a"}),
        ("", set()),
    ],
)  # fmt: skip
def test_what_a_cell_binds(source: str, expected: set[str]) -> None:
    assert bound_by(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a", {"a": Import("a")}),
        ("import a.b", {"a": Import("a.b")}),
        ("import a.b as a", {"a": Import("a.b", alias="a")}),
        ("import a.b\nimport a.c, a", {"a": Import("a", also=("a.b", "a.c"))}),
        ("from a import b, c as d", {"b": Import("a", "b"), "d": Import("a", "c", "d")}),
        ("if f():\n    import a\nelse:\n    with g():\n        from a import b", {"a": Import("a"), "b": Import("a", "b")}),
        ("try:\n    import fast as a\nexcept ImportError:\n    import slow as a", {"a": Import("slow", alias="a")}),
        ("try:\n    import a\nexcept ImportError:\n    a = None", {"a": None}),
        ("a = 1\nimport a", {"a": Import("a")}),
        ("import a\na = a.b", {"a": None}),
        ("def f():\n    import a", {"f": None}),
        ("class A:\n    import a", {"A": None}),
        ("def f():\n    global a\n    import b as a", {"f": None, "a": Import("b", alias="a")}),
    ],
)  # fmt: skip
def test_imports(source: str, expected: dict[str, Import | None]) -> None:
    assert names_of(source).bound == expected


def test_a_star_binds_all_public_names() -> None:
    found = origins(code("from math import *"))
    assert found["pi"] == Import("math", "pi")
    assert set(found) == {name for name in vars(math) if not name.startswith("_")}


@pytest.mark.parametrize(
    ("imported", "target", "name", "value"),
    [
        (Import("numpy"), "numpy", "numpy", np),
        (Import("numpy", alias="np"), "numpy", "np", np),
        (Import("numpy.linalg"), "numpy", "numpy", np),
        (Import("numpy.linalg", alias="la"), "numpy.linalg", "la", np.linalg),
        (Import("numpy", "linalg"), "numpy.linalg", "linalg", np.linalg),
        (Import("numpy", "exp", "e"), "numpy.exp", "e", np.exp),
        (Import("xml.sax", also=("xml.dom",)), "xml", "xml", xml),
    ],
)
def test_an_import_can_be_done_again(imported: Import, target: str, name: str, value: object) -> None:
    assert (imported.target, imported.name) == (target, name)
    assert resolve(imported) == {name: value}
    assert names_of(imported.statement).bound == {name: Import(imported.module, imported.attribute, imported.alias)}


def test_two_modules_of_a_package_are_both_there_although_one_name_stands_for_them() -> None:
    imported = origins(code("import xml.dom"), graded("import numpy"), code("import xml.sax"))["xml"]
    assert isinstance(imported, Import)
    assert imported == Import("xml.sax", also=("xml.dom",))
    again: Any = resolve(imported)["xml"]
    assert (again.dom, again.sax) == (xml.dom, xml.sax)


def test_resolve_says_what_can_not_be_imported() -> None:
    with pytest.raises(ImportError, match="no_such_module"):
        resolve(Import("no_such_module"))


@pytest.mark.parametrize(
    ("source", "read", "in_functions"),
    [
        ("a = b\nc = a", {"b"}, set()),
        ("a = a + 1", {"a"}, set()),
        ("a += 1", {"a"}, set()),
        ("a = 1\na += a", set(), set()),
        ("for a in a:\n    b = a", {"a"}, set()),
        ("a[0] = b.c = 1", {"a", "b"}, set()),
        ("del a", set(), set()),
        ("[a for a in b if c]", {"b", "c"}, set()),
        ("{a: b for a, b in a.items()}\nd = [(e := f) + e for g in h]\ne", {"a", "f", "h"}, set()),
        ("def f():\n    return [a for a in b]", set(), {"b"}),
        ("def f(x=a):\n    y = b\n    return x + y + f(c)", {"a"}, {"b", "c"}),
        ("def f():\n    return a\na = 1", set(), set()),
        ("f = lambda x: x + a", set(), {"a"}),
        ("class A(B):\n    x = a\n    y = x", {"B"}, {"a"}),
        ("def f():\n    a = 1\n    return lambda: a + b", set(), {"b"}),
        ("%time a = b", {"b"}, set()),
    ],
)
def test_what_a_cell_reads(source: str, read: set[str], in_functions: set[str]) -> None:
    found = names_of(source)
    assert (set(found.read), set(found.read_in_functions)) == (read, in_functions)


def test_lines_are_those_of_the_cell() -> None:
    assert parse_cell("\n\n  \n%matplotlib inline\nx = 1").body[-1].lineno == 5


def test_a_cell_that_is_not_python() -> None:
    with pytest.raises(SyntaxError):
        origins(code("x ="))
