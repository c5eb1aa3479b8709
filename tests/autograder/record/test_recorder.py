import shutil
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Engine, event
from traitlets.config import Config

from autograder.record.recorder import Recorder
from autograder.record.records import GRADED, HANDED_IN, NOT_HANDED_IN, Record, Records
from autograder.record.result import Result

RESULT = Result("ada", "unit01", "first", GRADED, notebook=b"{}", scores={"first-test": 1.0}, hand_in="h", pack="p")


@pytest.fixture
def config(tmp_path: Path, empty_gradebook: Path) -> Config:
    """A course with two notebooks, a question each."""
    config = Config()
    config.CourseDirectory.root = str(tmp_path)
    config.Autograde.autograde_preprocessors = [AssignLatePenalties]
    config.LateSubmissionPlugin.penalty_method = "zero"
    config.CourseDirectory.db_url = url = f"sqlite:///{shutil.copy(empty_gradebook, tmp_path)}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("unit01", duedate="2026-10-02 12:00 UTC")
        for name in ("first", "second"):
            gradebook.add_notebook(name, "unit01")
            gradebook.add_grade_cell(f"{name}-test", name, "unit01", max_score=2, cell_type="code")
            gradebook.add_solution_cell(name, name, "unit01")
    return config


def test_a_notebook_that_was_not_handed_in_waits_for_nobody(config: Config) -> None:
    """Who has handed in one of two notebooks, and is graded, is done."""
    url = config.CourseDirectory.db_url
    with Gradebook(url) as gradebook, Records(url) as records:
        gradebook.add_student("ada")
        gradebook.add_submission("unit01", "ada")
        gradebook.find_grade("first-test", "first", "unit01", "ada").needs_manual_grade = False
        gradebook.find_grade("second-test", "second", "unit01", "ada").needs_manual_grade = True
        gradebook.db.commit()
        # As collecting leaves it.
        records.put(Record("unit01", "first", "ada", HANDED_IN), Record("unit01", "second", "ada", NOT_HANDED_IN))
    with Recorder(config, "unit01") as recorder:
        (record,) = recorder.record_missing([Result("ada", "unit01", "second", NOT_HANDED_IN, pack="1")])
        assert record.outcome == NOT_HANDED_IN
    with Gradebook(url) as gradebook:
        assert not gradebook.find_submission("unit01", "ada").needs_manual_grade


def test_a_hand_in_counts_when_all_of_it_is_written(config: Config, tmp_path: Path) -> None:
    with Recorder(config, "unit01") as recorder:
        recorder.record([RESULT])
        (tmp_path / "autograded" / "grace").write_text("no folder")
        with pytest.raises(OSError):
            recorder.record([RESULT, replace(RESULT, student="grace")])
        assert [(record.student, record.pack) for record in recorder.records.all("unit01")] == [("ada", "")]
        (tmp_path / "autograded" / "grace").unlink()
        found = recorder.record([RESULT, replace(RESULT, student="grace")])
        assert found == recorder.records.all("unit01")
        assert [(record.student, record.outcome, record.pack) for record in found] == [
            ("ada", GRADED, "p"),
            ("grace", GRADED, "p"),
        ]


def test_a_file_may_become_a_folder_and_a_folder_a_file(config: Config, tmp_path: Path) -> None:
    (outside := tmp_path / "outside").mkdir()
    (outside / "kept.csv").write_text("kept")
    folder = tmp_path / "autograded" / "ada" / "unit01"
    (folder / "first.ipynb" / "deep").mkdir(parents=True)
    (folder / "linked").symlink_to(outside)
    with Recorder(config, "unit01") as recorder:
        for files in (
            {"data": b"1", "linked/kept.csv": b"2"},
            {"data/deep/x.csv": b"3", "linked": b"4"},
            {"data": b"5"},
        ):
            recorder.record([replace(RESULT, files=files)])
            assert {name: (folder / name).read_bytes() for name in files} == files
            if (folder / "data").is_dir():
                (folder / "data" / "link").symlink_to(outside)
    assert (folder / "first.ipynb").read_bytes() == RESULT.notebook
    assert (outside / "kept.csv").read_text() == "kept"


def test_what_comes_together_is_recorded_together(config: Config) -> None:
    commits: list[int] = []

    def note(_connection: Any) -> None:
        commits[-1] += 1

    with Recorder(config, "unit01") as recorder:
        recorder.record([RESULT])
        event.listen(Engine, "commit", note)
        try:
            for students in (["a0"], [f"b{number}" for number in range(20)]):
                commits.append(0)
                recorder.record([replace(RESULT, student=student) for student in students])
                recorder.record_missing([Result(each, "unit01", "second", NOT_HANDED_IN) for each in students])
        finally:
            event.remove(Engine, "commit", note)
        assert len(recorder.records.all("unit01")) == 1 + 2 * 21
    assert commits[0] == commits[1] > 0


def test_what_a_hand_in_costs_does_not_grow_with_the_class(config: Config, tmp_path: Path) -> None:
    """The database finds by an index what concerns a student, and reads through no table of students."""
    statements: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        statements.append((statement, values[0] if many else values))

    with Recorder(config, "unit01") as recorder:
        recorder.record([replace(RESULT, student="grace")])
        event.listen(Engine, "before_cursor_execute", note)
        try:
            late = {"ada": datetime(2026, 10, 3)}
            for _ in range(2):
                records = recorder.record([RESULT], late)
            recorder.record_times(records, late)
            recorder.record_missing([Result("ada", "unit01", "second", NOT_HANDED_IN, pack="p")])
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    with sqlite3.connect(tmp_path / "gradebook.db") as database:
        plans = {
            step[3]: statement
            for statement, values in statements
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE")
            for step in database.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        }
        grown = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment", "autograder_record")
        assert any(plan.startswith("SEARCH grade ") for plan in plans)
        assert [plan for plan in plans.items() if plan[0].split()[:2] in [["SCAN", name] for name in grown]] == []
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        assert gradebook.find_submission_notebook("first", "unit01", "ada").late_submission_penalty == 1
