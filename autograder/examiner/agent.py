"""The student's side of an examination: do what the examiner asks for, in a snapshot of the student's kernel.

This code runs in the process that the student's code controls. It serves honest students; the examiner's side
(`snapshot.py`) trusts none of it.

A message is one letter, then encoded data. The examiner sends an `ASK`, and gets a reply: a `VALUE`, a `MISSING`, a
`STOP` or an `ERROR`. Before the reply, the agent may send a `CALLBACK`, to call a function of the test. The examiner
answers with `VALUE` or `ERROR`; before that, the function may `ASK` in turn. So the two sides take turns, and never
both wait for each other.

What isn't data travels as a reference. The examiner refers to an object of the kernel by its handle, to a function of
the test by a number, and to what both sides can import by its name. The kernel refers to its objects by their handles,
and describes each one when it first refers to it.
"""

import contextlib
import importlib
import io
import itertools
import operator
import os
import socket
import sys
import threading
import types
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from autograder import libraries
from autograder.examiner import codec
from autograder.examiner.channel import Channel, ConnectionLost
from autograder.examiner.errors import describe_error, error_of_test, names, text_of, traceback_of
from autograder.libraries.builtin import plain

ASK, VALUE, MISSING, STOP, ERROR, CALLBACK = (bytes([letter]) for letter in b"AVMSEC")

MAX_PRINTED = 100_000  # characters printed between two messages
MAX_NAMES = 10_000  # of dir()

_UNCHANGING = {type(None), bool, int, float, complex, str, bytes, types.EllipsisType}

# What an object may be able to do, and the method of its class that it needs for that.
_ABILITIES = {
    "iter": "__iter__",
    "next": "__next__",
    "len": "__len__",
    "getitem": "__getitem__",
    "setitem": "__setitem__",
    "delitem": "__delitem__",
}


def fork_snapshots(count: int, prepare: Callable[[socket.socket], dict[str, Any]]) -> tuple[list[socket.socket], int]:
    """Fork this process into snapshots of it, which serve until the other sides of their sockets are closed.

    This process forks only the first, which forks the others while this process goes on.

    Parameters
    ----------
    count : int
        How many snapshots.
    prepare : callable
        Called in each snapshot with the socket on which it will serve; returns the student's global names.

    Returns
    -------
    list of socket.socket
        Connected to the snapshots.
    int
        The process id of the first.

    Raises
    ------
    OSError
        If there are too many processes or open files.
    """
    pairs: list[tuple[socket.socket, socket.socket]] = []
    try:
        for _ in range(count):
            pairs.append(socket.socketpair())
        process = os.fork()
    except OSError:
        for end in itertools.chain(*pairs):
            end.close()
        raise
    if process == 0:
        for ours, _ in pairs:
            ours.close()
        become_snapshots([theirs for _, theirs in pairs], prepare)
    for _, theirs in pairs:
        theirs.close()
    return [ours for ours, _ in pairs], process


def become_snapshots(sockets: list[socket.socket], prepare: Callable[[socket.socket], dict[str, Any]]) -> NoReturn:
    """Make this process the first of its snapshots, and fork the others, one for each socket (see `fork_snapshots`)."""
    try:
        mine = next((i for i in range(1, len(sockets)) if os.fork() == 0), 0)
        for i, other in enumerate(sockets):
            if i != mine:
                other.close()
        serve(sockets[mine], prepare(sockets[mine]))
    finally:
        os._exit(0)


def serve(sock: socket.socket, namespace: dict[str, Any]) -> None:
    """Do what requests on a socket ask for, until its other side is closed.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket.
    namespace : dict
        The student's global names.
    """
    agent = _Agent(Channel(sock), namespace)
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Stream(agent.printed, "stdout"), _Stream(agent.printed, "stderr")
    try:
        while True:
            agent.answer(agent.channel.receive())
    except ConnectionLost:
        pass
    finally:
        sys.stdout, sys.stderr = out, err


class _Printed:
    """What has been printed since the last message, up to a limit."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._pieces: list[tuple[str, str]] = []
        self._left = MAX_PRINTED

    def add(self, name: str, text: str) -> None:
        if self._left:
            self._pieces.append((name, str(text[: self._left])))
            self._left -= len(self._pieces[-1][1])

    def joined(self) -> list[tuple[str, str]]:
        """Return the names of streams with their texts, in the order in which they were printed."""
        streams = itertools.groupby(self._pieces, operator.itemgetter(0))
        return [(name, "".join(text for _, text in pieces)) for name, pieces in streams]


class _Stream(io.TextIOBase):
    """Stands in for sys.stdout or sys.stderr."""

    def __init__(self, printed: _Printed, name: str) -> None:
        self._printed, self._name = printed, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._printed.add(self._name, text)
        return len(text)


class Argument:
    """Says that a function returned one of its arguments: the test then gets its own object, not a copy."""

    def __init__(self, position: int) -> None:
        self.position = position


class _Agent:
    def __init__(self, channel: Channel, namespace: dict[str, Any]) -> None:
        self.channel = channel
        self.printed = _Printed()
        self._namespace = namespace
        self._objects: list[Any] = []  # by handle; kept so that no id is used twice
        self._handles: dict[Any, int] = {}  # by what identifies an object
        self._described: set[int] = set()  # handles
        self._stand_ins: dict[int, Callable[..., Any]] = {}  # for functions of the test, by number
        self._numbers: dict[int, int] = {}  # of stand-ins, by their id
        self._home = (os.getpid(), threading.get_ident())

    def answer(self, message: bytes) -> None:
        """Do what one request asks for, and reply."""
        changed = None
        try:
            asked, operands = self._read(message)
            if asked == "call":
                function, arguments, keywords = operands
                before = self._picture(arguments, keywords)
                try:
                    letter, value = VALUE, function(*arguments, **keywords)
                    value = self._argument(value, arguments, keywords)
                finally:
                    if before and (after := self._picture(arguments, keywords)) and after != before:
                        changed = (tuple(arguments), keywords)
            else:
                letter, value = self._do(asked, *operands)
        except ConnectionLost:
            raise
        except BaseException as error:  # a student's code may raise anything
            letter, value = ERROR, (*describe_error(error), traceback_of(error))
        try:
            self._send(letter, value, changed)
        except ConnectionLost:
            raise
        except BaseException as error:  # the value may be too large
            self._send(ERROR, (*describe_error(error), traceback_of(error)))

    def _do(self, asked: str, *operands: Any) -> tuple[bytes, Any]:
        """Do what a request other than a call asks for; return the letter and the value of the reply."""
        if asked == "fetch":
            (name,) = operands
            return (VALUE, self._namespace[name]) if name in self._namespace else (MISSING, None)
        if asked == "begin":  # the examiner has forgotten what it was told
            self._described.clear()
            return VALUE, None
        if asked == "next":
            try:
                return VALUE, next(*operands)
            except StopIteration:
                return STOP, None
        return VALUE, _OPERATIONS[asked](*operands)

    def _argument(self, value: Any, arguments: Sequence[Any], keywords: dict[str, Any]) -> Any:
        """Return an `Argument` if a value is one of the arguments and can change; otherwise, the value."""
        if type(value) not in _UNCHANGING and id(value) not in self._handles:
            for position, argument in enumerate([*arguments, *keywords.values()]):
                if argument is value:
                    return Argument(position)
        return value

    def _read(self, message: bytes) -> Any:
        return codec.decode(message[1:], self._resolve)

    def _send(self, letter: bytes, value: Any, changed: Any = None) -> None:
        mentioned: set[int] = set()
        message = codec.encode((value, self.printed.joined(), changed), lambda value: self._refer(value, mentioned))
        self.channel.send(letter + message)
        self._described |= mentioned
        self.printed.clear()

    def _refer(self, value: Any, mentioned: set[int]) -> dict[str, Any]:
        if type(value) is Argument:
            return {"argument": value.position}
        number = self._numbers.get(id(value))
        if number is not None:
            return {"callback": number}
        same: Any = id(value)
        if type(value) is types.MethodType:  # each look-up makes a new one
            same = ("method", id(value.__self__), id(value.__func__))
        handle = self._handles.setdefault(same, len(self._objects))
        if handle == len(self._objects):
            self._objects.append(value)
        if handle in self._described:
            return {"handle": handle}
        mentioned.add(handle)
        return {"handle": handle, **_describe(value)}

    def _resolve(self, reference: Any) -> Any:
        if "handle" in reference:
            return self._objects[reference["handle"]]
        if "callback" in reference:
            return self._stand_in(reference["callback"], reference["name"])
        module, path = reference["import"]
        found = importlib.import_module(module)
        return operator.attrgetter(path)(found) if path else found

    def _stand_in(self, number: int, name: str) -> Callable[..., Any]:
        if number not in self._stand_ins:

            def stand_in(*arguments: Any, **keywords: Any) -> Any:
                return self._call_back(number, arguments, keywords)

            stand_in.__name__ = stand_in.__qualname__ = name
            self._stand_ins[number] = stand_in
            self._numbers[id(stand_in)] = number
        return self._stand_ins[number]

    def _call_back(self, number: int, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        if (os.getpid(), threading.get_ident()) != self._home:
            raise RuntimeError("a function of the test can't be called from another thread or process")
        self._send(CALLBACK, (number, arguments, keywords))
        while (message := self.channel.receive())[:1] == ASK:
            self.answer(message)
        value = self._read(message)
        if message[:1] == VALUE:
            return value
        raise error_of_test(*value)

    def _picture(self, arguments: Sequence[Any], keywords: dict[str, Any]) -> bytes | None:
        """Encode arguments to compare them later; None if none can change: a handle always means the same object."""
        values = [*arguments, *keywords.values()]
        if all(type(value) in _UNCHANGING or id(value) in self._handles for value in values):
            return None
        try:
            return codec.encode(values, id)
        except Exception:  # too large to compare
            return None


def _describe(value: Any) -> dict[str, Any]:
    kind = type(value)
    abilities = [ability for ability, method in _ABILITIES.items() if _has(kind, method)]
    described: dict[str, Any] = {"class": names(kind), "can": abilities + ["call"] * callable(value)}
    if issubclass(kind, type):
        described["bases"] = names(value)
    with contextlib.suppress(TypeError):
        described["content"] = type(plain(value)).__name__
    return described


def _has(kind: type, method: str) -> bool:
    return next((vars(base)[method] for base in kind.__mro__ if method in vars(base)), None) is not None


def _directory(value: Any) -> list[str]:
    return [str(name) for name in dir(value)][:MAX_NAMES]


# What a request can ask for, apart from "begin", "fetch", "call" and "next", and the function that does it.
_OPERATIONS: dict[str, Callable[..., Any]] = {
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "len": len,
    "iter": iter,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "repr": lambda value: text_of(repr, value),
    "str": lambda value: text_of(str, value),
    "format": lambda value, specification: text_of(format, value, specification),
    "dir": _directory,
    "content": plain,
    "seed": libraries.set_random_states,
}
