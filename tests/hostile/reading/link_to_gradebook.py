"""Lay links to the gradebook, the source and the home beside the notebook, and read through them."""
# %% tamper
for name, target in [
    ("gradebook.db", "COURSE_FOLDER/gradebook.db"),
    ("lab.txt", "COURSE_FOLDER/source/unit01/lab.ipynb"),
    ("secret.txt", "HOME_FOLDER/secret.txt"),
    ("everything", "/"),
    ("neighbour", "../../a-perfect"),
]:
    (folder / name).symlink_to(target)
# %% before answer
import os

for parent, folders, names in os.walk("."):
    for name in names:
        try:
            print(name, open(os.path.join(parent, name), "rb").read())
        except OSError as error:
            print(error)
for name in ("everything", "neighbour"):
    try:
        print("BRE" "ACH", os.listdir(name))
    except OSError as error:
        print(error)
