"""Memory put on larger pages: nothing changes in it, and Linux says so."""

import platform
import re
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import hashlib, os, random
from autograder.processes.huge_pages import use_huge_pages
data = random.Random(0).randbytes(2**26)
before = hashlib.sha256(data).hexdigest()
use_huge_pages()
assert hashlib.sha256(data).hexdigest() == before
print(open("/proc/self/smaps_rollup").read() if os.path.exists("/proc/self/smaps_rollup") else "")
"""


def test_memory_is_as_before_on_larger_pages() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    version = tuple(map(int, re.findall(r"\d+", platform.release())[:2]))
    if version >= (6, 1) and Path("/sys/kernel/mm/transparent_hugepage").exists():  # Linux can do it
        (kilobytes,) = re.findall(r"^AnonHugePages: +(\d+) kB$", done.stdout, flags=re.MULTILINE)
        assert int(kilobytes) > 2**15


def test_elsewhere_nothing_happens() -> None:
    program = "import sys; sys.platform = 'darwin'\n" + PROGRAM
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
