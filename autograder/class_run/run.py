"""Grade a class: only hand-ins that aren't recorded yet or have changed."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import product
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.class_run.hand_ins import read_hand_in, read_time, students_of
from autograder.class_run.interrupt import Interrupt
from autograder.class_run.pool import Pool
from autograder.class_run.progress import Progress
from autograder.collect.hand_in import HandIn
from autograder.course.errors import CourseError
from autograder.course.student_folders import why_no_notebook, why_refused
from autograder.grading.pack import Pack
from autograder.record.only_run import only_run
from autograder.record.recorder import Recorder
from autograder.record.records import NOT_GRADED, NOT_HANDED_IN, Record
from autograder.record.result import Result

_AT_ONCE = 100  # students whose records are read together


@dataclass
class Chosen:
    """What a run is to grade."""

    students: Collection[str] = ()  # all, if none is named
    notebook: str = ""  # all, if none is named
    force: bool = False  # also what is recorded and unchanged


@dataclass
class Summary:
    """What a run has done. It keeps no more of a hand-in than there is to tell, because a class may be large."""

    students: set[str] = field(default_factory=set)
    graded: Counter[str] = field(default_factory=Counter)  # by outcome
    unchanged: int = 0  # recorded before, and not graded again
    failed: list[Record] = field(default_factory=list)
    repaired: list[Record] = field(default_factory=list)  # in this run

    def add(self, record: Record, *, is_new: bool) -> None:
        """Count what is recorded of a hand-in."""
        self.students.add(record.student)
        if record.outcome == NOT_GRADED:
            self.failed.append(record)
        if is_new:
            self.graded[record.outcome] += 1
            self.repaired += [record] if record.repairs else []
        elif record.outcome != NOT_HANDED_IN:
            self.unchanged += 1


def grade_class(
    config: Config,
    assignment: str,
    packs: dict[str, Pack],
    pool: Pool,
    chosen: Chosen,
    progress: Progress,
    interrupt: Interrupt,
) -> Summary:
    """Grade an assignment's hand-ins and record them.

    Raises
    ------
    CourseError
        If there is nothing to grade, no such student or notebook, or another run of the assignment.
    ConnectionError
        If the database's server has dropped the lock that keeps other runs away.
    """
    course = CourseDirectory(config=config)
    packs = _choose_packs(packs, chosen, assignment)
    fingerprints = {name: pack.fingerprint for name, pack in packs.items()}
    with only_run(course.db_url, assignment) as check, Recorder(config, assignment) as recorder:
        recorder.check_released(packs)
        folders = students_of(course, assignment)
        students = _choose([*folders, *recorder.records.students_with(assignment, NOT_GRADED)], chosen, assignment)
        run = _Run(course, assignment, recorder, check, fingerprints, chosen.force, progress)
        progress.begin(len(students) * len(packs))
        for results in pool.map(run.to_grade(students), packs):
            run.record(results)
            interrupt.check()
    return run.summary


@dataclass
class _Run:
    """What a run works with."""

    course: CourseDirectory
    assignment: str
    recorder: Recorder
    check: Callable[[], None]  # that this run is still the only one
    packs: dict[str, str]  # fingerprints, by notebook
    force: bool
    progress: Progress
    summary: Summary = field(default_factory=Summary)

    def to_grade(self, students: list[str]) -> Iterator[HandIn]:
        """Yield what is to be graded; record of the others what may have changed."""
        refused = {student: why for student in students if (why := why_refused(student))}
        for (student, why), notebook in product(refused.items(), self.packs):
            self.summary.add(Record(self.assignment, notebook, student, NOT_GRADED, why), is_new=True)
            self.progress.skip()
        students = [student for student in students if student not in refused]
        for start in range(0, len(students), _AT_ONCE):
            some = students[start : start + _AT_ONCE]
            done = {(each.student, each.notebook): each for each in self.recorder.records.all(self.assignment, *some)}
            unchanged, missing = [], []
            for student, (notebook, pack) in product(some, self.packs.items()):
                hand_in = read_hand_in(self.course, self.assignment, student, notebook)
                before = done.get((student, notebook))
                if hand_in is None:
                    missing.append(Result(student, self.assignment, notebook, NOT_HANDED_IN, pack=pack))
                elif before and not self.force and (before.hand_in, before.pack) == (hand_in.fingerprint, pack):
                    self.summary.add(before, is_new=False)
                    self.progress.skip()
                    unchanged.append(before)
                else:
                    self.progress.start()
                    yield hand_in
            self.check()
            self.recorder.record_times(unchanged, {each.student: self._time_of(each.student) for each in unchanged})
            self._record_missing(missing)

    def record(self, results: list[Result]) -> None:
        """Record results."""
        self.check()
        for record in self.recorder.record(results, {each.student: self._time_of(each.student) for each in results}):
            self.summary.add(record, is_new=True)
            self.progress.finish(record)

    def _record_missing(self, missing: list[Result]) -> None:
        submitted = Path(self.course.root, self.course.submitted_directory)
        why = {each.student: why_no_notebook(submitted / each.student / self.assignment) for each in missing}
        for record in self.recorder.record_missing([replace(each, reason=why[each.student]) for each in missing]):
            self.summary.add(record, is_new=False)
            self.progress.skip()

    def _time_of(self, student: str) -> datetime | None:
        return read_time(self.course, self.assignment, student)


def _choose_packs(packs: dict[str, Pack], chosen: Chosen, assignment: str) -> dict[str, Pack]:
    """Return the packs of the notebooks to grade."""
    if not chosen.notebook:
        return packs
    if chosen.notebook not in packs:
        raise CourseError(f"{assignment} has no notebook {chosen.notebook}. It has {', '.join(packs)}.")
    return {chosen.notebook: packs[chosen.notebook]}


def _choose(handed_in: Collection[str], chosen: Chosen, assignment: str) -> list[str]:
    """Return the students to grade, of those who have a folder and those whose files collecting could not use."""
    unknown = sorted(set(chosen.students) - set(handed_in))
    if unknown:
        raise CourseError(f"nobody has handed in {assignment} as {', '.join(unknown)}; submitted/ has no such folder.")
    return sorted(set(chosen.students or handed_in))
