"""Figures that every reader gets: described in words, with colours that a colour-blind reader can tell apart."""

import io
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import NDArray

# From matplotlib's "cividis", dark to light: ordered classes stay in order for colour-blind readers, and in grey.
CLASS_COLORS = ["#00204d", "#7c7b78", "#ffe945"]
CLASS_MARKERS = ["v", "o", "^"]


def show(alt: str) -> None:
    """Show the current matplotlib figure with a description for readers who can't see it.

    Use it where you would call `plt.show()`. A screen reader reads `alt` aloud, and pages made from the notebook
    carry it as the picture's text.

    Parameters
    ----------
    alt : str
        What the picture shows and what to notice in it, in a sentence or two.
    """
    figure = plt.gcf()
    display(figure, metadata=described(alt))
    plt.close(figure)


def described(alt: str) -> dict[str, dict[str, str]]:
    """Return the metadata that go with a picture's output in a notebook, for readers who can't see it."""
    return {"image/png": {"alt": alt}}


def as_png(figure: Figure) -> str:
    """Return a figure as a notebook's output stores it: PNG in base64."""
    png = io.BytesIO()
    figure.savefig(png, format="png")
    return b64encode(png.getvalue()).decode()


def plot_decision_regions(
    predictors: Mapping[str, Callable[[NDArray[np.float64]], NDArray[np.int64]]],
    X: NDArray[np.float64],
    y: NDArray[np.int64],
    class_names: Sequence[str],
    axis_labels: tuple[str, str],
) -> Figure:
    """Draw, side by side, which class each model predicts at every place on the map.

    Parameters
    ----------
    predictors : dict of functions
        For each panel its title, and a function from points of shape (n, 2) to class numbers of shape (n,).
        A number outside of 0, 1, … counts as the nearest class.
    X : array of shape (houses, 2)
        Houses to draw over the regions, in the units of the axes.
    y : int array of shape (houses,)
        The true class of each house: 0, 1 or 2.
    class_names : sequence of str
        Names for the legend, in the order of the class numbers; three at the most.
    axis_labels : tuple of two str
        Labels of the two axes, with their units.

    Returns
    -------
    Figure
        The figure with its panels; `show` displays it.
    """
    n_classes = len(class_names)
    margin = 0.05 * np.ptp(X, axis=0)
    (x_low, y_low), (x_high, y_high) = X.min(axis=0) - margin, X.max(axis=0) + margin
    xs, ys = np.meshgrid(np.linspace(x_low, x_high, 200), np.linspace(y_low, y_high, 200))
    grid = np.column_stack([xs.ravel(), ys.ravel()])

    size = (4 * len(predictors), 4.2)
    figure, axes = plt.subplots(1, len(predictors), figsize=size, sharex=True, sharey=True, squeeze=False)
    for axis, (title, predict) in zip(axes[0], predictors.items(), strict=True):
        regions = np.clip(predict(grid), 0, n_classes - 1).reshape(xs.shape)
        _fill_regions(axis, regions, (x_low, x_high, y_low, y_high), n_classes)
        _scatter_classes(axis, X, y, class_names)
        axis.set_title(f"{title}\nright for {(predict(X) == y).mean():.0%} of these houses")
        axis.set_xlabel(axis_labels[0])
        axis.ticklabel_format(useOffset=False)
        axis.tick_params(axis="x", labelrotation=30)
    axes[0, 0].set_ylabel(axis_labels[1])
    handles, names = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=n_classes, frameon=False)
    figure.set_layout_engine("constrained")
    return figure


def _fill_regions(
    axis: Axes, regions: NDArray[np.int64], extent: tuple[float, float, float, float], n_classes: int
) -> None:
    axis.imshow(
        regions,
        extent=extent,
        origin="lower",
        aspect="auto",
        interpolation="nearest",
        cmap=ListedColormap(CLASS_COLORS[:n_classes]),
        vmin=0,
        vmax=n_classes - 1,
        alpha=0.45,
    )


def _scatter_classes(axis: Axes, X: NDArray[np.float64], y: NDArray[np.int64], class_names: Sequence[str]) -> None:
    for label, (name, marker) in enumerate(zip(class_names, CLASS_MARKERS, strict=False)):
        x, height = X[y == label].T
        color = CLASS_COLORS[label]
        axis.scatter(x, height, s=16, marker=marker, color=color, edgecolors="black", linewidths=0.4, label=name)
