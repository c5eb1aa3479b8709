"""Stop a run that is told to stop: by Ctrl-C, or because its terminal closes or the machine shuts down."""

import signal
from types import FrameType


class Interrupt:
    """Notes that a run was told to stop, beside raising KeyboardInterrupt.

    Python drops an exception that comes while an object is being removed, and libraries have much to do then.
    """

    def __init__(self) -> None:
        self._came = False

    def listen(self) -> None:
        """Listen from now on; in the main thread only."""
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, self._note)

    def check(self) -> None:
        """Raise KeyboardInterrupt if it came and was dropped."""
        if self._came:
            raise KeyboardInterrupt

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._came = True
        raise KeyboardInterrupt
