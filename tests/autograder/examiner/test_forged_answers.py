"""Test cells at work on a process that forges whatever it sends."""

import contextlib
import io
import socket
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.examiner import agent, codec
from autograder.examiner.channel import ConnectionLost, DeadlinePassed
from autograder.examiner.errors import StudentError
from autograder.examiner.proxy import Proxy
from autograder.examiner.snapshot import Snapshot
from autograder.libraries.library import RefusedData
from tests.autograder.examiner.forgeries import Forged, answers, forged, reply

FORGED: list[dict[str, Any]] = [
    {"handle": -1},
    {"handle": "0"},
    {"handle": True},
    {"handle": None},
    {"class": "torch.Tensor"},
    {"class": []},
    {"class": [["torch"]]},
    {"class": [["torch", 5]]},
    {"class": [["a", "b"]] * 100},
    {"can": "call"},
    {"can": [[]]},
    {"content": "ndarray"},
    {"content": ["list"]},
    {"bases": 5},
    {"callback": 0},
    {"callback": -1},
    {"callback": "f"},
]
NONSENSE = [
    b"",
    b"V",
    b"nonsense",
    b"V" + bytes(100),
    reply(1)[:-1],
    reply(1, b"Z"),
    reply(1, agent.STOP),
    reply(1, agent.ASK),
    agent.VALUE + codec.encode(1, id),
    agent.VALUE + codec.encode((1, []), id),
    reply(1, printed=5),
    reply(1, printed=["text"]),
    reply(1, printed=[("stdout", 5)]),
    reply(1, agent.ERROR),
    reply(("ValueError", "text"), agent.ERROR),
    reply((1, 2, 3, 4), agent.ERROR),
    reply(([["builtins", "ValueError"]], "text", [1], ""), agent.ERROR),
    reply(([], "text", (1,), ""), agent.ERROR),
    reply(1, agent.CALLBACK),
    reply((0, (), {}), agent.CALLBACK),
    reply((-1, (), {}), agent.CALLBACK),
    reply((True, [], {}), agent.CALLBACK),
    *[reply(Forged(**what)) for what in FORGED],
]


@pytest.mark.parametrize("message", NONSENSE)
def test_nonsense_is_an_error_of_the_kernel(message: bytes) -> None:
    snapshot = forged(answers(message), seconds=2)
    with pytest.raises((ConnectionLost, RefusedData)):
        snapshot.fetch("x")


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.sampled_from([b"", agent.VALUE, agent.ERROR, agent.CALLBACK, reply([1])[:8]]))
def test_random_bytes_are_an_error_of_the_kernel(message: bytes, start: bytes) -> None:
    ours, theirs = socket.socketpair()
    snapshot = Snapshot(ours, time.monotonic() + 5)
    answer = start + message
    theirs.sendall(len(answer).to_bytes(8, "big") + answer)
    with theirs, pytest.raises((ConnectionLost, RefusedData)):
        theirs.shutdown(socket.SHUT_WR)
        snapshot.fetch("x")


parts = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.builds(Forged, st.integers(0, 3)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=2)
    ),
    max_leaves=8,
)


@settings(deadline=None, derandomize=True)
@given(parts, parts, parts, st.sampled_from([agent.VALUE, agent.ERROR, agent.MISSING, agent.CALLBACK]))
def test_any_answer_is_data_or_a_proxy_or_an_error(value: Any, printed: Any, changed: Any, letter: bytes) -> None:
    ours, theirs = socket.socketpair()
    answer = reply(value, letter, printed, changed)
    theirs.sendall(len(answer).to_bytes(8, "big") + answer)
    with theirs:
        theirs.shutdown(socket.SHUT_WR)
        try:
            found = Snapshot(ours, time.monotonic() + 5).fetch("x")
        except (ConnectionLost, RefusedData, StudentError):
            return
        except NameError:
            assert letter == agent.MISSING
            return
    assert letter == agent.VALUE and type(found) in {type(value), *([type(found)] if isinstance(found, Proxy) else [])}


def test_a_handle_is_what_it_was_first() -> None:
    snapshot = forged(answers(reply(Forged(1, "io.StringIO")), reply(Forged(1, "abc.ABC", can=["call"]))))
    first = snapshot.fetch("x")
    assert snapshot.fetch("x") is first and isinstance(first, io.StringIO) and not callable(first)


def test_a_handle_that_was_never_described_is_refused() -> None:
    unknown = Forged()
    unknown.reference = {"handle": 7}
    with pytest.raises(RefusedData):
        forged(answers(reply(unknown))).fetch("x")


def test_calls_back_without_end_are_ended_by_the_deadline() -> None:
    calls = []
    snapshot = forged(
        answers(reply(Forged(0, "builtins.function", can=["call"])), reply((0, (), {}), agent.CALLBACK)), seconds=0.3
    )
    with pytest.raises(DeadlinePassed):
        snapshot.fetch("f")(lambda: calls.append(1))
    assert calls


def test_only_functions_that_were_handed_over_are_called() -> None:
    for number in [1, -1, 10**9]:
        snapshot = forged(
            answers(reply(Forged(0, "builtins.function", can=["call"])), reply((number, ("true",), {}), agent.CALLBACK))
        )
        with pytest.raises(ConnectionLost):
            snapshot.fetch("f")(lambda: None)


def test_half_a_character_can_be_printed() -> None:
    snapshot = forged(answers(reply(1, printed=[("stdout", "x\ud800"), ("strange", "y")])))
    with contextlib.redirect_stdout(io.StringIO()) as out:
        snapshot.fetch("x")
    assert out.getvalue() == "x?y"
