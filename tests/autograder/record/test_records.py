import shutil
import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.record.records import (
    GRADED,
    HANDED_IN,
    NOT_HANDED_IN,
    WAITS,
    Record,
    Records,
    Student,
    count_outcomes,
)


@pytest.fixture
def db_url(tmp_path: Path, empty_gradebook: Path) -> str:
    shutil.copy(empty_gradebook, tmp_path)
    return f"sqlite:///{tmp_path}/gradebook.db"


RECORD = Record(
    "unit01",
    "small",
    "ada",
    outcome=GRADED,
    reason="",
    repairs=["A byte order mark was removed."],
    isolation="full",
    seconds=1.5,
    hand_in="f" * 64,
    pack="0" * 64,
    attempt=2,
    submitted_at=datetime(2026, 11, 3, 22, 27, tzinfo=UTC),
    late=True,
    source={"lms": "canvas", "order": 1852},
)


def test_gives_back_what_was_stored(db_url: str) -> None:
    with Records(db_url) as records:
        records.put(RECORD)
    with Records(db_url) as records:
        assert records.get("unit01", "small", "ada") == RECORD
        assert records.get("unit01", "small", "grace") is None
        assert records.get("unit02", "small", "ada") is None


def test_a_record_replaces_the_one_before(db_url: str) -> None:
    with Records(db_url) as records:
        records.put(RECORD, replace(RECORD, notebook="other"), replace(RECORD, assignment="unit02"))
        records.put(replace(RECORD, outcome=HANDED_IN, attempt=3))
        assert [(each.notebook, each.attempt) for each in records.all("unit01")] == [("other", 2), ("small", 3)]


def test_lists_by_student(db_url: str) -> None:
    with Records(db_url) as records:
        records.put(*(replace(RECORD, student=student) for student in ("grace", "ada")))
        assert [each.student for each in records.all("unit01")] == ["ada", "grace"]
        assert [each.student for each in records.all("unit01", "grace")] == ["grace"]


def test_times_are_in_utc(db_url: str) -> None:
    berlin = timezone(timedelta(hours=1))
    with Records(db_url) as records:
        records.put(replace(RECORD, submitted_at=datetime(2026, 11, 3, 23, 27, tzinfo=berlin)))
        assert records.get("unit01", "small", "ada") == RECORD


def test_what_is_put_together_is_stored_whole_or_not_at_all(db_url: str) -> None:
    with Records(db_url) as records:
        records.put(RECORD)
        with pytest.raises(Exception, match="NOT NULL"):
            records.put(replace(RECORD, attempt=3), replace(RECORD, student="grace", outcome=None))  # type: ignore[arg-type]
        assert records.all("unit01") == [RECORD]


def test_nbgraders_tables_are_nbgraders(tmp_path: Path) -> None:
    """nbgrader notes its version in a new database only: without it, `nbgrader db upgrade` can't work."""
    db_url = f"sqlite:///{tmp_path}/new.db"
    with Records(db_url) as records:
        records.put(RECORD)
    with sqlite3.connect(db_url.removeprefix("sqlite:///")) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert database.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    with Gradebook(db_url) as gradebook:
        assert gradebook.students == []
        assert tables - set(gradebook.engine.dialect.get_table_names(gradebook.engine.connect())) == set()
    assert {"autograder_record", "autograder_student"} < tables


def test_waits_for_another_command_that_writes(db_url: str) -> None:
    with Records(db_url) as records:
        other = sqlite3.connect(db_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.5, other.execute, ["COMMIT"]).start()
        records.put(RECORD)
        assert records.get("unit01", "small", "ada") == RECORD


def test_knows_students_by_lms_and_id(db_url: str) -> None:
    ada = Student("canvas", "1815", "ada", name="Lovelace, Ada", email="ada@uni.edu", enrolled=True)
    with Records(db_url) as records:
        records.put_students(ada, replace(ada, lms="moodle", lms_id="7"))
        records.put_students(replace(ada, enrolled=False))
        assert records.students() == [replace(ada, enrolled=False), replace(ada, lms="moodle", lms_id="7")]


def test_a_record_is_not_handed_in_unless_told_otherwise() -> None:
    assert Record("unit01", "small", "ada").outcome == NOT_HANDED_IN


def test_a_table_of_an_older_version_gets_what_it_lacks(db_url: str) -> None:
    with Records(db_url) as records:
        records.put(Record("unit01", "small", "ada", outcome=GRADED))
    with sqlite3.connect(db_url.removeprefix("sqlite:///")) as database:
        database.execute("alter table autograder_record drop column misconceptions")
    with Records(db_url) as records:
        (record,) = records.all("unit01")
        assert (record.outcome, record.misconceptions) == (GRADED, {})
        records.put(Record("unit01", "small", "ada", misconceptions={"a": "b"}))
        assert records.all("unit01")[0].misconceptions == {"a": "b"}


def test_outcomes_are_counted_in_words() -> None:
    assert count_outcomes({WAITS: 1, NOT_HANDED_IN: 2}) == "1 waits for a person, 2 not handed in"
    assert count_outcomes({WAITS: 3, GRADED: 1, HANDED_IN: 0}) == "1 graded, 3 wait for a person"
