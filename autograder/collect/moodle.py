"""Moodle: the assignment's Submissions › Download all submissions.

"In folders", as is the default, each student has a folder `Ada Lovelace_1234567_assignsubmission_file` (with another
"_" at the end up to Moodle 4.0), with the files under the names that she gave them. Without folders, it is one file
`Ada Lovelace_1234567_assignsubmission_file_work.ipynb` beside the other. The number is the participant's in this
assignment only. Where names are hidden, "Participant" stands for the name, in Moodle's language. Group work has the
group's name. What was typed is `…_assignsubmission_onlinetext`. Only the last attempt is in the archive, and no times.
Moodle's code for it: moodle/moodle, mod/assign/classes/downloader.php.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from autograder.collect.hand_in import ArchivedFile, Sender, Sent
from autograder.collect.layout import mostly

_NAME = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.IGNORECASE | re.DOTALL
)


def has_layout(files: Sequence[ArchivedFile]) -> bool:
    """Tell by the names."""
    return mostly(files, _NAME)


def read(files: Sequence[ArchivedFile]) -> Iterator[Sent]:
    """Yield each file with who sent it."""
    found = {file: _NAME.fullmatch(file.path.parts[0]) for file in files}
    ids = defaultdict(set)
    for known in filter(None, found.values()):
        ids[known["name"]].add(known["id"])
    for file, match in found.items():
        if not match:
            yield Sent(Sender("moodle", handle="", name=""), file, file.path)
            continue
        name, number = match["name"], match["id"] or ""
        if len(ids[name]) > 1 or name == "Participant":  # the name alone doesn't say who
            name = f"{name} {number}"
        folders = [match["file"]] if match["file"] else []
        own = PurePosixPath(*folders, *file.path.parts[1:])
        yield Sent(Sender("moodle", handle=number or name, name=name), file, own)
