import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from autograder.collect.brightspace import has_layout, read
from autograder.collect.hand_in import ArchivedFile
from tests.autograder.collect.conftest import FIRST, Course, answered


@pytest.fixture(autouse=True)
def toronto(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The time zone of the computer that collects."""
    monkeypatch.setenv("TZ", "America/Toronto")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "written, hour, minute",
    [
        ("Nov 3, 2026 1127 PM", 23, 27),
        ("Nov 3, 2026 237 PM", 14, 37),
        ("Nov 3, 2026 1205 AM", 0, 5),
        ("Nov 3, 2026 1205 PM", 12, 5),
        ("Nov 3, 2026 115 PM", 13, 15),
        ("November 3, 2026 9:15 AM", 9, 15),
        ("3 Nov, 2026 2327", 23, 27),
    ],
)
def test_reads_times(written: str, hour: int, minute: int) -> None:
    files = [ArchivedFile(PurePosixPath(f"39786-640693 - Ada Lovelace - {written}/first.ipynb"), lambda: b"")]
    assert has_layout(files)
    (one,) = read(files)
    assert one.submitted_at
    assert one.submitted_at.replace(tzinfo=None) == datetime(2026, 11, 3, hour, minute)
    assert (one.sender.name, one.sender.lms_id, str(one.name)) == ("Ada Lovelace", "39786", "first.ipynb")


def test_a_time_in_another_language_is_no_time() -> None:
    files = [ArchivedFile(PurePosixPath("1-2 - Ada Lovelace - 3 décembre 2026 2327/first.ipynb"), lambda: b"")]
    assert has_layout(files)
    assert [(each.submitted_at, each.sender.name) for each in read(files)] == [(None, "Ada Lovelace")]


def test_files_beside_each_other_and_names_with_dashes() -> None:
    name = "13394-80551 - Anna-Lena Maier - Mar 29, 2026 1205 PM - ALM - Homework 1 - first.ipynb"
    (one,) = read([ArchivedFile(PurePosixPath(name), lambda: b"")])
    assert (one.sender.name, str(one.name)) == ("Anna-Lena Maier", "ALM - Homework 1 - first.ipynb")


def test_collects_attempts_by_time(course: Course) -> None:
    archive = course.archive(
        "Unit 1 Download Nov 6, 2026 900 AM.zip",
        {
            "index.html": b"<html></html>",
            "39786-640693 - Ada Lovelace - Nov 3, 2026 1127 PM/first.ipynb": answered("first", "last"),
            "39786-640693 - Ada Lovelace - Nov 3, 2026 237 PM/first (3).ipynb": FIRST,
            "40000-640693 - Grace Hopper - Nov 4, 2026 100 AM/FIRST.IPYNB": answered("first", "grace"),
        },
    )
    status, said = course.collect(archive)
    assert status == 0 and "brightspace" in said, said
    assert course.notebooks() == {
        "Ada-Lovelace/unit01/first.ipynb": answered("first", "last"),
        "Grace-Hopper/unit01/first.ipynb": answered("first", "grace"),
    }
    assert course.record("Ada-Lovelace").submitted_at == datetime(2026, 11, 4, 4, 27, tzinfo=UTC)
    assert course.submitted()["Ada-Lovelace/unit01/timestamp.txt"] == b"2026-11-04 04:27:00.000000 UTC\n"
