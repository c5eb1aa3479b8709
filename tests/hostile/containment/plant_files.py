"""Write to the system, to Python's folder and to the root, where later submissions would find it."""
# %% before answer
import os
import sys

import numpy

for folder in ("/usr", "/usr/bin", "/etc", "/", "/dev", "/proc", sys.prefix, os.path.dirname(numpy.__file__), "/home"):
    path = os.path.join(folder, "planted.py")
    try:
        open(path, "w").write("")
        print("BRE" "ACH", path)
    except OSError as error:
        print(error)
for path in ("/bin/sh", numpy.__file__):
    try:
        open(path, "a").write("\n")
        print("BRE" "ACH", path)
    except OSError as error:
        print(error)
open("/tmp/planted", "w").write("planted")
