"""Where hand-ins are kept: what counts in submitted/, every file as it came in collected/."""

import errno
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from autograder.collect.hand_in import HandIn, fingerprint
from autograder.collect.students import safe_id


class Place:
    """The folders of one student in one assignment."""

    def __init__(self, submitted: Path, collected: Path) -> None:
        self.submitted = submitted  # submitted/STUDENT/ASSIGNMENT
        self.collected = collected  # collected/ASSIGNMENT/STUDENT

    def keep(self, name: str, content: bytes) -> None:
        """Keep a file under its own name, made safe, after its fingerprint: no file replaces another."""
        suffix = re.search(r"\.\w{1,10}$", name)
        safe = safe_id(name[: suffix.start()] if suffix else name) + (suffix[0] if suffix else "")
        path = self.collected / f"{fingerprint(content)[:8]}-{safe}"
        if not path.exists():
            _write(path, content)

    def submit(self, hand_in: HandIn) -> None:
        """Put what counts where nbgrader looks for it. A copy in collected/ keeps what it replaces."""
        path = self.submitted / f"{hand_in.notebook}.ipynb"
        if path.is_file() and path.read_bytes() != hand_in.content:
            self.keep(path.name, path.read_bytes())
        for other, content in hand_in.others.items():
            with suppress(FileExistsError, NotADirectoryError, IsADirectoryError):  # a file and a folder of one name
                _write(self.submitted / other, content)
        _write(path, hand_in.content)

    def stamp(self, times: Iterable[datetime | None]) -> None:
        """Write nbgrader's timestamp.txt: the latest of the times, if any is known."""
        known = [time for time in times if time]
        if known:
            text = f"{max(known).astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC\n"
            _write(self.submitted / "timestamp.txt", text.encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "There is a folder of this name", str(path))
    part = path.with_name(f".{fingerprint(str(path).encode())[:16]}.part")
    part.write_bytes(content)
    part.replace(path)
