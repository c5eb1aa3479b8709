"""That `make outputs` stores what a notebook shows, and no widget."""

from pathlib import Path

import nbformat
import pytest

from tests.conftest import COURSE, Run, code, notebook


@pytest.mark.slow
def test_outputs_are_stored_without_widgets(run: Run, tmp_path: Path) -> None:
    nbformat.write(notebook(code("from course_utils import softmax_demo\nsoftmax_demo()")), tmp_path / "small.ipynb")
    lines = (COURSE / "Makefile").read_text().split("\noutputs: ")[1].splitlines()[1:3]
    for line in lines:
        command = line.strip().split(" source/")[0].split()
        run(*command, tmp_path / "small.ipynb", cwd=COURSE)
    nb = nbformat.read(tmp_path / "small.ipynb", as_version=4)
    assert "widgets" not in nb.metadata
    (shown,) = nb.cells[-1].outputs
    assert set(shown.data) == {"image/png", "text/plain"}
    assert "loss" in shown.metadata["image/png"]["alt"]
