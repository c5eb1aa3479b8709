"""Logistic regression on a map, to play with: an interactive demo for notebooks."""

import json
from typing import Any

import numpy as np
import traitlets
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from course_utils.figures import plot_decision_regions
from course_utils.widget import Widget, read

START = json.loads(read("data/ames_map.json"))
SHAPES = {"weights": (2, 3), "bias": (3,)}


class LogisticMap(Widget):
    """The widget that `logistic_map` returns; see there.

    Attributes
    ----------
    weights : list of 2 lists of 3 float
        For each feature, longitude and latitude, a weight for each class.
    bias : list of 3 float
        A bias for each class.
    labels : list of 3 str
        The names of the classes.
    houses : list of [float, float, int]
        For each house its standardized longitude and latitude, and the number of its class.
    """

    _esm = read("widget_parts.js", "logistic_map.js")
    _css = read("widget_parts.css", "logistic_map.css")

    weights = traitlets.List(START["weights"]).tag(sync=True)
    bias = traitlets.List(START["bias"]).tag(sync=True)
    labels = traitlets.List(START["labels"]).tag(sync=True)
    houses = traitlets.List(START["houses"]).tag(sync=True)

    @property
    def probs(self) -> NDArray[np.float64]:
        """The prob of each class for each house, an array of shape (houses, 3)."""
        logits = self._logits(np.asarray(self.houses)[:, :2])
        exps = np.exp(logits - logits.max(axis=1, keepdims=True))
        return exps / exps.sum(axis=1, keepdims=True)

    @property
    def loss(self) -> float:
        """The mean cross-entropy of the houses."""
        logits = self._logits(np.asarray(self.houses)[:, :2])
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return float(-log_probs[np.arange(len(logits)), self._classes()].mean())

    @property
    def accuracy(self) -> float:
        """The fraction of houses whose most probable class is the true one."""
        return float((self.probs.argmax(axis=1) == self._classes()).mean())

    @traitlets.validate("weights", "bias")
    def _check_numbers(self, proposal: dict[str, Any]) -> list[Any]:
        return checked(proposal["trait"].name, proposal["value"])

    def __repr__(self) -> str:
        return f"logistic_map(weights={self.weights}, bias={self.bias})"

    def _logits(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        return places @ np.asarray(self.weights) + np.asarray(self.bias)

    def _classes(self) -> NDArray[np.int64]:
        return np.asarray(self.houses)[:, 2].astype(int)

    def _draw(self) -> Figure:
        places = np.asarray(self.houses)[:, :2]
        predictors = {"Logistic regression": lambda points: self._logits(points).argmax(axis=1)}
        axis_labels = ("longitude (standardized)", "latitude (standardized)")
        figure = plot_decision_regions(predictors, places, self._classes(), self.labels, axis_labels)
        plt.close(figure)
        return figure

    def _describe(self) -> str:
        predicted = np.bincount(self.probs.argmax(axis=1), minlength=3)
        counts = ", ".join(f"{label} for {n}" for label, n in zip(self.labels, predicted, strict=True))
        return (
            f"A map of Ames with {len(self.houses)} houses and the region of each class. The model predicts {counts}. "
            f"The loss is {self.loss:.4f}, the accuracy {self.accuracy:.3f}."
        )


def logistic_map(weights: ArrayLike = START["weights"], bias: ArrayLike = START["bias"]) -> LogisticMap:
    """Make a map of Ames to play with: three price classes, logistic regression, and 600 of its training houses.

    As the last line of a cell it is shown: choose a class and move its weights and its bias; its region and the loss
    follow. Other cells can read and set `map.weights` and `map.bias`, and read `map.probs`, `map.loss` and
    `map.accuracy`.

    Parameters
    ----------
    weights : array-like of shape (2, 3)
        A row for each feature (longitude, latitude, both standardized), a column for each class (low, medium, high).
        PyTorch's `nn.Linear` has it the other way around: give `model.weight.detach().T`.
    bias : array-like of shape (3,)
        A number for each class.

    Returns
    -------
    LogisticMap
        The widget.

    Raises
    ------
    TraitError
        If one of the two has another shape, or a number in it isn't finite. So does setting an attribute.

    Examples
    --------
    >>> round(logistic_map(weights=[[0, 0, 0], [0, 0, 0]], bias=[0, 0, 0]).loss, 4)
    1.0986
    """
    return LogisticMap(weights=checked("weights", weights), bias=checked("bias", bias))


def checked(name: str, value: ArrayLike) -> list[Any]:
    """Return numbers as (nested) lists of float, or raise a `TraitError` that says what they should be."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise traitlets.TraitError(f"{name} should be numbers, of shape {SHAPES[name]}; given was {value!r}.") from None
    if array.shape != SHAPES[name]:
        turned = " Turn it around with .T." if array.shape == SHAPES[name][::-1] != SHAPES[name] else ""
        raise traitlets.TraitError(f"{name} should have shape {SHAPES[name]}; it has {array.shape}.{turned}")
    if not np.isfinite(array).all():
        raise traitlets.TraitError(f"{name} should be finite; there is inf or nan in {array.tolist()}.")
    return array.tolist()
