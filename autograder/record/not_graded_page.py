"""The notebook in autograded/ for a hand-in that could not be graded, so that its student gets a page that says so."""

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.notebook.plain_text import plain_text

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def not_graded_page(reason: str) -> bytes:
    """Return a notebook of one text cell.

    Parameters
    ----------
    reason : str
        Why it could not be graded: "it is a PDF, not a notebook".
    """
    text = (
        f"**What was handed in could not be graded: {plain_text(reason)}.**\n\n"
        "So it has no points yet, which is not 0 points. Please hand in the notebook itself (the `.ipynb` file)."
    )
    cell = new_markdown_cell(text, id="not-graded")
    return nbformat.writes(new_notebook(cells=[cell], metadata={"kernelspec": _KERNEL})).encode()
