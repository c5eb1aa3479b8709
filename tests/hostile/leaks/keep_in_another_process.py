"""Tell the arguments of hidden tests to a process that outlives the cell, and have it tell a later test.

Deserves: double, halve
"""
# %% before answer
import os
import socket

LISTENER = "\0keeper"
keeper = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
keeper.bind(LISTENER)
if os.fork() == 0:
    kept = b""
    while True:
        message, sender = keeper.recvfrom(65536)
        if message == b"?":
            keeper.sendto(kept, sender)
        else:
            kept += message


def tell(text):
    end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    end.bind("")
    end.sendto(text.encode(), LISTENER)
    if text == "?":
        return end.recv(65536).decode()
# %% double
def double(x):
    tell(str(x))
    return 2 * x
# %% halve
def halve(x):
    tell(str(x))
    return x / 2
# %% total
def total(numbers, weigh):
    raise ValueError(tell("?"))
# %% line
class Line:
    def __init__(self, slope, intercept):
        raise type("seen " + tell("?"), (ValueError,), {})
