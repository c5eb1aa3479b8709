"""Brightspace (D2L): the assignment's Submissions, all of them selected › Download.

Each submission is a folder `39786-640693 - Ada Lovelace - Nov 3, 2026 1127 PM`: the student's and the assignment's ids,
the name, and when it was handed in. Who handed in twice has two folders. Older versions write the files beside each
other, `39786-640693 - Ada Lovelace - Nov 3, 2026 1127 PM - work.ipynb`. An `index.html` lists them. The time is that of
the person who downloads; it is taken for this computer's (set TZ, such as TZ=America/Toronto, if it is another).
D2L's documentation: community.d2l.com, "Download assignment submissions".
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import PurePosixPath

from autograder.collect.hand_in import ArchivedFile, Sender, Sent
from autograder.collect.layout import mostly

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(
    r"(?:(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?P<month2>[A-Za-z]{3})[a-z]*\.?)"
    r",? (?P<year>\d{4}),? (?P<hour>\d{1,2}?)[:.]?(?P<minute>\d{2})(?: ?(?P<half>[AP])M)?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?P<id>\d+)-\d+ - (?P<name>.+?) - (?P<time>[^-]*\b\d{4}\b[^-]*?)(?: - (?P<file>.+))?", re.IGNORECASE | re.DOTALL
)


def has_layout(files: Sequence[ArchivedFile]) -> bool:
    """Tell by the names."""
    return mostly([file for file in files if str(file.path) != "index.html"], _NAME)


def read(files: Sequence[ArchivedFile]) -> Iterator[Sent]:
    """Yield each file with who sent it, and when."""
    for file in files:
        if str(file.path) == "index.html":
            continue
        found = _NAME.fullmatch(file.path.parts[0])
        if not found:
            yield Sent(Sender("brightspace", handle="", name=""), file, file.path)
            continue
        folders = [found["file"]] if found["file"] else []
        sender = Sender("brightspace", handle=found["id"], name=found["name"], lms_id=found["id"])
        yield Sent(sender, file, PurePosixPath(*folders, *file.path.parts[1:]), _time(found["time"]))


def _time(text: str) -> datetime | None:
    """Read "Nov 3, 2026 1127 PM" or "3 Nov 2026 2327"; None if it is written in some other way."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    month = (found["month"] or found["month2"]).lower()
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].upper() == "P")
    with suppress(ValueError, OverflowError):
        day = int(found["day"] or found["day2"])
        return datetime(int(found["year"]), _MONTHS.index(month) + 1, day, hour, int(found["minute"])).astimezone()
    return None
