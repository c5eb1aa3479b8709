"""Optimizers, as in torch.optim."""

from collections.abc import Iterable
from typing import Any

from course_utils.autograd.tensor import Tensor


class SGD:
    """Gradient descent: each step changes each parameter by −lr times its gradient."""

    def __init__(self, params: Iterable[Tensor], lr: float = 1e-3) -> None:
        self.param_groups: list[dict[str, Any]] = [{"params": list(dict.fromkeys(params)), "lr": lr}]

    def zero_grad(self) -> None:
        """Forget the gradients: backward would add to them."""
        for parameter in self.param_groups[0]["params"]:
            parameter.grad = None

    def step(self) -> None:
        """Take a step against the gradient; a parameter without one stays."""
        for parameter in self.param_groups[0]["params"]:
            if parameter.grad is not None:
                parameter.data -= self.param_groups[0]["lr"] * parameter.grad.data
