"""Messages between processes that trust each other."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from autograder.processes import messages

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_arrive_in_order(ends: Ends) -> None:
    for message in ({"role": "kernel", "limits": {"RLIMIT_CORE": 0}, "sandbox": None}, {"text": "σ\ud800"}, {}):
        messages.send(ends[0], message)
        assert messages.receive(ends[1]) == (message, [])


def test_sockets_are_handed_over(ends: Ends) -> None:
    given, kept = socket.socketpair()
    messages.send(ends[0], {}, [given])
    assert given.fileno() == -1
    _, (received,) = messages.receive(ends[1])
    with kept, received:
        kept.sendall(b"hello")
        assert received.recv(5) == b"hello"


@pytest.mark.parametrize("seconds", [None, 5.0], ids=["without", "with a deadline"])
def test_a_large_one_arrives_whole(ends: Ends, seconds: float | None) -> None:
    message = {"text": "σ" * 500_000}
    sender = threading.Thread(target=messages.send, args=(ends[0], message))
    sender.start()
    assert messages.receive(ends[1], seconds and time.monotonic() + seconds) == (message, [])
    sender.join()


def test_the_other_end_may_close(ends: Ends) -> None:
    ends[0].close()
    with pytest.raises(EOFError):
        messages.receive(ends[1])


def test_the_other_end_may_close_in_the_middle(ends: Ends) -> None:
    ends[0].sendall((100).to_bytes(8) + b'{"half": ')
    ends[0].close()
    with pytest.raises(EOFError):
        messages.receive(ends[1])


def test_none_comes_in_time(ends: Ends) -> None:
    with pytest.raises(TimeoutError):
        messages.receive(ends[1], time.monotonic() + 0.01)
