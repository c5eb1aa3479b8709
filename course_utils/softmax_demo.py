"""Softmax and cross-entropy, to play with: an interactive demo for notebooks."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_utils.figures import CLASS_COLORS
from course_utils.widget import Widget, read

MOST_CLASSES = 6
FEWEST_CLASSES = 2
DEFAULT_LABELS = ["low", "medium", "high"]
DEFAULT_LOGITS = [1.0, 3.0, 2.0]
# Beyond it, exp(logit) has no place in PyTorch's float32, nor in a picture.
LARGEST_DRAWN_LOGIT = 88

MODULE_FILES = ("widget_parts.js", "softmax_numbers.js", "softmax_rows.js", "softmax_demo.js")


class SoftmaxDemo(Widget):
    """The widget that `softmax_demo` returns; see there.

    Attributes
    ----------
    logits : list of float
        A logit for each class.
    true_class : int
        The number of the true class, counted from 0.
    labels : list of str
        The names of the classes.
    """

    _esm = read(*MODULE_FILES)
    _css = read("widget_parts.css", "softmax_demo.css")

    logits = traitlets.List(DEFAULT_LOGITS).tag(sync=True)
    true_class = traitlets.Int(1).tag(sync=True)
    labels = traitlets.List(DEFAULT_LABELS).tag(sync=True)

    @property
    def probs(self) -> NDArray[np.float64]:
        """The softmax of the logits, an array of shape (classes,): positive numbers with sum 1."""
        exps = np.exp(_minus_largest(self.logits))
        return exps / exps.sum()

    @property
    def loss(self) -> float:
        """The cross-entropy: minus the logarithm of the true class's prob."""
        shifted = _minus_largest(self.logits)
        return float(np.log(np.exp(shifted).sum()) - shifted[self.true_class])

    @traitlets.validate("logits")
    def _check_logits(self, proposal: dict[str, Any]) -> list[float]:
        return checked_logits(proposal["value"])

    @traitlets.validate("true_class")
    def _check_true_class(self, proposal: dict[str, Any]) -> int:
        true_class, n = proposal["value"], len(self.logits)
        if not 0 <= true_class < n:
            raise traitlets.TraitError(
                f"true_class is the number of a class, counted from 0. With {n} logits it is one of 0 to {n - 1}; "
                f"it was given as {true_class}."
            )
        return true_class

    @traitlets.validate("labels")
    def _check_labels(self, proposal: dict[str, Any]) -> list[str]:
        labels, n = [str(label) for label in proposal["value"]], len(self.logits)
        if len(labels) != n:
            raise traitlets.TraitError(
                f"Each class has one logit and one label. There are {n} logits, but {len(labels)} labels: {labels}."
            )
        return labels

    @traitlets.observe("logits")
    def _follow_logits(self, change: dict[str, Any]) -> None:
        """Keep a label for each logit, and a true class among them."""
        n = len(self.logits)
        with self.hold_sync():
            if len(self.labels) != n:
                self.labels = _with_default_labels(self.labels, n)
            if self.true_class >= n:
                self.true_class = n - 1

    def __repr__(self) -> str:
        return f"softmax_demo(logits={self.logits}, true_class={self.true_class}, labels={self.labels})"

    def _draw(self) -> Figure:
        """Draw exps and probs as bars. Where exp has no room, the largest logit is subtracted first."""
        largest = max(self.logits)
        drawable = abs(largest) <= LARGEST_DRAWN_LOGIT
        exps = np.exp(self.logits if drawable else _minus_largest(self.logits))
        names = [f"{label}\n(true class)" if i == self.true_class else label for i, label in enumerate(self.labels)]

        figure = Figure(figsize=(7.5, 1.4 + 0.45 * len(names)))
        figure.set_layout_engine("constrained", wspace=0.08)
        left, right = figure.subplots(1, 2, sharey=True)
        for axes, values, text, color in (
            (left, exps, _text, CLASS_COLORS[1]),
            (right, self.probs, _prob_text, CLASS_COLORS[0]),
        ):
            bars = axes.barh(names, values, color=color)
            bars[self.true_class].set(edgecolor=CLASS_COLORS[2], linewidth=3)
            axes.bar_label(bars, [text(value) for value in values], padding=3)
            axes.spines[["top", "right"]].set_visible(False)
            axes.margins(x=0.25)
        left.invert_yaxis()
        left.set_xlabel("exp(logit)" if drawable else f"exp(logit − {largest:g})")
        left.set_ylabel("class")
        right.set_xlabel("prob")
        right.set_xlim(0, 1.25)
        right.set_xticks([0, 0.25, 0.5, 0.75, 1])
        figure.suptitle(f"loss = −log(prob of {self.labels[self.true_class]}) ≈ {_text(self.loss)}")
        return figure

    def _describe(self) -> str:
        """Say in words what the picture shows."""
        classes = "; ".join(
            f"{label}: logit {logit:g}, prob {_prob_text(prob)}"
            for label, logit, prob in zip(self.labels, self.logits, self.probs, strict=True)
        )
        return (
            "Softmax as two bar charts, of exp(logit) and of probs, with a bar for each class. "
            f"{classes}. The true class is {self.labels[self.true_class]}, so the loss is {_text(self.loss)}."
        )


def softmax_demo(
    logits: Iterable[float] = DEFAULT_LOGITS, true_class: int = 1, labels: Sequence[str] | None = None
) -> SoftmaxDemo:
    """Make a demo of softmax and cross-entropy to play with: logits in, probs and the loss out.

    As the last line of a cell it is shown: move the logits, choose the true class, and see the loss change. Where
    nothing can be moved (a preview, a printed page), a picture stands in its place. Other cells can read what it is
    set to, and set it: `demo.logits`, `demo.true_class`, `demo.labels`; and read `demo.probs` and `demo.loss`.

    Parameters
    ----------
    logits : iterable of 2 to 6 finite numbers
        A logit for each class.
    true_class : int
        The number of the true class, counted from 0.
    labels : sequence of str, optional
        A name for each class. By default three classes are low, medium and high; others have numbers.

    Returns
    -------
    SoftmaxDemo
        The widget. Set its attributes as a whole (`demo.logits = [0, 0, 0]`): a change of `demo.logits[0]` alone goes
        unnoticed.

    Raises
    ------
    TraitError
        If there are not 2 to 6 logits, one is not a finite number, there is no such class, or the labels are not as
        many as the logits. So does setting an attribute.

    Examples
    --------
    >>> demo = softmax_demo([0, 0], true_class=0)
    >>> demo.probs
    array([0.5, 0.5])
    >>> round(demo.loss, 4)
    0.6931
    """
    checked = checked_logits(logits)
    if labels is None:
        labels = DEFAULT_LABELS if len(checked) == len(DEFAULT_LABELS) else _with_default_labels([], len(checked))
    return SoftmaxDemo(logits=checked, true_class=true_class, labels=list(labels))


def checked_logits(logits: Iterable[float]) -> list[float]:
    """Return logits as a list of float, or raise a `TraitError` that says what they should be."""
    try:
        checked = [float(logit) for logit in logits]
    except (OverflowError, TypeError, ValueError):
        raise traitlets.TraitError(
            f"logits should be numbers, such as {DEFAULT_LOGITS}; they were given as {logits!r}."
        ) from None
    if not FEWEST_CLASSES <= len(checked) <= MOST_CLASSES:
        raise traitlets.TraitError(
            f"The demo has room for {FEWEST_CLASSES} to {MOST_CLASSES} classes, with a logit for each; "
            f"it was given {len(checked)}."
        )
    if not np.isfinite(checked).all():
        raise traitlets.TraitError(
            f"Each logit should be finite; {checked} has inf or nan in it. Softmax can't make probs of those."
        )
    return checked


def _minus_largest(logits: list[float]) -> NDArray[np.float64]:
    """Subtract the largest logit, which changes no prob: exp can't overflow then."""
    with np.errstate(over="ignore"):  # two logits may be further apart than the largest number
        return np.asarray(logits) - max(logits)


def _text(result: float) -> str:
    """Write a result with four decimals, or four digits. One that was rounded to 0 is not written as if it were 0."""
    if result == 0:
        return "nearly 0"
    return f"{result:.4f}" if 0.001 <= result < 10 else f"{result:.4g}"


def _prob_text(prob: float) -> str:
    return "nearly 1" if prob >= 0.99995 else _text(prob)


def _with_default_labels(labels: list[str], n: int) -> list[str]:
    """Cut labels to n, or add "class 3" and so on: numbers counted from 0, as PyTorch does."""
    labels = labels[:n]
    while len(labels) < n:
        number = len(labels)
        while f"class {number}" in labels:
            number += 1
        labels.append(f"class {number}")
    return labels
