"""Messages between the grader and the processes that it trusts: JSON, and sockets to hand over."""

import json
import socket
from collections.abc import Sequence
from typing import Any


def send(connection: socket.socket, order: dict[str, Any], sockets: Sequence[socket.socket] = ()) -> None:
    """Send an order; the sockets are handed over, so they are closed here."""
    message = json.dumps(order).encode()
    socket.send_fds(connection, [len(message).to_bytes(8)], [end.fileno() for end in sockets])
    connection.sendall(message)
    for end in sockets:
        end.close()


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[socket.socket]]:
    """Wait for an order; return it and the sockets that came with it.

    Raises
    ------
    EOFError
        If the other end was closed.
    """
    length, descriptors, _, _ = socket.recv_fds(connection, 8, 4)
    sockets = [socket.socket(fileno=descriptor) for descriptor in descriptors]
    message = bytearray()
    while not length or len(message) < int.from_bytes(length):
        piece = connection.recv(int.from_bytes(length) - len(message)) if length else b""
        if not piece:
            raise EOFError
        message += piece
    return json.loads(message), sockets
