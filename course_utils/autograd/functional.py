"""Activations and losses, as in torch.nn.functional."""

import numpy as np

from course_utils.autograd.tensor import Tensor

relu, sigmoid, softmax, log_softmax = Tensor.relu, Tensor.sigmoid, Tensor.softmax, Tensor.log_softmax


def mse_loss(input: Tensor, target: Tensor) -> Tensor:
    """Return the mean squared difference between predictions and targets, which must have the same shape."""
    if input.shape != target.shape:
        raise RuntimeError(
            f"Predictions of shape {input.shape} can't be compared one by one with targets of shape {target.shape}. "
            "Use .flatten() on the one that has shape (N, 1)."
        )
    return ((input - target) ** 2).mean()


def nll_loss(log_probs: Tensor, target: Tensor) -> Tensor:
    """Return the mean of −log_probs[i, target[i]]; shapes (N, C) and (N,), with class numbers from 0 to C − 1."""
    classes, last = target.data, log_probs.shape[-1] - 1
    if len(log_probs.shape) != 2 or classes.shape != log_probs.shape[:1]:
        raise ValueError(
            f"Logits of shape {log_probs.shape} don't go with targets of shape {classes.shape}. They should be (N, C) "
            "and (N,): one class number for each row of logits. From one-hot targets, take target.argmax(dim=1)."
        )
    if classes.dtype.kind not in "iu":
        raise RuntimeError(f"Targets must be class numbers, not {classes.dtype}: torch.tensor(y, dtype=torch.int64).")
    if len(classes) and (classes.min() < 0 or classes.max() > last):
        raise IndexError(
            f"With {last + 1} columns of logits, classes go from 0 to {last}; the targets go from {classes.min()} to "
            f"{classes.max()}. Does the last layer have one output for each class?"
        )
    return -log_probs[np.arange(len(classes)), classes].mean()


def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    """Return the mean of −log softmax(logits) at the true classes: logits of shape (N, C), class numbers of shape (N,).

    The gradient on the logits is (probs − one_hot) / N: what was predicted, minus the truth. If t is the true class of
    a row, its loss is −log_softmax(logits)ₜ = log Σ exp(logitsₖ) − logitsₜ, and so ∂loss/∂logitsⱼ = probsⱼ − [j = t].
    The division by N comes from the mean over the rows.
    """
    return nll_loss(logits.log_softmax(dim=-1), target)
