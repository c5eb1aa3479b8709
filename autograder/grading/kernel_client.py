"""Jupyter's client of a submission's kernel, quick to start."""

import math
import time
from contextlib import suppress
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient

_SECONDS_TO_SUBSCRIBE = 0.05  # after which the kernel is asked again, in case it answered before it was heard


class KernelClient(AsyncKernelClient):
    """Jupyter's client, except that it doesn't wait for messages that nobody reads.

    Jupyter's own takes the first messages off the channel of outputs, until none comes for 0.2 seconds. nbclient passes
    over them anyway, as they answer none of its requests.
    """

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
