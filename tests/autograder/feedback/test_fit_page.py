"""What a page keeps of a graded notebook."""

import sys

from nbformat.v4 import new_output

from autograder.feedback.fit_page import FitPage
from tests.conftest import code, notebook


def test_an_error_keeps_what_it_says_and_the_line_of_the_cell() -> None:
    cell = code("x = 1 / 0")
    frames = [
        "\x1b[31mCell In[1], line 1\x1b[0m\n----> \x1b[32m1\x1b[0m x = 1 / 0",
        f"File {sys.prefix}/lib/library.py:3\n----> 3 y",
    ]
    cell.outputs = [new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=frames)]
    FitPage().preprocess(notebook(cell), {})
    assert cell.outputs[0].traceback == ["line 1: x = 1 / 0"]
    assert cell.outputs[0].evalue == "division by zero"


def test_only_names_are_left_of_paths() -> None:
    cell = code("1")
    cell.outputs = [new_output("stream", name="stderr", text=f"/usr/lib/a/b.py:3: Warning; {sys.prefix}; 1/2 a/b.py\n")]
    FitPage().preprocess(notebook(cell), {})
    assert cell.outputs[0].text == "…/b.py:3: Warning; …; 1/2 a/b.py\n"


def test_all_texts_together_have_a_limit() -> None:
    cells = [code("x" * 20_000) for _ in range(50)]
    for cell in cells:
        cell.outputs = [new_output("stream", text="y" * 5_000)]
        cell.outputs.append(new_output("display_data", {"text/html": "z" * 30_000, "text/plain": "a table"}))
    FitPage().preprocess(notebook(*cells), {})
    assert sum(len(cell.source) for cell in cells) < 103_000
    assert sum(len(cell.outputs[0].text) for cell in cells) < 60_000
    assert "text/html" not in cells[0].outputs[1].data
