"""The one writer: puts results into the gradebook, the records and autograded/."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.record.not_graded_page import not_graded_page
from autograder.record.records import NOT_GRADED, NOT_HANDED_IN, Record, Records
from autograder.record.result import Result


class Recorder:
    """Records results of an assignment; a context manager.

    A hand-in's record is written last, and makes the rest count: if a run ends in the middle, the next run grades that
    hand-in again and keeps the others.

    Parameters
    ----------
    config : Config
        The course's settings.
    assignment : str
        The assignment, which has been released.
    """

    def __init__(self, config: Config, assignment: str) -> None:
        self._config, self._assignment = config, assignment
        self._course = CourseDirectory(config=config)
        self._gradebook = Gradebook(self._course.db_url, self._course.course_id)
        self.records = Records(self._course.db_url)
        self._penalties = AssignLatePenalties in config.Autograde.autograde_preprocessors

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *_: object) -> None:
        self._gradebook.close()
        self.records.close()

    def check_released(self, notebooks: Iterable[str]) -> None:
        """Raise a `CourseError` if the gradebook doesn't know one of the assignment's notebooks."""
        try:
            known = {notebook.name for notebook in self._gradebook.find_assignment(self._assignment).notebooks}
        except MissingEntry:
            known = set()
        if unknown := sorted(set(notebooks) - known):
            raise CourseError(
                f"{self._assignment}: the gradebook doesn't know {', '.join(unknown)}. "
                f"Run: nbgrader generate_assignment {self._assignment}"
            )

    def begin(self, student: str, notebook: str) -> None:
        """Forget that a hand-in was graded, before anything of it changes."""
        before = self.records.get(self._assignment, notebook, student)
        if before is not None and before.pack:
            self.records.put(replace(before, pack=""))

    def record(self, result: Result, timestamp: datetime | None = None) -> Record:
        """Record a result; return its record.

        Parameters
        ----------
        result : Result
            What `grade` returned.
        timestamp : datetime, optional
            When the assignment was handed in, in UTC and without a zone.
        """
        submission = self._submission(result.student, timestamp)
        notebook = next(each for each in submission.notebooks if each.name == result.notebook_name)
        self._write_scores(notebook, result)
        self._write_file(result)
        self._gradebook.db.commit()
        self.record_time(result.student, result.notebook_name, timestamp)
        record = self._record_of(result)
        self.records.put(record)
        return record

    def record_time(self, student: str, notebook: str, timestamp: datetime | None) -> None:
        """Record when a notebook was handed in, and the late penalty: the due date or an extension may be new, too."""
        submission = self._submission(student, timestamp)
        (penalty,) = (each.late_submission_penalty for each in submission.notebooks if each.name == notebook)
        is_late = submission.assignment.duedate and submission.total_seconds_late
        if self._penalties and (is_late or penalty is not None):
            names = {"notebook": notebook, "assignment": self._assignment, "student": student}
            resources = {"nbgrader": names | {"db_url": self._course.db_url}}
            AssignLatePenalties(config=self._config).preprocess(nbformat.v4.new_notebook(), resources)

    def record_missing(self, student: str, notebook: str, pack: str, wrong: str = "") -> Record:
        """Record that there is no such notebook: 0 points, as nbgrader has it, or a page that says what is wrong.

        `pack` is the fingerprint of what it would be graded with; `wrong`, what was handed in in place of a notebook.
        """
        before = self.records.get(self._assignment, notebook, student)
        if before is not None and before.outcome == NOT_GRADED and not before.pack:  # collecting found no use for it
            return self.record(Result(student, self._assignment, notebook, NOT_GRADED, before.reason, pack=pack))
        if wrong and (before is None or (before.outcome, before.reason, before.pack) != (NOT_GRADED, wrong, pack)):
            return self.record(Result(student, self._assignment, notebook, NOT_GRADED, wrong, pack=pack))
        if before is not None and before.outcome == NOT_GRADED:
            return before
        submission = self._submission(student, None)
        missing = next(each for each in submission.notebooks if each.name == notebook)
        for grade in missing.grades:
            grade.auto_score, grade.needs_manual_grade = 0, False
        self._gradebook.db.commit()
        if before is not None and before.outcome == NOT_HANDED_IN:
            return before
        record = Record(self._assignment, notebook, student, outcome=NOT_HANDED_IN)
        self.records.put(record)
        return record

    def _submission(self, student: str, timestamp: datetime | None) -> Any:
        self._gradebook.update_or_create_student(student)
        when = {"timestamp": timestamp} if timestamp else {}
        return self._gradebook.update_or_create_submission(self._assignment, student, **when)

    def _write_scores(self, notebook: SubmittedNotebook, result: Result) -> None:
        """Write scores where nbgrader's SaveAutoGrades does. A hand grade stays; it waits only if something changed."""
        answers = self._answers_before(result)
        for grade in notebook.grades:
            score = result.scores.get(grade.name)
            if result.notebook is None:
                grade.auto_score, grade.needs_manual_grade = None, True
                continue
            changed = grade.auto_score != score or answers.get(grade.name) != result.answers.get(grade.name)
            if grade.manual_score is None:
                grade.needs_manual_grade = score is None
            elif changed:
                grade.needs_manual_grade = True
            grade.auto_score = score
        for comment in notebook.comments:
            comment.auto_comment = "No response." if comment.name in result.unanswered else None

    def _answers_before(self, result: Result) -> dict[str, str]:
        """Return the answers in words that were graded before."""
        try:
            nb = nbformat.read(self._path(result), as_version=4)
        except (OSError, ValueError):
            return {}
        return {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in nb.cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") in result.answers
        }

    def _path(self, result: Result) -> Path:
        step = self._course.autograded_directory
        folder = Path(self._course.root, self._course.format_path(step, result.student, self._assignment))
        return folder / f"{result.notebook_name}.ipynb"

    def _write_file(self, result: Result) -> None:
        path = self._path(result)
        path.parent.mkdir(parents=True, exist_ok=True)
        for name, content in result.files.items():
            (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(path.parent / name, content)
        write_whole(path, not_graded_page(result.reason) if result.notebook is None else result.notebook)

    def _record_of(self, result: Result) -> Record:
        before = self.records.get(self._assignment, result.notebook_name, result.student)
        before = before or Record(self._assignment, result.notebook_name, result.student)
        return replace(
            before,
            outcome=result.outcome,
            reason=result.reason,
            repairs=list(result.repairs),
            misconceptions=result.misconceptions,
            isolation=result.isolation,
            seconds=result.seconds,
            hand_in=result.hand_in,
            pack=result.pack,
            attempt=max(before.attempt, 1),
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is never there in part: a full disk or a power cut leaves the one before."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
