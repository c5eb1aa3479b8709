"""Look at other processes: the grader's, other submissions', the fork server's, the examiner's."""
# %% before answer
import glob
import os

for path in glob.glob("/proc/[0-9]*"):
    try:
        print(path, open(path + "/cmdline", "rb").read(), os.listdir(path + "/fd"), os.readlink(path + "/cwd"))
        print(os.listdir(path + "/root/"))
    except OSError as error:
        print(error)
    command = open(path + "/cmdline", "rb").read()
    if b"nbgrader" in command or b"bwrap" in command or b"pytest" in command:
        print("BRE" "ACH")
print(open("/proc/self/mountinfo").read())
