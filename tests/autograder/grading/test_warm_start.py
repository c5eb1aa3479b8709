"""Kernels that are forked: real ones, driven as nbgrader drives them."""

import sys
from collections.abc import Callable
from typing import Any

import psutil
import pytest
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError

from tests.conftest import code, notebook

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")]


@pytest.fixture(autouse=True)
def warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", "warm-start")


def execute(*sources: str, **options: Any) -> list[str]:
    """Run cells in a new kernel; return what each printed."""
    nb = notebook(*map(code, sources))
    NotebookClient(nb, shutdown_kernel="immediate", **options).execute()
    return ["".join(output.get("text", "") for output in cell.get("outputs", [])).strip() for cell in nb.cells[1:]]


def test_pytorch_is_there_already_but_not_in_the_namespace() -> None:
    loaded, named = execute("import sys; print('torch' in sys.modules)", "print('torch' in globals())")
    assert (loaded, named) == ("True", "False")


def test_a_kernel_of_another_environment_is_started_as_usual(add_kernel: Callable[..., None]) -> None:
    # Here "another" is this Python again, by way of a second command, so that the test needs no second environment.
    add_kernel("other", "env", sys.executable)
    assert execute("import sys; print('torch' in sys.modules)", kernel_name="other") == ["False"]


def test_no_kernel_sees_what_another_did() -> None:
    spoil = (
        "import numpy as np, builtins; np.allclose = None; builtins.spoilt = 1; import os; os.environ['SPOILT'] = '1'"
    )
    look = "import numpy as np, builtins, os; print(np.allclose is None, hasattr(builtins, 'spoilt'), 'SPOILT' in os.environ)"
    assert execute(spoil, look)[1] == "True True True"
    assert execute(look) == ["False False False"]


def test_gets_the_graders_environment_and_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    (printed,) = execute(
        "import os; print(os.environ['NBGRADER_EXECUTION'], os.getcwd())",
        resources={"metadata": {"path": str(tmp_path)}},
    )
    assert printed == f"autograde {tmp_path}"


def test_is_interrupted_after_its_time() -> None:
    nb = notebook(code("while True: pass"), code("print('goes on')"))
    client = NotebookClient(nb, timeout=2, interrupt_on_timeout=True, allow_errors=True, shutdown_kernel="immediate")
    client.execute()
    assert nb.cells[1].outputs[0].ename == "KeyboardInterrupt"
    assert nb.cells[2].outputs[0].text == "goes on\n"


def test_is_gone_when_it_ends_with_all_that_it_started() -> None:
    source = "import os, subprocess; child = subprocess.Popen(['sleep', '600']); print(os.getpid(), child.pid)"
    (printed,) = execute(source)
    for pid in map(int, printed.split()):
        assert _ends(pid), f"process {pid} is still there"


def test_a_crash_is_noticed() -> None:
    with pytest.raises(Exception, match="died"):
        execute("import os; os._exit(1)", "1")


def test_a_cell_without_interrupt_times_out() -> None:
    with pytest.raises(CellTimeoutError):
        execute("import time; time.sleep(60)", timeout=1)


def _ends(pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        return process.status() == psutil.STATUS_ZOMBIE or process.wait(timeout=10) is None
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
