import io
from base64 import b64decode
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from PIL import Image
from scipy.special import log_softmax, softmax
from traitlets import TraitError

from course_utils import softmax_demo
from course_utils.softmax_demo import SoftmaxDemo

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def shown(demo: SoftmaxDemo) -> tuple[dict[str, Any], dict[str, Any]]:
    """What IPython sends where a cell ends with the demo."""
    return DisplayFormatter().format(demo)


def widths(axes: Any) -> list[float]:
    return [bar.get_width() for bar in axes.patches]


def test_starts_with_three_classes() -> None:
    demo = softmax_demo()
    assert (demo.logits, demo.true_class, demo.labels) == ([1.0, 3.0, 2.0], 1, ["low", "medium", "high"])
    assert repr(demo) == "softmax_demo(logits=[1.0, 3.0, 2.0], true_class=1, labels=['low', 'medium', 'high'])"


@pytest.mark.parametrize("scale", [0.01, 1, 30, 1000])
def test_probs_and_loss_are_scipys(scale: float) -> None:
    rng = np.random.default_rng(7)
    for n in range(2, 7):
        logits = rng.normal(scale=scale, size=n)
        demo = softmax_demo(logits, true_class=n - 1)
        np.testing.assert_allclose(demo.probs, softmax(logits), rtol=1e-12)
        assert demo.loss == pytest.approx(-log_softmax(logits)[-1], rel=1e-12, abs=1e-12)


@pytest.mark.filterwarnings("error")
def test_extreme_logits_overflow_nowhere() -> None:
    demo = softmax_demo([1000, -1000, 0], true_class=1)
    assert demo.probs.tolist() == [1, 0, 0]
    assert demo.loss == 2000
    demo.logits = [1e308, -1e308]
    assert demo.probs.tolist() == [1, 0]
    assert "nearly 1" in shown(demo)[1]["image/png"]["alt"]


def test_takes_any_iterable_of_numbers() -> None:
    demo = softmax_demo(np.array([1, 2]), true_class=0)
    assert demo.logits == [1.0, 2.0]
    assert all(type(logit) is float for logit in demo.logits)
    demo.set_trait("logits", (3, 4))
    assert demo.logits == [3.0, 4.0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"logits": [1.0]}, "room for 2 to 6 classes, with a logit for each; it was given 1"),
        ({"logits": range(7)}, "it was given 7"),
        ({"logits": [1.0, np.inf]}, "has inf or nan in it"),
        ({"logits": [1.0, np.nan]}, "has inf or nan in it"),
        ({"logits": ["a", "b"]}, r"should be numbers, such as \[1.0, 3.0, 2.0\]"),
        ({"logits": 3}, "should be numbers"),
        ({"logits": [1, 10**400]}, "should be numbers"),
        ({"true_class": 3}, "With 3 logits it is one of 0 to 2; it was given as 3"),
        ({"true_class": -1}, "it was given as -1"),
        ({"labels": ["a", "b"]}, "There are 3 logits, but 2 labels"),
    ],
)
def test_says_what_is_wrong(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(TraitError, match=says):
        softmax_demo(**arguments)


@pytest.mark.parametrize(
    ("name", "value"), [("logits", [1.0]), ("logits", [np.nan, 1.0]), ("true_class", 3), ("labels", ["a"])]
)
def test_what_is_wrong_changes_nothing(name: str, value: Any) -> None:
    demo = softmax_demo()
    before = repr(demo)
    with pytest.raises(TraitError):
        setattr(demo, name, value)
    assert repr(demo) == before


def test_probs_and_loss_can_not_be_set() -> None:
    demo = softmax_demo()
    with pytest.raises(AttributeError):
        demo.loss = 0.0  # type: ignore[misc]
    with pytest.raises(AttributeError):
        demo.probs = np.array([1.0])  # type: ignore[misc]


def test_labels_and_true_class_follow_the_number_of_logits() -> None:
    demo = softmax_demo(true_class=2)
    demo.logits = [0.0, 0.0]
    assert (demo.labels, demo.true_class) == (["low", "medium"], 1)
    demo.logits = [0.0] * 4
    assert (demo.labels, demo.true_class) == (["low", "medium", "class 2", "class 3"], 1)
    assert softmax_demo([0, 0], true_class=0).labels == ["class 0", "class 1"]
    assert softmax_demo([0, 0, 0], 0, ["class 3", "b", "c"]).labels[0] == "class 3"


def test_follows_the_browser() -> None:
    """The three traits come in one message, as the page sends them."""
    demo = softmax_demo()
    demo.set_state({"logits": [1, 2, 3, 4], "true_class": 3, "labels": ["a", "b", "c", "d"]})
    assert (demo.logits, demo.true_class, demo.labels) == ([1.0, 2.0, 3.0, 4.0], 3, ["a", "b", "c", "d"])
    demo.set_state({"logits": [1, 2], "true_class": 0, "labels": ["c", "d"]})
    assert (demo.logits, demo.true_class, demo.labels) == ([1.0, 2.0], 0, ["c", "d"])


def test_sends_the_module_and_its_style() -> None:
    state = softmax_demo().get_state()
    assert "export default { render }" in state["_esm"]
    assert ".softmax-demo" in state["_css"]
    assert (state["logits"], state["true_class"]) == ([1.0, 3.0, 2.0], 1)


def test_where_no_widget_runs_there_is_a_picture_with_a_description() -> None:
    data, metadata = shown(softmax_demo())
    assert set(data) == {WIDGET_VIEW, "image/png", "text/plain"}
    assert data["text/plain"] == repr(softmax_demo())  # the same at each run, so that nbval can compare it
    picture = Image.open(io.BytesIO(b64decode(data["image/png"])))
    assert picture.width == 750
    alt = metadata["image/png"]["alt"]
    assert "medium: logit 3, prob 0.6652" in alt
    assert alt.endswith("The true class is medium, so the loss is 0.4076.")


def test_picture_shows_exps_and_probs() -> None:
    demo = softmax_demo([0.5, 0, -1, 2], true_class=3, labels=["a", "b", "c", "d"])
    figure = demo._draw()
    left, right = figure.axes
    assert widths(left) == pytest.approx(np.exp(demo.logits))
    assert widths(right) == pytest.approx(softmax(demo.logits))
    assert (left.get_xlabel(), right.get_xlabel(), left.get_ylabel()) == ("exp(logit)", "prob", "class")
    assert left.get_yticklabels()[3].get_text() == "d\n(true class)"
    assert figure.get_suptitle() == f"loss = −log(prob of d) ≈ {demo.loss:.4f}"
    demo.logits = [1000, 999, 0, 0]
    left = demo._draw().axes[0]
    assert left.get_xlabel() == "exp(logit − 1000)"
    assert widths(left) == pytest.approx([1, np.exp(-1), 0, 0])


def test_picture_leaves_no_figure_open() -> None:
    shown(softmax_demo())
    assert not mpl.pyplot.get_fignums()
