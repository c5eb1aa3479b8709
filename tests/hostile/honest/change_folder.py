"""Change the folder that the cells run in, and leave files there.

Deserves: answer, double, halve, total, line, pairs
"""
# %% before answer
import os
import tempfile

os.chdir(tempfile.mkdtemp())
%cd ..
open("notes.txt", "w").write("notes")
# %% double
def double(x):
    open("double.txt", "a").write(str(x))
    return 2 * x
