"""What a proxy may claim to be an instance of."""

import builtins
import io
import types
from typing import Any
from unittest import mock

import pytest

from autograder.examiner import agent
from autograder.examiner.proxy import Proxy
from tests.autograder.examiner.forgeries import answers, claim, forged, reply


@pytest.mark.parametrize(
    "name",
    [
        *["torch.Tensor", "torch._C.TensorBase", "torch.nn.parameter.Parameter", "numpy.ndarray", "numpy.float64"],
        *["numpy.ma.core.MaskedArray", "pandas.core.frame.DataFrame", "pandas.core.series.Series", "builtins.float"],
        *[
            "builtins.str",
            "builtins.bool",
            "builtins.NoneType",
            "numbers.Real",
            "fractions.Fraction",
            "datetime.datetime",
        ],
        *["pandas.core.indexes.base.Index", "pandas._libs.tslibs.timestamps.Timestamp", "enum.IntEnum", "torch.Size"],
        *["builtins.tuple", "builtins.dict", "collections.OrderedDict", "builtins.list", "numpy.matrix"],
    ],
)
def test_no_proxy_claims_to_be_data(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    kind = getattr(__import__(module, fromlist=["x"]) if module != "builtins" else builtins, attribute, type(None))
    x = claim(name)
    assert isinstance(x, Proxy) and not isinstance(x, kind)
    assert isinstance(claim(name, "io.StringIO"), io.StringIO)


@pytest.mark.parametrize(
    "name", ["autograder.examiner.snapshot.Snapshot", "os.system", "no.such.module", "os", "", ".", "sys.modules"]
)
def test_what_is_no_class_of_a_library_is_not_known(name: str) -> None:
    x = claim(name, can=["call"])
    assert x.__class__ is type(x) and issubclass(type(x), Proxy)


def test_claims_are_looked_up_without_importing_or_running_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    lazy = types.ModuleType("lazy")
    looked_up = mock.Mock(side_effect=AttributeError)
    monkeypatch.setattr(lazy, "__getattr__", looked_up, raising=False)
    monkeypatch.setitem(__import__("sys").modules, "lazy", lazy)
    derived = mock.Mock()

    class RegisteringError(Exception):
        def __init_subclass__(cls) -> None:
            derived()

        def __init__(self, *arguments: Any) -> None:
            derived()

    lazy.RegisteringError = RegisteringError  # type: ignore[attr-defined]  # for the kernel to name
    assert claim("lazy.Thing").__class__ is not lazy and "turtle" not in __import__("sys").modules
    claim("turtle.Turtle")
    assert "turtle" not in __import__("sys").modules and not looked_up.called
    error = ([["lazy", "RegisteringError"], ["builtins", "Exception"]], "text", None, "")
    with pytest.raises(Exception, match="text") as raised:
        forged(answers(reply(error, agent.ERROR))).fetch("x")
    assert not isinstance(raised.value, RegisteringError) and not derived.called
