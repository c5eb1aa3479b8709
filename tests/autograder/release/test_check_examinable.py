"""Tests that need to be in the student's kernel: each gives one clear error, with file, cell, line and fix."""

from pathlib import Path
from typing import Any

import pytest

from autograder.release.check_examinable import CheckExaminable
from autograder.release.source_error import SourceError
from tests.conftest import code, graded, notebook, resources_for, solution

GIVEN = code(
    """%matplotlib inline
import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
from torch import tensor
class Value:
    def __init__(self, data): self.data = data
a, b = Value(2.0), 3.0
c = Value(1.0)
for c in range(3): pass
count: int = 0
Linear = nn.Linear""",
    "given",
    locked=True,
)
ANSWER = solution(
    """### BEGIN SOLUTION
model = nn.Linear(2, 3)
def softmax(xx): return xx.exp() / xx.exp().sum()
weights = model.weight.detach().numpy()
layers = [model]
### END SOLUTION"""
)


def check(nb: Any, path: Path = Path("source/unit01/small.ipynb")) -> None:
    CheckExaminable().preprocess(nb, resources_for(path))


def problems(nb: Any) -> list[str]:
    with pytest.raises(SourceError) as caught:
        check(nb)
    title, *found = str(caught.value).split("\n")
    assert title.startswith("The release was not made.")
    return found


BROKEN = {
    # name: (test, line of the mistake, what the message must say, how to fix it)
    "magic": ("x = 1\n%timeit softmax(x)", 2, "get_ipython()", "plain Python"),
    "shell": ("files = !ls", 1, "get_ipython()", "plain Python"),
    "get-ipython": ("from IPython import get_ipython\nget_ipython().history_manager", 2, "needs Jupyter", "plain Python"),
    "globals": ("def find():\n    return globals()\nfind()", 2, "“globals()” doesn't hold", "catch NameError"),
    "locals": ("assert 'model' in locals()", 1, "“locals()” doesn't hold", "catch NameError"),
    "vars": ("assert 'model' in vars()", 1, "“vars()” doesn't hold", "catch NameError"),
    "last-output": ("assert _ == 3", 1, "“_” is what Jupyter keeps", "a name in a cell"),
    "outputs": ("assert Out[3] == 3", 1, "“Out” is what Jupyter keeps", "a name in a cell"),
    "inputs": ("assert 'softmax' in In[3]", 1, "“In” is what Jupyter keeps", "a name in a cell"),
    "patch-object": (
        "from unittest import mock\nwith mock.patch.object(torch, 'softmax'):\n    softmax(1)",
        2, "“mock.patch.object” changes a module where tests run", "take differently",
    ),
    "patch": ("from unittest.mock import patch\npatch('builtins.print')", 2, "“patch” changes", "take differently"),
    "patch-dotted": ("import unittest.mock as m\n@m.patch('torch.exp')\ndef f(): ...", 2, "“m.patch” changes", "take differently"),
    "monkeypatch": ("import pytest\nwith pytest.MonkeyPatch.context() as p: ...", 2, "“pytest.MonkeyPatch” changes", "take"),
    "patch-by-hand": ("torch.softmax = None", 1, "“torch.softmax” changes", "take differently"),
    "patch-of-a-class": ("torch.Tensor.softmax = torch.exp", 1, "“torch.Tensor.softmax” changes", "take differently"),
    "patch-after-import": ("import math as m\nm.exp, x = None, 1", 2, "“m.exp” changes", "take differently"),
    "patch-builtins": ("import builtins\nbuiltins.print = len", 2, "“builtins.print” changes", "take differently"),
    "delete": ("del torch.softmax", 1, "“torch.softmax” changes", "take differently"),
    "setattr": ("setattr(torch, 'softmax', None)", 1, "“setattr(torch, 'softmax', None)” changes", "take differently"),
    "figure": ("figure = plt.gcf()", 1, "“plt.gcf()” finds no figure", "data that were drawn"),
    "axes": ("from matplotlib.pyplot import gca\nassert gca().lines", 2, "“gca()” finds no figure", "function of the notebook"),
    "figures": ("assert plt.get_fignums()\nplt.plot([1])", 1, "finds no figure", "data that were drawn"),
    "type-of-argument": ("def of(x): return type(x) is not torch.nn.ReLU", 1, "holds for everything that stays", "not isinstance"),
    "type-not-among": ("assert type(softmax(1)) not in (float, Value)", 1, "holds for everything that stays", "not isinstance"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_test_that_needs_the_students_kernel_gives_one_clear_error(name: str) -> None:
    source, line, what, fix = BROKEN[name]
    (problem,) = problems(notebook(GIVEN, ANSWER, graded(source)))
    assert problem.startswith(f"source/unit01/small.ipynb, cell 4 (answer-test), line {line}: “")
    assert what in problem
    assert fix in problem


SOUND = [
    "import numpy as np\nassert np.allclose(softmax(np.ones(2)), 0.5), f'{softmax!r} {type(softmax).__name__}'",
    "assert isinstance(weights, np.ndarray) and weights.shape == (3, 2) and weights[0] + 1 > 0",
    "assert type(weights) is np.ndarray and type(softmax(1)) in (float, torch.Tensor) and type(b) == float",
    "assert type(softmax(1)) is type(softmax(2)) and type(weights) is not type(None)",
    "layer = nn.Linear(2, 3)\nassert type(layer) is nn.Linear and layer.__class__ is nn.Linear",
    "class Value: ...\nassert type(Value()) is Value and Value() != Value()",
    "x, y = Value(2.0), Value(3.0)\nassert x is not ... and x.data + y.data == 5 and softmax is not ...",
    "x = Value(2.0)\nx = x.data\nassert x + 1 == 3 and '%s' % a",
    "x = Value(2.0)\nassert [x + 1 for x in range(3)] == (lambda x: x * 3)([1])[:3]\ndef f(x):\n    return x + 1",
    "assert c + 1 == 3 and count == 0 and model(tensor([1.0, 2.0])) == softmax(1)",
    "total = sum(parameter.numel() for parameter in model.parameters())\nassert total == 9",
    "def f(x):\n    return locals(), vars()\nfor _ in range(3): _ + 1\n[0 for _ in range(3)]",
    "def vars(): ...\nvars()\nIn = 3\nIn",
    "import copy\nbefore = copy.deepcopy(weights)\nsoftmax(weights)\nassert np.array_equal(before, weights)",
    "import inspect, types\ndef f(): ...\ninspect.signature(f)\nf.__code__\nf.x = 1\nassert type(f) is types.FunctionType",
    "values = types = [1]\nvalues.x = 1\nnp.random.seed(1)\nplt.rcParams['font.size'] = 8\nsetattr(values, 'y', 1)",
    "figure, axes = plt.subplots()\nplt.gca().plot(weights)\nplt.show()",
    "match softmax(1):\n    case [first, *others]: others.x = first\n    case _: ...",
    "try:\n    softmax(tensor([1, 2]))\nexcept RuntimeError as error:\n    assert type(error) is RuntimeError, str(error)",
    "from unittest import mock\nmock.MagicMock()\neval('1')",
    "with torch.no_grad() as nothing, open('x') as file:\n    assert not isinstance(file, Value)",
]


@pytest.mark.parametrize("source", SOUND)
def test_lets_a_test_pass_that_needs_data_and_calls(source: str) -> None:
    check(notebook(GIVEN, ANSWER, graded(source)))


def test_lists_all_problems_in_the_order_of_the_lines() -> None:
    first = graded("globals()\n%time 1\nplt.gcf(); In; In", "first-test")
    found = problems(notebook(GIVEN, ANSWER, first, graded("locals()", "second-test")))
    assert [problem.split(":")[0].removeprefix("source/unit01/small.ipynb, ") for problem in found] == [
        "cell 4 (first-test), line 1",
        "cell 4 (first-test), line 2",
        "cell 4 (first-test), line 3",
        "cell 4 (first-test), line 3",
        "cell 5 (second-test), line 1",
    ]


def test_other_cells_may_do_all_of_it() -> None:
    check(notebook(GIVEN, *(code(source) for source, *_ in BROKEN.values() if "softmax" not in source)))


def test_what_a_test_names_is_known_to_later_ones() -> None:
    first = graded("from torch import nn as layers\nOut = vars = [1]", "first-test")
    second = graded("layers.ReLU = None\nOut, vars()", "second-test")
    (problem,) = problems(notebook(GIVEN, first, second))
    assert "layers.ReLU" in problem


@pytest.mark.parametrize(
    "reads",
    [
        "print(x)",
        "x += 1",
        "x = x + 1",
        "y = [x for y in z]",
        "def f():\n    return x",
        "class A:\n    y = x",
        "%time x",
    ],
)
def test_a_cell_that_reads_what_a_test_has_set(reads: str) -> None:
    (problem,) = problems(
        notebook(code("x = z = []"), graded("x = 2", "x-test"), code(reads, "look"), code("print(x)"))
    )
    assert problem.startswith("source/unit01/small.ipynb, cell 4 (look)")
    assert "“x” was last set in a test, cell 3 (x-test)" in problem
    assert "another name in the test" in problem


@pytest.mark.parametrize(
    "reads",
    [
        "x = 3\nx",
        "for x in range(3): x",
        "def f(x):\n    return x",
        "[x for x in range(3)]",
        "x: int = 3\nx",
        "import x\nx",
        "f = lambda: x",  # by the time of a call, the next cell has set it
        "torch.exp, np.exp, n",
    ],
)
def test_a_cell_that_sets_it_itself(reads: str) -> None:
    test = graded("x = 2\nfrom torch import nn\nimport torch as torch\nimport numpy as np\nn = np")
    check(notebook(GIVEN, test, code("n = 1"), code(reads), code("x = 3")))


def test_an_import_that_only_a_test_makes() -> None:
    (problem,) = problems(notebook(graded("import math"), code("print(math.pi)")))
    assert "cell 3, line 1: “math” was last set in a test, cell 2 (answer-test)" in problem


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (code("x = 1\ny ="), "cell 3, line 2: the cell is not Python"),
        (graded("global"), "cell 3 (answer-test), line 1: the cell is not Python"),
        (code("from no_such_module import *"), "cell 3: the cell imports what is not there: No module named"),
    ],
)
def test_a_cell_that_can_not_be_read(cell: Any, what: str) -> None:
    (problem,) = problems(notebook(code("x = 1"), cell, graded("globals()", "other-test")))
    assert what in problem
