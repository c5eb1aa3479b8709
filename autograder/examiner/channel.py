"""Messages between the examiner and a snapshot, until a deadline or until something goes wrong."""

import contextlib
import socket
from collections.abc import Iterator

from autograder.libraries.library import MAX_BYTES
from autograder.processes import framing

MAX_MESSAGE = MAX_BYTES + 1  # bytes: a letter, and encoded data


class ConnectionLost(BaseException):  # as DeadlinePassed
    """The other side has gone, or sends nonsense.

    It isn't an Exception: a test's `except Exception` is there for what a student's function raises. After this one,
    the test has nobody left to ask, and ends.
    """


class DeadlinePassed(BaseException):
    """Time is up. It isn't an Exception, so that a test that catches errors doesn't go on after it."""


class Channel:
    """One end of a connection.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket. Nothing else may use it.
    deadline : float, optional
        The time, by `time.monotonic`, after which nothing is sent or received.
    """

    def __init__(self, sock: socket.socket, deadline: float | None = None) -> None:
        self._sock = sock
        self._deadline = deadline
        self._over: tuple[type[BaseException], str] | None = None

    def send(self, message: bytes) -> None:
        """Send a message.

        Raises
        ------
        ValueError
            If it is too long. Nothing is sent then.
        ConnectionLost, DeadlinePassed
            Now, and at every later use.
        """
        if len(message) > MAX_MESSAGE:
            raise ValueError(f"a message of {len(message):,} bytes; the limit is {MAX_MESSAGE:,}")
        with self._once_over_always_over():
            framing.send(self._sock, message, deadline=self._deadline)

    def receive(self) -> bytes:
        """Wait for a message.

        Raises
        ------
        ConnectionLost, DeadlinePassed
            Now, and at every later use. A message that is too long counts as nonsense; none of it is read.
        """
        with self._once_over_always_over():
            return framing.receive(self._sock, deadline=self._deadline, max_length=MAX_MESSAGE)[0]

    def end(self, why: str) -> ConnectionLost:
        """Close the connection; return the exception to raise now, which every later use raises, too."""
        self._over = (ConnectionLost, why)
        self._sock.close()
        return ConnectionLost(why)

    @contextlib.contextmanager
    def _once_over_always_over(self) -> Iterator[None]:
        if self._over:
            kind, why = self._over
            raise kind(why)
        try:
            yield
        except TimeoutError:
            self._over = (DeadlinePassed, "Time is up for this test.")
            raise DeadlinePassed(self._over[1]) from None
        except (OSError, EOFError):
            raise self.end("The kernel has gone.") from None
        except ValueError as error:
            raise self.end(str(error)) from None
        except BaseException:  # a keyboard interrupt in the middle of a message, for example
            self.end("The connection was interrupted.")
            raise
