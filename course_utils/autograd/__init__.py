"""Automatic differentiation of arrays, with PyTorch's names and small enough to read: start with tensor.py."""

import numpy as np
from numpy import exp, float32, float64, int64, log, tanh

from course_utils.autograd import nn, optim
from course_utils.autograd.nn import functional
from course_utils.autograd.tensor import Tensor, no_grad, tensor

long = int64
manual_seed = nn.generator.seed


def zeros(*shape: int, requires_grad: bool = False) -> Tensor:
    """Return a float32 tensor of zeros."""
    return Tensor(np.zeros(shape, float32), requires_grad)


def ones(*shape: int, requires_grad: bool = False) -> Tensor:
    """Return a float32 tensor of ones."""
    return Tensor(np.ones(shape, float32), requires_grad)


def allclose(a: Tensor, b: Tensor, rtol: float = 1e-5, atol: float = 1e-8) -> bool:
    """Return whether all elements of a and b are nearly the same."""
    return np.allclose(a.data, b.data, rtol, atol)


__all__ = [
    "Tensor", "allclose", "exp", "float32", "float64", "functional", "int64", "log", "long", "manual_seed", "nn",
    "no_grad", "ones", "optim", "tanh", "tensor", "zeros",
]  # fmt: skip
