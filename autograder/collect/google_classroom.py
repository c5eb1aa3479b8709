"""Google Classroom: the assignment's folder in Google Drive, downloaded.

Classroom keeps what students turn in in one folder of Drive. A copy that it made for each student is called
`Ada Lovelace - work.ipynb`. Drive makes an archive of the folder, `unit-20261103T222700Z-001.zip`, in several parts if
it is large; two files of one name become `work.ipynb` and `work(1).ipynb`. A file that a student uploaded under its own
name doesn't say whose it is; it is listed as nobody's. Drive keeps the time of the last change, not of turning in, so
no times are taken. Google's documentation: support.google.com/edu/classroom, "View student work in Drive".
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from autograder.collect.hand_in import ArchivedFile, Sender, Sent
from autograder.collect.layout import mostly

_NAME = re.compile(r"(?:Copy of )?(?P<name>.+?) - (?P<file>.+)", re.IGNORECASE | re.DOTALL)


def has_layout(files: Sequence[ArchivedFile]) -> bool:
    """Tell by the names: files beside each other, a person's name first."""
    return mostly(files, _NAME) and not any(len(file.path.parts) > 2 for file in files)


def read(files: Sequence[ArchivedFile]) -> Iterator[Sent]:
    """Yield each file with who sent it."""
    for file in files:
        found = _NAME.fullmatch(file.path.parts[0])
        name = found["name"].strip() if found else ""
        own = PurePosixPath(found["file"] if found else file.path.parts[0], *file.path.parts[1:])
        yield Sent(Sender("google-classroom", handle=name, name=name), file, own)
