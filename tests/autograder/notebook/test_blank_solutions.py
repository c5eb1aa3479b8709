from typing import Any

from nbformat.v4 import new_markdown_cell
from traitlets.config import Config

from autograder.notebook.blank_solutions import BlankSolutions
from tests.conftest import code, notebook, solution

CONFIG = Config(
    ClearSolutions={"code_stub": {"python": "# your code here"}, "text_stub": "*your thoughtful answer here*"}
)


def blank(cell: Any) -> str:
    nb, _ = BlankSolutions(config=CONFIG).preprocess(notebook(cell), {})
    return str(nb.cells[-1].source)


def test_blanks_inside_lines() -> None:
    source = "a = 1\nif a:\n    # BLANK: b = f(...)\n    b = f(a)\nprint(b)"
    assert blank(solution(source)) == "a = 1\nif a:\n    b = f(...)\nprint(b)"


def test_whole_blocks() -> None:
    source = "a = 1\nfor i in a:\n    ### BEGIN SOLUTION\n    b\n    c\n    ### END SOLUTION\nd"
    assert blank(solution(source)) == "a = 1\nfor i in a:\n    # your code here\nd"


def test_both_in_one_cell() -> None:
    source = "# BLANK: a = ...\na = 1\n### BEGIN SOLUTION\nb\n### END SOLUTION"
    assert blank(solution(source)) == "a = ...\n# your code here"


def test_cell_without_marks_becomes_the_stub() -> None:
    assert blank(solution("a = 1\nb = 2")) == "# your code here"


def test_written_answer_becomes_the_stub() -> None:
    cell = new_markdown_cell("Because …", metadata=solution("").metadata)
    assert blank(cell) == "*your thoughtful answer here*"


def test_leaves_other_cells_alone() -> None:
    assert blank(code("x = ...")) == "x = ..."
