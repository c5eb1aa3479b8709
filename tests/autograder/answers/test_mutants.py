"""What each operator makes of a line, and which lines are left alone."""

import pytest

from autograder.answers.mutants import mutants_of


def made(source: str, operator: str) -> list[str]:
    return [mutant.becomes for mutant in mutants_of(source) if mutant.operator == operator]


@pytest.mark.parametrize(
    ("operator", "source", "becomes"),
    [
        ("arithmetic", "y = a + 2", ["y = a - 2"]),
        ("arithmetic", "y += a", ["y -= a"]),
        ("operand", "y = X @ W + b", ["y = X @ W", "y = b", "y = X + b", "y = W + b"]),
        ("operand", "y = -a", ["y = a"]),
        ("operand", "y = a and b", ["y = b", "y = a"]),
        ("operand", "y += a", ["y = a"]),
        ("order", "y = a - b", ["y = b - a"]),
        ("order", "y = f(a, b, n=1)", ["y = f(b, a, n=1)"]),
        ("order", "y = (a, b)", ["y = (b, a)"]),
        ("comparison", "y = a < b", ["y = a <= b", "y = a > b"]),
        ("comparison", "y = a or b", ["y = a and b"]),
        ("condition", "if a:\n    y = 1", ["if not a:"]),
        ("condition", "y = [x for x in a if x]", ["y = [x for x in a]", "y = [x for x in a if not x]"]),
        ("constant", "y = 5", ["y = 6", "y = 4", "y = 0"]),
        ("constant", "y = True", ["y = False"]),
        ("constant", "y = 'same'", ["y = ''"]),
        ("index", "y = x[0]", ["y = x"]),
        ("index", "y = x[a:b]", ["y = x", "y = x[:b]", "y = x[a:]"]),
        ("keyword", "y = x.sum(axis=1)", ["y = x.sum()"]),
        ("call", "y = x.mean()", ["y = x"]),
        ("call", "y = log(x)", ["y = x"]),
        ("call", "y = x.T", ["y = x"]),
        ("name", "y = x.sum() + max(x)", ["y = x.mean() + max(x)", "y = x.sum() + min(x)"]),
        ("variable", "def f(a, b): return a.data", ["return b.data"]),
        ("variable", "a.data = b.grad", ["b.data = b.grad", "a.data = a.grad", "a.data = b.data"]),
        ("statement", "for x in y:\n    f(x)", ["pass", "pass"]),
        ("loop", "for x in y:\n    f(x)", ["f(x)\nbreak"]),
        ("loop", "while a:\n    break", ["break\nbreak", "continue"]),
    ],
)
def test_each_operator_makes_its_mistakes(operator: str, source: str, becomes: list[str]) -> None:
    assert sorted(made(source, operator)) == sorted(becomes)


def test_what_is_there_for_readers_stays() -> None:
    source = 'def f(x):\n    """Twice."""\n    assert x > 0\n    return 2\n\nfor n in [1, 2]:\n    if n > 1:\n        print(n + 1)\nn'
    assert {mutant.line for mutant in mutants_of(source)} == {4}


def test_each_mutant_is_another_cell_and_says_where_it_differs() -> None:
    source = "def f(x):\n    y = x + 1  # more\n\n    return y"
    mutants = mutants_of(source)
    assert len({mutant.source for mutant in mutants}) == len(mutants)
    (less,) = [mutant for mutant in mutants if mutant.becomes == "y = x - 1"]
    assert (less.line, less.was, less.source) == (2, "y = x + 1", "def f(x):\n    y = x - 1\n    return y")
