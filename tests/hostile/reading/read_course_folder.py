"""Read the course folder: solutions, hidden tests, the gradebook, graded notebooks, other submissions."""
# %% before answer
import glob
import os

COURSE = "COURSE_FOLDER"
for pattern in ("source/*/*", "release/*/*", "submitted/*/*/*", "autograded/*/*/*", "*.db", "*.py", "../*"):
    for path in glob.glob(os.path.join(COURSE, pattern)):
        print("BRE" "ACH", path)
        print(open(path, "rb").read())
for path in (COURSE, os.path.dirname(COURSE)):
    try:
        print("BRE" "ACH", os.listdir(path))
    except OSError as error:
        print(type(error))
