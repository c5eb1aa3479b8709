"""A plain folder, or an archive of one: a folder for each student, named by her id or her name.

A student's archive, `ada.zip`, is as good as her folder. nbgrader's own layout is one,
`submitted/ada/unit01/work.ipynb`. A notebook that lies in no student's folder says whose it is by its name, with the
notebook's: `ada_work.ipynb`; whoever tells notebooks apart takes the rest for the student.
A file's last change is not a hand-in time; but it says which of two attempts in one folder is the last.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from autograder.collect.archives import is_archive, stem
from autograder.collect.hand_in import ArchivedFile, Sender, Sent
from autograder.collect.layout import without_top


def has_layout(files: Sequence[ArchivedFile]) -> bool:
    """Anything will do."""
    return True


def read(files: Sequence[ArchivedFile]) -> Iterator[Sent]:
    """Yield each file with who sent it: the folder that it lies in."""
    inner = without_top(files)
    if len({file.path.parts[0] for file in inner if len(file.path.parts) > 1}) > 1:
        files = inner  # one folder around all students'
    for file in files:
        top, *rest = file.path.parts
        if is_archive(top) and not file.wrong:
            name = stem(top)
            yield Sent(Sender("folder", handle=name, name=name), file, PurePosixPath(top, *rest))
        elif rest or file.is_folder:
            yield Sent(Sender("folder", handle=top, name=top), file, PurePosixPath(*rest))
        else:
            yield Sent(Sender("folder", handle="", name=""), file, file.path)
