import json
from typing import Any

import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from sklearn.metrics import log_loss
from traitlets import TraitError

from course_utils import logistic_map
from course_utils.data.build_ames_map import ames_map
from course_utils.logistic_map import START


def test_its_houses_are_those_that_the_notebook_trains_on() -> None:
    assert json.loads(json.dumps(ames_map())) == START


def test_loss_and_accuracy_are_scikit_learns() -> None:
    rng = np.random.default_rng(3)
    chart = logistic_map(rng.normal(size=(2, 3)), bias=rng.normal(size=3))
    classes = np.array(chart.houses)[:, 2]
    assert chart.loss == pytest.approx(log_loss(classes, chart.probs, labels=[0, 1, 2]))
    assert chart.accuracy == (chart.probs.argmax(axis=1) == classes).mean()
    chart.weights = [[1000, 0, -1000], [0, 0, 0]]
    assert np.isfinite(chart.loss)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            {"weights": np.zeros((3, 2))},
            r"weights should have shape \(2, 3\); it has \(3, 2\). Turn it around with .T.",
        ),
        ({"bias": [0, 0]}, r"bias should have shape \(3,\); it has \(2,\)"),
        ({"bias": [0, np.inf, 0]}, "bias should be finite"),
        ({"weights": "many"}, "weights should be numbers"),
    ],
)
def test_says_what_is_wrong(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(TraitError, match=says):
        logistic_map(**arguments)
    name, value = next(iter(arguments.items()))
    with pytest.raises(TraitError):
        setattr(logistic_map(), name, value)


def test_where_no_widget_runs_there_is_a_picture_with_a_description() -> None:
    data, metadata = DisplayFormatter().format(logistic_map())
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert data["text/plain"].startswith("logistic_map(weights=[[-0.5, 0.0, 0.5], ")
    assert "600 houses" in metadata["image/png"]["alt"]
