from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils import figures, plot_decision_regions, show


@pytest.fixture(autouse=True)
def no_window() -> Iterator[None]:
    mpl.use("agg")
    yield
    plt.close("all")


def test_show_sends_the_description_with_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(figures, "display", lambda figure, metadata: sent.append((figure, metadata)))
    figure = plt.figure()
    show(alt="A line that goes up.")
    assert sent == [(figure, {"image/png": {"alt": "A line that goes up."}})]
    assert not plt.fignum_exists(figure.number)


def test_regions_are_what_the_models_predict() -> None:
    X = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 5.0]])
    y = np.array([0, 1, 2])
    predictors = {
        "left or right": lambda X: (X[:, 0] > 5).astype(int),
        "below zero and above two": lambda X: np.where(X[:, 0] > 5, 7, -3),
    }
    figure = plot_decision_regions(predictors, X, y, ["a", "b", "c"], ("longitude (°)", "latitude (°)"))
    left, right = figure.axes
    regions = np.asarray(left.images[0].get_array())
    assert (regions[:, :50] == 0).all() and (regions[:, -50:] == 1).all()
    clipped = np.asarray(right.images[0].get_array())
    assert (clipped[:, :50] == 0).all() and (clipped[:, -50:] == 2).all()
    assert left.get_title() == "left or right\nright for 67% of these houses"
    assert left.get_xlabel() == "longitude (°)" and left.get_ylabel() == "latitude (°)"


def test_colours_differ_in_grey() -> None:
    greys = [mpl.colors.to_rgb(color) @ np.array([0.2126, 0.7152, 0.0722]) for color in figures.CLASS_COLORS]
    assert greys == sorted(greys)
    assert np.diff(greys).min() > 0.25
