"""Jupyter's client of a submission's kernel, and its manager: quick to start, and with few connections.

A kernel that has no open file left ends when something connects to it, so nothing may once its first cell runs.
"""

import math
import time
from contextlib import suppress
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type

_SECONDS_TO_SUBSCRIBE = 0.05  # after which the kernel is asked again, in case it answered before it was heard


class KernelClient(AsyncKernelClient):
    """Jupyter's client, except that it has two channels, and doesn't wait for messages that nobody reads.

    Jupyter's own takes the first messages off the channel of outputs, until none comes for 0.2 seconds. nbclient passes
    over them anyway, as they answer none of its requests.
    """

    def start_channels(
        self, shell: bool = True, iopub: bool = True, stdin: bool = False, hb: bool = False, control: bool = False
    ) -> None:
        """Start the channels of requests and of outputs, on which `wait_for_ready` hears the kernel."""
        super().start_channels(shell, iopub, stdin, hb, control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers a request, and is heard on the channel of outputs.

        Parameters
        ----------
        timeout : float, optional
            How many seconds to wait.

        Raises
        ------
        RuntimeError
            If the kernel doesn't answer in time, or has ended.
        """
        ends = time.monotonic() + (math.inf if timeout is None else timeout)
        while time.monotonic() < ends:
            self.kernel_info()
            with suppress(Empty):
                reply = await self.get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    await self.get_iopub_msg(timeout=_SECONDS_TO_SUBSCRIBE)
                    return
            if not await self.is_alive():
                raise RuntimeError("The kernel ended before it answered.")
        raise RuntimeError(f"The kernel didn't answer in {timeout} seconds.")


class SubmissionKernelManager(AsyncKernelManager):
    """Jupyter's manager, except that it asks no kernel to end: the provisioner kills it."""

    client_factory = Type(KernelClient)

    def _connect_control_socket(self) -> None:
        """Connect to nothing."""
