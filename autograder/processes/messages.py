"""Messages between processes that trust each other: JSON, and sockets to pass on."""

import json
import socket
from collections.abc import Sequence
from typing import Any

from autograder.processes import framing

_MAX_SOCKETS = 4


def send(connection: socket.socket, message: dict[str, Any], sockets: Sequence[socket.socket] = ()) -> None:
    """Send a message; the sockets are passed on, so they are closed here."""
    framing.send(connection, json.dumps(message).encode(), [end.fileno() for end in sockets])
    for end in sockets:
        end.close()


def receive(connection: socket.socket, deadline: float | None = None) -> tuple[dict[str, Any], list[socket.socket]]:
    """Wait for a message; return it with the sockets that came along.

    Raises
    ------
    EOFError
        If the other end was closed.
    TimeoutError
        If the deadline, a time by `time.monotonic`, has passed.
    """
    content, descriptors = framing.receive(connection, deadline=deadline, max_descriptors=_MAX_SOCKETS)
    return json.loads(content), [socket.socket(fileno=descriptor) for descriptor in descriptors]
