"""How fast is course_utils.autograd? Run: `python benchmarks/autograd.py`.

Trains the same network in the same way with three engines, in one run: a scalar one (below; a Python object for each
number, as in micrograd), course_utils.autograd, and PyTorch on one thread. The work is that of the well-known
demonstration: 100 points of two moons, two hidden layers of 16 units, max-margin loss with L2 regularization on all
points, 100 epochs, learning rate from 1.0 down to 0.1. All start from the same weights and compute in 64-bit floats,
so their losses must agree, epoch by epoch. Timed is all of the training; the scalar engine runs once, the others by
turns, and their medians count.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy and PyTorch start their threads

import math
import statistics
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.datasets import make_moons

from course_utils import autograd

SIZES = [2, 16, 16, 1]
EPOCHS = 100
ROUNDS = 5
L2 = 1e-4


class Scalar:
    """A number that knows which numbers it comes from, and its derivative with respect to each."""

    __slots__ = ("data", "grad", "local_gradients", "parents")

    def __init__(
        self, data: float, parents: "tuple[Scalar, ...]" = (), local_gradients: tuple[float, ...] = ()
    ) -> None:
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.local_gradients = local_gradients

    def __add__(self, other: "Scalar | float") -> "Scalar":
        if isinstance(other, Scalar):
            return Scalar(self.data + other.data, (self, other), (1.0, 1.0))
        return Scalar(self.data + other, (self,), (1.0,))

    def __mul__(self, other: "Scalar | float") -> "Scalar":
        if isinstance(other, Scalar):
            return Scalar(self.data * other.data, (self, other), (other.data, self.data))
        return Scalar(self.data * other, (self,), (other,))

    __radd__ = __add__
    __rmul__ = __mul__

    def relu(self) -> "Scalar":
        """Return the number, or 0 if it is negative."""
        return Scalar(max(self.data, 0.0), (self,), (float(self.data > 0),))

    def backward(self) -> None:
        """Add to each number's gradient how the result depends on it."""
        order: list[Scalar] = []
        seen = set()
        stack = [(self, False)]
        while stack:
            scalar, parents_done = stack.pop()
            if parents_done:
                order.append(scalar)
            elif scalar not in seen:
                seen.add(scalar)
                stack.append((scalar, True))
                stack.extend((parent, False) for parent in scalar.parents)
        self.grad = 1.0
        for scalar in reversed(order):
            for parent, local_gradient in zip(scalar.parents, scalar.local_gradients, strict=True):
                parent.grad += scalar.grad * local_gradient


Weights = list[tuple[NDArray[np.float64], NDArray[np.float64]]]


def learning_rate(epoch: int) -> float:
    """Return the learning rate, which decays from 1.0 to 0.1."""
    return 1.0 - 0.9 * epoch / EPOCHS


def train_scalars(X: NDArray[np.float64], signs: NDArray[np.float64], weights: Weights) -> list[float]:
    """Train number by number; return the loss of each epoch."""
    layers = [
        ([[Scalar(w) for w in row] for row in weight.tolist()], [Scalar(b) for b in bias.tolist()])
        for weight, bias in weights
    ]
    parameters = [p for rows, biases in layers for row in [*rows, biases] for p in row]
    losses = []
    for epoch in range(EPOCHS):
        margins = []
        for point, sign in zip(X.tolist(), signs.tolist(), strict=True):
            values: list[Any] = point
            for number, (rows, biases) in enumerate(layers):
                values = [
                    sum((w * x for w, x in zip(row, values, strict=True)), start=b)
                    for row, b in zip(rows, biases, strict=True)
                ]
                if number < len(layers) - 1:
                    values = [value.relu() for value in values]
            margins.append((values[0] * -sign + 1.0).relu())
        loss = sum(margins, start=Scalar(0.0)) * (1 / len(margins))
        loss = loss + L2 * sum((p * p for p in parameters), start=Scalar(0.0))
        for parameter in parameters:
            parameter.grad = 0.0
        loss.backward()
        for parameter in parameters:
            parameter.data -= learning_rate(epoch) * parameter.grad
        losses.append(loss.data)
    return losses


def train_tensors(torch: Any, X: NDArray[np.float64], signs: NDArray[np.float64], weights: Weights) -> list[float]:
    """Train with PyTorch, or with what is called like it; return the loss of each epoch."""
    layers = [
        (torch.tensor(weight, requires_grad=True), torch.tensor(bias, requires_grad=True)) for weight, bias in weights
    ]
    parameters = [parameter for layer in layers for parameter in layer]
    optimizer = torch.optim.SGD(parameters, lr=1.0)
    inputs, targets = torch.tensor(X), torch.tensor(signs)
    losses = []
    for epoch in range(EPOCHS):
        optimizer.param_groups[0]["lr"] = learning_rate(epoch)
        values = inputs
        for number, (weight, bias) in enumerate(layers):
            values = values @ weight.T + bias
            if number < len(layers) - 1:
                values = values.relu()
        loss = (1 - targets * values.flatten()).relu().mean()
        loss = loss + L2 * sum((p * p).sum() for p in parameters)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def timed(train: Callable[..., list[float]], *arguments: Any) -> tuple[float, list[float]]:
    """Return how many seconds a training took, and its losses."""
    start = time.perf_counter()
    losses = train(*arguments)
    return time.perf_counter() - start, losses


def main() -> None:
    """Measure, compare the losses, and print."""
    torch.set_num_threads(1)
    X, y = make_moons(n_samples=100, noise=0.1, random_state=1)
    generator = np.random.default_rng(1)
    weights = [
        (generator.uniform(-1, 1, (n_out, n_in)) / math.sqrt(n_in), np.zeros(n_out)) for n_in, n_out in pairwise(SIZES)
    ]
    task = (X, 2.0 * y - 1.0, weights)
    for engine in (autograd, torch):
        timed(train_tensors, engine, *task)  # the first run sets things up
    rounds = [(timed(train_tensors, autograd, *task), timed(train_tensors, torch, *task)) for _ in range(ROUNDS)]
    arrays = statistics.median(seconds for (seconds, _), _ in rounds)
    pytorch = statistics.median(seconds for _, (seconds, _) in rounds)
    scalars, scalar_losses = timed(train_scalars, *task)
    for (_, array_losses), (_, torch_losses) in rounds:
        np.testing.assert_allclose(array_losses, torch_losses, rtol=1e-6)
        np.testing.assert_allclose(array_losses, scalar_losses, rtol=1e-6)
    n_parameters = sum(weight.size + bias.size for weight, bias in weights)
    print(f"{len(X)} points, {n_parameters} parameters, {EPOCHS} epochs; loss {scalar_losses[0]:.4f} → ", end="")
    print(f"{scalar_losses[-1]:.4f}, the same in all three at each epoch")
    print(f"scalar engine:         {scalars:9.3f} s (once)")
    print(f"course_utils.autograd: {arrays:9.3f} s (median of {ROUNDS}); {scalars / arrays:6.0f} times as fast")
    print(f"PyTorch, one thread:   {pytorch:9.3f} s (median of {ROUNDS}); {scalars / pytorch:6.0f} times as fast")
    print(f"course_utils.autograd takes {arrays / pytorch:.2f} times as long as PyTorch")


if __name__ == "__main__":
    main()
