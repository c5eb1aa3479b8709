"""The notebook's engine against PyTorch and SciPy: what it prints, and what it prints it with."""

import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
import scipy.optimize

from course_utils import load_ames


@pytest.fixture(scope="module")
def cells(course: Path) -> dict[str, Any]:
    nb: Any = nbformat.read(course / "source" / "unit04" / "u04n4-autograd.ipynb", as_version=4)
    return {cell.id: cell for cell in nb.cells if cell.cell_type == "code"}


@pytest.fixture(scope="module")
def printed(cells: dict[str, Any]) -> dict[str, str]:
    return {
        name: "".join(
            output.get("text") or output.data["text/plain"]
            for output in cell.outputs
            if "image/png" not in output.get("data", {})
        )
        for name, cell in cells.items()
    }


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.\d+", text)]


def test_backward_finds_what_nudging_finds(printed: dict[str, str]) -> None:
    assert numbers(printed["magic-torch"])[1:] == numbers(printed["magic-nudge"]) == [1.0, 2.0]
    assert numbers(printed["graph-after"]) == numbers(printed["magic-torch"])


@pytest.mark.parametrize(("cell_id", "kinds"), [("check-torch", [":"]), ("train-compare", ["W:", "b:"])])
def test_gradients_are_pytorchs_to_the_last_digit(printed: dict[str, str], cell_id: str, kinds: list[str]) -> None:
    lines = printed[cell_id].splitlines()
    for kind in kinds:
        yours, theirs = (
            next(numbers(line) for line in lines if line.startswith(whose) and kind in line)
            for whose in ("yours", "PyTorch")
        )
        assert yours == theirs and len(yours) >= 3


def test_the_gradient_on_a_logit_is_probability_minus_truth(printed: dict[str, str]) -> None:
    table = np.array([numbers(line) for line in printed["push-table"].splitlines()[1:]])
    p, y, difference, gradient = table.T
    assert p.sum() == pytest.approx(1, abs=2e-6)
    assert sorted(y) == [0, 0, 1]
    assert 0.1 < p[y == 1] < 0.9  # all three pushes can be seen
    np.testing.assert_allclose(p - y, difference, atol=1e-9)
    np.testing.assert_array_equal(difference, gradient)


def test_the_test_of_training_brings_the_houses_that_the_notebook_shows(
    cells: dict[str, Any], printed: dict[str, str]
) -> None:
    rows = [line.split() for line in printed["train-data"].splitlines()[1:]]
    source = cells["train-loop-test"].source
    assert ", ".join(f"[{longitude}, {latitude}]" for _, longitude, latitude, _ in rows) in source
    assert str([int(label) for *_, label in rows]) in source


def test_the_formula_checked_has_the_gradients_that_scipy_finds(printed: dict[str, str]) -> None:
    def formula(point: Any) -> float:
        a, b = point
        return max(a * b + 7, 0) / (np.exp(-a) + b**2) - np.log(a) * b

    output, *gradient = numbers(printed["check-torch"])[:3]
    assert output == pytest.approx(formula([2.0, -3.0]))
    assert gradient == pytest.approx(scipy.optimize.approx_fprime([2.0, -3.0], formula), abs=1e-6)


def test_all_houses_lead_to_the_loss_of_the_lab_before(printed: dict[str, str]) -> None:
    """SciPy's minimum for all 2,930 houses is a little below what 100 epochs reach."""
    ames = load_ames()
    X = ames[["Longitude", "Latitude"]].to_numpy()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    y = np.ceil(ames.Sale_Price.rank(pct=True) * 3).astype(int) - 1

    def loss(flat: Any) -> Any:
        logits = X @ flat[:6].reshape(2, 3) + flat[6:]
        return (np.log(np.exp(logits).sum(axis=1)) - logits[np.arange(len(y)), y]).mean()

    best = scipy.optimize.minimize(loss, np.zeros(9)).fun
    last = numbers(printed["grow-train"])[-1]
    assert best < last < best + 0.01
