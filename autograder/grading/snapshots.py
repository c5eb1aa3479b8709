"""Have a submission's kernel hand out snapshots of itself, for the examiner to call."""

import os
import socket
import time
from contextlib import suppress
from typing import Any

import zmq

SECONDS_TO_ANSWER = 10  # for a kernel that has nothing else to do, on a machine that has

Snapshot = socket.socket | None  # connected to a snapshot; None if there is none


class NoAnswerError(Exception):
    """The kernel doesn't answer, or hasn't handed out what it says."""


async def take_snapshots(client: Any, handed_out: socket.socket, count: int) -> list[Snapshot]:
    """Have the kernel hand out snapshots.

    Parameters
    ----------
    client : KernelClient
        Jupyter's client for the kernel.
    handed_out : socket
        Where the kernel sends their sockets.
    count : int
        How many.

    Returns
    -------
    list of socket, or None
        One for each; None for those that the kernel couldn't make.

    Raises
    ------
    NoAnswerError
        If the kernel doesn't obey.
    """
    _discard(handed_out)
    status = await _ask(client, "snapshot_request", {"count": count})
    descriptors: list[int] = []
    if status == "ok":  # then it has already been handed out
        handed_out.settimeout(SECONDS_TO_ANSWER)
        with suppress(OSError):
            _, descriptors, _, _ = socket.recv_fds(handed_out, 64, count)
    if status is None or (status == "ok" and not descriptors):
        raise NoAnswerError
    sockets = [_as_socket(descriptor) for descriptor in descriptors]
    return (sockets + [None] * count)[:count]


async def _ask(client: Any, request: str, content: dict[str, Any]) -> str | None:
    """Send the kernel a request; return the status in its reply, or None if none comes in time."""
    message = client.session.msg(request, content)
    try:
        client.shell_channel.send(message)
    except zmq.Again:
        return None
    ends = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < ends:
        try:
            reply = await client.shell_channel.get_msg(timeout=ends - time.monotonic())
            if reply["parent_header"]["msg_id"] == message["header"]["msg_id"]:
                return str(reply["content"]["status"])
        except Exception:  # no reply came, or an unreadable one
            continue
    return None


def _as_socket(descriptor: int) -> Snapshot:
    try:
        return socket.socket(fileno=descriptor)
    except OSError:  # it isn't a socket
        os.close(descriptor)
        return None


def _discard(handed_out: socket.socket) -> None:
    """Discard what a kernel has handed out unasked or too late, so that it doesn't pass for the next answer."""
    handed_out.setblocking(False)  # recv_fds has a parameter for flags such as MSG_DONTWAIT, and ignores it
    with suppress(OSError):  # nothing to discard
        for _ in range(100):
            _, descriptors, _, _ = socket.recv_fds(handed_out, 64, 1)
            for descriptor in descriptors:
                os.close(descriptor)
