"""Messages between processes that trust each other."""

import socket
import threading
from collections.abc import Iterator

import pytest

from autograder.sandbox import orders

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_arrive_in_order(ends: Ends) -> None:
    for order in ({"role": "kernel", "limits": {"RLIMIT_CORE": 0}, "room": None}, {"text": "σ\ud800"}, {}):
        orders.send(ends[0], order)
        assert orders.receive(ends[1]) == (order, [])


def test_sockets_are_handed_over(ends: Ends) -> None:
    given, kept = socket.socketpair()
    orders.send(ends[0], {}, [given])
    assert given.fileno() == -1
    _, (received,) = orders.receive(ends[1])
    with kept, received:
        kept.sendall(b"hello")
        assert received.recv(5) == b"hello"


@pytest.mark.parametrize("seconds", [None, 5.0], ids=["without", "with a time limit"])
def test_a_large_one_arrives_whole(ends: Ends, seconds: float | None) -> None:
    order = {"text": "σ" * 500_000}
    sender = threading.Thread(target=orders.send, args=(ends[0], order))
    sender.start()
    ends[1].settimeout(seconds)
    assert orders.receive(ends[1]) == (order, [])
    sender.join()


def test_the_other_end_may_close(ends: Ends) -> None:
    ends[0].close()
    with pytest.raises(EOFError):
        orders.receive(ends[1])


def test_the_other_end_may_close_in_the_middle(ends: Ends) -> None:
    ends[0].sendall((100).to_bytes(8) + b'{"half": ')
    ends[0].close()
    with pytest.raises(EOFError):
        orders.receive(ends[1])


def test_none_comes_in_time(ends: Ends) -> None:
    ends[1].settimeout(0.01)
    with pytest.raises(TimeoutError):
        orders.receive(ends[1])
