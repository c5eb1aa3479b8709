"""The figures of the notebook, compared with SciPy's softmax."""

import dis
import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from scipy.special import expit, log_softmax, softmax


@pytest.fixture(scope="module")
def nb(course: Path) -> Any:
    return nbformat.read(course / "source" / "unit04" / "u04n2-softmax.ipynb", as_version=4)


def numbers(nb: Any, cell_id: str) -> list[float]:
    """Return the numbers that a cell printed between brackets."""
    (cell,) = [cell for cell in nb.cells if cell.id == cell_id]
    text = "".join(output.get("text") or output.data.get("text/plain", "") for output in cell.outputs)
    return [float(part) for row in re.findall(r"\[(.*?)\]", text, flags=re.DOTALL) for part in row.split(",")]


X = np.array([1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("cell_id", "rows"),
    [
        ("torch-softmax", [X]),
        ("softmax", [X]),
        ("predict-run", [X, X + 1, X - 100, X - X.max(), X * 0.5, X * 3.0]),
        ("repair-150", [50 * X]),
        ("softmax-stable", [50 * X, 50 * X]),
    ],
)
def test_prints_what_scipy_computes(nb: Any, cell_id: str, rows: list[Any]) -> None:
    expected = np.concatenate([softmax(row) for row in rows])
    np.testing.assert_allclose(numbers(nb, cell_id), expected, rtol=1e-2, atol=5.1e-5)


def test_the_trouble_is_there(nb: Any) -> None:
    assert np.isnan(numbers(nb, "trouble-nan")[-2:]).all()
    first, *others = numbers(nb, "first-operation")
    assert first == pytest.approx(np.exp(50), rel=1e-4) and np.isinf(others).all()


def test_the_logarithm_is_in_trouble_without_log_sum_exp(nb: Any) -> None:
    in_two_steps, in_one = np.split(np.array(numbers(nb, "log-softmax-cell")), 2)
    assert np.isinf(in_two_steps[:2]).all()
    np.testing.assert_allclose(in_one, log_softmax(200 * X), atol=1e-4)


def test_softmax_of_two_inputs_is_the_sigmoid(nb: Any) -> None:
    (cell,) = [cell for cell in nb.cells if cell.id == "sigmoid"]
    assert cell.outputs[0].data["text/plain"] == f"tensor({expit(2):.4f})"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("return torch.softmax(xx, 0)", ["softmax"]),
        ("return xx.double().softmax(0)", ["softmax"]),
        ("return torch.nn.Softmax(0)(xx)", ["Softmax"]),
        ("from torch import log_softmax as f; return f(xx, 0).exp()", ["log_softmax"]),
        ("return softmax_torch(xx)", ["softmax_torch"]),
        ("return softmax(xx - xx.max())", []),
        ("'No softmax.'; return (xx - xx.logsumexp(0)).exp()", []),
    ],
)
def test_the_tests_tell_a_ready_made_softmax_from_an_own_one(nb: Any, code: str, found: list[str]) -> None:
    (cell,) = [cell for cell in nb.cells if cell.id == "setup-softmaxes-in"]
    names: dict[str, Any] = {"dis": dis}
    exec(f"{cell.source}\ndef f(xx):\n    {code}", names)
    assert names["softmaxes_in"](names["f"]) == found
