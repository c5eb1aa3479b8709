"""The PyTorch quick reference on the unit page: its snippets run, from the first to the last."""

import re
from typing import Any

import torch

from tests.conftest import COURSE

SNIPPETS = re.findall(
    r"^```python\n(.*?)^```$", (COURSE / "site/unit04/index.md").read_text(), re.DOTALL | re.MULTILINE
)


def test_three_ways_to_build_a_model_and_one_to_train_it() -> None:
    torch.manual_seed(0)
    names: dict[str, Any] = {}
    models, losses = [], []
    for snippet in SNIPPETS:
        exec(snippet, names)
        if "model = " in snippet:
            models.append(names["model"])
        if "loss" in names:
            losses.append(torch.nn.functional.cross_entropy(names["model"](names["x"]), names["y_true"]).item())
    assert len(models) == 3
    houses = torch.zeros(5, 2)
    assert [tuple(model(houses).shape) for model in models] == [(5, 3)] * 3
    assert sum(isinstance(model, torch.nn.Linear) for model in models) == 1
    assert losses[-1] < names["loss"].item() + 1e-6  # the last step went downhill
    assert torch.allclose(names["probs"].sum(dim=1), torch.ones(100))
    assert names["predicted_class"].shape == (100,)
