"""Messages between processes that trust each other: JSON, and sockets to hand over."""

import json
import socket
from collections.abc import Sequence
from typing import Any

_MAX_SOCKETS = 4


def send(connection: socket.socket, message: dict[str, Any], sockets: Sequence[socket.socket] = ()) -> None:
    """Send a message; the sockets are handed over, so they are closed here."""
    content = json.dumps(message).encode()
    socket.send_fds(connection, [len(content).to_bytes(8)], [end.fileno() for end in sockets])
    connection.sendall(content)
    for end in sockets:
        end.close()


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[socket.socket]]:
    """Wait for a message; return it and the sockets that came with it.

    Raises
    ------
    EOFError
        If the other end was closed.
    """
    length, descriptors, _, _ = socket.recv_fds(connection, 8, _MAX_SOCKETS)
    sockets = [socket.socket(fileno=descriptor) for descriptor in descriptors]
    content = bytearray()
    while not length or len(content) < int.from_bytes(length):
        piece = connection.recv(int.from_bytes(length) - len(content)) if length else b""
        if not piece:
            raise EOFError
        content += piece
    return json.loads(content), sockets
