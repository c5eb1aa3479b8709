"""The student's side, asked in bytes: what it replies, and that nothing a student's code does keeps it from replying."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.examiner import agent, codec, errors
from autograder.examiner.channel import Channel, ConnectionLost
from tests.autograder.examiner.conftest import fork

Ask = Callable[..., tuple[bytes, Any, Any, Any]]


@pytest.fixture
def run() -> Iterator[Callable[[str], Ask]]:
    """Run a notebook in a process of its own; the function that comes back asks its agent, and returns the reply."""
    channels, processes = [], []

    def run(source: str) -> Ask:
        connection, process = fork(source)
        channel = Channel(connection, time.monotonic() + 10)
        channels.append(channel)
        processes.append(process)

        def ask(asked: str, *operands: Any) -> tuple[bytes, Any, Any, Any]:
            channel.send(agent.ASK + codec.encode((asked, operands), refer))
            message = channel.receive()
            value: Any = codec.decode(message[1:], Reference)
            return message[:1], *value

        return ask

    yield run
    for channel in channels:
        channel.end("over")
    for process in processes:
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


class Reference:
    def __init__(self, reference: Any) -> None:
        self.reference = reference


def refer(value: Any) -> Any:
    return value.reference


def test_ends_when_the_other_side_does(run: Callable[[str], Ask]) -> None:
    run("")


def test_fetches_data_and_says_what_is_missing(run: Callable[[str], Ask]) -> None:
    ask = run("x = [1, 2.5]")
    assert ask("fetch", "x") == (agent.VALUE, [1, 2.5], [], None)
    assert ask("fetch", "y") == (agent.MISSING, None, [], None)


def test_describes_an_object_once_and_refers_to_it_by_one_handle(run: Callable[[str], Ask]) -> None:
    ask = run("class A:\n    def __len__(self): return 3\na = A()\nagain = [a, a]")
    first = ask("fetch", "a")[1].reference
    assert first["class"] == [["__main__", "A"], ["builtins", "object"]]
    assert first["can"] == ["len"]
    assert [value.reference for value in ask("fetch", "again")[1]] == [{"handle": first["handle"]}] * 2


def test_describes_again_what_has_not_arrived(run: Callable[[str], Ask]) -> None:
    ask = run("class A: pass\na = A()\nlarge = [a, bytes(10**8)]")
    assert ask("fetch", "large")[0] == agent.ERROR
    assert "class" in ask("fetch", "a")[1].reference


def test_describes_what_an_object_is_and_not_what_it_says(run: Callable[[str], Ask]) -> None:
    ask = run("class A:\n    __class__ = int\n    def __getattr__(self, name): return 1\na = A()")
    reference = ask("fetch", "a")[1].reference
    assert reference["class"][0] == ["__main__", "A"]
    assert "content" not in reference


def test_a_bound_method_keeps_its_handle(run: Callable[[str], Ask]) -> None:
    ask = run("class A:\n    def f(self): pass\na, b = A(), A()")
    a, b = ask("fetch", "a")[1], ask("fetch", "b")[1]
    handles = [ask("getattr", value, "f")[1].reference["handle"] for value in (a, a, b)]
    assert handles[0] == handles[1] != handles[2]


@pytest.mark.parametrize(
    "what",
    [
        "raise SystemExit(3)",
        "raise KeyboardInterrupt",
        "raise GeneratorExit",
        "return f()",
        "raise type('Strange', (Exception,), {'__str__': lambda self: 1 / 0})",
        "return bytes(10**8)",
        "x = []; x.append(x); return x",
        "x = 0\n    for _ in range(10**5): x = [x]\n    return x",
        "raise MemoryError",
        "raise ValueError(f)",
        "raise ValueError(bytes(10**6))",
        "raise ValueError('long ' * 10**5)",
    ],
)
def test_replies_whatever_a_function_does(run: Callable[[str], Ask], what: str) -> None:
    ask = run(f"def f():\n    {what}\nx = 1")
    letter, (names, text, _, traceback), _, _ = ask("call", ask("fetch", "f")[1], (), {})
    assert letter == agent.ERROR
    assert names[-1] == ["builtins", "object"]
    assert len(text) <= errors.MAX_TEXT and len(traceback) <= 2 * errors.MAX_TRACEBACK
    assert ask("fetch", "x")[1] == 1


def test_a_value_that_is_too_large_is_an_error_that_says_so(run: Callable[[str], Ask]) -> None:
    ask = run("large = bytes(10**8)")
    names, text, _, _ = ask("fetch", "large")[1]
    assert ["builtins", "ValueError"] in names and "MB" in text


def test_a_traceback_has_the_lines_of_the_student_alone(run: Callable[[str], Ask]) -> None:
    ask = run("def f(x):\n    return g(x)\ndef g(x):\n    return 1 / x  # the line\n")
    names, text, arguments, traceback = ask("call", ask("fetch", "f")[1], (0,), {})[1]
    assert (names[0], text, arguments) == (["builtins", "ZeroDivisionError"], "division by zero", ("division by zero",))
    assert "return g(x)" in traceback and "return 1 / x  # the line" in traceback
    assert traceback.endswith("ZeroDivisionError: division by zero\n")
    assert "agent.py" not in traceback and "perform" not in traceback


def test_a_traceback_goes_back_to_the_first_error(run: Callable[[str], Ask]) -> None:
    ask = run("def f():\n    try: {}['here']\n    except KeyError as error: raise ValueError('so') from error\n")
    traceback = ask("call", ask("fetch", "f")[1], (), {})[1][3]
    assert "KeyError: 'here'" in traceback and "ValueError: so" in traceback and "agent.py" not in traceback


def test_cells_have_the_names_that_jupyter_gives_them(run: Callable[[str], Ask]) -> None:
    ask = run(
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell()\nInteractiveShell._instance = shell\n"
        "shell.run_cell('def f():\\n    return 1 / 0', store_history=True)\nf = shell.user_ns['f']"
    )
    traceback = ask("call", ask("fetch", "f")[1], (), {})[1][3]
    assert "Cell In[1], line 2, in f\n    return 1 / 0" in traceback


def test_keeps_what_is_printed_up_to_a_bound(run: Callable[[str], Ask]) -> None:
    ask = run("import sys\ndef f(n):\n    print('a' * n)\n    print('b', file=sys.stderr)\n    return n")
    f = ask("fetch", "f")[1]
    assert ask("call", f, (2,), {})[1:3] == (2, [("stdout", "aa\n"), ("stderr", "b\n")])
    _, _, printed, _ = ask("call", f, (10**6,), {})
    assert sum(len(text) for _, text in printed) == agent.MAX_PRINTED
    assert ask("fetch", "sys")[2] == []


def test_printing_a_lot_is_quick(run: Callable[[str], Ask]) -> None:
    ask = run("def f():\n    for _ in range(100_000): print('a')")
    start = time.monotonic()
    _, _, ((name, text),), _ = ask("call", ask("fetch", "f")[1], (), {})
    assert (name, len(text)) == ("stdout", agent.MAX_PRINTED) and time.monotonic() - start < 5


def test_a_function_of_the_test_is_not_called_from_another_thread(run: Callable[[str], Ask]) -> None:
    ask = run(
        "import threading\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "def f(g):\n    with ThreadPoolExecutor() as pool: return pool.submit(g).result()"
    )
    letter, (_, text, _, _), _, _ = ask("call", ask("fetch", "f")[1], (Reference({"callback": 0, "name": "g"}),), {})
    assert letter == agent.ERROR and "another thread" in text


@pytest.mark.parametrize(
    ("body", "argument", "changed"),
    [
        ("x.append(4)", [3], [3, 4]),
        ("x['a'][0] = 2", {"a": [1]}, {"a": [2]}),
        ("x[0].clear()", ([1],), ([],)),
        ("x[0] = x[0] + 0", [1], None),
        ("x = x + 1", 1, None),
        ("x = x + [1]", [1], None),
        ("return x", [float("nan")], None),
    ],
)
def test_sends_arguments_back_if_they_have_changed(
    run: Callable[[str], Ask], body: str, argument: Any, changed: Any
) -> None:
    ask = run(f"def f(x):\n    {body}")
    expected: Any = None if changed is None else ((changed,), {})
    assert ask("call", ask("fetch", "f")[1], (argument,), {})[3] == expected


def test_sends_changed_arguments_back_with_an_error_too(run: Callable[[str], Ask]) -> None:
    ask = run("def f(*, x):\n    x.append(4)\n    1 / 0")
    letter, _, _, changed = ask("call", ask("fetch", "f")[1], (), {"x": [3]})
    assert (letter, changed) == (agent.ERROR, ((), {"x": [3, 4]}))


@pytest.mark.parametrize(
    "operands",
    [
        ("nonsense",),
        ("getattr", 1),
        ("call", 1, (), {}),
        ("call", Reference({"handle": 99}), (), {}),
        ("call", Reference({"import": ["no_such_module", "f"]}), (), {}),
        ("call", Reference({"import": ["math", "no_such_function"]}), (), {}),
    ],
)
def test_what_cannot_be_done_is_an_error(run: Callable[[str], Ask], operands: Any) -> None:
    ask = run("x = 1")
    assert ask(*operands)[0] == agent.ERROR
    assert ask("fetch", "x")[1] == 1


def test_imports_what_is_referred_to_by_name(run: Callable[[str], Ask]) -> None:
    ask = run("")
    assert ask("call", Reference({"import": ["math", "exp"]}), (0,), {})[1] == 1.0
    assert ask("getattr", Reference({"import": ["os.path", ""]}), "sep")[1] == "/"


def test_a_student_who_catches_everything_does_not_keep_it_alive() -> None:
    connection, process = fork(
        "import contextlib\ndef stubborn(function):\n    with contextlib.suppress(BaseException): function()"
    )
    channel = Channel(connection, time.monotonic() + 5)
    function = Reference({"callback": 0, "name": "f"})
    calls: list[Any] = [("fetch", ("stubborn",)), ("call", (Reference({"handle": 0}), (function,), {}))]
    for asked in calls:
        channel.send(agent.ASK + codec.encode(asked, refer))
        message = channel.receive()
    assert message[:1] == agent.CALLBACK
    channel.end("over")
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    with pytest.raises(ConnectionLost, match="over"):
        channel.receive()
