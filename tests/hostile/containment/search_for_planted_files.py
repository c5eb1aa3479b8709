"""Find what the submission before has left in the folders that every submission may write to."""
# %% before answer
import glob
import os

if glob.glob("/tmp/planted") or glob.glob("/dev/shm/*") or glob.glob("/usr/planted.py"):
    print("BRE" "ACH")
print(sorted(os.listdir("/tmp")), sorted(os.listdir("/dev/shm")))
