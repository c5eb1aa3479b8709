"""Drawings of computation graphs: what a result was computed from, and how much it depends on each of that."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle
from matplotlib.path import Path

from course_utils.figures import CLASS_COLORS

LARGEST_GRAPH = 60  # nodes: more can't be read
DARK, GREY, LIGHT = CLASS_COLORS
SYMBOLS = {"*": "×", "-": "−", "/": "÷"}
ORDERED = {"-", "/", "**", "@"}  # swapping the two parents changes the result

# Lengths are in inches, and an inch of the drawing is an inch of the figure: text keeps its size in graphs of any size.
FONT_SIZE = 8
CHARACTER, LINE = 0.0672, 0.155  # of the monospaced font, at that size
PADDING, GAP_ACROSS, GAP_DOWN, MARGIN = 0.07, 0.52, 0.16, 0.1
LEAD_IN = 0.2  # the straight end of an arrow, where its number stands


class Node(Protocol):
    """What `draw_graph` reads; and `label`, a name, if there is one."""

    data: Any
    grad: Any
    parents: Any
    op: str


def draw_graph(output: Any) -> Figure:
    """Draw how a result was computed, from left to right: a box for each value, an arrow for each use of it.

    Parameters
    ----------
    output : node
        The result: a Tensor of `course_utils.autograd`, or an object of your own class with the attributes `data`
        (a number or an array), `grad` (the same; None if there is none), `parents` (the tuple of nodes that it was
        computed from; empty for a leaf), `op` (how, such as "+"; "" for a leaf) and, if you like, `label` (a name).

    Returns
    -------
    Figure
        The drawing; `show` displays it. Leaves have light heads, results dark ones with their operation. A box
        shows a number in full; of an array it shows the shape, and the values if there are at most four. Where the
        order of the two parents matters (a − b), their arrows are numbered.

    Raises
    ------
    TypeError
        If a node lacks one of the attributes, or one is still `...`, a blank.
    ValueError
        If there are more than 60 nodes.

    Notes
    -----
    The layout is a simple form of the one by Sugiyama, Tagawa and Toda (1981), "Methods for Visual Understanding of
    Hierarchical System Structures". The column of a result is the length of the longest path from a leaf to it; a
    leaf stands just before it is used. Within a column, each node stands near the mean of its neighbours.
    """
    nodes = _leaves_first(output)
    if len(nodes) > LARGEST_GRAPH:
        raise ValueError(
            f"This graph has {len(nodes)} nodes; more than {LARGEST_GRAPH} can't be read in a drawing. Draw that of "
            "one example (one house, say) instead of a whole data set, or of a part: a single neuron, or one layer."
        )
    texts = [_text(node) for node in nodes]
    layout = _lay_out(nodes, texts)
    figure = plt.figure(figsize=(layout.right, layout.top - layout.bottom))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, layout.right), ylim=(layout.bottom, layout.top))
    axes.axis("off")
    for route, end in zip(layout.routes, layout.ends, strict=True):
        _draw_arrow(axes, [layout.spans[item] for item in route], [*(layout.ys[item] for item in route[:-1]), end])
    for index, (node, text) in enumerate(zip(nodes, texts, strict=True)):
        _draw_box(axes, layout.spans[index], layout.ys[index], layout.heights[index], text, is_leaf=not node.parents)
        if node.op in ORDERED and len(node.parents) == 2:
            own_ends = [end for route, end in zip(layout.routes, layout.ends, strict=True) if route[-1] == index]
            _number_arrows(axes, layout.spans[index][0], own_ends)
    return figure


class _Layout(NamedTuple):
    """Where everything stands, in inches. An item is a node, by its number, or after these the bend of an arrow."""

    spans: dict[int, tuple[float, float]]  # the left and right end of each item
    ys: Any  # the middle of each item
    heights: list[float]
    routes: Any  # of each arrow: the items that it passes
    ends: Any  # of each arrow: the height at which it ends
    bottom: float
    top: float
    right: float


def _lay_out(nodes: list[Node], texts: list[list[str]]) -> _Layout:
    widths = [max(len(line) for line in text) * CHARACTER + 2 * PADDING for text in texts]
    heights = [len(text) * LINE + PADDING for text in texts]
    position = {id(node): index for index, node in enumerate(nodes)}
    edges = [(position[id(parent)], child) for child, node in enumerate(nodes) for parent in node.parents]

    columns, routes = _columns(len(nodes), edges)
    _reduce_crossings(columns, routes)
    heights += [0.0] * (sum(map(len, columns)) - len(nodes))  # bends of arrows
    ys = _heights_of_places(columns, routes, heights)
    column_widths = [max((widths[item] for item in column if item < len(nodes)), default=0.0) for column in columns]
    lefts = np.cumsum([MARGIN, *(width + GAP_ACROSS for width in column_widths)])
    bottom = min(ys[item] - heights[item] / 2 for column in columns for item in column) - MARGIN
    top = max(ys[item] + heights[item] / 2 for column in columns for item in column) + MARGIN
    # A box is as wide as its text, and stands in the middle of its column.
    spans = {}
    for column, left, column_width in zip(columns, lefts, column_widths, strict=False):
        for item in column:
            width = widths[item] if item < len(nodes) else column_width
            spans[item] = (left + (column_width - width) / 2, left + (column_width + width) / 2)
    right = lefts[-1] - GAP_ACROSS + MARGIN
    return _Layout(spans, ys, heights, routes, _ends(routes, ys, heights), bottom, top, right)


def _number_arrows(axes: Axes, left: float, ends: list[float]) -> None:
    """Write a number on each of the arrows that end at the left of a box."""
    for number, end in enumerate(ends, start=1):
        label = axes.text(left - LEAD_IN + 0.03, end, str(number), fontsize=6, ha="center", va="center", zorder=4)
        label.set_bbox({"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"})


def _leaves_first(output: Any) -> list[Node]:
    """List all nodes that lead to a result, each after its parents."""
    listed: list[Node] = []
    met: set[int] = set()
    todo = [(output, False)]
    while todo:
        node, parents_are_listed = todo.pop()
        if parents_are_listed:
            listed.append(node)
        elif id(node) not in met:
            for name in ("data", "grad", "parents", "op"):
                if not hasattr(node, name):
                    raise TypeError(
                        f"draw_graph needs nodes with the attributes data, grad, parents and op; "
                        f"this {type(node).__name__} has no {name!r}."
                    )
                if getattr(node, name) is ...:
                    raise TypeError(f"The {name} of a node is still `...`. Fill in the blank that computes it.")
            met.add(id(node))
            todo.append((node, True))
            todo.extend((parent, False) for parent in reversed(tuple(node.parents)))
    return listed


def _text(node: Node) -> list[str]:
    """Return what is written in a node's box: the head, then its lines."""
    head = ": ".join(part for part in (getattr(node, "label", ""), SYMBOLS.get(node.op, node.op)) if part)
    lines = [f"data {_number(node.data)}"]
    if node.grad is not None:
        lines.append(f"grad {_number(node.grad)}")
    return [head or "leaf", *lines]


def _number(value: Any) -> str:
    """Write a number with four digits; an array by its shape, with its values if there are four at most."""
    array = np.asarray(value)
    if array.ndim == 0:
        text = f"{array.item():.4g}"
        whole_float = array.dtype.kind == "f" and text.lstrip("-").isdigit()
        return text.replace("-", "−") + (".0" if whole_float else "")
    shape = f"({', '.join(map(str, array.shape))}{',' if array.ndim == 1 else ''})"
    if array.size > 4:
        return shape
    return f"{shape}: {' '.join(_number(number) for number in array.ravel())}"


def _columns(n_nodes: int, edges: Sequence[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """Place nodes in columns, and split arrows that pass columns: each column passed gets a bend, an item of its own.

    Returns the items of each column, and for each arrow the items on its way.
    """
    column = [0] * n_nodes
    for parent, child in sorted(edges, key=lambda edge: edge[1]):
        column[child] = max(column[child], column[parent] + 1)
    children = {child for _, child in edges}
    for leaf in set(range(n_nodes)) - children:
        column[leaf] = min((column[child] for parent, child in edges if parent == leaf), default=1) - 1
    columns: list[list[int]] = [[] for _ in range(max(column) + 1)]
    for item, place in enumerate(column):
        columns[place].append(item)
    routes = []
    n_items = n_nodes
    for parent, child in edges:
        passed = range(column[parent] + 1, column[child])
        bends = list(range(n_items, n_items + len(passed)))
        n_items += len(passed)
        for place, bend in zip(passed, bends, strict=True):
            columns[place].append(bend)
        routes.append([parent, *bends, child])
    return columns, routes


def _neighbours(routes: Sequence[Sequence[int]]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return for each item those that arrows come from, and those that they go to."""
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for route in routes:
        for item, following in pairwise(route):
            before.setdefault(following, []).append(item)
            after.setdefault(item, []).append(following)
    return before, after


def _crossings(columns: Sequence[Sequence[int]], routes: Sequence[Sequence[int]]) -> int:
    """Count the pairs of arrows that cross."""
    place = {item: (number, row) for number, column in enumerate(columns) for row, item in enumerate(column)}
    steps = [(place[item], place[following][1]) for route in routes for item, following in pairwise(route)]
    return sum(
        first_start[0] == start[0] and first_start[1] < start[1] and first_end > end
        for first_start, first_end in steps
        for start, end in steps
    )


def _reduce_crossings(columns: list[list[int]], routes: Sequence[Sequence[int]]) -> None:
    """Order each column by the mean place of its items' neighbours, alternately from the left and from the right."""
    before, after = _neighbours(routes)
    best, fewest = [list(column) for column in columns], _crossings(columns, routes)
    for sweep in range(24):
        neighbours, order = (before, columns) if sweep % 2 == 0 else (after, columns[::-1])
        for column in order:
            rows = {item: row / max(len(other) - 1, 1) for other in columns for row, item in enumerate(other)}
            means = {item: float(np.mean([rows[other] for other in neighbours.get(item, [item])])) for item in column}
            column.sort(key=means.__getitem__)
        crossings = _crossings(columns, routes)
        if crossings < fewest:
            best, fewest = [list(column) for column in columns], crossings
    columns[:] = best


def _heights_of_places(
    columns: Sequence[Sequence[int]], routes: Sequence[Sequence[int]], heights: Sequence[float]
) -> dict[int, float]:
    """Choose how high each item stands: near the mean of its neighbours, below those before it in its column."""
    before, after = _neighbours(routes)
    ys: dict[int, float] = {}
    for column in columns:
        ys |= _stack(column, [0.0] * len(column), heights)
    for sweep in range(30):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            wishes = []
            for item in column:
                near = before.get(item, []) + after.get(item, [])
                wishes.append(float(np.mean([ys[other] for other in near])) if near else 0.0)
            ys |= _stack(column, wishes, heights)
    return ys


def _stack(column: Sequence[int], wishes: Sequence[float], heights: Sequence[float]) -> dict[int, float]:
    """Place items from top to bottom without overlap, as close as possible to where they wish to be (least squares).

    Items that would overlap join into a block, which goes to the mean of its items' wishes: isotonic regression by
    pooling adjacent violators.
    """
    offsets = np.zeros(len(column))  # how far below the first one an item stands, if they are packed
    for row in range(1, len(column)):
        gap = (heights[column[row - 1]] + heights[column[row]]) / 2 + GAP_DOWN
        offsets[row] = offsets[row - 1] + gap
    blocks: list[list[float]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        blocks.append([wish + offset])
        while len(blocks) > 1 and np.mean(blocks[-2]) < np.mean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    tops = [float(np.mean(block)) for block in blocks for _ in block]
    return {item: top - float(offset) for item, top, offset in zip(column, tops, offsets, strict=True)}


def _ends(routes: Sequence[Sequence[int]], ys: dict[int, float], heights: Sequence[float]) -> list[float]:
    """Choose how high each arrow ends: spread over the side of the box, so that x × x shows two."""
    ends = [0.0] * len(routes)
    for child in {route[-1] for route in routes}:
        own = [index for index, route in enumerate(routes) if route[-1] == child]
        own.sort(key=lambda index: -ys[routes[index][-2]])
        for row, index in enumerate(own, start=1):
            ends[index] = ys[child] + heights[child] * (0.5 - row / (len(own) + 1))
    return ends


def _draw_arrow(axes: Axes, spans: Sequence[tuple[float, float]], ys: Sequence[float]) -> None:
    """Draw an arrow that is level within columns and bends in the gaps between them."""
    points, codes = [(spans[0][1], ys[0])], [Path.MOVETO]
    for (_, right), (left, next_right), y, next_y in zip(spans, spans[1:], ys, ys[1:], strict=False):
        is_last = left == spans[-1][0]
        bent = left - LEAD_IN if is_last else left
        points += [((right + bent) / 2, y), ((right + bent) / 2, next_y), (bent, next_y)]
        points.append((left if is_last else next_right, next_y))
        codes += [Path.CURVE4] * 3 + [Path.LINETO]
    axes.add_patch(
        FancyArrowPatch(
            path=Path(points, codes),
            arrowstyle="-|>",
            mutation_scale=9,
            color=GREY,
            linewidth=1.1,
            shrinkA=0,
            shrinkB=0,
        )
    )


def _draw_box(
    axes: Axes, span: tuple[float, float], y: float, height: float, text: Sequence[str], *, is_leaf: bool
) -> None:
    """Draw a node: its name or operation on a coloured head, then its lines."""
    left, right = span
    top = y + height / 2
    body = FancyBboxPatch(
        (left, y - height / 2), right - left, height, boxstyle="round,pad=0,rounding_size=0.05",
        facecolor="white", edgecolor="none", zorder=3,
    )  # fmt: skip
    axes.add_patch(body)
    head = Rectangle((left, top - LINE - PADDING / 4), right - left, LINE + PADDING / 4, zorder=3, linewidth=0)
    head.set_facecolor(LIGHT if is_leaf else DARK)
    axes.add_patch(head)
    head.set_clip_path(body)
    frame = FancyBboxPatch((left, y - height / 2), right - left, height, boxstyle=body.get_boxstyle(), zorder=4)
    frame.set(fill=False, edgecolor=DARK, linewidth=1)
    axes.add_patch(frame)
    font: dict[str, Any] = {"family": "monospace", "fontsize": FONT_SIZE, "va": "center", "zorder": 5}
    middle = (left + right) / 2
    axes.text(middle, top - LINE / 2 - 0.01, text[0], color="black" if is_leaf else "white", ha="center", **font)
    for row, line in enumerate(text[1:], start=1):
        axes.text(left + PADDING, top - (row + 0.5) * LINE - PADDING / 2, line, color="black", **font)
