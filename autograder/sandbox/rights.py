"""Put a process into a sandbox: enter the namespaces, set the limits, give up all rights."""

import ctypes
import os
import resource
import signal
import sys
from typing import Any

from autograder.processes.memory import data_size
from autograder.sandbox.system_calls import refuse_system_calls

LINUX = sys.platform == "linux"
_NAMESPACES = 0x00020000 | 0x04000000 | 0x08000000 | 0x20000000 | 0x40000000  # mount, UTS, IPC, process, network
_USER_NAMESPACE = 0x10000000
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38


def enter_namespaces(pid: int, *, user_namespace: bool) -> None:
    """Enter the namespaces of a process; only children will be in its process namespace.

    Raises
    ------
    OSError
        If Linux refuses.
    """
    descriptor = os.pidfd_open(pid)
    flags = _NAMESPACES | (_USER_NAMESPACE if user_namespace else 0)
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, flags) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"setns: {os.strerror(number)}")
    os.close(descriptor)


def end_with_parent(parent: int, *, in_namespace: bool) -> None:
    """Make this process end when its parent does."""
    if LINUX:
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if not in_namespace and os.getppid() != parent:  # it has already ended
            os._exit(1)


def give_up_rights(limits: dict[str, int], user: int | None, *, sandboxed: bool) -> None:
    """Set limits, become another user (if one is named), and give up all other rights of this process.

    Parameters
    ----------
    limits : dict of str to int
        By their names in `resource`, such as RLIMIT_NOFILE. RLIMIT_DATA is in bytes on top of what the process uses.
    user : int or None
        The id of the user and of its group.
    sandboxed : bool
        Whether the process is in its own namespaces; only then are system calls refused.
    """
    for name, limit in limits.items():
        number = getattr(resource, name)
        hard = resource.getrlimit(number)[1]
        limit += data_size() if name == "RLIMIT_DATA" and LINUX else 0  # the libraries' memory doesn't count
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(number, (limit, limit))
    if user is not None:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    if LINUX:
        _drop_capabilities()
        _prctl(_PR_SET_NO_NEW_PRIVS, 1)
        if sandboxed:
            refuse_system_calls()
        _prctl(_PR_SET_DUMPABLE, 1)  # so that the grader, who is the same user, may inspect the process


def _drop_capabilities() -> None:
    header: Any = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of the interface; this process
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "giving up capabilities failed")


def _prctl(option: int, argument: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, argument, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option}) failed")
