"""Layers and losses as objects, as in torch.nn."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import DTypeLike

from course_utils.autograd import functional
from course_utils.autograd.tensor import Tensor

generator = np.random.RandomState()  # draws the initial weights; `manual_seed` makes the draws repeatable


class Parameter(Tensor):
    """A tensor that training changes; a module finds it among its attributes."""

    def __init__(self, data: Tensor) -> None:
        super().__init__(data.data, requires_grad=True)


class Module:
    """The base class of layers and models. Yours defines `forward` and holds parameters and modules as attributes."""

    forward: Callable[..., Tensor]

    def __call__(self, *inputs: Tensor) -> Tensor:  # noqa: D102
        return self.forward(*inputs)

    def parameters(self) -> Iterator[Tensor]:
        """Yield the parameters of this module and of the modules inside it."""
        for part in vars(self).values():
            if isinstance(part, Parameter):
                yield part
            elif isinstance(part, Module):
                yield from part.parameters()

    def zero_grad(self) -> None:
        """Forget the gradients: backward would add to them."""
        for parameter in self.parameters():
            parameter.grad = None


class Linear(Module):
    """x @ weight.T + bias, for x of shape (N, in_features); weight has shape (out, in), bias has shape (out,).

    Both start as random numbers between −1/√in_features and 1/√in_features: outputs are then about as large as inputs.
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True, dtype: DTypeLike = np.float32) -> None:
        def draw(*shape: int) -> Parameter:
            return Parameter(Tensor(generator.uniform(-1, 1, shape).astype(dtype) * in_features**-0.5))

        self.in_features = in_features
        self.weight, self.bias = draw(out_features, in_features), draw(out_features) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        """Return x @ weight.T + bias."""
        if x.shape[-1:] != (self.in_features,):
            raise RuntimeError(
                f"This layer takes {self.in_features} features, so x must have shape (N, {self.in_features}), "
                f"not {x.shape}. Change x, or nn.Linear(in_features=…)."
            )
        return x @ self.weight.T if self.bias is None else x @ self.weight.T + self.bias


class Sequential(Module):
    """Apply one module after another."""

    def __init__(self, *modules: Module) -> None:
        vars(self).update({str(number): module for number, module in enumerate(modules)})

    def forward(self, x: Tensor) -> Tensor:
        """Pass x through every module in turn."""
        for module in vars(self).values():
            x = module(x)
        return x


class ReLU(Module):
    """Set negative numbers to 0."""

    forward = staticmethod(functional.relu)


class MSELoss(Module):
    """functional.mse_loss as an object."""

    forward = staticmethod(functional.mse_loss)


class CrossEntropyLoss(Module):
    """functional.cross_entropy as an object."""

    forward = staticmethod(functional.cross_entropy)
