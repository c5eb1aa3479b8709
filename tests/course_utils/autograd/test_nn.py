"""Layers, losses and training, compared with PyTorch's."""

import contextlib
import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sklearn.datasets import make_moons

import course_utils.autograd.nn as nn
from autograder.notebook.cells import is_test
from course_utils import autograd
from course_utils.autograd import functional as F  # noqa: N812
from tests.conftest import COURSE


def numbers(*shape: int, dtype: Any = np.float64) -> NDArray[Any]:
    return np.random.default_rng(0).normal(size=shape).astype(dtype)


def test_modules_are_where_pytorch_has_them() -> None:
    from course_utils.autograd import functional
    from course_utils.autograd import nn as same_nn

    assert same_nn is nn and functional is F and autograd.nn is nn


@pytest.mark.parametrize(
    ("name", "target"),
    [("mse_loss", numbers(4, 3) + 1), ("nll_loss", np.array([0, 2, 1, 1])), ("cross_entropy", np.array([0, 2, 1, 1]))],
)
@pytest.mark.parametrize("scale", [1.0, 1000.0])
def test_losses(name: str, target: NDArray[Any], scale: float) -> None:
    x = autograd.tensor(numbers(4, 3) * scale, requires_grad=True)
    twin = torch.tensor(numbers(4, 3) * scale, requires_grad=True)
    ours, theirs = (
        getattr(F, name)(x, autograd.tensor(target)),
        getattr(torch.nn.functional, name)(twin, torch.tensor(target)),
    )
    assert ours.item() == pytest.approx(theirs.item())
    ours.backward()
    theirs.backward()
    np.testing.assert_allclose(x.grad.data, np.asarray(twin.grad), atol=1e-12)


def test_gradient_of_cross_entropy_is_prediction_minus_truth() -> None:
    logits = autograd.tensor(numbers(4, 3), requires_grad=True)
    target = np.array([0, 2, 1, 1])
    nn.CrossEntropyLoss()(logits, autograd.tensor(target)).backward()
    np.testing.assert_allclose(logits.grad.data, (logits.softmax(dim=1).data - np.eye(3)[target]) / 4)


def test_linear_is_stored_and_drawn_as_in_pytorch() -> None:
    autograd.manual_seed(42)
    layer = nn.Linear(in_features=16, out_features=500, bias=True)
    assert [p.shape for p in layer.parameters()] == [(500, 16), (500,)]
    assert layer.weight.dtype == np.float32
    assert 0.249 < np.abs(layer.weight.data).max() <= 0.25
    assert abs(layer.weight.data.mean()) < 0.005
    autograd.manual_seed(42)
    np.testing.assert_array_equal(nn.Linear(16, 500).weight.data, layer.weight.data)
    assert not np.array_equal(nn.Linear(16, 500).weight.data, layer.weight.data)
    assert [p.shape for p in nn.Linear(2, 3, bias=False, dtype=autograd.float64).parameters()] == [(3, 2)]
    assert nn.Linear(2, 1, bias=False)(autograd.tensor([[1.0, 1.0]] * 5)).shape == (5, 1)


def test_models_of_ones_own() -> None:
    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
            self.scale = nn.Parameter(autograd.tensor([1.0]))
            self.note = "no parameter"

        def forward(self, x: Any) -> Any:
            return self.inner(x) * self.scale

    model = Model()
    assert [p.data.size for p in model.parameters()] == [8, 4, 4, 1, 1]
    assert True
    nn.MSELoss()(model(autograd.tensor([[1.0, 1.0]] * 3)).flatten(), autograd.tensor([0.0] * 3)).backward()
    assert all(p.grad is not None for p in model.parameters())
    model.zero_grad()
    assert all(p.grad is None for p in model.parameters())


def test_sgd_skips_what_has_no_gradient_and_takes_shared_parameters_once() -> None:
    used, idle = (nn.Parameter(autograd.tensor([1.0, 2.0])) for _ in range(2))
    optimizer = autograd.optim.SGD([used, idle, used], lr=0.5)
    optimizer.step()
    (used * used).sum().backward()
    optimizer.step()
    np.testing.assert_array_equal(used.data, [0, 0])
    np.testing.assert_array_equal(idle.data, [1, 2])
    optimizer.zero_grad()
    assert used.grad is None


@pytest.mark.parametrize(
    ("misuse", "error", "message"),
    [
        (lambda x, y: F.cross_entropy(x, autograd.tensor(np.eye(3)[[0, 1, 2, 0]])), ValueError, r"argmax\(dim=1\)"),
        (lambda x, y: F.cross_entropy(x, y[:3]), ValueError, r"\(4, 3\).*\(3,\)"),
        (lambda x, y: F.cross_entropy(x.flatten(), y), ValueError, r"\(12,\).*\(4,\)"),
        (lambda x, y: F.cross_entropy(x, y.float()), RuntimeError, "float32.*torch.int64"),
        (lambda x, y: F.cross_entropy(x, y + 1), IndexError, "0 to 2.*1 to 3.*one output for each class"),
        (lambda x, y: F.cross_entropy(x, y - 1), IndexError, "0 to 2.*-1 to 1"),
        (lambda x, y: F.mse_loss(x[:, :1], x[:, 0]), RuntimeError, r"\(4, 1\).*\(4,\).*flatten\(\)"),
        (lambda x, y: nn.Linear(2, 1)(x), RuntimeError, r"2 features.*\(4, 3\).*in_features"),
        (lambda x, y: nn.Linear(3, 1)(x), RuntimeError, "float64 and float32.*dtype=torch.float32"),
    ],
)
def test_misuse_is_explained(misuse: Callable[..., Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        misuse(autograd.tensor(numbers(4, 3)), autograd.tensor([0, 2, 1, 1]))


def test_moons_are_told_apart() -> None:
    """The demonstration of micrograd and of autograd-for-dummies: hinge loss, L2, a falling learning rate."""
    X, y = make_moons(n_samples=100, noise=0.1, random_state=1)
    inputs, signs = autograd.tensor(X, dtype=autograd.float32), autograd.tensor(2 * y - 1)
    autograd.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1))
    optimizer = autograd.optim.SGD(model.parameters(), lr=1.0)
    for epoch in range(100):
        optimizer.param_groups[0]["lr"] = 1.0 - 0.9 * epoch / 100
        scores = model(inputs).flatten()
        loss = (1 - signs * scores).relu().mean() + 1e-4 * sum((p * p).sum() for p in model.parameters())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scores = model(inputs).flatten()
    assert ((scores > 0) == (signs > 0)).float().mean().item() == 1.0


@pytest.mark.slow
def test_the_lab_of_unit_4_runs_with_only_its_imports_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """All code of u04n3 with our engine, from PyTorch's initial weights: prints what PyTorch printed."""

    def linear_like_pytorch(self: nn.Linear, in_features: int, out_features: int, bias: bool = True) -> None:
        twin = torch.nn.Linear(in_features, out_features, bias)
        self.in_features = in_features
        self.weight = nn.Parameter(autograd.tensor(twin.weight.detach().numpy()))
        self.bias = nn.Parameter(autograd.tensor(twin.bias.detach().numpy()))

    monkeypatch.setattr(nn.Linear, "__init__", linear_like_pytorch)
    monkeypatch.setattr(autograd, "manual_seed", torch.manual_seed)
    monkeypatch.setattr("course_utils.show", lambda alt: plt.close("all"))
    nb = nbformat.read(COURSE / "source" / "unit04" / "u04n3-logreg-pytorch.ipynb", as_version=4)
    names: dict[str, Any] = {}
    n_compared = 0
    for cell in nb.cells:
        if cell.cell_type != "code" or is_test(cell):
            continue
        source = cell.source.replace("%matplotlib inline", "")
        source = source.replace("import torch\n", "from course_utils import autograd as torch\n")
        source = source.replace("import torch.nn as nn\n", "from course_utils.autograd import nn\n")
        source = source.replace("import torch.nn.functional as F", "from course_utils.autograd import functional as F")
        assert "import torch" not in source
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(source, names)
        stored = "".join(output.text for output in cell.outputs if output.output_type == "stream")
        ours, theirs = (re.findall(r"-?\d+\.\d+|\d+", text) for text in (printed.getvalue(), stored))
        np.testing.assert_allclose(np.array(ours, float), np.array(theirs, float), atol=2e-4)
        n_compared += len(theirs) if "Loss" in stored else 0
    assert n_compared >= 60  # three training runs of ten lines: epoch and loss
    assert isinstance(names["model"], nn.Sequential)
