"""A kernel that forges whatever it sends."""

import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from autograder.examiner import agent, codec
from autograder.examiner.channel import Channel, ConnectionLost
from autograder.examiner.snapshot import Snapshot


def forged(play: Callable[[Channel], None], seconds: float = 5) -> Snapshot:
    """Examine a kernel that sends what it likes."""
    ours, theirs = socket.socketpair()

    def act() -> None:
        with contextlib.suppress(ConnectionLost):
            channel = Channel(theirs)
            play(channel)
            channel.receive()

    threading.Thread(target=act, daemon=True).start()
    return Snapshot(ours, time.monotonic() + seconds)


def answers(*messages: bytes) -> Callable[[Channel], None]:
    """Send one message for each that arrives, whatever it asks for; the last one again and again."""

    def play(channel: Channel) -> None:
        for message in itertools.chain(messages, itertools.repeat(messages[-1])):
            channel.receive()
            channel.send(message)

    return play


def reply(value: Any, letter: bytes = agent.VALUE, printed: Any = (), changed: Any = None) -> bytes:
    printed = list(printed) if type(printed) is tuple else printed
    return letter + codec.encode((value, printed, changed), refer)


def refer(value: Any) -> Any:
    return value.reference


class Forged:
    def __init__(self, handle: Any = 0, *classes: str, can: Any = (), **more: Any) -> None:
        names = [name.rpartition(".")[::2] for name in (*classes, "builtins.object")]
        self.reference = {
            "handle": handle,
            "class": [[module, name] for module, name in names],
            "can": list(can) if type(can) is tuple else can,
            **more,
        }


def claim(*classes: str, **more: Any) -> Any:
    return forged(answers(reply(Forged(0, *classes, **more)))).fetch("x")
