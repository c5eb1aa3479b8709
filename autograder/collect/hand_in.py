"""What one student handed in for one notebook, and what an LMS says about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath


@dataclass(frozen=True)
class ArchivedFile:
    """A file in an archive: where it is, and how to get its bytes. Nothing of it is trusted."""

    path: PurePosixPath  # without "..", never absolute
    read: Callable[[], bytes]  # raises UnusableError
    modified: datetime | None = None
    wrong: str = ""  # why it must not be used, and why `read` raises: a link, a path that leads out of the archive
    is_folder: bool = False  # an empty one

    @property
    def name(self) -> str:
        """The file's name, without its folders."""
        return self.path.name


class UnusableError(Exception):
    """Why a file can't be used, for an instructor's eyes: "is a PDF, not a notebook"."""


@dataclass(frozen=True)
class Sender:
    """Who handed in, as the LMS says it."""

    lms: str
    handle: str  # what tells senders of one archive apart; "" where a file doesn't say whose it is
    name: str  # as a person reads it; "Lovelace, Ada" or "Ada Lovelace"
    lms_id: str = ""  # the LMS's own id, the same in every assignment; "" where the archive doesn't have it
    email: str = ""
    sis_id: str = ""  # the university's own id
    login: str = ""


@dataclass(frozen=True)
class Sent:
    """A file that somebody handed in, or her empty folder."""

    sender: Sender
    file: ArchivedFile
    name: PurePosixPath  # the student's own name for it, folders included
    submitted_at: datetime | None = None  # None where the LMS doesn't say
    order: int = 0  # orders attempts where times don't: greater is later
    late: bool | None = None  # None where the LMS doesn't say


@dataclass(frozen=True)
class HandIn:
    """What one student handed in for one notebook, or what is wrong with it. It depends on no LMS."""

    student: str  # nbgrader's id, safe as a folder's name
    sender: Sender  # the LMS's own id and name
    assignment: str
    notebook: str
    content: bytes = b""  # the notebook as it was handed in
    others: dict[PurePosixPath, bytes] = field(default_factory=dict)  # what lay beside it, by path from it
    submitted_at: datetime | None = None
    attempt: int = 1
    late: bool | None = None
    wrong: str = ""  # why it can't be used

    @property
    def fingerprint(self) -> str:
        """Identifies this content."""
        others = [f"{path} {fingerprint(content)}" for path, content in sorted(self.others.items())]
        text = "\n".join([self.wrong, fingerprint(self.content), *others])
        return fingerprint(text.encode(errors="surrogateescape"))  # a file's name may not be UTF-8


def fingerprint(content: bytes) -> str:
    """Return a fingerprint of these bytes: SHA-256, in hexadecimal."""
    return sha256(content).hexdigest()
