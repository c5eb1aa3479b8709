"""Records: what became of each hand-in, and who the students are. Two tables of ours in nbgrader's database.

nbgrader's own tables stay as they are: points are where nbgrader keeps them. The database is the one that
`c.CourseDirectory.db_url` names, SQLite or PostgreSQL; the tables are made on first use.

    with Records(course.db_url) as records:
        records.put(Record("unit01", "small", "ada", outcome=HANDED_IN))
        records.get("unit01", "small", "ada").outcome
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    insert,
    inspect,
    select,
)
from sqlalchemy.schema import CreateColumn

# What can become of a hand-in.
HANDED_IN = "handed in"  # and not graded yet
GRADED = "graded"
WAITS = "waits for a person"
NOT_GRADED = "could not be graded"
NOT_HANDED_IN = "not handed in"
OUTCOMES = (HANDED_IN, GRADED, WAITS, NOT_GRADED, NOT_HANDED_IN)
_WAIT = 60  # seconds for another command that is writing


def count_outcomes(counts: Mapping[str, int]) -> str:
    """Say how many hand-ins have which outcome: "8 graded, 2 wait for a person"."""
    several = {WAITS: "wait for a person"}
    return ", ".join(
        f"{counts[outcome]} {several.get(outcome, outcome) if counts[outcome] > 1 else outcome}"
        for outcome in OUTCOMES
        if counts.get(outcome)
    )


@dataclass(frozen=True)
class Record:
    """What became of one notebook of one student."""

    assignment: str
    notebook: str
    student: str
    outcome: str = NOT_HANDED_IN  # one of OUTCOMES
    reason: str = ""  # why it could not be graded, or what a person has to do
    repairs: list[str] = field(default_factory=list)  # what was repaired before grading, a sentence each
    misconceptions: dict[str, str] = field(default_factory=dict)  # by question: the wrong answer that hers is like
    isolation: str = ""  # what shut the submission off when it ran
    seconds: float | None = None  # that grading it took
    hand_in: str = ""  # fingerprint of what was handed in
    pack: str = ""  # fingerprint of what it was graded with
    attempt: int = 0  # which one counts, from 1; 0 where nothing was handed in
    submitted_at: datetime | None = None  # by the LMS, in UTC; None where the LMS doesn't say
    late: bool | None = None  # by the LMS, or by the due date; None where neither says
    source: dict[str, Any] = field(default_factory=dict)  # where it came from: lms, archive, file, order


@dataclass(frozen=True)
class Student:
    """A student as one LMS knows her. `lms_id` is hers in every assignment; a student has a row for each LMS and id."""

    lms: str
    lms_id: str
    student: str  # nbgrader's id, and the name of her folders
    name: str = ""
    email: str = ""
    sis_id: str = ""  # the university's own id
    login: str = ""
    enrolled: bool = False  # whether a roster lists her


_METADATA = MetaData()
_RECORDS = Table(
    "autograder_record",
    _METADATA,
    Column("assignment", String(128), primary_key=True),
    Column("notebook", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("outcome", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("repairs", JSON, nullable=False),
    Column("misconceptions", JSON, nullable=False, server_default="{}"),
    Column("isolation", Text, nullable=False),
    Column("seconds", Float),
    Column("hand_in", String(64), nullable=False),
    Column("pack", String(64), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("submitted_at", DateTime),  # in UTC, without a zone, as nbgrader stores times
    Column("late", Boolean),
    Column("source", JSON, nullable=False),
)
_BY_STUDENT = Index("autograder_record_student", _RECORDS.c.assignment, _RECORDS.c.student)
_STUDENTS = Table(
    "autograder_student",
    _METADATA,
    Column("lms", String(32), primary_key=True),
    Column("lms_id", Text, primary_key=True),
    Column("student", String(128), nullable=False),
    *(Column(name, Text, nullable=False) for name in ("name", "email", "sis_id", "login")),
    Column("enrolled", Boolean, nullable=False),
)


class Records:
    """The records in a database. Each `put` is one transaction: what it is given is stored whole or not at all."""

    def __init__(self, db_url: str) -> None:
        self._engine = create_engine(db_url, connect_args={"timeout": _WAIT} if db_url.startswith("sqlite") else {})
        tables = inspect(self._engine).get_table_names()
        if not tables:  # nbgrader notes its version in an empty database only, so it goes first
            from nbgrader.api import Gradebook

            with Gradebook(db_url):
                pass
        if not {_RECORDS.name, _STUDENTS.name} <= set(tables):
            _METADATA.create_all(self._engine)
        self._add_columns()

    def _add_columns(self) -> None:
        """Add what an older version's table of records lacks."""
        _BY_STUDENT.create(self._engine, checkfirst=True)
        known = {column["name"] for column in inspect(self._engine).get_columns(_RECORDS.name)}
        for column in _RECORDS.columns:
            if column.name not in known:
                definition = CreateColumn(column).compile(self._engine)
                with self._engine.begin() as connection:
                    connection.execute(DDL(f"ALTER TABLE {_RECORDS.name} ADD COLUMN {definition}"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def get(self, assignment: str, notebook: str, student: str) -> Record | None:
        """Return the record of one notebook of one student, or None."""
        found = [record for record in self.all(assignment, student) if record.notebook == notebook]
        return found[0] if found else None

    def all(self, assignment: str, *students: str) -> list[Record]:
        """Return an assignment's records, by student and notebook; if students are named, only theirs."""
        query = select(_RECORDS).where(_RECORDS.c.assignment == assignment)
        if students:
            query = query.where(_RECORDS.c.student.in_(students))
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        found = [Record(**{**row, "submitted_at": _with_zone(row["submitted_at"])}) for row in rows]
        return sorted(found, key=lambda record: (record.student, record.notebook))

    def students_with(self, assignment: str, outcome: str) -> list[str]:
        """List the students one of whose notebooks had this outcome."""
        query = select(_RECORDS.c.student).where(_RECORDS.c.assignment == assignment, _RECORDS.c.outcome == outcome)
        with self._engine.connect() as connection:
            return sorted(set(connection.scalars(query)))

    def any_graded(self, assignment: str) -> bool:
        """Return whether `autograder grade` has graded anything of an assignment."""
        query = select(_RECORDS.c.pack).where(_RECORDS.c.assignment == assignment, _RECORDS.c.pack != "").limit(1)
        with self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def put(self, *records: Record) -> None:
        """Store records in one transaction, in place of those that were there."""
        self._replace(_RECORDS, map(_row, records))

    def students(self) -> list[Student]:
        """Return all that is known of students, by id."""
        query = select(_STUDENTS).order_by(_STUDENTS.c.student, _STUDENTS.c.lms, _STUDENTS.c.lms_id)
        with self._engine.connect() as connection:
            return [Student(**row) for row in connection.execute(query).mappings()]

    def put_students(self, *students: Student) -> None:
        """Store students in one transaction, in place of the rows of the same LMS and id."""
        self._replace(_STUDENTS, [asdict(student) for student in students])

    def _replace(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        keys = [column.name for column in table.primary_key]
        new = {tuple(row[key] for key in keys): row for row in rows}
        same = [table.c[key] == bindparam(f"old_{key}") for key in keys]
        if new:
            with self._engine.begin() as connection:
                connection.execute(
                    delete(table).where(*same), [{f"old_{key}": row[key] for key in keys} for row in new.values()]
                )
                connection.execute(insert(table), [*new.values()])


def _row(record: Record) -> dict[str, Any]:
    time = record.submitted_at and record.submitted_at.astimezone(UTC).replace(tzinfo=None)
    reason = record.reason.replace("\0", "\N{REPLACEMENT CHARACTER}")  # PostgreSQL has no such character
    return asdict(record) | {"submitted_at": time, "reason": reason}


def _with_zone(time: datetime | None) -> datetime | None:
    return time and time.replace(tzinfo=UTC)
