"""Hand the examiner sockets that send nonsense: random bytes, changed arguments, unknown letters, odd references."""
# %% before answer
import json
import os
import random
import socket

from autograder.examiner import codec

kernel = get_ipython().kernel
random.seed(1)
REFERENCES = [
    {"handle": True}, {"handle": -1}, {"handle": 3}, {"handle": 1, "class": [], "can": []},
    {"handle": 1, "class": [["os", "system"]], "can": ["call"], "content": "list"}, {"callback": 0}, {"callback": -1},
    {"handle": 4, "class": [["builtins", "AssertionError"]], "can": [], "bases": [["unittest.case", "SkipTest"]]},
    {"import": ["os", "system"]}, [], None, "x",
]


def answer_with(kind, number):
    refer = lambda value: REFERENCES[number % len(REFERENCES)]
    if kind == 0:
        return b"V" + random.randbytes(100)
    if kind == 1:
        return b"V" + codec.encode((object(), [], None), refer)
    if kind == 2:
        return b"V" + codec.encode((1.0, [], ((2, 3, 4, 5), {"a": 1})), refer)
    if kind == 3:
        return b"E" + codec.encode((([["builtins", "SystemExit"]], "", (), "x"), [], None), refer)
    if kind == 4:
        return b"C" + codec.encode(((0, (1, 2), {}), [], None), refer)
    return random.choice([b"", b"S", b"M", b"Z", b"VV"])


def serve(end, kind):
    for number in range(10_000):
        size = int.from_bytes(end.recv(8, socket.MSG_WAITALL), "big")
        end.recv(size, socket.MSG_WAITALL)
        message = answer_with(kind, number)
        end.sendall(len(message).to_bytes(8, "big") + message)


kinds = iter(range(100))


def snapshot(stream, ident, parent):
    ours, theirs = socket.socketpair()
    kind = next(kinds)
    if os.fork() == 0:
        try:
            serve(ours, kind)
        finally:
            os._exit(0)
    socket.send_fds(kernel.snapshots, [b"snapshot"], [theirs.fileno()])
    kernel.session.send(stream, "snapshot_reply", {"status": "ok"}, parent, ident)


kernel.shell_handlers["snapshot_request"] = snapshot
