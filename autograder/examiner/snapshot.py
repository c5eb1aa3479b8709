"""The examiner's side of an examination: what the student's notebook defines, fetched from a snapshot of its kernel.

Data is fetched as data; a proxy (`proxy.py`) stands for anything else. All that arrives may be forged: nothing that it
names is imported or run here, and exceptions are made without running the code that made them there.

Data is a copy. If a function changes its arguments, the call changes them here, too. Other changes to a copy don't
reach the kernel.
"""

import socket
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import NonCallableMock

from autograder import libraries
from autograder.examiner import agent, codec
from autograder.examiner.channel import Channel, ConnectionLost
from autograder.examiner.errors import describe_error, error_of_student
from autograder.examiner.known_classes import CONTAINERS, checked_names, claimable, find_class, is_data, place
from autograder.examiner.proxy import CannotExamine, Proxy, Remote, new_proxy, remote_of
from autograder.examiner.update import update
from autograder.libraries.library import RefusedData

MAX_DEPTH = 50  # of calls from the test to the student's functions and back to the test's

_MAY_CHANGE = ("call", "next", "setattr", "delattr", "setitem", "delitem")  # requests that may change objects

# Functions that a test may pass have types of these modules. The student's code gets a function that calls them here.
_CALLABLES = ("builtins", "functools", "operator", "numpy")


class Snapshot:
    """A snapshot of a student's kernel: what its notebook defines.

    Parameters
    ----------
    sock : socket.socket
        Leads to `agent.serve`. Nothing else may use it.
    deadline : float
        The time, by `time.monotonic`, after which every use raises DeadlinePassed.
    keep_arguments : bool
        Whether the test's own objects stay as they are, whatever a function does to its arguments.

    Attributes
    ----------
    reached_test : bool
        Whether the student's code may have put something into the test's own objects: it has changed an argument, or
        called a function of the test.
    changed_on_the_side : bool
        Whether a function has changed an argument and returned something else. `list.sort` changes its argument and
        returns None, `sorted` only returns something; a function that does both may want to mislead a test that
        computes its expected result afterwards.
    """

    def __init__(self, sock: socket.socket, deadline: float, *, keep_arguments: bool = False) -> None:
        self.reached_test = self.changed_on_the_side = False
        self._keep_arguments = keep_arguments
        self._channel = Channel(sock, deadline)
        self._streams = {"stdout": sys.stdout, "stderr": sys.stderr}
        self.told: dict[tuple[int, str], Any] = {}
        self._proxies: dict[int, Proxy] = {}  # by handle; kept so that `is` and `id` work in a test
        self._contents: dict[int, Any] = {}  # of containers, by handle, since the student's code last ran
        self._functions: list[Callable[..., Any]] = []  # the test's, by number
        self._numbers: dict[int, int] = {}  # of the test's functions, by id
        self._depth = 0
        self._random = libraries.random_states()

    def fetch(self, name: str) -> Any:
        """Return the value of a global name of the notebook, as data or as a proxy.

        Raises
        ------
        NameError
            If the notebook doesn't define it.
        """
        return self.ask("fetch", name)

    def begin(self) -> None:
        """Begin to use a snapshot that has been examined before."""
        self.ask("begin")

    def close(self) -> None:
        """Close the connection."""
        self._channel.end("The examination is over.")

    def content(self, proxy: Proxy) -> Any:
        """Return the elements that an object holds, as a plain list, tuple, dict, set or frozenset."""
        remote = remote_of(proxy)
        if remote.handle not in self._contents:
            found = self.ask("content", proxy)
            if type(found) is not CONTAINERS[remote.container or ""]:
                raise self._nonsense()
            self._contents[remote.handle] = found
        return self._contents[remote.handle]

    def ask(self, asked: str, *operands: Any) -> Any:
        """Have something done in the kernel (see `agent.py` for what); return its value, or raise what it raises."""
        if asked in _MAY_CHANGE:
            self.told.clear()
        if asked != "content":
            self._contents.clear()  # the student's code may run
        if asked == "call" and (states := libraries.random_states()) != self._random:
            self._random = states
            self.ask("seed", states)
        self._channel.send(agent.ASK + codec.encode((asked, operands), self._refer))
        while (message := self._channel.receive())[:1] == agent.CALLBACK:
            self._channel.send(self._call_back(message))
        letter = message[:1]
        if letter not in {agent.VALUE, agent.ERROR, {"fetch": agent.MISSING, "next": agent.STOP}.get(asked)}:
            raise self._nonsense()
        value, changed = self._open(message)
        if asked == "call" and changed is not None:
            self._change(operands[1:], changed)
            self.changed_on_the_side |= letter == agent.VALUE and type(value) not in (type(None), agent.Argument)
        if letter == agent.ERROR:
            raise error_of_student(value)
        if letter == agent.MISSING:
            raise NameError(f"name {operands[0]!r} is not defined", name=operands[0])
        if letter == agent.STOP:
            raise StopIteration
        return self._argument(value.position, asked, operands) if type(value) is agent.Argument else value

    def _argument(self, position: int, asked: str, operands: tuple[Any, ...]) -> Any:
        """Return the argument that a call returned."""
        arguments = [*operands[1], *operands[2].values()] if asked == "call" else []
        if not 0 <= position < len(arguments):
            raise self._nonsense()
        return arguments[position]

    def _change(self, arguments: tuple[Any, ...], changed: Any) -> None:
        """Change the arguments of a call in the way that the student's function has changed its copies."""
        if type(changed) is not tuple or [type(part) for part in changed] != [tuple, dict]:
            raise self._nonsense()
        self.reached_test = True
        if not self._keep_arguments:
            update(arguments, changed)

    def _open(self, message: bytes) -> tuple[Any, Any]:
        """Return a message's value and changed arguments; print what has been printed if the test redirects it.

        What would go to the original streams is not shown, as a student's code could print the arguments of its
        calls.
        """
        found = codec.decode(message[1:], self._resolve)
        if type(found) is not tuple or len(found) != 3 or type(found[1]) is not list:
            raise self._nonsense()
        value, printed, changed = found
        for piece in printed:
            if type(piece) is not tuple or [type(part) for part in piece] != [str, str]:
                raise self._nonsense()
            name = "stderr" if piece[0] == "stderr" else "stdout"
            if getattr(sys, name) is not self._streams[name]:
                getattr(sys, name).write(piece[1].encode(errors="replace").decode())
        return value, changed

    def _nonsense(self) -> ConnectionLost:
        return self._channel.end("The kernel's answer makes no sense.")

    def _call_back(self, message: bytes) -> bytes:
        """Call a function of the test for the student's code; return the answer to send."""
        self.reached_test = True
        try:
            value, _ = self._open(message)
            if type(value) is not tuple or [type(part) for part in value] != [int, tuple, dict]:
                raise self._nonsense()
            number, arguments, keywords = value
            if not 0 <= number < len(self._functions):
                raise self._nonsense()
            if self._depth == MAX_DEPTH:
                raise RecursionError(f"the test and the notebook call each other more than {MAX_DEPTH} levels deep")
            self._depth += 1
            try:
                value = self._functions[number](*arguments, **keywords)
            finally:
                self._depth -= 1
            return agent.VALUE + codec.encode(value, self._refer)
        except Exception as error:
            return agent.ERROR + codec.encode(describe_error(error), self._refer)

    def _refer(self, value: Any) -> dict[str, Any]:
        """Return a reference to something that a test passes and that isn't data."""
        kind = type(value)
        if issubclass(kind, Proxy):
            if remote_of(value).snapshot is not self:
                raise CannotExamine(f"This {kind.__name__} comes from an earlier test. Make it again in this one.")
            return {"handle": remote_of(value).handle}
        if home := place(value):
            return {"import": home}
        if _is_function(value):
            number = self._numbers.setdefault(id(value), len(self._functions))
            if number == len(self._functions):
                self._functions.append(value)
            return {"callback": number, "name": str(getattr(value, "__name__", kind.__name__))}
        raise CannotExamine(
            f"A test can't pass a {kind.__name__} to the notebook's code, only data (numbers, strings, lists, "
            "dicts, arrays, tensors …), functions, and what the notebook itself has made. Pass a list or dict in "
            f"its place, or make the {kind.__name__} in a function of the notebook, in a locked cell, and call that."
        )

    def _resolve(self, reference: Any) -> Any:
        """Return what the kernel refers to: a proxy, or a function or an argument that it got from the test."""
        match reference:
            case {"callback": number}:
                if type(number) is int and 0 <= number < len(self._functions):
                    return self._functions[number]
            case {"argument": position}:
                if type(position) is int:
                    return agent.Argument(position)
            case {"handle": handle} if type(handle) is int and handle >= 0:
                if handle not in self._proxies:
                    self._proxies[handle] = self._new_proxy(handle, reference)
                return self._proxies[handle]
        raise RefusedData("a reference that isn't one")

    def _new_proxy(self, handle: int, described: dict[str, Any]) -> Proxy:
        names, content, abilities = (
            checked_names(described.get("class")),
            described.get("content"),
            described.get("can"),
        )
        if type(abilities) is not list or not all(type(ability) is str for ability in abilities):
            raise RefusedData("an object whose abilities aren't a list")
        if not (content is None or (type(content) is str and content in CONTAINERS)):
            raise RefusedData("an object whose elements aren't in a container")
        known = next(iter(claimable(names, content)), None)
        bases = claimable(checked_names(described["bases"])) if "bases" in described else None
        of_library = any(kind is not None and is_data(kind) for kind in map(find_class, names))
        return new_proxy(Remote(self, handle, known, content, bases, of_library), names[0], abilities)


def _is_function(value: Any) -> bool:
    """Say whether a value is only there to be called."""
    kind = type(value)
    if issubclass(kind, type) or not callable(value):
        return False
    return kind.__module__ in _CALLABLES or isinstance(value, NonCallableMock)
