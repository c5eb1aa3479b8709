"""Messages over a socket: whole ones, until a deadline, and none after something went wrong."""

import socket
import threading
import time

import pytest

from autograder.examiner.channel import MAX_MESSAGE, Channel, ConnectionLost, DeadlinePassed


def pair(seconds: float = 5) -> tuple[Channel, socket.socket]:
    ours, theirs = socket.socketpair()
    return Channel(ours, time.monotonic() + seconds), theirs


@pytest.mark.parametrize("message", [b"", b"A", bytes(range(256)) * 20_000])
def test_a_message_arrives_as_it_was_sent(message: bytes) -> None:
    channel, theirs = pair()
    threading.Thread(target=Channel(theirs).send, args=(message,)).start()
    assert channel.receive() == message


def test_messages_stay_apart_however_they_arrive() -> None:
    channel, theirs = pair()
    both = b"".join(len(part).to_bytes(8, "big") + part for part in (b"first", b"second"))
    for i in range(len(both)):
        theirs.send(both[i : i + 1])
    assert [channel.receive(), channel.receive()] == [b"first", b"second"]


def test_a_closed_socket_is_a_lost_kernel_now_and_later() -> None:
    channel, theirs = pair()
    theirs.close()
    for use in (channel.receive, channel.receive, lambda: channel.send(b"A")):
        with pytest.raises(ConnectionLost, match="gone"):
            use()


def test_a_message_that_breaks_off_is_a_lost_kernel() -> None:
    channel, theirs = pair()
    theirs.send((10).to_bytes(8, "big") + b"half")
    theirs.close()
    with pytest.raises(ConnectionLost):
        channel.receive()


@pytest.mark.parametrize("length", [MAX_MESSAGE + 1, 1 << 63, (1 << 64) - 1])
def test_a_length_beyond_the_bound_is_refused_before_anything_is_read(length: int) -> None:
    channel, theirs = pair()
    theirs.send(length.to_bytes(8, "big"))
    with pytest.raises(ConnectionLost, match="bytes is announced"):
        channel.receive()
    with pytest.raises(ConnectionLost, match="bytes is announced"):
        channel.receive()


def test_a_message_that_is_too_long_is_not_sent() -> None:
    channel, theirs = pair()
    with pytest.raises(ValueError, match="the limit is"):
        channel.send(bytes(MAX_MESSAGE + 1))
    channel.send(b"A")
    assert Channel(theirs).receive() == b"A"


def test_the_deadline_ends_waiting_now_and_later() -> None:
    channel, theirs = pair(seconds=0.1)
    start = time.monotonic()
    for use in (channel.receive, channel.receive, lambda: channel.send(b"A")):
        with pytest.raises(DeadlinePassed):
            use()
    assert 0.1 <= time.monotonic() - start < 1
    theirs.close()


def test_the_deadline_holds_for_one_who_sends_a_byte_at_a_time() -> None:
    channel, theirs = pair(seconds=0.2)

    def drip() -> None:
        theirs.send((1000).to_bytes(8, "big"))
        for _ in range(40):
            theirs.send(b".")
            time.sleep(0.01)

    thread = threading.Thread(target=drip)
    thread.start()
    with pytest.raises(DeadlinePassed):
        channel.receive()
    thread.join()


def test_the_deadline_holds_where_messages_are_never_read() -> None:
    channel, theirs = pair(seconds=0.1)
    with pytest.raises(DeadlinePassed):
        channel.send(bytes(10_000_000))
    theirs.close()


def test_after_the_deadline_not_even_what_has_arrived_is_read() -> None:
    channel, theirs = pair(seconds=-1)
    Channel(theirs).send(b"A")
    with pytest.raises(DeadlinePassed):
        channel.receive()


def test_no_test_cell_catches_them_as_errors_of_the_student() -> None:
    assert not issubclass(ConnectionLost, Exception)
    assert not issubclass(DeadlinePassed, Exception)
