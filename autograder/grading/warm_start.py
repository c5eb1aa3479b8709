"""Start a submission's kernel as a fork of a process that has imported PyTorch, pandas and Matplotlib already.

Importing them takes longer than most students' code. Python's own fork server imports them once; each kernel is then a
fresh child of it, which no other submission has touched.
"""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing.context import ForkServerProcess
from types import ModuleType
from typing import Any
from unittest.mock import patch

from ipykernel.kernelapp import IPKernelApp
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

# What the fork server imports: the slow part of the notebooks' own imports, and what they import in turn on first use.
PRELOAD = [
    *["autograder.grading.warm_start", "course_utils", "matplotlib.pyplot", "pandas", "scipy.optimize"],
    *["sklearn.metrics", "sklearn.model_selection", "torch", "torch._dynamo"],
    # What a kernel needs itself: its debugger, inline figures, tracebacks.
    *["ipykernel.debugger", "matplotlib_inline.backend_inline", "matplotlib.backends.backend_agg"],
    *["pygments.lexers.python", "pygments.formatters.terminal256", "stack_data"],
]

# The debugger warns that it can't stop in Python's own modules: nobody debugs here.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
_fork_server = multiprocessing.get_context("forkserver")
_fork_server.set_forkserver_preload(PRELOAD)


class WarmProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, but a kernel of this Python is forked instead of started."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel for `cmd`, if that starts ipykernel on this Python; a fork can be nothing else."""
        if cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
            return await super().launch_kernel(cmd, **kwargs)
        process = _fork_server.Process(target=_run_kernel, args=(cmd[1:], kwargs.get("cwd"), kwargs["env"]))
        # Without a __main__ to bring along: every child would import nbgrader's whole command line for it.
        with patch.dict(sys.modules, __main__=ModuleType("__main__")):
            process.start()
        self.process = _KernelProcess(process)  # type: ignore[assignment]  # it has the methods that are called
        self.pid = self.pgid = process.pid
        return self.connection_info


def _run_kernel(arguments: list[str], cwd: str | None, env: dict[str, str]) -> None:
    """Be the kernel. This runs in the child."""
    gc.freeze()  # what is there already stays: the garbage collector needn't go through all of PyTorch
    os.setsid()  # a process group of its own, so that it is interrupted and killed with all that it started
    os.environ.clear()
    os.environ.update(env)
    if cwd:
        os.chdir(cwd)
    # The command is: -m ipykernel_launcher -f <connection file> …
    options = arguments[arguments.index("-f") :]
    # The kernel ends when its parent does: the fork server, which ends with the grader.
    IPKernelApp.launch_instance(argv=[*options, f"--IPKernelApp.parent_handle={os.getppid()}"])


class _KernelProcess:
    """A forked process with the methods of `subprocess.Popen` that Jupyter calls."""

    stdin = stdout = stderr = None

    def __init__(self, process: ForkServerProcess) -> None:
        assert process.pid is not None
        self.pid = process.pid
        self._process = process

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        os.kill(self.pid, signum)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)
