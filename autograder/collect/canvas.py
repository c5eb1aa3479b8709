"""Canvas: Assignments › Download Submissions.

All files lie in one folder and are named `lovelaceada_1815_1852_work.ipynb`: who, in lower case and without blanks and
commas; Canvas's id of the student; the file's id; the student's own name for the file. A late one has `LATE` after the
name. In anonymous assignments `anon_X7b2q` stands for name and id, after the `LATE`. What was typed into a text box is
`lovelaceada_1815_text.html`, a link `…_link.html`. A second attempt's file is often called `work-1.ipynb`. Only the
last attempt is in the archive, and no times. Canvas's code for it: instructure/canvas-lms, lib/content_zipper.rb.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from autograder.collect.hand_in import ArchivedFile, Sender, Sent
from autograder.collect.layout import mostly

_NAME = re.compile(
    r"(?:(?P<anonymous>(?:LATE_)?anon(?:ymous)?_[^_]+)|(?P<name>.+?)_(?P<late>LATE_)?(?P<id>\d+))"
    r"_(?:(?P<file_id>\d+)_(?P<file>.+)|(?P<typed>(?:text|link)\.html))",
    re.IGNORECASE | re.DOTALL,
)


def has_layout(files: Sequence[ArchivedFile]) -> bool:
    """Tell by the names."""
    return mostly(files, _NAME)


def read(files: Sequence[ArchivedFile]) -> Iterator[Sent]:
    """Yield each file with who sent it; attempts are ordered by the files' ids."""
    for file in files:
        found = _NAME.fullmatch(file.path.parts[0])
        if not found:
            yield Sent(Sender("canvas", handle="", name=""), file, file.path)
            continue
        anonymous = found["anonymous"]
        name = re.sub("^LATE_", "", anonymous, flags=re.IGNORECASE) if anonymous else found["name"]
        sender = Sender("canvas", handle=found["id"] or name, name=name, lms_id=found["id"] or name)
        own = PurePosixPath(found["file"] or found["typed"], *file.path.parts[1:])
        late = bool(found["late"]) or (anonymous or "").upper().startswith("LATE_")
        yield Sent(sender, file, own, order=int(found["file_id"] or 0), late=late)
