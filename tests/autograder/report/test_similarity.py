"""Pairs that share more than the task explains, and those that don't."""

import ast

from autograder.report.similarity import Text, similar_pairs

GIVEN = "import numpy as np\nlogits = np.array([[1.0, 2.0], [0.5, 0.1]])\nlabels = np.array([0, 1])\n"
SOLUTION = "def softmax(logits):\n    exps = np.exp(logits - logits.max(axis=1, keepdims=True))\n    return exps / exps.sum(1)\n"
ODD = """\
def softmax(logits):
    rows = []
    for row in logits:  # row by row
        total = 0
        for value in row:
            total = total + 2.718281828 ** value
        rows.append([2.718281828 ** value / total for value in row])
    return np.array(rows)
"""
OTHER = """\
def softmax(z):
    result = np.zeros(z.shape)
    for i in range(z.shape[0]):
        bottom = np.exp(z[i]).sum()
        for j in range(z.shape[1]):
            result[i, j] = np.exp(z[i, j]) / bottom
    return result
"""
ESSAY = "It sums to one, since each exponential is divided by the sum of all of them, so probabilities come out of it."


def renamed(source: str) -> str:
    """Rename everything, and write it in another way: other blanks, no comments."""
    source = ast.unparse(ast.parse(source))
    for old, new in {"rows": "lines", "row": "line", "value": "x", "total": "s", "logits": "a"}.items():
        source = source.replace(old, new)
    return f"# my own\n\n{source}\n"


def pairs(**sources: str) -> list[tuple[str, str]]:
    """Return who look alike, with the given cell before each one's answer."""
    submissions = {who: [Text("given", GIVEN), Text("softmax", source)] for who, source in sources.items()}
    found = similar_pairs("small", submissions, [Text("", GIVEN), Text("", SOLUTION)])
    return [pair.students for pair in found]


def test_renaming_hides_nothing() -> None:
    assert pairs(ada=ODD, bea=OTHER, cleo=renamed(ODD)) == [("ada", "cleo")]


def test_what_is_given_or_is_the_solution_or_is_everybodys_explains_itself() -> None:
    assert pairs(ada=SOLUTION, bea=renamed(SOLUTION)) == []
    assert pairs(ada=GIVEN, bea=GIVEN) == []
    assert pairs(**{f"s{number}": ODD for number in range(4)}) == []
    assert len(pairs(**{f"s{number}": ODD for number in range(3)})) == 3


def test_a_part_that_was_taken_is_found_within_the_rest() -> None:
    assert pairs(ada=ODD, bea=OTHER + renamed(ODD)) == [("ada", "bea")]
    (pair,) = similar_pairs("small", {"ada": [Text("a", ODD)], "bea": [Text("b", f"x = 1\n{OTHER}\n{ODD}")]}, [])
    assert pair.share == 1 and pair.passages[0].strip() == ODD.strip()
    assert "rows.append" in pair.passages[1] and "np.zeros" not in pair.passages[1]


def test_essays_are_compared_word_by_word() -> None:
    texts = {"ada": ESSAY, "bea": ESSAY.upper().replace(",", " –"), "cleo": " ".join(reversed(ESSAY.split()))}
    submissions = {who: [Text("why", text, in_words=True)] for who, text in texts.items()}
    assert [pair.students for pair in similar_pairs("small", submissions, [])] == [("ada", "bea")]


def test_code_that_is_no_python_is_compared_too() -> None:
    broken = ODD.replace("return", "retrun (")
    assert pairs(ada=broken, bea=broken) == [("ada", "bea")]
    assert pairs(ada="", bea="") == []
