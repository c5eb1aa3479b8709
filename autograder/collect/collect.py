"""Collect an assignment: from archives to submitted/, to nbgrader's gradebook and to the records."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC
from pathlib import Path
from typing import Self

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from autograder.collect.gradebook import add_students
from autograder.collect.hand_in import HandIn, Sender, Sent
from autograder.collect.hand_ins import Given, Unusable, sort_out
from autograder.collect.lms import read_archive
from autograder.collect.notebooks import Known, read_known, rest_of_name, tell_by_name
from autograder.collect.place import Place
from autograder.collect.students import Students, safe_id
from autograder.record.records import HANDED_IN, NOT_GRADED, NOT_HANDED_IN, Record, Records, Student

_NOBODYS = re.compile(r"readme(\.\w+)?|index\.html?|.*\.csv|timestamp\.txt", re.IGNORECASE)  # beside what students sent


@dataclass
class Collected:
    """What a run has collected."""

    assignment: str
    archives: list[tuple[Path, str]] = field(default_factory=list)  # with the LMS whose layout it has
    records: list[Record] = field(default_factory=list)  # of what was handed in and counts
    unchanged: int = 0  # hand-ins of this run that were there already
    duplicates: list[tuple[str, str, list[str]]] = field(default_factory=list)  # student, notebook, files; last counts
    unusable: list[Unusable] = field(default_factory=list)
    missing: list[Student] = field(default_factory=list)  # enrolled, but handed in nothing
    has_roster: bool = False
    new: list[Student] = field(default_factory=list)  # not on the roster, where there is one


class Collector:
    """Collects one assignment of a course."""

    def __init__(self, course: CourseDirectory, assignment: str) -> None:
        self._course, self._assignment = course, assignment
        source, release = (
            Path(course.format_path(step, ".", assignment))
            for step in (course.source_directory, course.release_directory)
        )
        self._known: list[Known] = read_known(source, release)
        self._done = Collected(assignment)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._gradebook = self._open.enter_context(Gradebook(self._course.db_url))
        self._records = self._open.enter_context(Records(self._course.db_url))
        folders = Path(self._course.root, self._course.submitted_directory)
        taken = [path.name for path in folders.glob("*") if path.is_dir()]
        taken += [str(student.id) for student in self._gradebook.students]
        self._students = Students(self._records.students(), taken)
        try:
            due = self._gradebook.find_assignment(self._assignment).duedate
        except MissingEntry:
            due = None
        self._due = due and due.replace(tzinfo=UTC)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def collect(self, archives: Iterable[Path], said: str | None = None) -> Collected:
        """Collect archives, one after the other; `said` is the LMS, where the layout doesn't tell it."""
        for path in archives:
            for lms, sent in read_archive(path, said):
                self._done.archives.append((path, lms))
                self._students.begin_archive()
                for student, files in self._by_student(sent):
                    self._take(student, files, path)
        self._look_for_missing()
        return self._done

    def _by_student(self, sent: list[Sent]) -> Iterator[tuple[Student, list[Sent]]]:
        """Yield students with what each sent. Ids that are safe as they are go first, so that nobody else gets them."""
        groups: dict[Sender, list[Sent]] = defaultdict(list)
        for each in sent:
            one = self._by_name(each)
            if one:
                groups[one.sender].append(one)
        for sender in sorted(groups, key=lambda sender: safe_id(sender.handle) != sender.handle):
            yield self._students.find(sender), groups[sender]

    def _by_name(self, sent: Sent) -> Sent | None:
        """Attribute a file that lies in no student's folder by its name: "ada_small.ipynb" is Ada's."""
        sender = sent.sender
        named = tell_by_name(sender.name, self._known) if sender.handle == sender.name else None
        if named and not rest_of_name(sender.name, named):  # a folder for each notebook, "small/ada.ipynb"
            sent = replace(sent, name=sent.name.parent / f"{sender.name} {sent.name.name}")
        elif sender.handle:
            return sent
        if _NOBODYS.fullmatch(sent.name.name):
            return None
        named = tell_by_name(sent.name.name, self._known)
        rest = rest_of_name(sent.name.name, named) if named else sent.name.stem
        sender = replace(sender, handle=rest, name=rest)
        if not rest or not (named or self._students.knows(sender)):
            reason = sent.file.wrong or "doesn't say whose it is"
            self._done.unusable.append(Unusable("", sent.name.name, reason, is_urgent=True))
            return None
        return replace(sent, sender=sender)

    def _take(self, student: Student, sent: list[Sent], archive: Path) -> None:
        """Take what one student sent. Its mistakes affect nobody else; only a full disk stops the class."""
        try:
            given = sort_out(student.student, sent, self._known, self._assignment)
        except OSError:
            raise
        except Exception as error:  # a file that nobody has thought of
            reason = f"can't be collected ({type(error).__name__}: {error})"
            given = Given(student.student, unusable=[Unusable(student.student, "", reason, is_urgent=True)])
        self._records.put_students(student)
        add_students(self._gradebook, [student])
        self._store(given, _source(sent[-1], archive.name))

    def _store(self, given: Given, source: dict[str, object]) -> None:
        """Write files first, then the records of a student in one transaction: a run that was killed is done again."""
        place = self._place(given.student)
        before = {record.notebook: record for record in self._records.all(self._assignment, given.student)}
        for (name, _), content in given.kept.items():
            place.keep(name, content)
        after = {}
        for notebook in (known.name for known in self._known):
            if notebook in given.attempts:
                after[notebook] = self._count(given, notebook, before.get(notebook), place, str(source["archive"]))
            elif notebook not in before or not before[notebook].hand_in:
                after[notebook] = self._lacking(given, notebook, before.get(notebook), source)
        place.stamp(record.submitted_at for record in {**before, **after}.values())
        self._records.put(*after.values())
        lacks = not all(record.hand_in for record in {**before, **after}.values())
        self._done.unusable += [each for each in given.unusable if lacks or each.is_urgent]

    def _count(self, given: Given, notebook: str, before: Record | None, place: Place, archive: str) -> Record:
        """Submit the last attempt, unless a later one is there already; return the record."""
        hand_in = given.hand_in(self._assignment, notebook)
        if hand_in.attempt > 1:
            files = [str(attempt.sent.name) for attempt in given.attempts[notebook]]
            self._done.duplicates.append((given.student, notebook, files))
        record = before or Record(self._assignment, notebook, given.student)
        seen = list(dict.fromkeys([*record.source.get("seen", ()), *given.fingerprints(notebook)]))
        last = given.attempts[notebook][-1].sent
        record = replace(record, attempt=len(seen), source={**record.source, "seen": seen})
        if record.hand_in and _is_later(record, last):
            return record
        hand_in = replace(hand_in, attempt=len(seen), late=self._is_late(hand_in))
        place.submit(hand_in)
        self._done.unchanged += record.hand_in == hand_in.fingerprint
        if record.hand_in != hand_in.fingerprint:  # whatever was found about another is gone
            record = Record(self._assignment, notebook, given.student, outcome=HANDED_IN, hand_in=hand_in.fingerprint)
        source = {**_source(last, archive), "seen": seen}
        record = replace(record, attempt=len(seen), submitted_at=hand_in.submitted_at, late=hand_in.late, source=source)
        self._done.records.append(record)
        return record

    def _lacking(self, given: Given, notebook: str, before: Record | None, source: dict[str, object]) -> Record:
        """Return the record of a notebook that a student didn't hand in, with what she handed in in its place."""
        wrong = given.wrong_with(notebook) or (before.reason if before else "")
        outcome = NOT_GRADED if wrong else NOT_HANDED_IN
        return Record(self._assignment, notebook, given.student, outcome=outcome, reason=wrong, source=source)

    def _is_late(self, hand_in: HandIn) -> bool | None:
        """Return whether a hand-in is late: as the LMS says, or by the due date, with a student's extension."""
        if hand_in.late is not None or hand_in.submitted_at is None or self._due is None:
            return hand_in.late
        try:
            extension = self._gradebook.find_submission(self._assignment, hand_in.student).extension
        except MissingEntry:
            extension = None
        return bool(hand_in.submitted_at > (self._due + extension if extension else self._due))

    def _look_for_missing(self) -> None:
        """Record who is enrolled but handed in nothing, and who handed in but isn't enrolled."""
        rows = list(self._students.rows.values())
        enrolled = {row.student: row for row in rows if row.enrolled}
        records = defaultdict(list)
        for record in self._records.all(self._assignment):
            records[record.student].append(record)
        new = [student for student in enrolled if student not in records]
        self._records.put(*(Record(self._assignment, known.name, student) for student in new for known in self._known))
        self._done.missing = [
            row
            for student, row in sorted(enrolled.items())
            if all(record.outcome == NOT_HANDED_IN for record in records.get(student, ()))
        ]
        self._done.has_roster = bool(enrolled)
        if enrolled:
            others = {row.student: row for row in rows if row.student in records and row.student not in enrolled}
            self._done.new = list(others.values())

    def _place(self, student: str) -> Place:
        course = self._course
        submitted = course.format_path(course.submitted_directory, student, self._assignment)
        return Place(Path(submitted), Path(course.root, "collected", self._assignment, student))


def _source(sent: Sent, archive: str) -> dict[str, object]:
    """Return where a file came from, as the LMS knows it: grades and feedback go back by it."""
    sender = sent.sender
    ids = {"lms": sender.lms, "lms_id": sender.lms_id, "handle": sender.handle, "name": sender.name}
    return {**ids, "archive": archive, "file": str(sent.name), "order": sent.order}


def _is_later(record: Record, sent: Sent) -> bool:
    """Whether what is recorded is a later attempt: by time, or by the order that the same LMS gives."""
    if record.submitted_at and sent.submitted_at:
        return record.submitted_at > sent.submitted_at
    order = int(record.source.get("order", 0))
    return record.source.get("lms") == sent.sender.lms and min(order, sent.order) > 0 and order > sent.order
