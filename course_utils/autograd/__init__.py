"""Automatic differentiation of arrays, with PyTorch's names and small enough to read: start with tensor.py."""

from numpy import float32, float64, int64

from course_utils.autograd import functional, nn, optim
from course_utils.autograd.tensor import Tensor, no_grad, tensor

long = int64
exp, log, tanh, relu, sigmoid = Tensor.exp, Tensor.log, Tensor.tanh, Tensor.relu, Tensor.sigmoid
manual_seed = nn.generator.seed

__all__ = ["Tensor", "exp", "float32", "float64", "functional", "int64", "log", "long", "manual_seed", "nn"]
__all__ += ["no_grad", "optim", "relu", "sigmoid", "tanh", "tensor"]
