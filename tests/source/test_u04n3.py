"""The figures that the lab is known by, read from the notebook's stored outputs; nbval proves that they come out again."""

from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from course_utils import load_ames


@pytest.fixture(scope="module")
def nb(course: Path) -> Any:
    return nbformat.read(course / "source" / "unit04" / "u04n3-logreg-pytorch.ipynb", as_version=4)


def printed(nb: Any, cell_id: str) -> str:
    (cell,) = [cell for cell in nb.cells if cell.id == cell_id]
    return "".join(output.get("text") or output.data["text/plain"] for output in cell.outputs)


@pytest.mark.parametrize(
    ("cell_id", "figures"),
    [
        ("eda-shapes", ["train: X.shape=(2344, 2), y.shape=(2344,)", "valid: X.shape=(586, 2), y.shape=(586,)"]),
        ("eda-counts", ["0    981\n1    980\n2    969"]),
        ("linear-numpy-fit", ["Initial loss: 1.33", "Final loss: 0.56"]),
        ("linear-numpy-fit", ["Fitted weights: [-0.264  0.175]", "Fitted bias: 0.989"]),
        ("linear-predictions", ["array([1., 1., 1., 1., 1., 1., 1., 1., 1., 1.])"]),
        ("linear-accuracy", ["'classifier': 0.31"]),
        ("linear-cuts", ["better cut-offs: 0.50"]),
        ("onehot", ["[[0., 1., 0.],\n", "[0., 1., 0.],\n       [1., 0., 0.],\n       [1., 0., 0.],\n       [1., 0., 0.]]"]),
        ("logistic-predictions", ["array([0, 1, 2, 2, 0, 2, 0, 1, 2, 2])"]),
        ("logistic-accuracy", ["logistic regression: 0.52"]),
        ("torch-linear", ["torch.Size([2344, 3])"]),
        ("torch-softmax", ["torch.Size([2344, 3])"]),
        ("torch-sums", ["torch.Size([2344])"]),
    ],
)  # fmt: skip
def test_reproduces_the_published_figures(nb: Any, cell_id: str, figures: list[str]) -> None:
    for figure in figures:
        assert figure in printed(nb, cell_id)


def test_all_ways_to_compute_the_cross_entropy_agree(nb: Any) -> None:
    ways = ["direct", "builtin", "nll", "log-softmax", "object"]
    values = {printed(nb, f"torch-cross-entropy-{way}").split(",")[0] for way in ways}
    assert len(values) == 1 and values.pop().startswith("tensor(1.")


def test_centred_weights_agree_once_training_has_ended(nb: Any) -> None:
    *_, row, next_row = printed(nb, "centre-compare").split("Centred, PyTorch")[0].split("\n")[:-1]
    assert f"{row}\n{next_row}" == "[[ 0.44  0.06 -0.5 ]\n [-0.34 -0.01  0.35]]"
    assert f"{row}\n{next_row}" not in printed(nb, "centre-compare").split("Centred, PyTorch")[1]
    assert f"{row}\n{next_row}" in printed(nb, "train-longer")


def test_linear_weights_are_the_least_squares_solution() -> None:
    """An independent oracle: the normal equations instead of a minimizer."""
    ames = load_ames()
    X = ames[["Longitude", "Latitude"]].to_numpy()
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    thirds = np.ceil(ames.Sale_Price.rank(pct=True) * 3).astype(int) - 1
    train = np.random.RandomState(42).permutation(2930)[586:]  # what train_test_split does
    solution = np.linalg.lstsq(np.c_[X, np.ones(2930)][train], thirds[train], rcond=None)[0]
    np.testing.assert_allclose(solution, [-0.26364467, 0.17475395, 0.9886359], atol=1e-6)


def test_has_the_sections_in_order(nb: Any) -> None:
    headings = [
        line for cell in nb.cells if cell.cell_type == "markdown" for line in cell.source.split("\n") if line[:1] == "#"
    ]
    assert [heading.lstrip("# ") for heading in headings] == [
        "From Linear Regression in NumPy to Logistic Regression in PyTorch",
        "Course Objectives Addressed",
        "Setup",
        "The data",
        "Basic EDA",
        "Part 1: Classification the wrong way (using linear regression)",
        "1.A Using NumPy",
        "1.B Using PyTorch",
        "Part 2: Classification the right way (using logistic regression)",
        "2.A Using NumPy",
        "2.B Using PyTorch",
        "Setting up the linear layer",
        "Softmax",
        "Cross-entropy loss",
        "Other ways to compute cross-entropy loss",
        "Full PyTorch Implementation",
        "2.C Your turn to frame a problem",
        "Looking ahead: a multi-layer network",
        "Analysis",
        "What comes next",
    ]
