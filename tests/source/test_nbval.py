"""That nbval, as the project calls it, notices what it should and forgives only what it should."""

import re
import sys

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.conftest import COURSE, Run, code, notebook

pytestmark = pytest.mark.slow

# What a cell does, what its stored output says (None: it was never run), and whether nbval lets it pass.
CELLS = {
    "print('accuracy: 0.31')": ("accuracy: 0.31", True),
    "print('accuracy: 0.32')": ("accuracy: 0.31", False),
    "print('[-0.26364461  0.17475398]')": ("[-0.26364467  0.17475395]", True),
    "print('[-0.26365467  0.17475395]')": ("[-0.26364467  0.17475395]", False),
    "print('Epoch 00, Loss: 1.1863')": ("Epoch 00, Loss: 1.1862", True),
    "print('Epoch 00, Loss: 1.1962')": ("Epoch 00, Loss: 1.1862", False),
    # What is on stderr is compared, too. Matplotlib would say there that it builds its font cache: `make` does it before.
    "import warnings; warnings.warn('careful'); print(1)": ("1", False),
    # nbval's quirk, and why test_notebooks.py sees to it that all cells have been run.
    "print('anything')": (None, True),
}


@pytest.fixture(scope="module")
def passed(run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Whether nbval lets each cell pass, when it is called as `make test` does."""
    cells = []
    for source, (stored, _) in CELLS.items():
        cell = code(source)
        if stored is not None:
            cell.execution_count = 1
            cell.outputs = [new_output("stream", name="stdout", text=stored + "\n")]
        cells.append(cell)
    folder = tmp_path_factory.mktemp("nbval")
    nbformat.write(notebook(*cells), folder / "small.ipynb")
    sanitize = COURSE / "tests" / "nbval-sanitize.cfg"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "--nbval", "--nbval-current-env"]
    done = run(*command, "--nbval-sanitize-with", sanitize, folder / "small.ipynb", cwd=folder, check=False)
    outcomes = re.findall(r"^(PASSED|FAILED) .*::Cell (\d+)", done.stdout, flags=re.MULTILINE)
    assert len(outcomes) == len(CELLS), done.stdout
    sources = list(CELLS)
    return {sources[int(index)]: outcome == "PASSED" for outcome, index in outcomes}


@pytest.mark.parametrize("source", CELLS)
def test_compares_outputs_up_to_rounding(passed: dict[str, bool], source: str) -> None:
    _, passes = CELLS[source]
    assert passed[source] == passes
