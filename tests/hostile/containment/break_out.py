"""Make namespaces, mounts, devices and other users: whatever leads out of the sandbox."""
# %% before answer
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for name, result in [
    ("unshare user", libc.unshare(0x10000000)),
    ("unshare mount", libc.unshare(0x00020000)),
    ("mount", libc.mount(b"proc", b"/tmp", b"proc", 0, None)),
    ("remount", libc.mount(b"", b"/usr", b"", 32, None)),
    ("umount", libc.umount2(b"/proc", 2)),
    ("chroot", libc.chroot(b"/tmp")),
    ("pivot_root", libc.syscall(155, b"/tmp", b"/tmp")),
    ("setuid", libc.setuid(0)),
    ("setgroups", libc.setgroups(0, None)),
    ("mknod", libc.mknod(b"/tmp/disk", 0o60666, 0x800)),
    ("keyctl", libc.syscall(250, 0, -3, 1)),
    ("bpf", libc.syscall(321, 0, None, 0)),
    ("io_uring_setup", libc.syscall(425, 8, ctypes.create_string_buffer(256))),
    ("clone3 with namespaces", libc.syscall(435, (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, 17), 88)),
    ("clone with namespaces", libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0)),
]:
    if result == 0 and "clone" in name:
        os._exit(0)
    if result not in (-1,):
        print("BRE" "ACH", name, result)
for path in ("/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/sys/power/state"):
    try:
        open(path, "w").write("x")
        print("BRE" "ACH", path)
    except OSError as error:
        print(error)
print(os.getuid(), [line for line in open("/proc/self/status") if "Cap" in line or "NoNewPrivs" in line])
