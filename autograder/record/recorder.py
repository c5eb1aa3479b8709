"""The one writer: puts results into the gradebook, the records and autograded/."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePath
from types import MappingProxyType

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.record.not_graded_page import not_graded_page
from autograder.record.records import NOT_GRADED, NOT_HANDED_IN, Record, Records
from autograder.record.result import Result
from autograder.record.submissions import Submission, Submissions

Times = Mapping[str, datetime | None]  # when each student handed in, in UTC and without a zone
_AT_ONCE = 100  # rows of students that are read together


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
        self._assignment = assignment
        self._course = CourseDirectory(config=config)
        self._gradebook = Gradebook(self._course.db_url, self._course.course_id)
        self.records = Records(self._course.db_url)
        self._penalties = AssignLatePenalties(config=config)
        self._penalties.init_plugin()
        self._has_penalties = AssignLatePenalties in config.Autograde.autograde_preprocessors

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *_: object) -> None:
        self._gradebook.close()
        self.records.close()

    @cached_property
    def _submissions(self) -> Submissions:
        return Submissions(self._gradebook, self._assignment)

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

    def record(self, results: Sequence[Result], times: Times = MappingProxyType({})) -> list[Record]:
        """Record results of different hand-ins, all in the same few transactions; return their records.

        Parameters
        ----------
        results : sequence of Result
            What `grade` returned.
        times : Times, optional
            When students handed in, as far as that is known.
        """
        if not results:
            return []
        by_key = {(result.student, result.notebook_name): result for result in results}
        found = self.records.all(self._assignment, *(student for student, _ in by_key))
        before = {key: Record(self._assignment, key[1], key[0]) for key in by_key}
        before |= {key: record for record in found if (key := (record.student, record.notebook)) in by_key}
        begun = [replace(record, pack="") for record in before.values() if record.pack]
        self.records.put(*begun)  # as if not graded, until all is written
        for key, submission in self._submissions.load(before).items():
            self._write_scores(submission, by_key[key])
            self._note_time(submission, times)
        self._gradebook.db.commit()
        for result in results:
            self._write_file(result)
        records = [_after(before[key], result) for key, result in by_key.items()]
        self.records.put(*records)
        return records

    def record_times(self, records: Sequence[Record], times: Times) -> None:
        """Record when hand-ins were handed in, and late penalties: the due date or an extension may be new, too."""
        for start in range(0, len(records), _AT_ONCE):
            keys = [(record.student, record.notebook) for record in records[start : start + _AT_ONCE]]
            for submission in self._submissions.load(keys).values():
                self._note_time(submission, times)
            self._gradebook.db.commit()

    def record_missing(self, missing: Sequence[Result]) -> list[Record]:
        """Record notebooks that aren't there: 0 points, as nbgrader has it, or a page that says what is wrong.

        Parameters
        ----------
        missing : sequence of Result
            Of outcome NOT_HANDED_IN, with the fingerprint of the pack. The reason, if there is one, says what was
            handed in in place of a notebook.
        """
        if not missing:
            return []
        found = self.records.all(self._assignment, *{each.student for each in missing})
        before = {(record.student, record.notebook): record for record in found}
        kept, unusable, absent = [], [], []
        for each in missing:
            known, reason = before.get((each.student, each.notebook_name)), each.reason
            if known is not None and known.outcome == NOT_GRADED:
                if not known.pack:  # collecting found no use for it
                    reason = known.reason
                elif not reason or (known.reason, known.pack) == (reason, each.pack):
                    kept.append(known)
                    continue
            if reason:
                unusable.append(replace(each, outcome=NOT_GRADED, reason=reason))
            else:
                absent.append((each.student, each.notebook_name))
        return [*kept, *self.record(unusable), *self._record_absent(absent, before)]

    def _record_absent(self, keys: Sequence[tuple[str, str]], before: Mapping[tuple[str, str], Record]) -> list[Record]:
        """Record 0 points."""
        if not keys:
            return []
        for submission in self._submissions.load(keys).values():
            for grade in submission.grades.values():
                grade.auto_score, grade.needs_manual_grade = 0, False
        self._gradebook.db.commit()
        known = {key for key in keys if key in before and before[key].outcome == NOT_HANDED_IN}
        new = [
            Record(self._assignment, notebook, student, outcome=NOT_HANDED_IN)
            for student, notebook in keys
            if (student, notebook) not in known
        ]
        self.records.put(*new)
        return [*(before[key] for key in known), *new]

    def _note_time(self, submission: Submission, times: Times) -> None:
        """Write when it was handed in, and the late penalty as nbgrader's AssignLatePenalties does."""
        whole = submission.assignment
        whole.timestamp = times.get(whole.student_id) or whole.timestamp
        if not self._has_penalties:
            return
        late, penalty = whole.assignment.duedate and whole.total_seconds_late, None
        if late:
            points = submission.points
            penalty = self._penalties.plugin_inst.late_submission_penalty(whole.student_id, points, late)
            penalty = None if penalty is None else min(max(penalty, 0), points)
        submission.notebook.late_submission_penalty = penalty

    def _write_scores(self, submission: Submission, result: Result) -> None:
        """Write scores where nbgrader's SaveAutoGrades does. A hand grade stays; it waits only if something changed."""
        has_hand_grade = any(grade.manual_score is not None for grade in submission.grades.values())
        answers = self._answers_before(result) if has_hand_grade else {}
        for name, grade in submission.grades.items():
            score = result.scores.get(name)
            if result.notebook is None:
                grade.auto_score, grade.needs_manual_grade = None, True
                continue
            changed = grade.auto_score != score or answers.get(name) != result.answers.get(name)
            if grade.manual_score is None:
                grade.needs_manual_grade = score is None
            elif changed:
                grade.needs_manual_grade = True
            grade.auto_score = score
        for name, comment in submission.comments.items():
            comment.auto_comment = "No response." if name in result.unanswered else None

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
            _make_way(path.parent, name)
            write_whole(path.parent / name, content)
        _make_way(path.parent, path.name)
        write_whole(path, not_graded_page(result.reason) if result.notebook is None else result.notebook)


def _after(before: Record, result: Result) -> Record:
    """Return the record of a hand-in that has been graded."""
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


def _make_way(folder: Path, name: str) -> None:
    """Make the folders of a file; a file, a folder or a link of an earlier hand-in that is in its way is removed."""
    for parent in reversed(PurePath(name).parents[:-1]):
        if (folder / parent).is_symlink() or not (folder / parent).is_dir():
            (folder / parent).unlink(missing_ok=True)
            (folder / parent).mkdir()
    if (folder / name).is_dir() and not (folder / name).is_symlink():
        shutil.rmtree(folder / name)


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
