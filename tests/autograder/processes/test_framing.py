"""Bytes over a socket: whole ones, up to a length, until a deadline."""

import os
import socket
import time
from collections.abc import Iterator

import pytest

from autograder.processes import framing

Ends = tuple[socket.socket, socket.socket]


@pytest.fixture
def ends() -> Iterator[Ends]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_bytes_and_descriptors_arrive(ends: Ends) -> None:
    reading, writing = os.pipe()
    framing.send(ends[0], b"content", [writing])
    os.close(writing)
    content, (received,) = framing.receive(ends[1], max_descriptors=4)
    os.write(received, b"hello")
    assert (content, os.read(reading, 5)) == (b"content", b"hello")
    os.close(received)
    os.close(reading)


def test_what_is_too_long_is_not_read(ends: Ends) -> None:
    framing.send(ends[0], b"12345")
    with pytest.raises(ValueError, match="5 bytes is announced; the limit is 4"):
        framing.receive(ends[1], max_length=4)
    assert ends[1].recv(10) == b"12345"


def test_descriptors_that_nobody_asked_for_are_not_taken(ends: Ends) -> None:
    kept, given = socket.socketpair()
    framing.send(ends[0], b"content", [given.fileno()])
    given.close()
    assert framing.receive(ends[1]) == (b"content", [])
    kept.settimeout(5)
    assert kept.recv(1) == b""  # nobody has the other end any more


def test_nothing_is_sent_after_the_deadline(ends: Ends) -> None:
    with pytest.raises(TimeoutError):
        framing.send(ends[0], b"", deadline=time.monotonic() - 1)
