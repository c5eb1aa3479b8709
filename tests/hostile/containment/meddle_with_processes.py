"""Read and write the memory of other processes, such as the snapshots that are examined."""
# %% before answer
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
child = os.fork()
if child == 0:
    time.sleep(60)
buffer = ctypes.create_string_buffer(8)
vector = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 8)
for name, result in [
    ("ptrace", libc.ptrace(16, child, 0, 0)),
    ("process_vm_readv", libc.process_vm_readv(child, vector, 1, vector, 1, 0)),
    ("ptrace of 1", libc.ptrace(16, 1, 0, 0)),
]:
    if result != -1:
        print("BRE" "ACH", name)
for path in ("/proc/1/mem", "/proc/1/environ", "/proc/1/root/etc/shadow"):
    try:
        open(path, "rb").read(10)
    except OSError as error:
        print(path, error)
