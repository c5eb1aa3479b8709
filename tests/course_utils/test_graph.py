from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from course_utils import autograd, draw_graph
from course_utils.figures import CLASS_COLORS


class Value:
    """The scalar node that students write, as far as drawings need it; == and hash are of no use."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, data: float, parents: tuple["Value", ...] = (), op: str = "", label: str = "") -> None:
        self.data, self.grad, self.parents, self.op, self.label = data, 0.0, parents, op, label

    def __eq__(self, other: object) -> bool:
        raise AssertionError("nodes may define == as they like")


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    mpl.use("agg")
    yield
    plt.close("all")


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def frames(figure: Figure) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of each box, in inches."""
    boxes = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyBboxPatch) and not patch.get_fill()]
    return [(b.get_x(), b.get_y(), b.get_x() + b.get_width(), b.get_y() + b.get_height()) for b in boxes]


def arrows(figure: Figure) -> list[Any]:
    """Return the corners of each arrow, in inches."""
    return [p._path_original.vertices for p in figure.axes[0].patches if isinstance(p, FancyArrowPatch)]  # type: ignore[attr-defined]


def assert_drawn_well(figure: Figure, n_nodes: int, n_arrows: int) -> None:
    """Check that boxes keep apart, hold their texts, and are in the figure; and that arrows come from and lead to one."""
    boxes = frames(figure)
    assert len(boxes) == n_nodes
    assert len(arrows(figure)) == n_arrows
    width, height = figure.get_size_inches()
    for number, (left, bottom, right, top) in enumerate(boxes):
        assert left >= 0 and right <= width
        assert bottom >= figure.axes[0].get_ylim()[0] and top <= figure.axes[0].get_ylim()[1]
        for other in boxes[:number]:
            assert right < other[0] or other[2] < left or top < other[1] or other[3] < bottom
    assert figure.axes[0].get_ylim()[1] - figure.axes[0].get_ylim()[0] == pytest.approx(height)
    for path in arrows(figure):
        (x, y), (end_x, end_y) = path[0], path[-1]
        assert any(x == pytest.approx(box[2]) and box[1] < y < box[3] for box in boxes)
        assert any(end_x == pytest.approx(box[0]) and box[1] < end_y < box[3] for box in boxes)
        assert end_x > x
    ends = [tuple(path[-1]) for path in arrows(figure)]
    assert len(set(ends)) == len(ends)  # also if a node is used twice by another


def test_draws_values_of_ones_own() -> None:
    a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    product = Value(-6.0, (a, b), "*", "c")
    product.grad = -1.25
    figure = draw_graph(product)
    assert figure is plt.gcf()  # what `show` shows
    assert sorted(words(figure)) == sorted(
        ["a", "data 2.0", "grad 0.0", "b", "data −3.0", "grad 0.0", "c: ×", "data −6.0", "grad −1.25"]
    )
    assert_drawn_well(figure, 3, 2)


def test_draws_tensors() -> None:
    X = autograd.tensor(np.ones((3, 2)))
    w = autograd.tensor(np.array([0.5, -1 / 3]), requires_grad=True)
    w.label = "w"
    loss = (X @ w).sum()
    assert "grad" not in " ".join(words(draw_graph(loss)))
    loss.backward()
    drawn = words(draw_graph(loss))
    assert {"leaf", "data (3, 2)", "w", "data (2,): 0.5 −0.3333", "grad (2,): 3.0 3.0", "@", "sum", "data 0.5"} <= set(
        drawn
    )
    assert {"1", "2"} <= set(drawn)  # the order of a product of matrices


def test_a_node_used_twice_has_two_arrows() -> None:
    x = Value(3.0)
    assert_drawn_well(draw_graph(Value(9.0, (x, x), "*")), 2, 2)
    square = Value(9.0, (x, x), "*")
    assert_drawn_well(draw_graph(Value(12.0, (square, x), "+")), 3, 4)


def test_a_lone_leaf_can_be_drawn() -> None:
    assert_drawn_well(draw_graph(Value(3)), 1, 0)
    assert "data 3" in words(draw_graph(Value(3)))


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.lists(st.lists(st.integers(0, 50), max_size=3), min_size=1, max_size=30))
def test_boxes_never_overlap(parents_of: list[list[int]]) -> None:
    nodes: list[Value] = []
    for number, parents in enumerate(parents_of):
        chosen = tuple(nodes[parent % len(nodes)] for parent in parents) if nodes else ()
        nodes.append(Value(10.0**number, chosen, "+" if chosen else "", "x" * (number % 9)))
    output = Value(0.0, tuple(nodes), "sum")
    figure = draw_graph(output)
    assert_drawn_well(figure, len(nodes) + 1, len(nodes) + sum(len(node.parents) for node in nodes))
    plt.close(figure)


def test_arrows_pass_no_box() -> None:
    x = Value(1.0, label="x")
    chain = x
    for _ in range(6):
        chain = Value(1.0, (chain, x), "+")
    figure = draw_graph(chain)
    for path in arrows(figure):
        for left, bottom, right, top in frames(figure):
            for x_place, y_place in path[1:-1]:
                assert not (left < x_place < right and bottom < y_place < top)


def test_columns_are_steps_and_few_arrows_cross() -> None:
    xs = [Value(float(number), label=f"x{number}") for number in range(4)]
    exps = [Value(1.0, (x,), "exp", f"e{x.label}") for x in reversed(xs)]
    boxes = frames(draw_graph(Value(0.0, tuple(exps), "+")))
    by_column: dict[float, list[float]] = {}
    for left, bottom, right, _ in boxes:
        by_column.setdefault(round((left + right) / 2, 3), []).append(bottom)
    assert [len(column) for _, column in sorted(by_column.items())] == [4, 4, 1]
    inputs, outputs = (by_column[x] for x in sorted(by_column)[:2])
    np.testing.assert_allclose(sorted(inputs), sorted(outputs))  # level arrows


def test_texts_fit_into_their_boxes() -> None:
    figure = draw_graph(Value(-0.00012345, (Value(-1.234e-12, label="a long label"),), "log"))
    figure.canvas.draw()
    axes = figure.axes[0]
    for text in axes.texts:
        extent = text.get_window_extent().transformed(axes.transData.inverted())
        assert any(left < extent.x0 and extent.x1 < right for left, _, right, _ in frames(figure)), text.get_text()


def test_too_large_a_graph_says_what_to_draw_instead() -> None:
    output = Value(0.0)
    for _ in range(59):
        output = Value(0.0, (output,), "exp")
    assert_drawn_well(draw_graph(output), 60, 59)
    for _ in range(5000):
        output = Value(0.0, (output,), "exp")
    with pytest.raises(ValueError, match=r"5060 nodes; more than 60.*one example"):
        draw_graph(output)


def test_a_missing_attribute_is_named() -> None:
    class Half:
        data, grad = 1.0, 0.0

    with pytest.raises(TypeError, match="this Half has no 'parents'"):
        draw_graph(Half())


def test_a_blank_that_was_left_is_named() -> None:
    blank: Any = Value(1.0)
    blank.grad = ...
    with pytest.raises(TypeError, match="The grad of a node is still"):
        draw_graph(Value(2.0, (blank,), "exp"))


def test_leaves_and_results_differ_in_grey() -> None:
    figure = draw_graph(Value(1.0, (Value(0.0),), "exp"))
    heads = [patch.get_facecolor() for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert heads == [mpl.colors.to_rgba(CLASS_COLORS[2]), mpl.colors.to_rgba(CLASS_COLORS[0])]
