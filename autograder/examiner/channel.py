"""Messages over a socket, each with its length before it, until a deadline."""

import contextlib
import socket
import time
from collections.abc import Iterator

from autograder.examiner import codec

MAX_MESSAGE = codec.MAX_BYTES + 1  # bytes: a letter, and encoded data
_LENGTH = 8  # bytes of a message's length, the highest first
_PIECE = 1 << 20  # bytes: a length that is claimed and not sent takes no memory


class KernelLost(BaseException):
    """The other side has gone, or talks nonsense.

    It is no Exception: a test's `except Exception` is there for what a student's function raises. With this one, the
    test has nothing left to ask, and goes on no more.
    """


class DeadlinePassed(BaseException):
    """The time is up. It is no Exception, so that no test, however it catches errors, goes on after it."""


class Channel:
    """One end of a connection.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket. Nothing else may use it.
    deadline : float, optional
        The time, as of `time.monotonic`, after which nothing is sent or received any more.
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
            If it is too long. Then nothing has been sent.
        KernelLost, DeadlinePassed
            Now, and at every later use.
        """
        if len(message) > MAX_MESSAGE:
            raise ValueError(f"a message of {len(message):,} bytes; {MAX_MESSAGE:,} is the most")
        with self._until_the_deadline():
            self._wait_no_longer()
            self._sock.sendall(len(message).to_bytes(_LENGTH, "big") + message)

    def receive(self) -> bytes:
        """Wait for a message.

        Raises
        ------
        KernelLost, DeadlinePassed
            Now, and at every later use. A message that is too long counts as nonsense; none of it is read.
        """
        with self._until_the_deadline():
            length = int.from_bytes(self._read(_LENGTH), "big")
            if length > MAX_MESSAGE:
                raise KernelLost(f"A message of {length:,} bytes is announced; {MAX_MESSAGE:,} is the most.")
            return bytes(self._read(length))

    def end(self, why: str) -> KernelLost:
        """Use the connection no more; return the exception to raise, as every later use does."""
        self._over = (KernelLost, why)
        self._sock.close()
        return KernelLost(why)

    @contextlib.contextmanager
    def _until_the_deadline(self) -> Iterator[None]:
        if self._over:
            kind, why = self._over
            raise kind(why)
        try:
            yield
        except TimeoutError:
            self._over = (DeadlinePassed, "The time for this test is up.")
            raise DeadlinePassed(self._over[1]) from None
        except OSError as error:
            raise self.end(f"The kernel has gone: {error}.") from None
        except KernelLost as lost:
            raise self.end(str(lost)) from None
        except BaseException:  # such as a keyboard interrupt, in the middle of a message
            self.end("The connection was interrupted.")
            raise

    def _wait_no_longer(self) -> None:
        """Let the next use of the socket end at the deadline."""
        if self._deadline is not None:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._sock.settimeout(left)

    def _read(self, length: int) -> bytearray:
        found = bytearray()
        while len(found) < length:
            self._wait_no_longer()
            piece = self._sock.recv(min(length - len(found), _PIECE))
            if not piece:
                raise KernelLost("The kernel has gone.")
            found += piece
        return found
