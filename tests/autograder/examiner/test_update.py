"""A test's own objects, changed as a student's function has changed its copies."""

import contextlib
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from autograder.examiner.channel import ConnectionLost
from autograder.examiner.snapshot import Snapshot
from tests.autograder.examiner.conftest import Run
from tests.autograder.examiner.forgeries import Forged, answers, forged, reply


def change(run: Run, body: str, argument: Any) -> Snapshot:
    """Call a function of the notebook that changes its argument."""
    snapshot = run(f"import numpy as np, torch, pandas as pd\ndef f(x):\n    {body}")
    snapshot.fetch("f")(argument)
    return snapshot


@pytest.mark.parametrize(
    ("body", "argument", "changed"),
    [
        ("x.append(4)", [3], [3, 4]),
        ("x.pop()", [3], []),
        ("x.reverse()", [[1], [2], [3]], [[3], [2], [1]]),
        ("x['b'] = x.pop('a')", {"a": 1}, {"b": 1}),
        ("x[0]['a'][1] = 5", ({"a": [1, 2]}, 3), ({"a": [1, 5]}, 3)),
        ("x.add(2)", {1}, {1, 2}),
        ("x += b'b'", bytearray(b"a"), bytearray(b"ab")),
        ("x[0] = (1,)", [[2]], [(1,)]),
    ],
)
def test_an_argument_changes_here_as_it_does_there(run: Run, body: str, argument: Any, changed: Any) -> None:
    assert change(run, body, argument).reached_test
    assert argument == changed


def test_arrays_change_here_as_they_do_there(run: Run) -> None:
    array, column = np.zeros((2, 2)), np.zeros((2, 2))
    assert change(run, "x += 1", array).reached_test and (array == 1).all()
    change(run, "x[:] = 1", column[:, 1])
    assert column.tolist() == [[0, 1], [0, 1]]
    tensor, leaf = torch.zeros(2), torch.ones(2, requires_grad=True)
    change(run, "x.exp_()", tensor)
    assert tensor.tolist() == [1, 1]
    change(run, "(x * 3).sum().backward()", leaf)
    assert leaf.grad is not None and leaf.grad.tolist() == [3, 3] and leaf.tolist() == [1, 1]
    frame, series = pd.DataFrame({"a": [1, 2]}), pd.Series([1.0, 2.0], name="s")
    change(run, "x['b'] = 2 * x['a']; x.loc[0, 'a'] = 7", frame)
    assert frame.to_dict("list") == {"a": [7, 2], "b": [2, 4]}
    change(run, "x[0] = 7.0", series)
    assert series.tolist() == [7, 2]


def test_lists_in_a_list_move_with_their_elements(run: Run) -> None:
    first, second = [3], [1, 2]
    rows = [first, second]
    change(run, "x.sort(); x[0].append(9)", rows)
    assert rows[1] is first and first == [3] and rows[0] == [1, 2, 9]


def test_what_cannot_change_here_stays(run: Run) -> None:
    frozen = np.zeros(2)
    frozen.flags.writeable = False
    snapshot = run("def f(*x):\n    x[0].resize(5, refcheck=False)\n    return len(x[0])")
    assert snapshot.fetch("f")(frozen) == 5 and frozen.tolist() == [0, 0] and snapshot.reached_test
    overlapping = torch.zeros(1).expand(3)
    change(run, "x.copy_(torch.arange(3.0)) if x.stride() == (1,) else None", overlapping)
    assert overlapping.tolist() == [0, 0, 0]


def test_nothing_changes_where_nothing_was_changed(run: Run) -> None:
    snapshot = run("def f(x, y): return [x, y]")
    view = np.arange(3.0)
    snapshot.fetch("f")(view, [math.nan, {"a": view[1:]}])
    assert not snapshot.reached_test


@pytest.mark.parametrize(
    "changed",
    [
        5,
        [[1]],
        ((), {}),
        (([9, 9],), {}, 1),
        ((5,), {}),
        (("text",), {"a": 1}),
        ((np.zeros(3),), {}),
        ([], []),
        ((None,), None),
    ],
)
def test_arguments_change_into_what_they_can_alone(changed: Any) -> None:
    snapshot = forged(answers(reply(Forged(0, "builtins.function", can=["call"])), reply(None, changed=changed)))
    argument = [1, 2]
    with contextlib.suppress(ConnectionLost):
        snapshot.fetch("f")(argument)
    assert argument == [1, 2]
