"""Send bytes over a socket, with each message's length before it; sockets may travel with them."""

import socket
import time
from collections.abc import Sequence

_LENGTH = 8  # bytes of a message's length, in big-endian order
_PIECE = 1 << 20  # bytes: a length that is claimed and not sent takes no memory


def send(
    connection: socket.socket, content: bytes, descriptors: Sequence[int] = (), deadline: float | None = None
) -> None:
    """Send a message.

    Parameters
    ----------
    connection : socket.socket
        A connected stream socket.
    content : bytes
        What to send.
    descriptors : sequence of int
        Files or sockets to send with it.
    deadline : float, optional
        The time, by `time.monotonic`, after which nothing is sent.

    Raises
    ------
    TimeoutError
        At the deadline.
    OSError
        If the other end was closed.
    """
    start = len(content).to_bytes(_LENGTH)
    _wait_no_longer(connection, deadline)
    if descriptors:
        socket.send_fds(connection, [start], descriptors)
        start = b""
    connection.sendall(start + content)


def receive(
    connection: socket.socket,
    *,
    deadline: float | None = None,
    max_length: int | None = None,
    max_descriptors: int = 0,
) -> tuple[bytes, list[int]]:
    """Wait for a message; return it with the descriptors that came along.

    Raises
    ------
    TimeoutError
        At the deadline.
    EOFError
        If the other end was closed.
    OSError
        If the connection is lost.
    ValueError
        If more bytes are announced than `max_length`. None of them is read.
    """
    start, descriptors = _read(connection, _LENGTH, deadline, max_descriptors)
    length = int.from_bytes(start)
    if max_length is not None and length > max_length:
        raise ValueError(f"A message of {length:,} bytes is announced; the limit is {max_length:,}.")
    return bytes(_read(connection, length, deadline)[0]), descriptors


def _read(
    connection: socket.socket, length: int, deadline: float | None, max_descriptors: int = 0
) -> tuple[bytearray, list[int]]:
    found, descriptors = bytearray(), []
    while len(found) < length:
        _wait_no_longer(connection, deadline)
        size = min(length - len(found), _PIECE)
        if max_descriptors:
            piece, received, _, _ = socket.recv_fds(connection, size, max_descriptors)
            descriptors += received
        else:
            piece = connection.recv(size)
        if not piece:
            raise EOFError
        found += piece
    return found, descriptors


def _wait_no_longer(connection: socket.socket, deadline: float | None) -> None:
    """Make the next use of a socket end at the deadline."""
    left = None if deadline is None else deadline - time.monotonic()
    if left is not None and left <= 0:
        raise TimeoutError
    connection.settimeout(left)
