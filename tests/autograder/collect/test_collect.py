"""Collecting a class, as an instructor types it."""

import errno
import os
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder.collect.collect import Collected
from autograder.collect.hand_ins import Unusable
from autograder.collect.summary import show
from autograder.record.records import Records, Student
from tests.autograder.collect.conftest import FIRST, SECOND, Course, answered, zipped
from tests.conftest import Run, graded, notebook, solution

ROSTER = (
    "id,name,email\nada,Ada Lovelace,ada@uni.edu\ngrace,Grace Hopper,grace@uni.edu\nalan,Alan Turing,alan@uni.edu\n"
)


def test_what_students_do_to_names(course: Course) -> None:
    files = {
        "ada/Copy of first.ipynb": FIRST,
        "ada/second (1).ipynb": SECOND,
        "grace/FIRST.IPYNB": FIRST,
        "grace/Untitled7.ipynb": answered("second", "hers", ids=False),
        "alan/first.ipynb.txt": FIRST,
        "alan/Copy_of_second-1.ipynb": SECOND,
    }
    status, said = course.collect(course.archive("class.zip", files))
    assert status == 0, said
    expected = {f"{who}/unit01/{what}.ipynb" for who in ("ada", "grace", "alan") for what in ("first", "second")}
    assert set(course.notebooks()) == expected
    assert course.notebooks()["alan/unit01/first.ipynb"] == FIRST


def test_what_cant_be_used_is_listed_and_recorded(course: Course) -> None:
    files = {
        "ada/first.ipynb": FIRST,
        "ada/second.pdf": b"%PDF-1.7",
        "grace/essay.docx": b"PK\3\4",
        "alan/": b"",
        "kurt/Untitled.ipynb": nbformat.writes(notebook(solution("x = 1", "other"))).encode(),
        "emmy/first.ipynb": b"",
        "emmy/second.ipynb": SECOND,
        "paul/first.ipynb": FIRST,
        "paul/second.ipynb": SECOND,
        "paul/printed.pdf": b"%PDF-1.7",  # beside all that was asked for: nobody has to do anything
        "mary/script.py": b"print(1)",
        "carl/.hidden": b"x",
        "olga/first.ipynb": FIRST,
        "olga/Copy of second.py": b"print(1)",
    }
    status, said = course.collect(course.archive("class.zip", files))
    assert status == 1
    listed = {line.strip() for line in said[said.index("Can't be used") :].splitlines()[1:]}
    assert listed >= {
        "ada: second.pdf is a PDF, not a notebook",
        "grace: essay.docx is a Word document, not a notebook",
        "alan: (folder) is empty",
        "kurt: Untitled.ipynb is none of unit01's notebooks",
        "emmy: first.ipynb is empty",
        "mary: script.py is a Python script, not a notebook",
        "carl: .hidden is not a notebook",
        "olga: Copy of second.py is a Python script, not a notebook",
    }
    assert "paul" not in said
    outcomes = {
        (record.student, record.notebook): (record.outcome, record.reason)
        for record in Records(course.db_url).all("unit01")
    }
    assert outcomes["ada", "first"] == ("handed in", "")
    assert outcomes["ada", "second"] == ("could not be graded", "second.pdf is a PDF, not a notebook")
    assert outcomes["grace", "first"] == ("could not be graded", "essay.docx is a Word document, not a notebook")
    assert outcomes["alan", "second"] == ("could not be graded", "the folder is empty")
    assert outcomes["emmy", "first"] == ("could not be graded", "first.ipynb is empty")
    assert outcomes["emmy", "second"] == ("handed in", "")
    # Nothing is thrown away.
    assert [path.read_bytes() for path in (course.folder / "collected" / "unit01" / "grace").iterdir()] == [b"PK\3\4"]


def test_who_hands_in_one_notebook_again_keeps_her_others(course: Course) -> None:
    course.collect(course.archive("one.zip", {"ada/first.ipynb": FIRST, "ada/second.ipynb": SECOND}))
    better = answered("first", "better")
    course.collect(course.archive("two.zip", {"ada/first (1).ipynb": better, "grace/first.ipynb": FIRST}))
    assert course.notebooks() == {
        "ada/unit01/first.ipynb": better,
        "ada/unit01/second.ipynb": SECOND,
        "grace/unit01/first.ipynb": FIRST,
    }
    assert (course.record("ada").attempt, course.record("ada", "second").attempt) == (2, 1)
    kept = {path.read_bytes() for path in (course.folder / "collected" / "unit01" / "ada").iterdir()}
    assert kept == {FIRST, SECOND, better}


def test_what_is_handed_in_at_last_replaces_why_it_wasnt(course: Course) -> None:
    course.collect(course.archive("one.zip", {"ada/first.pdf": b"%PDF"}))
    assert course.record("ada").outcome == "could not be graded"
    course.collect(course.archive("two.zip", {"ada/first.ipynb": FIRST}))
    assert (course.record("ada").outcome, course.record("ada").reason) == ("handed in", "")


def test_the_same_archive_again_changes_nothing(course: Course) -> None:
    archive = course.archive("one.zip", {"ada/first.ipynb": FIRST, "grace/second.ipynb": SECOND})
    course.collect(archive)
    before = course.submitted(), Records(course.db_url).all("unit01")
    said = course.collect(archive)[1]
    assert "Collected 2 notebooks of 2 students, 2 of them as they were" in said
    assert (course.submitted(), Records(course.db_url).all("unit01")) == before


def test_a_changed_hand_in_is_handed_in_again(course: Course) -> None:
    course.collect(course.archive("one.zip", {"ada/first.ipynb": FIRST}))
    with Records(course.db_url) as records:
        record = course.record("ada")
        records.put(type(record)(**{**vars(record), "outcome": "graded", "pack": "p", "seconds": 1.0}))
        course.collect(course.archive("one.zip", {"ada/first.ipynb": FIRST}))
        assert course.record("ada").outcome == "graded"
        course.collect(course.archive("two.zip", {"ada/first.ipynb": answered("first", "new")}))
        record = course.record("ada")
    assert (record.outcome, record.pack, record.seconds) == ("handed in", "", None)


def test_what_was_put_by_hand_is_kept(course: Course) -> None:
    by_hand = course.folder / "submitted" / "ada" / "unit01" / "first.ipynb"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_bytes(b"by hand")
    course.collect(course.archive("one.zip", {"ada/first.ipynb": FIRST}))
    assert by_hand.read_bytes() == FIRST
    assert b"by hand" in [path.read_bytes() for path in (course.folder / "collected/unit01/ada").iterdir()]


@pytest.mark.parametrize("name", ["a\nb", "*", "[ada]", ".ada", "..ada", "a b/c" * 30, "-rf", "ada ", "CON"])
def test_odd_names_are_safe_folders_and_nobody_elses(course: Course, name: str) -> None:
    files = {f"{name}/first.ipynb": answered("first", "odd"), "ada/first.ipynb": FIRST, "b/first.ipynb": FIRST}
    course.collect(course.archive("class", files) if "\n" in name else course.archive("class.zip", files))
    notebooks = course.notebooks()
    assert notebooks["ada/unit01/first.ipynb"] == notebooks["b/unit01/first.ipynb"] == FIRST
    (folder,) = {Path(path).parts[0] for path in notebooks} - {"ada", "b"}
    assert notebooks[f"{folder}/unit01/first.ipynb"] == answered("first", "odd")
    assert course.record(folder).source["name"] == name.split("/")[0]


def test_who_is_enrolled_and_handed_in_nothing(course: Course) -> None:
    (course.folder / "roster.csv").write_text(ROSTER)
    assert course.type_("roster", "roster.csv") == (0, "roster.csv (roster): 3 students are enrolled.\n")
    files = {"ada/first.ipynb": FIRST, "Grace Hopper/first.ipynb": FIRST, "eve/first.ipynb": FIRST}
    status, said = course.collect(course.archive("class.zip", files))
    assert set(course.notebooks()) == {f"{name}/unit01/first.ipynb" for name in ("ada", "grace", "eve")}
    assert "Enrolled, and has handed in nothing (1):\n  alan: Alan Turing\n" in said
    assert "not on the roster (1):\n  eve: eve\n" in said
    assert course.record("alan").outcome == course.record("alan", "second").outcome == "not handed in"
    assert status == 0


def test_students_are_in_nbgraders_gradebook(course: Course) -> None:
    course.collect(course.archive("s.zip", {"Ada Lovelace_12_assignsubmission_file/first.ipynb": FIRST}))
    (course.folder / "roster.csv").write_text(ROSTER)
    course.type_("roster", "roster.csv")
    with Gradebook(course.db_url) as gradebook:
        ada, grace = gradebook.find_student("Ada-Lovelace"), gradebook.find_student("grace")
        assert (ada.first_name, ada.last_name, ada.email) == ("Ada", "Lovelace", "ada@uni.edu")
        assert (grace.first_name, grace.last_name, grace.email) == ("Grace", "Hopper", "grace@uni.edu")
        assert len(gradebook.students) == 3


def test_late_by_the_due_date(course: Course) -> None:
    with Gradebook(course.db_url) as gradebook:
        gradebook.add_assignment("unit01", duedate=datetime(2026, 11, 3, 12, 0))
    metadata = "".join(
        f"submission_{number}:\n  :submitters:\n  - :name: {name}\n  :created_at: 2026-11-03 {hour}:00:00 Z\n"
        for number, name, hour in [(1, "ada", 11), (2, "grace", 13)]
    )
    files = {f"submission_{number}/first.ipynb": FIRST for number in (1, 2)}
    course.collect(course.archive("e.zip", {"submission_metadata.yml": metadata.encode(), **files}))
    assert (course.record("ada").late, course.record("grace").late) == (False, True)
    assert course.record("grace").submitted_at == datetime(2026, 11, 3, 13, tzinfo=UTC)


def test_an_lms_may_be_said(course: Course) -> None:
    archive = course.archive("class.zip", {"ada_1_2_first.ipynb": FIRST, "a.ipynb": FIRST, "b.ipynb": FIRST})
    assert "folder" in course.collect(archive)[1]
    said = course.collect(archive, lms="canvas")[1]
    assert "canvas" in said and "ada/unit01/first.ipynb" in course.notebooks()
    assert said.count("doesn't say whose it is") == 2


@pytest.mark.slow
def test_a_gradebook_that_another_command_holds(course: Course) -> None:
    archive = course.archive("class.zip", {"ada/first.ipynb": FIRST})
    with sqlite3.connect(course.folder / "gradebook.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        status, said = course.collect(archive)
        assert status == 2 and "database is locked" in said and "type the same again" in said
        other.execute("COMMIT")
    assert course.collect(archive)[0] == 0


def test_a_full_disk(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_bytes(path: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    archive = course.archive("class.zip", {"ada/first.ipynb": FIRST})
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", write_bytes)
        status, said = course.collect(archive)
    assert status == 2 and "No space left on device" in said
    assert course.collect(archive)[0] == 0 and course.notebooks() == {"ada/unit01/first.ipynb": FIRST}


def test_names_cant_move_the_terminals_cursor(course: Course) -> None:
    said = course.collect(course.archive("class.zip", {"ada\x1b[2J/[bold]x\x1b[1A.pdf": b"%PDF"}))[1]
    assert "\x1b" not in said and "[bold]x" in said


def test_a_table_fits_a_narrow_terminal() -> None:
    long = [Unusable("s" * 40, "f" * 60 + ".pdf", "is a PDF, not a notebook") for _ in range(3)]
    console = Console(width=80, force_terminal=True, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    show(Collected("unit01", unusable=long, missing=[Student("canvas", "1", "ada", "Ada")]), console)
    text = console.export_text()
    assert max(map(len, text.splitlines())) <= 80
    assert text.replace("\n", "").count("pdf") == 3


@pytest.mark.slow
def test_a_class_is_collected_by_the_command(small_course: Callable[..., Path], run: Run) -> None:
    """With this project's settings, in a new course: there is no gradebook yet."""
    source = notebook(solution("x = 1"), graded("assert x == 1"))
    folder = small_course(source)
    content = nbformat.writes(source).encode()
    (folder / "s.zip").write_bytes(zipped({"adal_1_2_small-1.ipynb": content, "graceh_LATE_3_4_a.pdf": b"%PDF"}))
    done = run("autograder", "collect", "unit01", "s.zip", cwd=folder, check=False)
    assert done.returncode == 1, done.stdout
    assert "graceh: a.pdf is a PDF, not a notebook" in done.stdout
    assert (folder / "submitted" / "adal" / "unit01" / "small.ipynb").read_bytes() == content
    missing = run("autograder", "collect", "unit99", "s.zip", cwd=folder, check=False)
    assert missing.returncode == 2 and "unit99 has no notebooks" in missing.stdout
