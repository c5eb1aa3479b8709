"""Refused system calls, in a process that refuses them."""

import platform
import subprocess
import sys

import pytest

from autograder.sandbox import system_calls

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux has these system calls")

REFUSE = """
import ctypes, errno, os, subprocess, sys, threading
from autograder.sandbox import system_calls

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(38, 1, 0, 0, 0)  # no new privileges: without them, nobody but root may refuse system calls
system_calls.refuse_system_calls()

def error_of(number):
    ctypes.set_errno(0)
    return errno.errorcode.get(ctypes.get_errno()) if libc.syscall(number, 0, 0, 0, 0, 0, 0) == -1 else None
"""


def run(source: str) -> str:
    done = subprocess.run([sys.executable, "-c", REFUSE + source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(platform.machine() not in system_calls.MACHINES, reason="their numbers are another processor's")
class TestOnKnownProcessors:
    def test_each_is_refused(self) -> None:
        column, _ = system_calls.MACHINES[platform.machine()]
        numbers = {name: numbers[column] for name, numbers in system_calls._REFUSED.items()}
        told = run(f"print({{name: error_of(number) for name, number in {numbers}.items()}})")
        assert told == str(dict.fromkeys(numbers, "EPERM"))

    def test_no_process_is_made_with_namespaces_of_its_own(self) -> None:
        column, _ = system_calls.MACHINES[platform.machine()]
        clone, clone3 = system_calls._CLONE[column], system_calls._CLONE3[column]
        flags = [1 << bit for bit in range(32) if system_calls._NEW_NAMESPACES & 1 << bit]
        assert len(flags) == 7
        source = (
            "import signal\n"
            "def clone(flags):\n"
            "    ctypes.set_errno(0)\n"
            f"    child = libc.syscall({clone}, flags | signal.SIGCHLD, 0, 0, 0, 0)\n"
            "    if child == 0: os._exit(0)\n"
            "    return errno.errorcode.get(ctypes.get_errno()) if child == -1 else os.waitpid(child, 0)[1]\n"
            f"print(*(clone(flags) for flags in [0, *{flags}]), error_of({clone3}))"
        )
        assert run(source).split() == ["0", *["EPERM"] * 7, "ENOSYS"]

    def test_in_threads_and_children_too(self) -> None:
        source = (
            "thread = threading.Thread(target=lambda: print(os.strerror(1) in look()))\n"
            "def look():\n"
            "    try: os.memfd_create('name')\n"
            "    except OSError as error: return str(error)\n"
            "thread.start(); thread.join()\n"
            "child = 'import os\\ntry: os.memfd_create(\"name\")\\nexcept PermissionError: print(True)'\n"
            "print(subprocess.run([sys.executable, '-c', child], capture_output=True, text=True).stdout)"
        )
        assert run(source).split() == ["True", "True"]

    def test_all_else_works(self) -> None:
        source = (
            "import mmap, multiprocessing, sqlite3, tempfile\n"
            "held = mmap.mmap(-1, 4096)\n"
            "tempfile.TemporaryFile().write(b'text')\n"
            "multiprocessing.get_context('fork').Process(target=print, args=('child',)).start()"
        )
        assert run(source) == "child"

    @pytest.mark.skipif(platform.machine() != "x86_64", reason="x86-64 has a second interface")
    def test_the_second_interface_to_the_same_calls_is_refused(self) -> None:
        assert run("print(error_of(0x40000000 | 39))") == "EPERM"  # getpid


def test_on_another_processor_nothing_is_refused() -> None:
    source = (
        "import platform\n"
        "platform.machine = lambda: 'riscv64'\n"
        "system_calls.refuse_system_calls()\n"
        "print(open('/proc/self/status').read())"
    )
    refuse = REFUSE.replace("system_calls.refuse_system_calls()\n", "")
    done = subprocess.run([sys.executable, "-c", refuse + source], capture_output=True, text=True, check=True)
    assert "Seccomp:\t0" in done.stdout
