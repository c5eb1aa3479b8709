"""Deny a submission the system calls that attacks need and notebooks don't.

Some bypass the sandbox's limits (memory that belongs to no process). Others let one process of a submission tamper with
another, such as a snapshot that is being examined, or reach rarely used parts of the system's kernel.
"""

import ctypes
import errno
import platform
import struct

# Linux's numbers for each, on x86-64 and on 64-bit ARM.
_REFUSED = {
    "add_key": (248, 217),
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "move_pages": (279, 239),
    "msgget": (68, 186),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "request_key": (249, 218),
    "setns": (308, 268),
    "shmget": (29, 194),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
_CLONE = (56, 220)  # makes processes and threads and, with some flags, namespaces, where the submission would be root
_CLONE3 = (435, 435)  # the same, but no filter sees its flags; programs fall back on the other
_NEW_NAMESPACES = 0x7E020000
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, and Linux's name (AUDIT_ARCH_…)
_X32 = 0x40000000  # from here on, x86-64's numbers belong to another interface to the same calls

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in Linux's struct seccomp_data
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_PR_SET_SECCOMP, _FILTER = 22, 2


class _Program(ctypes.Structure):
    """Linux's struct sock_fprog."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def refuse_system_calls() -> None:
    """Make the calls fail for good, with "operation not permitted", in this process and all that it starts.

    The process must have given up new privileges. On processors other than those above, nothing is refused.
    """
    if platform.machine() not in MACHINES:
        return
    column, architecture = MACHINES[platform.machine()]
    numbers = sorted(numbers[column] for numbers in _REFUSED.values())
    program = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        # A jump says how many instructions to skip if its condition holds, and how many if not.
        (_JUMP_AT_LEAST, len(numbers) + 5, 0, _X32),
        (_JUMP_EQUAL, len(numbers) + 5, 0, _CLONE3[column]),
        *((_JUMP_EQUAL, len(numbers) + 3 - at, 0, number) for at, number in enumerate(numbers)),
        (_JUMP_EQUAL, 0, 2, _CLONE[column]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_ANY_BIT, 1, 0, _NEW_NAMESPACES),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
        (_RETURN, 0, 0, _ERROR | errno.ENOSYS),
    ]
    instructions = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    filter_ = _Program(len(program), instructions)
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(filter_), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "refusing system calls failed")
