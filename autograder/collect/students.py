"""Who is who: from an LMS's senders to nbgrader's students, and from names to ids that are safe as names of folders.

An id, once given, stays. It is the one of the roster (the university's login or id), or is made of the name that the
LMS shows, by `safe_id`; if another student has it already, the LMS's own id follows it, or a number.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from autograder.collect.hand_in import Sender
from autograder.record.records import Student

_LENGTH = 100  # bytes; nbgrader's column has 128 characters, and a file's name 255 bytes
# Names of devices on Windows, and what nbgrader takes for all students.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def safe_id(name: str) -> str:
    """Return a name as an id that is safe as a folder's name, in a pattern, and on a command line.

    Letters and digits of any script stay, and so do `.`, `_`, `@` and `-` within; anything else, one or several in a
    row, becomes one `-`; at both ends only letters, digits and `_` stay. What is left of it is cut after 100 bytes.
    A name of nothing else is "student". A safe id stays as it is.
    """
    name = unicodedata.normalize("NFC", name)
    kept = "".join(each if each in "._@" or unicodedata.category(each)[0] in "LNM" else "-" for each in name)
    kept = re.sub(r"-{2,}", "-", re.sub(r"\.{2,}", ".", kept)).strip(".-@")
    kept = kept.encode()[:_LENGTH].decode(errors="ignore").rstrip(".-@")
    return f"student-{kept}" if _RESERVED.fullmatch(kept) else kept or "student"


def _with_end(name: str, end: str | int) -> str:
    """Return an id made of a name and an ending that tells it from another student's."""
    end = safe_id(str(end)[:20])
    kept = safe_id(name).encode()[: _LENGTH - len(end.encode()) - 1].decode(errors="ignore")
    return f"{kept.rstrip('.-@')}-{end}"


class Students:
    """The students of a course: those that are known, and those that are met in an archive."""

    def __init__(self, known: Iterable[Student], taken: Iterable[str] = ()) -> None:
        """Start with the students in the database, and with ids that are taken, such as in nbgrader's gradebook."""
        self.rows = {(row.lms, row.lms_id): row for row in known}
        self._taken = {_fold(student) for student in taken} | {_fold(row.student) for row in self.rows.values()}
        self._by_folded = {_fold(student): student for student in taken}
        self._claimed: set[tuple[str, str]] = set()  # students whom a sender of this archive is, by LMS

    def begin_archive(self) -> None:
        """Start another archive. Two senders in one archive are two students, but each may be in the next one, too."""
        self._claimed.clear()

    def find(self, sender: Sender, wanted: str = "") -> Student:
        """Return the student who sent this; a new one, with the id that is wanted, if nobody known can be meant."""
        key = (sender.lms, sender.lms_id or sender.handle)
        row = self.rows.get(key)
        if row is None:
            student = self._match(sender) or self.new_id(wanted or sender.name or sender.handle, key[1])
            row = Student(*key, student, sender.name, sender.email, sender.sis_id, sender.login)
            self.rows[key] = row
        self._claimed.add((row.student, row.lms))
        return row

    def knows(self, sender: Sender) -> bool:
        """Whether somebody who is known can be meant."""
        return (sender.lms, sender.lms_id or sender.handle) in self.rows or self._match(sender) is not None

    def new_id(self, name: str, own: str = "") -> str:
        """Return an id that nobody has, made of a name."""
        more = [own] if own and own != name else []
        candidates = [safe_id(name), *(_with_end(name, end) for end in (*more, *range(2, len(self._taken) + 3)))]
        student = next(candidate for candidate in candidates if _fold(candidate) not in self._taken)
        self._taken.add(_fold(student))
        return student

    def _match(self, sender: Sender) -> str | None:
        """Return the one student that a sender can be: by e-mail, by the university's id, by name."""
        for same in (_same_email, _same_id, _same_name):
            found = {row.student for row in self.rows.values() if same(row, sender)}
            found = {student for student in found if not self._is_other(student, sender)}
            if found:
                return found.pop() if len(found) == 1 else None
        return self._by_id(sender)

    def _by_id(self, sender: Sender) -> str | None:
        """Return whom nbgrader has under the id that this sender would get, and of whom nothing else is known."""
        known = {row.student for row in self.rows.values()}
        for own in (*_ids(sender), safe_id(sender.name)):
            student = self._by_folded.get(_fold(own))
            if student and student not in known:
                return student
        return None

    def _is_other(self, student: str, sender: Sender) -> bool:
        """Whether a student can't be this sender: the LMS knows her by another id, or another sender is her."""
        rows = [row for row in self.rows.values() if row.student == student and row.lms == sender.lms]
        return (student, sender.lms) in self._claimed or bool(sender.lms_id and rows)


def _ids(sender: Sender) -> list[str]:
    """Return what may be a university's id: a folder's name is one."""
    own = sender.handle if sender.lms in ("folder", "roster") else ""
    return [each for each in (sender.sis_id, sender.login, own) if each]


def _same_email(row: Student, sender: Sender) -> bool:
    return bool(sender.email) and row.email.casefold() == sender.email.casefold()


def _same_id(row: Student, sender: Sender) -> bool:
    ids = {_fold(each) for each in _ids(sender)}
    own = (row.student, row.sis_id, row.login, row.email, row.email.partition("@")[0])
    return bool(ids) and any(_fold(each) in ids for each in own)


def _same_name(row: Student, sender: Sender) -> bool:
    return bool(_orders(row.name) & _orders(sender.name))


@cache
def _orders(name: str) -> frozenset[str]:
    """Return the ways to write a name as one word: Canvas's "lovelaceada" is Ada Lovelace."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold())
    return frozenset("".join(words[start:] + words[:start]) for start in range(min(len(words), 9)))


@cache
def _fold(student: str) -> str:
    """Return an id as a file system sees it that takes upper and lower case for the same."""
    return unicodedata.normalize("NFC", student).casefold()
