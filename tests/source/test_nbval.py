"""That nbval, as the project calls it, notices what it should and forgives only what it should."""

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.conftest import COURSE, code, notebook

pytestmark = pytest.mark.slow

Run = Callable[..., CompletedProcess[str]]


def nbval(run: Run, folder: Path, cell: Any) -> CompletedProcess[str]:
    """Run a notebook of one cell through nbval, as `make test` does."""
    nbformat.write(notebook(cell), folder / "small.ipynb")
    sanitize = COURSE / "tests" / "nbval-sanitize.cfg"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    return run(*command, "--nbval-sanitize-with", sanitize, folder / "small.ipynb", cwd=folder, check=False)


@pytest.mark.parametrize(
    ("stored", "prints", "same"),
    [
        ("accuracy: 0.31", "accuracy: 0.31", True),
        ("accuracy: 0.31", "accuracy: 0.32", False),
        ("[-0.26364467  0.17475395]", "[-0.26364461  0.17475398]", True),
        ("[-0.26364467  0.17475395]", "[-0.26365467  0.17475395]", False),
        ("Epoch 00, Loss: 1.1862", "Epoch 00, Loss: 1.1863", True),
        ("Epoch 00, Loss: 1.1862", "Epoch 00, Loss: 1.1962", False),
    ],
)
def test_compares_outputs_up_to_rounding(run: Run, tmp_path: Path, stored: str, prints: str, same: bool) -> None:
    cell = code(f"print({prints!r})")
    cell.execution_count = 1
    cell.outputs = [new_output("stream", name="stdout", text=stored + "\n")]
    done = nbval(run, tmp_path, cell)
    assert (done.returncode == 0) == same, done.stdout


def test_what_is_on_stderr_is_compared_too(run: Run, tmp_path: Path) -> None:
    """Which is why `make` builds Matplotlib's font cache before: Matplotlib would say so there."""
    cell = code("import warnings; warnings.warn('careful'); print(1)")
    cell.execution_count = 1
    cell.outputs = [new_output("stream", name="stdout", text="1\n")]
    assert nbval(run, tmp_path, cell).returncode == 1


def test_a_cell_that_was_never_run_passes_whatever_it_prints(run: Run, tmp_path: Path) -> None:
    """nbval's quirk, and why the next test is needed."""
    assert nbval(run, tmp_path, code("print('anything')")).returncode == 0
